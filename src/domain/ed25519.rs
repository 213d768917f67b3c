//! Signatures that a receiver checks without sharing a secret: Standard Webhooks' `v1a`, ed25519 (RFC 8032).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::ED25519;
use ring::signature::Ed25519KeyPair;
use ring::signature::KeyPair;
use ring::signature::UnparsedPublicKey;
use zeroize::Zeroizing;

use super::secret::SecretError;

/// What a private key begins with (Standard Webhooks 1.0).
pub const PRIVATE_PREFIX: &str = "whsk_";
/// What a public key begins with (Standard Webhooks 1.0).
pub const PUBLIC_PREFIX: &str = "whpk_";
/// What a signature begins with in `webhook-signature`.
pub const VERSION: &str = "v1a,";
/// Bytes of a seed, and of a public key.
const HALF_BYTES: usize = 32;
/// Bytes of a signature.
pub const SIGNATURE_BYTES: usize = 64;

/// The text of a private key: the seed and the public key, as the other implementations write it.
pub(super) fn private_text(seed: &[u8; 32]) -> Option<String> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok()?;
    let mut bytes = Zeroizing::new([0_u8; 2 * HALF_BYTES]);
    bytes[..HALF_BYTES].copy_from_slice(seed);
    bytes[HALF_BYTES..].copy_from_slice(pair.public_key().as_ref());
    Some(format!("{PRIVATE_PREFIX}{}", STANDARD.encode(*bytes)))
}

/// Reads a private key: `whsk_` and base64 of seed and public key, or of the seed alone.
pub(super) fn pair(text: &str) -> Result<Ed25519KeyPair, SecretError> {
    let encoded = text.strip_prefix(PRIVATE_PREFIX).ok_or(SecretError::Ed25519)?;
    let bytes = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| SecretError::Ed25519)?);
    let pair = match bytes.len() {
        HALF_BYTES => Ed25519KeyPair::from_seed_unchecked(&bytes),
        // That the halves belong together is checked: a signature of others would give the seed away.
        SIGNATURE_BYTES => {
            Ed25519KeyPair::from_seed_and_public_key(&bytes[..HALF_BYTES], &bytes[HALF_BYTES..])
        }
        _ => return Err(SecretError::Ed25519),
    };
    pair.map_err(|_| SecretError::Ed25519)
}

/// What is signed, in one piece.
pub(super) fn message(webhook_id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    [webhook_id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat()
}

/// A public key, which a receiver checks with.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey([u8; HALF_BYTES]);

impl PublicKey {
    /// Reads `whpk_` and base64 of 32 bytes.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(PUBLIC_PREFIX).ok_or(SecretError::PublicKey)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SecretError::PublicKey)?;
        bytes.try_into().map(Self).map_err(|_| SecretError::PublicKey)
    }

    /// The one that belongs to a private key.
    pub(super) fn of(pair: &Ed25519KeyPair) -> Self {
        let mut bytes = [0; HALF_BYTES];
        bytes.copy_from_slice(pair.public_key().as_ref());
        Self(bytes)
    }

    /// Whether this is its signature of a request.
    #[must_use]
    pub fn verifies(&self, webhook_id: &str, timestamp: &str, body: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, &self.0);
        key.verify(&message(webhook_id, timestamp, body), signature).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PUBLIC_PREFIX}{}", STANDARD.encode(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The signatures of this version in a header, in their order.
pub(super) fn signatures(header: &str) -> impl Iterator<Item = Vec<u8>> + '_ {
    header
        .split(' ')
        .take(super::signature::SIGNATURES_MAX)
        .filter_map(|part| part.strip_prefix(VERSION))
        .filter_map(|text| STANDARD.decode(text).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 1.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44,
        0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];
    const PUBLIC: &str = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    #[test]
    fn the_public_key_of_the_rfcs_vector_is_made() {
        let text = private_text(&SEED).unwrap();
        assert_eq!(PublicKey::of(&pair(&text).unwrap()).to_string(), PUBLIC);
        let seed_alone = format!("{PRIVATE_PREFIX}{}", STANDARD.encode(SEED));
        assert_eq!(PublicKey::of(&pair(&seed_alone).unwrap()).to_string(), PUBLIC);
        assert_eq!(PublicKey::parse(PUBLIC).unwrap().to_string(), PUBLIC);
    }

    #[test]
    fn halves_that_do_not_belong_together_are_refused() {
        let mut bytes = SEED.to_vec();
        bytes.extend([7; 32]);
        assert!(pair(&format!("{PRIVATE_PREFIX}{}", STANDARD.encode(bytes))).is_err());
        for odd in ["", "whsk_", "whsk_AAAA", "whsk_****", PUBLIC] {
            assert!(pair(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_signature_holds_for_its_own_request_alone() {
        let text = private_text(&SEED).unwrap();
        let pair = pair(&text).unwrap();
        let key = PublicKey::of(&pair);
        let made = pair.sign(&message("evt_1", "1000", b"body"));
        assert!(key.verifies("evt_1", "1000", b"body", made.as_ref()));
        for (id, at, body) in
            [("evt_2", "1000", &b"body"[..]), ("evt_1", "1001", b"body"), ("evt_1", "1000", b"Body")]
        {
            assert!(!key.verifies(id, at, body, made.as_ref()));
        }
        assert!(!key.verifies("evt_1", "1000", b"body", b""));
    }
}
