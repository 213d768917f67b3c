//! The way to one endpoint's receiver: the certificate that HookIt shows it, and the certificates that it may show.

use std::fmt;
use std::sync::Arc;

use rustls::CertificateError;
use rustls::ClientConfig;
use rustls::DigitallySignedStruct;
use rustls::SignatureScheme;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::crypto::verify_tls12_signature;
use rustls::crypto::verify_tls13_signature;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use rustls::sign::CertifiedKey;
use rustls::sign::SingleCertAndKey;
use sha2::Digest;
use sha2::Sha256;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

use crate::domain::credentials::Credentials;
use crate::domain::transport;
use crate::domain::transport::Pin;
use crate::domain::transport::Transport;
use crate::domain::transport::TransportError;

/// What TLS to one endpoint's receiver is made of, beyond the usual. Two of the same settings are equal.
#[derive(Clone)]
pub struct Way {
    identity: Option<Arc<CertifiedKey>>,
    pins: Vec<Pin>,
    /// Over all of it, the key included: connections are only used again on the same way.
    digest: [u8; 32],
}

impl PartialEq for Way {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Way {}

impl std::hash::Hash for Way {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Way").field("pins", &self.pins).finish_non_exhaustive()
    }
}

impl Way {
    /// The way that these settings say; `None` where they say nothing.
    ///
    /// # Errors
    /// When certificate and key cannot be used, or the key is not there.
    pub(super) fn of(
        transport: &Transport,
        credentials: Option<&Credentials>,
    ) -> Result<Option<Self>, TransportError> {
        if !transport.wants_tls() {
            return Ok(None);
        }
        let mut digest = Sha256::new();
        let mut identity = None;
        if let Some(certificate) = &transport.client_certificate {
            let key = credentials.and_then(Credentials::client_key).ok_or(TransportError::Key)?;
            identity = Some(transport::identity(certificate, key)?);
            for part in [certificate.as_str(), key] {
                digest.update(part.len().to_be_bytes());
                digest.update(part);
            }
        }
        for pin in &transport.pinned_certificate_sha256 {
            digest.update(pin.bytes());
        }
        let pins = transport.pinned_certificate_sha256.clone();
        Ok(Some(Self { identity, pins, digest: digest.finalize().into() }))
    }

    /// The settings of TLS on this way. Without pins the usual verifier judges; `None` where there is no trusted root.
    pub(super) fn config(
        &self,
        usual: Option<Arc<dyn ServerCertVerifier>>,
    ) -> Result<Option<ClientConfig>, rustls::Error> {
        self.config_judged_by(usual, |verifier| verifier)
    }

    /// The same with a judge around the one of this way.
    pub(super) fn config_judged_by(
        &self,
        usual: Option<Arc<dyn ServerCertVerifier>>,
        around: impl FnOnce(Arc<dyn ServerCertVerifier>) -> Arc<dyn ServerCertVerifier>,
    ) -> Result<Option<ClientConfig>, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = if self.pins.is_empty() {
            usual
        } else {
            let pins = self.pins.clone();
            Some(Arc::new(Pinned { pins, provider: Arc::clone(&provider) }) as Arc<dyn ServerCertVerifier>)
        };
        let Some(verifier) = verifier.map(around) else { return Ok(None) };
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        Ok(Some(match &self.identity {
            Some(identity) => {
                builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(Arc::clone(identity))))
            }
            None => builder.with_no_client_auth(),
        }))
    }
}

/// Trusts certificates by their digest or by that of their public key, and looks at nothing else in them. That the
/// receiver has the private key is proven by the handshake.
#[derive(Debug)]
struct Pinned {
    pins: Vec<Pin>,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    fn knows(&self, der: &[u8]) -> bool {
        self.pins.contains(&Pin::of(der))
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let certificate = X509Certificate::from_der(end_entity).ok();
        let by_key = certificate.is_some_and(|(_, read)| self.knows(read.public_key().raw));
        if by_key || self.knows(end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        Err(rustls::Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
