//! By which way requests reach an endpoint's receiver: what HookIt shows of itself, and whom it trusts.

use std::fmt;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use rustls::sign::CertifiedKey;
use serde::Deserialize;
use serde::Serialize;

/// Most certificates that can be pinned.
pub const PINS_MAX: usize = 8;
/// Longest certificate chain or key, in bytes of its PEM.
pub const PEM_BYTES_MAX: usize = 16 * 1_024;
/// Bytes of a SHA-256.
const PIN_BYTES: usize = 32;

/// By which way requests reach an endpoint's receiver. A client's private key is sealed in a row of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Transport {
    /// The certificate that HookIt shows, with those that lead to its authority: PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<String>,
    /// The certificates that are trusted, and no others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pinned_certificate_sha256: Vec<Pin>,
}

impl Transport {
    /// Whether it says something about TLS.
    #[must_use]
    pub fn wants_tls(&self) -> bool {
        self.client_certificate.is_some() || !self.pinned_certificate_sha256.is_empty()
    }
}

/// Why something of it cannot be used. Never quotes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Not a SHA-256.
    #[error("a pin is the SHA-256 of a certificate or of its public key: 64 hexadecimal digits")]
    Pin,
    /// No chain.
    #[error("this is no PEM certificate, or a chain of them, of at most 16 KiB")]
    Certificate,
    /// No key.
    #[error("this is no PEM private key that is not encrypted")]
    Key,
    /// They do not belong together.
    #[error("the private key is not that of the certificate")]
    Mismatch,
}

/// The SHA-256 of a certificate, or of the public key in one: 64 lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pin([u8; PIN_BYTES]);

impl Pin {
    /// Reads it, with or without colons.
    pub fn parse(text: &str) -> Result<Self, TransportError> {
        let digits: String = text.chars().filter(|letter| *letter != ':').collect();
        let bytes = super::signature::from_hex(&digits).ok_or(TransportError::Pin)?;
        bytes.try_into().map(Self).map_err(|_| TransportError::Pin)
    }

    /// The pin of a certificate or a public key, in DER.
    #[must_use]
    pub fn of(der: &[u8]) -> Self {
        Self(<sha2::Sha256 as sha2::Digest>::digest(der).into())
    }

    /// The digest.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; PIN_BYTES] {
        &self.0
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Pin {
    type Error = TransportError;

    fn try_from(text: String) -> Result<Self, TransportError> {
        Self::parse(&text)
    }
}

impl From<Pin> for String {
    fn from(pin: Pin) -> Self {
        pin.to_string()
    }
}

/// Reads a certificate and its key, and checks that they belong together.
pub fn identity(certificate: &str, key: &str) -> Result<Arc<CertifiedKey>, TransportError> {
    if certificate.len() > PEM_BYTES_MAX {
        return Err(TransportError::Certificate);
    }
    let chain = CertificateDer::pem_slice_iter(certificate.as_bytes())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| TransportError::Certificate)?;
    if chain.is_empty() {
        return Err(TransportError::Certificate);
    }
    if key.len() > PEM_BYTES_MAX {
        return Err(TransportError::Key);
    }
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(|_| TransportError::Key)?;
    match CertifiedKey::from_der(chain, key, &rustls::crypto::ring::default_provider()) {
        Ok(identity) => Ok(Arc::new(identity)),
        Err(rustls::Error::InconsistentKeys(_)) => Err(TransportError::Mismatch),
        Err(rustls::Error::InvalidCertificate(_)) => Err(TransportError::Certificate),
        Err(_) => Err(TransportError::Key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_a_sha_256_in_either_spelling() {
        let plain = "ab".repeat(32);
        let colons = vec!["AB"; 32].join(":");
        assert_eq!(Pin::parse(&colons).unwrap(), Pin::parse(&plain).unwrap());
        assert_eq!(Pin::parse(&colons).unwrap().to_string(), plain);
        for odd in ["", "ab", &"ab".repeat(31), &"xy".repeat(32), &"ab".repeat(33)] {
            assert_eq!(Pin::parse(odd), Err(TransportError::Pin), "{odd}");
        }
    }

    #[test]
    fn a_certificate_and_a_key_must_belong_together() {
        let (one, other) = (made(), made());
        assert!(identity(&one.0, &one.1).is_ok());
        assert_eq!(identity(&one.0, &other.1).unwrap_err(), TransportError::Mismatch);
        assert_eq!(identity("no certificate", &one.1).unwrap_err(), TransportError::Certificate);
        assert_eq!(identity(&one.0, "no key").unwrap_err(), TransportError::Key);
    }

    fn made() -> (String, String) {
        let made = rcgen::generate_simple_self_signed(["client.test".to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    }
}
