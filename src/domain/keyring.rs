//! Secrets at rest: the operator's master keys, and the box that ties a ciphertext to its row.
//!
//! A box is `0x01 | key id (u32, big endian) | nonce (24 bytes) | ciphertext | tag (16 bytes)`,
//! XChaCha20-Poly1305 under an HKDF-SHA256 subkey for each purpose. The purpose and the row's ids are
//! authenticated with it, so that a box copied to another row does not open.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::KeyInit;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::aead::Payload;
use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;
use zeroize::Zeroizing;

/// What every line of a keyring file begins with.
const LINE_PREFIX: &str = "hkmk_";
/// First byte of a box: this format.
const VERSION: u8 = 0x01;
const NONCE_BYTES: usize = 24;
const HEADER_BYTES: usize = 1 + 4 + NONCE_BYTES;
const TAG_BYTES: usize = 16;
/// Most keys one keyring may hold.
pub const KEYS_MAX: usize = 64;
/// What a canary box holds.
const CANARY: &[u8] = b"hookit keyring canary";

/// Why a keyring or a box cannot be used. Never quotes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No line holds a key.
    #[error("no usable master key: run 'hookitd keyring init'")]
    NoKey,
    /// A line is not `hkmk_<id>_<base64url of 32 bytes>`, or its key is all zeros.
    #[error("line {line} of the keyring is not a master key: run 'hookitd keyring init'")]
    BadLine {
        /// Counted from 1.
        line: usize,
    },
    /// Two lines have the same id.
    #[error("master key {key_id} is in the keyring twice")]
    Duplicate {
        /// The id in question.
        key_id: u32,
    },
    /// Over [`KEYS_MAX`].
    #[error("the keyring holds more than 64 keys")]
    TooMany,
    /// The box was sealed with a key that is not in the keyring.
    #[error("master key {key_id} is not in the keyring")]
    UnknownKey {
        /// The id the box names.
        key_id: u32,
    },
    /// The box is cut short, changed, of another row, or of an unknown format.
    #[error("the sealed secret is damaged or belongs to another row")]
    Damaged,
    /// A canary did not open: these are not the keys of this database.
    #[error("master key {key_id} does not match this database")]
    WrongKey {
        /// The id in question.
        key_id: u32,
    },
    /// The plaintext is longer than the cipher takes.
    #[error("the secret is too long to be sealed")]
    TooLong,
}

/// What a box is for and which row it belongs to.
#[derive(Debug, Clone)]
pub struct Binding {
    purpose: &'static str,
    row: Vec<u8>,
}

impl Binding {
    /// Version `version` of an endpoint's signing secret.
    #[must_use]
    pub fn endpoint_secret(project: Uuid, endpoint: Uuid, version: u32) -> Self {
        let row = [project.as_bytes().as_slice(), endpoint.as_bytes(), &version.to_be_bytes()].concat();
        Self { purpose: "hookit/v1/endpoint-secret", row }
    }

    /// What an endpoint's requests carry, as version `version` of the configuration has it.
    #[must_use]
    pub fn endpoint_credentials(project: Uuid, endpoint: Uuid, version: i64) -> Self {
        let row = [project.as_bytes().as_slice(), endpoint.as_bytes(), &version.to_be_bytes()].concat();
        Self { purpose: "hookit/v1/endpoint-credentials", row }
    }

    fn canary(key_id: u32) -> Self {
        Self { purpose: "hookit/v1/keyring-check", row: key_id.to_be_bytes().to_vec() }
    }

    fn associated_data(&self) -> Vec<u8> {
        [self.purpose.as_bytes(), b"\0", &self.row].concat()
    }
}

#[derive(Zeroize, ZeroizeOnDrop)]
struct MasterKey {
    id: u32,
    bytes: [u8; 32],
}

/// The master keys, the active one first.
pub struct Keyring {
    keys: Vec<MasterKey>,
}

