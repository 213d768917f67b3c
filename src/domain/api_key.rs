//! API keys: what a producer or an operator shows at the door.
//!
//! `hk_<id>_<secret><check>`: 8 characters of base32 to look the key up by, 43 characters of base64url of 32
//! random bytes, 6 characters of a CRC-32 so that a mistyped key is told from an unknown one without a query.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;

const PREFIX: &str = "hk_";
const ID_CHARS: usize = 8;
const SECRET_CHARS: usize = 43;
const CHECK_CHARS: usize = 6;
const KEY_CHARS: usize = PREFIX.len() + ID_CHARS + 1 + SECRET_CHARS + CHECK_CHARS;
/// Where the secret begins.
const SECRET_AT: usize = PREFIX.len() + ID_CHARS + 1;
/// Crockford's base32 in lower case.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A well-formed key in the clear. Shown once, when it is made.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct ApiKey {
    text: String,
}

/// SHA-256 of a key's secret: the only thing that is stored. Compared in constant time, never with `==`.
#[derive(Clone, Copy)]
pub struct KeyHash([u8; 32]);

impl ApiKey {
    /// Makes a key from 5 random bytes for the id and 32 for the secret.
    #[must_use]
    pub fn generate(id: [u8; 5], secret: &[u8; 32]) -> Self {
        let mut text = String::with_capacity(KEY_CHARS);
        text.push_str(PREFIX);
        let bits = id.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for place in (0..ID_CHARS).rev() {
            let digit = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
            text.push(char::from(BASE32[digit]));
        }
        text.push('_');
        URL_SAFE_NO_PAD.encode_string(secret, &mut text);
        let check: String = check_of(&text).collect();
        text.push_str(&check);
        Self { text }
    }

    /// Reads a key as it came in; `None` for anything that was never a key, or was mistyped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != KEY_CHARS
            || !text.is_ascii()
            || !text.starts_with(PREFIX)
            || bytes[SECRET_AT - 1] != b'_'
        {
            return None;
        }
        let (body, check) = text.split_at(KEY_CHARS - CHECK_CHARS);
        let id_ok = body[PREFIX.len()..SECRET_AT - 1].bytes().all(|byte| BASE32.contains(&byte));
        let secret_ok = URL_SAFE_NO_PAD.decode(&body[SECRET_AT..]).is_ok();
        let check_ok = check_of(body).eq(check.chars());
        (id_ok && secret_ok && check_ok).then(|| Self { text: text.to_owned() })
    }

    /// The part a key is looked up by; no secret, shown in lists and logs.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.text[PREFIX.len()..SECRET_AT - 1]
    }

    /// The whole key, to show once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// What to store, and what to compare with what is stored.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash(Sha256::digest(&self.text[SECRET_AT..SECRET_AT + SECRET_CHARS]).into())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKey({}, hidden)", self.id())
    }
}

impl KeyHash {
    /// Compared against when a key's id is unknown, so that this takes as long as a wrong secret. No secret
    /// has this hash, as far as anybody knows.
    pub const DUMMY: Self = Self([0; 32]);

    /// Takes a hash from the store; `None` unless it has 32 bytes.
    #[must_use]
    pub fn from_stored(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether both are the same, in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyHash(hidden)")
    }
}

/// The CRC-32 of everything before it, in base62, most significant character first.
fn check_of(body: &str) -> impl Iterator<Item = char> + use<> {
    let crc = crc32fast::hash(body.as_bytes());
    (0..6_u32).rev().map(move |place| {
        let digit = u64::from(crc) / 62_u64.pow(place) % 62;
        char::from(BASE62[usize::try_from(digit).unwrap_or_default()])
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_has_the_documented_shape() {
        let key = ApiKey::generate([0xff; 5], &[0xfb; 32]);
        assert_eq!(key.reveal().len(), 3 + 8 + 1 + 43 + 6);
        assert!(key.reveal().starts_with("hk_zzzzzzzz_-_v7"));
        assert_eq!(format!("{key:?}"), "ApiKey(zzzzzzzz, hidden)");
    }

    #[test]
    fn keys_of_other_secrets_do_not_match() {
        let stored = ApiKey::generate([1; 5], &[1; 32]).hash();
        assert!(stored.matches(&ApiKey::generate([2; 5], &[1; 32]).hash()));
        assert!(!stored.matches(&ApiKey::generate([1; 5], &[2; 32]).hash()));
        assert!(!stored.matches(&KeyHash::DUMMY));
        assert!(KeyHash::from_stored(stored.as_bytes()).unwrap().matches(&stored));
        assert!(KeyHash::from_stored(&[0; 31]).is_none());
    }

    proptest! {
        #[test]
        fn generated_keys_read_back(id: [u8; 5], secret: [u8; 32]) {
            let key = ApiKey::generate(id, &secret);
            let again = ApiKey::parse(key.reveal()).unwrap();
            prop_assert_eq!(again.id(), key.id());
            prop_assert!(again.hash().matches(&key.hash()));
        }

        #[test]
        fn one_wrong_character_is_noticed(at in 0_usize..KEY_CHARS, to in "[A-Za-z0-9_-]") {
            let key = ApiKey::generate([3; 5], &[4; 32]);
            let mut text = key.reveal().to_owned();
            text.replace_range(at..=at, &to);
            prop_assert_eq!(ApiKey::parse(&text).is_some(), text == key.reveal());
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,80}") {
            prop_assert!(ApiKey::parse(&text).is_none());
            let prefixed = format!("hk_{text}");
            prop_assert!(ApiKey::parse(&prefixed).is_none());
        }
    }
}
