//! TLS towards receivers: the platform's roots and the operator's own, and what a failure is called.

use std::io;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use rustls::AlertDescription;
use rustls::CertificateError;
use rustls::ClientConfig;
use rustls::DigitallySignedStruct;
use rustls::ProtocolVersion;
use rustls::SignatureScheme;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;
use time::OffsetDateTime;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tracing::warn;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;

use super::way::Way;
use crate::domain::exchange::TlsSession;
use crate::domain::look::Certificate;
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
    trust: Option<Trust>,
}

struct Trust {
    connector: TlsConnector,
    verifier: Arc<Verifier>,
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
                return Ok(Self { trust: None });
            }
        };
        let verifier = Arc::new(verifier);
        let connector = connector(Arc::<Verifier>::clone(&verifier))?;
        Ok(Self { trust: Some(Trust { connector, verifier }) })
    }

    /// Shakes hands as a client of `host`, whose name never has a trailing dot here.
    ///
    /// # Errors
    /// The cause, for the log; [`describe`] makes a sentence for the endpoint's owner of it.
    pub async fn handshake(
        &self,
        host: &TargetHost,
        way: Option<&Way>,
        tcp: TcpStream,
    ) -> io::Result<TlsStream<TcpStream>> {
        let Some(way) = way else { return self.trust()?.connector.connect(server_name(host)?, tcp).await };
        let usual = self.trust.as_ref().map(|trust| Arc::<Verifier>::clone(&trust.verifier) as _);
        let config = way.config(usual).map_err(io::Error::other)?;
        let mut config = config.ok_or_else(|| io::Error::other("no trusted roots"))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        TlsConnector::from(Arc::new(config)).connect(server_name(host)?, tcp).await
    }

    /// The same, and keeps the certificate that was shown, whether it is trusted or not.
    ///
    /// # Errors
    /// As [`Tls::handshake`].
    pub(super) async fn look(
        &self,
        host: &TargetHost,
        way: Option<&Way>,
        tcp: TcpStream,
        seen: &Seen,
    ) -> io::Result<TlsStream<TcpStream>> {
        let usual = self.trust.as_ref().map(|trust| Arc::<Verifier>::clone(&trust.verifier) as _);
        let keeper = |inner| Arc::new(Keeper { inner, seen: seen.clone() }) as Arc<dyn ServerCertVerifier>;
        let connector = if let Some(way) = way {
            let config = way.config_judged_by(usual, keeper).map_err(io::Error::other)?;
            let mut config = config.ok_or_else(|| io::Error::other("no trusted roots"))?;
            config.alpn_protocols = vec![b"http/1.1".to_vec()];
            TlsConnector::from(Arc::new(config))
        } else {
            let usual = usual.ok_or_else(|| io::Error::other("no trusted roots"))?;
            connector(keeper(usual)).map_err(io::Error::other)?
        };
        connector.connect(server_name(host)?, tcp).await
    }

    fn trust(&self) -> io::Result<&Trust> {
        self.trust.as_ref().ok_or_else(|| io::Error::other("no trusted roots"))
    }
}

fn connector(verifier: Arc<dyn ServerCertVerifier>) -> Result<TlsConnector, TlsSetupError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsSetupError::Setup)?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

fn server_name(host: &TargetHost) -> io::Result<ServerName<'static>> {
    match host {
        TargetHost::Name(name) => ServerName::try_from(name.clone()).map_err(io::Error::other),
        TargetHost::Ip(ip) => Ok(ServerName::IpAddress((*ip).into())),
    }
}

/// What was agreed on with the receiver behind `stream`.
pub(super) fn session(stream: &TlsStream<TcpStream>) -> TlsSession {
    let (_, connection) = stream.get_ref();
    let version = match connection.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => "TLS 1.3",
        Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
        _ => "TLS",
    };
    let shown = connection.peer_certificates().and_then(<[_]>::first).and_then(|shown| read(shown));
    TlsSession { version, certificate_until: shown.map(|shown| shown.until) }
}

/// What a certificate says of itself; `None` when it cannot be read.
fn read(der: &CertificateDer<'_>) -> Option<Certificate> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let until = OffsetDateTime::from_unix_timestamp(certificate.validity().not_after.timestamp()).ok()?;
    let common = certificate.subject().iter_common_name().find_map(|name| name.as_str().ok());
    let other = || {
        let names = certificate.subject_alternative_name().ok().flatten()?;
        names.value.general_names.iter().find_map(|name| match name {
            GeneralName::DNSName(name) => Some(*name),
            _ => None,
        })
    };
    let name = common.or_else(other).unwrap_or_default().to_owned();
    Some(Certificate { until, name })
}

/// The certificate a receiver showed in a handshake.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen(Arc<Mutex<Option<Certificate>>>);

impl Seen {
    /// What was shown, if anything was.
    pub(super) fn certificate(&self) -> Option<Certificate> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Judges as the verifier it asks, and keeps what it was shown.
#[derive(Debug)]
struct Keeper {
    inner: Arc<dyn ServerCertVerifier>,
    seen: Seen,
}

impl ServerCertVerifier for Keeper {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        *self.seen.0.lock().unwrap_or_else(PoisonError::into_inner) = read(end_entity);
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// What the receiver's alert says, where one is behind an error of HTTP's.
pub(super) fn refusal(error: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if let Some(io) = one.downcast_ref::<io::Error>()
            && let Some(rustls::Error::AlertReceived(_)) = io.get_ref().and_then(|inner| inner.downcast_ref())
        {
            return Some(describe(io));
        }
        cause = one.source();
    }
    None
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
            CertificateError::ApplicationVerificationFailure => {
                "the receiver's certificate is not one of those that are pinned"
            }
            _ => "the receiver's certificate cannot be accepted",
        },
        rustls::Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied,
        ) => "the receiver does not accept the client certificate, or wants one",
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
