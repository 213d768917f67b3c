//! TLS towards receivers: the platform's roots and the operator's own, and what a failure is called.

use std::io;
use std::sync::Arc;

use rustls::AlertDescription;
use rustls::CertificateError;
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tracing::warn;

use crate::domain::url_rule::TargetHost;

/// The operator's own authorities cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsSetupError {
    /// Not PEM, or without a certificate in it.
    #[error("deliver.extra_ca holds no PEM certificate")]
    NotPem,
    /// A certificate, or the TLS library's own settings, are refused.
    #[error("could not set up TLS for deliveries")]
    Setup(#[source] rustls::Error),
}

/// Speaks TLS 1.2 and 1.3 to receivers. There is no switch to turn the verification off.
pub struct Tls {
    /// `None` on a machine without any trusted root: then no https receiver can be trusted.
    connector: Option<TlsConnector>,
}

impl Tls {
    /// Trusts the platform's roots and the certificates in `extra_ca`, each a text of one or more PEM sections.
    ///
    /// # Errors
    /// [`TlsSetupError`] for an entry of `extra_ca` that is no certificate.
    pub fn new(extra_ca: &[String]) -> Result<Self, TlsSetupError> {
        let mut extra = Vec::new();
        for text in extra_ca {
            let before = extra.len();
            for section in CertificateDer::pem_slice_iter(text.as_bytes()) {
                extra.push(section.map_err(|_| TlsSetupError::NotPem)?);
            }
            if extra.len() == before {
                return Err(TlsSetupError::NotPem);
            }
        }
        let has_extra = !extra.is_empty();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = match Verifier::new_with_extra_roots(extra, Arc::clone(&provider)) {
            Ok(verifier) => verifier,
            Err(error) if has_extra => return Err(TlsSetupError::Setup(error)),
            Err(error) => {
                warn!(%error, "no trusted root certificate on this machine: https deliveries will fail");
                return Ok(Self { connector: None });
            }
        };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TlsSetupError::Setup)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { connector: Some(TlsConnector::from(Arc::new(config))) })
    }

    /// Shakes hands as a client of `host`, whose name never has a trailing dot here.
    ///
    /// # Errors
    /// The cause, for the log; [`describe`] makes a sentence for the endpoint's owner of it.
    pub async fn handshake(&self, host: &TargetHost, tcp: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let connector = self.connector.as_ref().ok_or_else(|| io::Error::other("no trusted roots"))?;
        let name = match host {
            TargetHost::Name(name) => ServerName::try_from(name.clone()).map_err(io::Error::other)?,
            TargetHost::Ip(ip) => ServerName::IpAddress((*ip).into()),
        };
        connector.connect(name, tcp).await
    }
}

/// What went wrong in a handshake, in words that name no address.
#[must_use]
pub fn describe(error: &io::Error) -> &'static str {
    let Some(cause) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
        return "the receiver broke off the TLS handshake";
    };
    match cause {
        rustls::Error::InvalidCertificate(reason) => match reason {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "the receiver's certificate has expired"
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "the receiver's certificate is not valid yet"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "the receiver's certificate is for another name"
            }
            CertificateError::UnknownIssuer => {
                "the receiver's certificate is not signed by a trusted authority"
            }
            _ => "the receiver's certificate cannot be accepted",
        },
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure,
        ) => "the receiver speaks no TLS version or cipher that HookIt accepts",
        rustls::Error::InvalidMessage(_) => "the receiver does not speak TLS on this port",
        _ => "the TLS handshake failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_authorities_must_be_pem_certificates() {
        assert!(matches!(Tls::new(&["no certificate".to_owned()]), Err(TlsSetupError::NotPem)));
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned();
        assert!(matches!(Tls::new(&[broken]), Err(TlsSetupError::Setup(_))));
        let authority = rcgen::generate_simple_self_signed(["ca.example.com".to_owned()]).unwrap();
        assert!(Tls::new(&[authority.cert.pem()]).is_ok());
    }
}
