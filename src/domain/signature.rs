//! Which signatures a request carries, how they are made, and how a receiver checks them.
//!
//! Standard Webhooks 1.0: `webhook-signature: v1,<base64>`, HMAC-SHA256 over `id.timestamp.body`.
//! With a private key in the place of a shared secret it is `v1a,<base64>`, ed25519 over the same. Legacy:
//! `X-Webhook-Signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 over `timestamp.body`. During a rotation every
//! live secret signs, and a receiver accepts any one match.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::ed25519;
use super::ed25519::PublicKey;
use super::outcome::UnknownWord;
use super::outcome::words;
use super::secret::Signing;
use super::secret::SigningSecret;

/// Most secrets that sign at the same time.
pub const LIVE_SECRETS_MAX: usize = 3;
/// How far, in seconds, a timestamp may be from now when a receiver checks it, unless it says otherwise.
pub const DEFAULT_TOLERANCE_S: u64 = 300;
/// Most signatures in one header that a check looks at.
pub(super) const SIGNATURES_MAX: usize = 16;

/// Standard Webhooks: the event's id, the same for every attempt.
pub const WEBHOOK_ID: &str = "webhook-id";
/// Standard Webhooks: the attempt's time in seconds since 1970.
pub const WEBHOOK_TIMESTAMP: &str = "webhook-timestamp";
/// Standard Webhooks: the signatures, parted by spaces.
pub const WEBHOOK_SIGNATURE: &str = "webhook-signature";
/// Legacy: the attempt's time in seconds since 1970.
pub const LEGACY_TIMESTAMP: &str = "x-webhook-timestamp";
/// Legacy: `t=…,v1=…[,v1=…]`.
pub const LEGACY_SIGNATURE: &str = "x-webhook-signature";

/// The headers that carry signatures.
pub const SIGNATURES: [&str; 2] = [WEBHOOK_SIGNATURE, LEGACY_SIGNATURE];

words!(
    /// Which of the two signature schemes an endpoint's requests carry.
    SignatureFormat {
        /// Both.
        Both = "both",
        /// Standard Webhooks 1.0 alone.
        Standard = "standard",
        /// `X-Webhook-Signature` alone.
        Legacy = "legacy",
    }
);

/// Why a signature is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureRefusal {
    /// A header is not what the scheme prescribes.
    #[error("the signature or timestamp header is malformed")]
    Malformed,
    /// The timestamp lies too far back: perhaps a captured request sent again.
    #[error("the timestamp is too old")]
    TooOld,
    /// The timestamp lies in the future.
    #[error("the timestamp is too far in the future")]
    TooNew,
    /// None of the signatures belongs to any of the secrets.
    #[error("no signature matches")]
    NoMatch,
}

/// Signs one attempt: the headers `format` asks for, name in lower case and value, every secret in its turn.
///
/// `webhook_id` must not contain a `.` (Standard Webhooks 1.0); event ids never do. `timestamp_s` is the
/// attempt's own time in seconds since 1970.
#[must_use]
pub fn sign(
    format: SignatureFormat,
    secrets: &[SigningSecret],
    webhook_id: &str,
    timestamp_s: i64,
    body: &[u8],
) -> Vec<(&'static str, String)> {
    let mut headers = Vec::with_capacity(5);
    if matches!(format, SignatureFormat::Both | SignatureFormat::Standard) {
        headers.push((WEBHOOK_ID, webhook_id.to_owned()));
        headers.push((WEBHOOK_TIMESTAMP, timestamp_s.to_string()));
        headers.push((WEBHOOK_SIGNATURE, standard_header(secrets, webhook_id, timestamp_s, body)));
    }
    // The legacy scheme knows shared secrets alone.
    let shared = secrets.iter().any(|secret| secret.signing() == Signing::Hmac);
    if shared && matches!(format, SignatureFormat::Both | SignatureFormat::Legacy) {
        headers.push((LEGACY_TIMESTAMP, timestamp_s.to_string()));
        headers.push((LEGACY_SIGNATURE, legacy_header(secrets, timestamp_s, body)));
    }
    headers
}

/// The value of `webhook-signature`.
#[must_use]
pub fn standard_header(secrets: &[SigningSecret], webhook_id: &str, timestamp_s: i64, body: &[u8]) -> String {
    let mut value = String::new();
    for secret in secrets {
        if !value.is_empty() {
            value.push(' ');
        }
        let timestamp = timestamp_s.to_string();
        if let Some(signature) = secret.sign_ed25519(webhook_id, &timestamp, body) {
            value.push_str(ed25519::VERSION);
            STANDARD.encode_string(signature, &mut value);
        } else {
            value.push_str("v1,");
            STANDARD.encode_string(standard_mac(secret, webhook_id, &timestamp, body), &mut value);
        }
    }
    value
}