impl Keyring {
    /// Reads a keyring file: one `hkmk_<id>_<key>` a line, the first is active; blank lines and lines that
    /// begin with `#` are passed over.
    ///
    /// # Errors
    /// [`KeyringError`] for no key, a malformed or all-zero one, an id given twice, or more than [`KEYS_MAX`].
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let mut keys: Vec<MasterKey> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let key = parse_line(line).ok_or(KeyringError::BadLine { line: index + 1 })?;
            if keys.iter().any(|other| other.id == key.id) {
                return Err(KeyringError::Duplicate { key_id: key.id });
            }
            if keys.len() == KEYS_MAX {
                return Err(KeyringError::TooMany);
            }
            keys.push(key);
        }
        if keys.is_empty() { Err(KeyringError::NoKey) } else { Ok(Self { keys }) }
    }

    /// One line of a keyring file, without the line end, from 32 random bytes.
    #[must_use]
    pub fn line(id: u32, random: &[u8; 32]) -> Zeroizing<String> {
        Zeroizing::new(format!("{LINE_PREFIX}{id}_{}", URL_SAFE_NO_PAD.encode(random)))
    }

    /// The id of the key that seals.
    #[must_use]
    pub fn active_id(&self) -> u32 {
        self.keys.first().map_or(0, |key| key.id)
    }

    /// Every id, the active one first.
    pub fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.keys.iter().map(|key| key.id)
    }

    /// Seals `plaintext` with the active key. `nonce` must be fresh random bytes for every box.
    ///
    /// # Errors
    /// [`KeyringError::TooLong`] beyond what the cipher takes (256 GiB).
    pub fn seal(
        &self,
        binding: &Binding,
        nonce: [u8; 24],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, KeyringError> {
        let key = self.keys.first().ok_or(KeyringError::NoKey)?;
        seal_with(key, binding, nonce, plaintext)
    }

    /// Opens a box with the key it names.
    ///
    /// # Errors
    /// [`KeyringError::UnknownKey`], or [`KeyringError::Damaged`] for anything that is not exactly what was
    /// sealed for this binding.
    pub fn open(&self, binding: &Binding, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let key_id = Self::key_id_of(sealed)?;
        let key = self.key(key_id)?;
        let (header, ciphertext) = sealed.split_at(HEADER_BYTES);
        let nonce: [u8; NONCE_BYTES] = header[5..].try_into().map_err(|_| KeyringError::Damaged)?;
        let payload = Payload { msg: ciphertext, aad: &binding.associated_data() };
        let opened = cipher(key, binding.purpose)?.decrypt(&XNonce::from(nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| KeyringError::Damaged)
    }

    /// Which key a box was sealed with.
    ///
    /// # Errors
    /// [`KeyringError::Damaged`] for something too short or of an unknown format.
    pub fn key_id_of(sealed: &[u8]) -> Result<u32, KeyringError> {
        match sealed {
            [VERSION, a, b, c, d, ..] if sealed.len() >= HEADER_BYTES + TAG_BYTES => {
                Ok(u32::from_be_bytes([*a, *b, *c, *d]))
            }
            _ => Err(KeyringError::Damaged),
        }
    }

    /// A box to store beside the database's secrets, which only this key opens.
    ///
    /// # Errors
    /// [`KeyringError::UnknownKey`].
    pub fn canary(&self, key_id: u32, nonce: [u8; 24]) -> Result<Vec<u8>, KeyringError> {
        seal_with(self.key(key_id)?, &Binding::canary(key_id), nonce, CANARY)
    }

    /// Whether key `key_id` of this keyring is the one that sealed `canary`.
    ///
    /// # Errors
    /// [`KeyringError::WrongKey`] if not, [`KeyringError::UnknownKey`] if the keyring has no such key.
    pub fn check_canary(&self, key_id: u32, canary: &[u8]) -> Result<(), KeyringError> {
        self.key(key_id)?;
        let sealed_by = Self::key_id_of(canary).map_err(|_| KeyringError::WrongKey { key_id })?;
        let opened =
            self.open(&Binding::canary(key_id), canary).map_err(|_| KeyringError::WrongKey { key_id })?;
        if sealed_by == key_id && bool::from(opened.as_slice().ct_eq(CANARY)) {
            Ok(())
        } else {
            Err(KeyringError::WrongKey { key_id })
        }
    }

    fn key(&self, key_id: u32) -> Result<&MasterKey, KeyringError> {
        self.keys.iter().find(|key| key.id == key_id).ok_or(KeyringError::UnknownKey { key_id })
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("ids", &self.ids().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

fn parse_line(line: &str) -> Option<MasterKey> {
    let (id, key) = line.strip_prefix(LINE_PREFIX)?.split_once('_')?;
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let id: u32 = id.parse().ok().filter(|_| digits)?;
    let decoded = Zeroizing::new(URL_SAFE_NO_PAD.decode(key).ok()?);
    let bytes: [u8; 32] = decoded.as_slice().try_into().ok()?;
    if bytes == [0; 32] { None } else { Some(MasterKey { id, bytes }) }
}

fn seal_with(
    key: &MasterKey,
    binding: &Binding,
    nonce: [u8; 24],
    plaintext: &[u8],
) -> Result<Vec<u8>, KeyringError> {
    let payload = Payload { msg: plaintext, aad: &binding.associated_data() };
    let ciphertext = cipher(key, binding.purpose)?
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| KeyringError::TooLong)?;
    Ok([&[VERSION], key.id.to_be_bytes().as_slice(), &nonce, &ciphertext].concat())
}

fn cipher(key: &MasterKey, purpose: &str) -> Result<XChaCha20Poly1305, KeyringError> {
    let mut subkey = Zeroizing::new([0_u8; 32]);
    // Fails only for more than 255 blocks of output; 32 bytes are one.
    Hkdf::<Sha256>::new(None, &key.bytes)
        .expand(purpose.as_bytes(), subkey.as_mut_slice())
        .map_err(|_| KeyringError::TooLong)?;
    Ok(XChaCha20Poly1305::new(&(*subkey).into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keyring(ids: &[u32]) -> Keyring {
        let lines: Vec<String> =
            ids.iter().map(|id| Keyring::line(*id, &[u8::try_from(*id).unwrap(); 32]).to_string()).collect();
        Keyring::parse(&lines.join("\n")).unwrap()
    }

    fn binding(version: u32) -> Binding {
        Binding::endpoint_secret(Uuid::from_u128(1), Uuid::from_u128(2), version)
    }

    #[test]
    fn a_box_opens_only_for_its_own_row() {
        let keys = keyring(&[3]);
        let sealed = keys.seal(&binding(1), [5; 24], b"whsec_x").unwrap();
        assert_eq!(&**keys.open(&binding(1), &sealed).unwrap(), b"whsec_x");
        for other in [
            binding(2),
            Binding::endpoint_secret(Uuid::from_u128(9), Uuid::from_u128(2), 1),
            Binding::endpoint_secret(Uuid::from_u128(1), Uuid::from_u128(9), 1),
            Binding::canary(3),
        ] {
            assert_eq!(keys.open(&other, &sealed).unwrap_err(), KeyringError::Damaged);
        }
    }

    #[test]
    fn the_first_key_seals_and_older_ones_still_open() {
        let old = keyring(&[1]).seal(&binding(1), [0; 24], b"s").unwrap();
        let keys = keyring(&[2, 1]);
        assert_eq!((keys.active_id(), Keyring::key_id_of(&old)), (2, Ok(1)));
        assert!(keys.open(&binding(1), &old).is_ok());
        let new = keys.seal(&binding(1), [0; 24], b"s").unwrap();
        assert_eq!(Keyring::key_id_of(&new), Ok(2));
        let gone = keyring(&[1]).open(&binding(1), &new).unwrap_err();
        assert_eq!(gone, KeyringError::UnknownKey { key_id: 2 });
    }

    #[test]
    fn unusable_keyrings_are_refused() {
        let zero = Keyring::line(1, &[0; 32]);
        let good = Keyring::line(7, &[7; 32]);
        let twice = format!("{}\n{}", *good, *good);
        for (text, expected) in [
            ("", KeyringError::NoKey),
            ("\n# only a remark\n", KeyringError::NoKey),
            (zero.as_str(), KeyringError::BadLine { line: 1 }),
            ("\nhkmk_1_short", KeyringError::BadLine { line: 2 }),
            ("hkmk_+1_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc", KeyringError::BadLine { line: 1 }),
            (twice.as_str(), KeyringError::Duplicate { key_id: 7 }),
        ] {
            assert_eq!(Keyring::parse(text).unwrap_err(), expected, "{text}");
        }
    }

    #[test]
    fn a_canary_tells_a_wrong_key_of_the_same_id() {
        let canary = keyring(&[3]).canary(3, [1; 24]).unwrap();
        assert_eq!(keyring(&[3]).check_canary(3, &canary), Ok(()));
        let stranger = Keyring::parse(&Keyring::line(3, &[9; 32])).unwrap();
        assert_eq!(stranger.check_canary(3, &canary), Err(KeyringError::WrongKey { key_id: 3 }));
        assert_eq!(keyring(&[4]).check_canary(3, &canary), Err(KeyringError::UnknownKey { key_id: 3 }));
        assert_eq!(keyring(&[3]).check_canary(3, b""), Err(KeyringError::WrongKey { key_id: 3 }));
    }

    #[test]
    fn debug_shows_ids_and_no_keys() {
        assert_eq!(format!("{:?}", keyring(&[3, 1])), "Keyring { ids: [3, 1], .. }");
    }

    #[test]
    fn the_format_stays_readable() {
        let sealed = keyring(&[3]).seal(&binding(1), [5; 24], b"").unwrap();
        assert_eq!(sealed.len(), HEADER_BYTES + TAG_BYTES);
        assert_eq!(sealed[..6], [1, 0, 0, 0, 3, 5]);
        // Sealed by an earlier build; must open for as long as format 1 exists.
        let stored = "AQAAAAMFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQXAzY2u8JR2b78kJ1bkTs29fSMCXUA";
        let opened = keyring(&[3]).open(&binding(1), &URL_SAFE_NO_PAD.decode(stored).unwrap()).unwrap();
        assert_eq!(opened.as_slice(), b"fixed");
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plaintext in prop::collection::vec(any::<u8>(), 0..200), nonce: [u8; 24], version: u32) {
            let keys = keyring(&[1]);
            let sealed = keys.seal(&binding(version), nonce, &plaintext).unwrap();
            prop_assert_eq!(&**keys.open(&binding(version), &sealed).unwrap(), &plaintext[..]);
        }

        #[test]
        fn flipped_and_truncated_boxes_are_errors(flip in 0_usize..400, cut in 0_usize..50) {
            let keys = keyring(&[1]);
            let sealed = keys.seal(&binding(1), [2; 24], b"secret").unwrap();
            let mut flipped = sealed.clone();
            let bit = flip % (flipped.len() * 8);
            flipped[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(keys.open(&binding(1), &flipped).is_err());
            prop_assert!(keys.open(&binding(1), &sealed[..cut]).is_err());
        }

        #[test]
        fn any_bytes_and_any_text_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "\\PC{0,80}") {
            prop_assert!(keyring(&[1]).open(&binding(1), &bytes).is_err());
            prop_assert!(Keyring::parse(&text).is_err() || text.trim().starts_with("hkmk_"));
        }
    }
}
