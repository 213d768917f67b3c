//! The signing secret an endpoint shares with its receiver.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;
use zeroize::Zeroizing;

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
}

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
    /// [`SecretError`] when it is not base64 of 24 to 64 bytes.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
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