/// The value of `X-Webhook-Signature`.
#[must_use]
pub fn legacy_header(secrets: &[SigningSecret], timestamp_s: i64, body: &[u8]) -> String {
    let mut value = format!("t={timestamp_s}");
    for secret in secrets.iter().filter(|secret| secret.signing() == Signing::Hmac) {
        value.push_str(",v1=");
        for byte in legacy_mac(secret, &timestamp_s.to_string(), body) {
            for nibble in [byte >> 4, byte & 15] {
                value.extend(char::from_digit(u32::from(nibble), 16));
            }
        }
    }
    value
}

/// Checks a Standard Webhooks signature the way a receiver does: time first, then any match, in constant time.
/// Signatures of other versions in the header are passed over.
///
/// # Errors
/// [`SignatureRefusal`], the first thing that is wrong.
pub fn verify_standard(
    secrets: &[SigningSecret],
    webhook_id: &str,
    timestamp: &str,
    signature: &str,
    body: &[u8],
    now_s: i64,
    tolerance_s: u64,
) -> Result<(), SignatureRefusal> {
    check_time(timestamp, now_s, tolerance_s)?;
    let given = signature.split(' ').take(SIGNATURES_MAX).filter_map(|part| part.strip_prefix("v1,"));
    let given: Vec<Vec<u8>> = given.filter_map(|text| STANDARD.decode(text).ok()).collect();
    let public: Vec<_> = secrets.iter().filter_map(SigningSecret::public_key).collect();
    let verifies =
        |signature: &Vec<u8>| public.iter().any(|key| key.verifies(webhook_id, timestamp, body, signature));
    if ed25519::signatures(signature).any(|one| verifies(&one)) {
        return Ok(());
    }
    let shared = secrets.iter().filter(|secret| secret.signing() == Signing::Hmac);
    any_match(&given, shared.map(|secret| standard_mac(secret, webhook_id, timestamp, body)))
}

/// Checks the `v1a` signatures of a Standard Webhooks header with public keys.
///
/// # Errors
/// [`SignatureRefusal`], the first thing that is wrong.
pub fn verify_by_key(
    keys: &[PublicKey],
    webhook_id: &str,
    timestamp: &str,
    signature: &str,
    body: &[u8],
    now_s: i64,
    tolerance_s: u64,
) -> Result<(), SignatureRefusal> {
    check_time(timestamp, now_s, tolerance_s)?;
    let verifies = |one: &[u8]| keys.iter().any(|key| key.verifies(webhook_id, timestamp, body, one));
    if ed25519::signatures(signature).any(|one| verifies(&one)) {
        Ok(())
    } else {
        Err(SignatureRefusal::NoMatch)
    }
}

/// Checks a legacy signature: `signature` is the whole `X-Webhook-Signature`, whose own `t` is what was signed.
///
/// # Errors
/// [`SignatureRefusal`], the first thing that is wrong.
pub fn verify_legacy(
    secrets: &[SigningSecret],
    signature: &str,
    body: &[u8],
    now_s: i64,
    tolerance_s: u64,
) -> Result<(), SignatureRefusal> {
    let mut parts = signature.split(',').map(str::trim);
    let timestamp =
        parts.next().and_then(|part| part.strip_prefix("t=")).ok_or(SignatureRefusal::Malformed)?;
    check_time(timestamp, now_s, tolerance_s)?;
    let given = parts.take(SIGNATURES_MAX).filter_map(|part| part.strip_prefix("v1="));
    let given: Vec<Vec<u8>> = given.filter_map(from_hex).collect();
    let shared = secrets.iter().filter(|secret| secret.signing() == Signing::Hmac);
    any_match(&given, shared.map(|secret| legacy_mac(secret, timestamp, body)))
}

fn check_time(timestamp: &str, now_s: i64, tolerance_s: u64) -> Result<(), SignatureRefusal> {
    let digits = !timestamp.is_empty() && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let then: i64 = timestamp.parse().ok().filter(|_| digits).ok_or(SignatureRefusal::Malformed)?;
    if now_s.abs_diff(then) <= tolerance_s {
        Ok(())
    } else if then < now_s {
        Err(SignatureRefusal::TooOld)
    } else {
        Err(SignatureRefusal::TooNew)
    }
}

