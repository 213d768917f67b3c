//! What signs an endpoint's requests: a secret shared with the receiver, or a private key whose public one it has.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;
use zeroize::Zeroizing;

use super::ed25519;
use super::ed25519::PublicKey;
use super::ed25519::SIGNATURE_BYTES;
use super::outcome::UnknownWord;
use super::outcome::words;

/// What a secret HookIt makes begins with (Standard Webhooks 1.0).
pub const SECRET_PREFIX: &str = "whsec_";
/// Fewest key bytes (Standard Webhooks 1.0).
pub const SECRET_BYTES_MIN: usize = 24;
/// Most key bytes (Standard Webhooks 1.0).
pub const SECRET_BYTES_MAX: usize = 64;

/// Why a text cannot be a signing secret. Never quotes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// What follows the optional prefix is not standard base64 with padding.
    #[error("a signing secret is base64, best with `whsec_` in front")]
    NotBase64,
    /// Too short or too long.
    #[error("a signing secret carries 24 to 64 bytes")]
    Length,
    /// Not a private key.
    #[error(
        "an ed25519 key is `whsk_` and base64 of seed and public key, 64 bytes, or of the seed, 32 bytes"
    )]
    Ed25519,
    /// Not a public key where one is due.
    #[error("a public key is `whpk_` and base64 of 32 bytes")]
    PublicKey,
    /// A public key, which signs nothing.
    #[error("that is a public key, which cannot sign: give the private one, `whsk_…`")]
    Public,
}

words!(
    /// How signatures are made.
    Signing {
        /// HMAC-SHA256 with a shared secret.
        Hmac = "hmac",
        /// ed25519: the receiver has the public key alone.
        Ed25519 = "ed25519",
    }
);

/// A signing secret, kept as the text both sides know.
///
/// One text gives both keys. For Standard Webhooks the key is the base64 after an optional `whsec_`, decoded:
/// what the official libraries do with the same text. So a secret of an older sender that is, say, 64
/// hexadecimal characters without prefix is accepted, being base64 of 48 bytes. For the legacy scheme the key
/// is the text as shown, byte for byte.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SigningSecret {
    shown: String,
}

impl SigningSecret {
    /// Takes a secret as a person or the store gives it.
    ///
    /// # Errors
    /// [`SecretError`] when it is neither base64 of 24 to 64 bytes nor a private key.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        if text.starts_with(ed25519::PUBLIC_PREFIX) {
            return Err(SecretError::Public);
        }
        if text.starts_with(ed25519::PRIVATE_PREFIX) {
            return ed25519::pair(text).map(|_| Self { shown: text.to_owned() });
        }
        let decoded = decode(text).ok_or(SecretError::NotBase64)?;
        if (SECRET_BYTES_MIN..=SECRET_BYTES_MAX).contains(&decoded.len()) {
            Ok(Self { shown: text.to_owned() })
        } else {
            Err(SecretError::Length)
        }
    }

    /// Makes a new secret of 32 random bytes.
    #[must_use]
    pub fn generate(random: &[u8; 32]) -> Self {
        let mut shown = String::with_capacity(SECRET_PREFIX.len() + 44);
        shown.push_str(SECRET_PREFIX);
        STANDARD.encode_string(random, &mut shown);
        Self { shown }
    }

    /// Makes a new private key of 32 random bytes; `None` when these are no seed, which does not happen.
    #[must_use]
    pub fn generate_ed25519(random: &[u8; 32]) -> Option<Self> {
        ed25519::private_text(random).map(|shown| Self { shown })
    }

    /// How it signs.
    #[must_use]
    pub fn signing(&self) -> Signing {
        if self.shown.starts_with(ed25519::PRIVATE_PREFIX) { Signing::Ed25519 } else { Signing::Hmac }
    }

    /// The public key, of a private one.
    #[must_use]
    pub fn public_key(&self) -> Option<PublicKey> {
        ed25519::pair(&self.shown).ok().map(|pair| PublicKey::of(&pair))
    }

    /// The ed25519 signature of a request; `None` of a shared secret.
    #[must_use]
    pub fn sign_ed25519(
        &self,
        webhook_id: &str,
        timestamp: &str,
        body: &[u8],
    ) -> Option<[u8; SIGNATURE_BYTES]> {
        let pair = ed25519::pair(&self.shown).ok()?;
        pair.sign(&ed25519::message(webhook_id, timestamp, body)).as_ref().try_into().ok()
    }

    /// The text to show once, to seal and to store. Handle it like the secret it is.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.shown
    }

    /// The key of the Standard Webhooks scheme.
    #[must_use]
    pub fn standard_key(&self) -> Zeroizing<Vec<u8>> {
        // The text was decoded once in `parse`, so the empty fallback is never taken.
        decode(&self.shown).unwrap_or_default()
    }

    /// The key of the legacy scheme.
    #[must_use]
    pub fn legacy_key(&self) -> &[u8] {
        self.shown.as_bytes()
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(hidden)")
    }
}

fn decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    STANDARD.decode(text.strip_prefix(SECRET_PREFIX).unwrap_or(text)).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sixty_four_hexadecimal_characters_are_a_secret_of_forty_eight_bytes() {
        let secret = SigningSecret::parse(&"0".repeat(64)).unwrap();
        assert_eq!(secret.standard_key().len(), 48);
        assert_eq!(secret.legacy_key(), [b'0'; 64]);
    }

    #[test]
    fn length_and_alphabet_are_checked() {
        let of = |bytes: usize| SigningSecret::parse(&format!("whsec_{}", STANDARD.encode(vec![7; bytes])));
        assert_eq!(of(23).unwrap_err(), SecretError::Length);
        assert_eq!(of(65).unwrap_err(), SecretError::Length);
        assert!(of(24).is_ok() && of(64).is_ok());
        for bad in ["", "whsec_", "whsec_****", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ", "pass word"] {
            assert!(SigningSecret::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_private_key_signs_by_its_own_scheme_and_a_public_one_not_at_all() {
        let secret = SigningSecret::generate_ed25519(&[7; 32]).unwrap();
        let again = SigningSecret::parse(secret.reveal()).unwrap();
        assert_eq!((again.signing(), again.public_key()), (Signing::Ed25519, secret.public_key()));
        let public = secret.public_key().unwrap().to_string();
        assert_eq!(SigningSecret::parse(&public).unwrap_err(), SecretError::Public);
        let shared = SigningSecret::generate(&[7; 32]);
        assert_eq!((shared.signing(), shared.public_key()), (Signing::Hmac, None));
        assert!(shared.sign_ed25519("a", "1", b"").is_none());
        assert_eq!(SigningSecret::parse("whsk_AAAA").unwrap_err(), SecretError::Ed25519);
    }

    #[test]
    fn debug_shows_nothing() {
        let secret = SigningSecret::generate(&[9; 32]);
        assert_eq!(format!("{secret:?}"), "SigningSecret(hidden)");
    }

    proptest! {
        #[test]
        fn generated_secrets_read_back(random: [u8; 32]) {
            let secret = SigningSecret::generate(&random);
            let again = SigningSecret::parse(secret.reveal()).unwrap();
            prop_assert_eq!(&**again.standard_key(), &random[..]);
        }
    }
}