/// Compares every pair, so that the time taken does not tell which one was close.
pub(super) fn any_match(
    given: &[Vec<u8>],
    expected: impl Iterator<Item = [u8; 32]>,
) -> Result<(), SignatureRefusal> {
    let mut found = subtle::Choice::from(0);
    for mac in expected {
        for candidate in given {
            found |= candidate.as_slice().ct_eq(&mac);
        }
    }
    if bool::from(found) { Ok(()) } else { Err(SignatureRefusal::NoMatch) }
}

fn standard_mac(secret: &SigningSecret, webhook_id: &str, timestamp: &str, body: &[u8]) -> [u8; 32] {
    hmac_sha256(&secret.standard_key(), &[webhook_id.as_bytes(), b".", timestamp.as_bytes(), b".", body])
}

fn legacy_mac(secret: &SigningSecret, timestamp: &str, body: &[u8]) -> [u8; 32] {
    hmac_sha256(secret.legacy_key(), &[timestamp.as_bytes(), b".", body])
}

/// HMAC-SHA256 over the parts as if they were one.
pub(super) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104: a key longer than the block is hashed, a shorter one is filled with zeros. Doing it here keeps
    // the fixed-size constructor, which cannot fail.
    let mut block = zeroize::Zeroizing::new([0_u8; 64]);
    if key.len() > block.len() {
        let digest: [u8; 32] = <Sha256 as sha2::Digest>::digest(key).into();
        block[..32].copy_from_slice(&digest);
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let mut mac = Hmac::<Sha256>::new(&(*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The bytes that hexadecimal digits stand for.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some((digit(*high)? << 4) | digit(*low)?)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VECTOR_BODY: &str =
        r#"{"event_id":"00000000-0000-0000-0000-000000000001","type":"order.created","payload":{"a":1}}"#;

    fn secret(seed: u8) -> SigningSecret {
        SigningSecret::generate(&[seed; 32])
    }

    #[test]
    fn the_legacy_vector_holds() {
        let zeros = SigningSecret::parse(&"0".repeat(64)).unwrap();
        assert_eq!(
            legacy_header(&[zeros], 1_700_000_000, VECTOR_BODY.as_bytes()),
            "t=1700000000,v1=2d3cac853e0f6efbed29bd525986f5ee0cf48a507234b4eaebd6ead34d223bf8"
        );
    }

    #[test]
    fn the_standard_webhooks_vector_holds() {
        let secret = SigningSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            standard_header(
                &[secret],
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                br#"{"test": 2432232314}"#
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn the_official_library_computes_the_same_for_any_secret() {
        for shown in [secret(1).reveal().to_owned(), "0".repeat(64), format!("whsec_{}", "A".repeat(84))] {
            let ours = SigningSecret::parse(&shown).unwrap();
            let theirs = standardwebhooks::Webhook::new(&shown).unwrap();
            let signed = theirs.sign("evt_1", 1_700_000_000, VECTOR_BODY.as_bytes()).unwrap();
            assert_eq!(standard_header(&[ours], "evt_1", 1_700_000_000, VECTOR_BODY.as_bytes()), signed);
        }
    }

    #[test]
    fn every_live_secret_signs_and_any_one_verifies() {
        let live = [secret(1), secret(2), secret(3)];
        let headers = sign(SignatureFormat::Both, &live, "evt_1", 1_000, b"body");
        let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE, LEGACY_TIMESTAMP, LEGACY_SIGNATURE]
        );
        for one in live {
            let one = [one];
            verify_standard(&one, "evt_1", "1000", &headers[2].1, b"body", 1_000, 0).unwrap();
            verify_legacy(&one, &headers[4].1, b"body", 1_000, 0).unwrap();
        }
        let stranger = [secret(4)];
        let refused = verify_standard(&stranger, "evt_1", "1000", &headers[2].1, b"body", 1_000, 0);
        assert_eq!(refused, Err(SignatureRefusal::NoMatch));
        assert_eq!(
            verify_legacy(&stranger, &headers[4].1, b"body", 1_000, 0),
            Err(SignatureRefusal::NoMatch)
        );
    }

    #[test]
    fn a_private_key_signs_by_v1a_beside_shared_secrets_and_never_by_the_legacy_scheme() {
        let key = SigningSecret::generate_ed25519(&[9; 32]).unwrap();
        let live = [key.clone(), secret(1)];
        let headers = sign(SignatureFormat::Both, &live, "evt_1", 1_000, b"body");
        let parts: Vec<&str> = headers[2].1.split(' ').collect();
        assert!(parts[0].starts_with("v1a,") && parts[1].starts_with("v1,"), "{parts:?}");
        assert_eq!(headers[4].1.matches("v1=").count(), 1);
        for one in live {
            verify_standard(&[one], "evt_1", "1000", &headers[2].1, b"body", 1_000, 0).unwrap();
        }
        let stranger = SigningSecret::generate_ed25519(&[8; 32]).unwrap();
        let refused = verify_standard(&[stranger], "evt_1", "1000", &headers[2].1, b"body", 1_000, 0);
        assert_eq!(refused, Err(SignatureRefusal::NoMatch));
        let alone = [key];
        let names: Vec<&str> =
            sign(SignatureFormat::Both, &alone, "evt_1", 1_000, b"").iter().map(|(name, _)| *name).collect();
        assert_eq!(names, [WEBHOOK_ID, WEBHOOK_TIMESTAMP, WEBHOOK_SIGNATURE]);
        assert!(sign(SignatureFormat::Legacy, &alone, "evt_1", 1_000, b"").is_empty());
    }

    #[test]
    fn the_format_decides_which_headers_are_sent() {
        let count = |format| sign(format, &[secret(1)], "evt_1", 1, b"").len();
        assert_eq!(count(SignatureFormat::Standard), 3);
        assert_eq!(count(SignatureFormat::Legacy), 2);
    }

    #[test]
    fn timestamps_outside_the_tolerance_are_refused() {
        let check = |timestamp: &str, now_s| {
            let at = timestamp.parse().unwrap_or_default();
            let header = standard_header(&[secret(1)], "evt_1", at, b"x");
            verify_standard(&[secret(1)], "evt_1", timestamp, &header, b"x", now_s, 300)
        };
        assert_eq!(check("1000", 1_300), Ok(()));
        assert_eq!(check("1000", 700), Ok(()));
        assert_eq!(check("1000", 1_301), Err(SignatureRefusal::TooOld));
        assert_eq!(check("1000", 699), Err(SignatureRefusal::TooNew));
        for bad in ["", "+1000", "-1", "1e3", " 1000", "99999999999999999999"] {
            assert_eq!(check(bad, 1_000), Err(SignatureRefusal::Malformed), "{bad}");
        }
    }

    #[test]
    fn malformed_signatures_never_match() {
        for bad in ["", "t=", "t=1,", "v1=00,t=1", "t=1,v1=0", "t=1,v1=zz", "t=1,v1=", "t=1,v0=00"] {
            assert!(verify_legacy(&[secret(1)], bad, b"x", 1, 300).is_err(), "{bad}");
        }
        for bad in ["", "v1", "v1,", "v1,*", "v2,AAAA", "v1,AAAA v1,"] {
            let refused = verify_standard(&[secret(1)], "evt_1", "1", bad, b"x", 1, 300);
            assert_eq!(refused, Err(SignatureRefusal::NoMatch), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_flipped_bit_of_the_body_is_noticed(mut body in prop::collection::vec(any::<u8>(), 1..200), at: u16) {
            let live = [secret(7)];
            let standard = standard_header(&live, "evt_1", 5, &body);
            let legacy = legacy_header(&live, 5, &body);
            prop_assert_eq!(verify_standard(&live, "evt_1", "5", &standard, &body, 5, 0), Ok(()));
            prop_assert_eq!(verify_legacy(&live, &legacy, &body, 5, 0), Ok(()));
            let index = usize::from(at) / 8 % body.len();
            body[index] ^= 1 << (at % 8);
            let flipped = verify_standard(&live, "evt_1", "5", &standard, &body, 5, 0);
            prop_assert_eq!(flipped, Err(SignatureRefusal::NoMatch));
            prop_assert_eq!(verify_legacy(&live, &legacy, &body, 5, 0), Err(SignatureRefusal::NoMatch));
        }

        #[test]
        fn any_header_text_is_answered(signature in "\\PC{0,80}", timestamp in "\\PC{0,12}") {
            prop_assert!(verify_standard(&[secret(1)], "e", &timestamp, &signature, b"", 0, 300).is_err());
            prop_assert!(verify_legacy(&[secret(1)], &signature, b"", 0, 300).is_err());
        }
    }
}
