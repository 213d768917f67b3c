//! The connector: resolve, judge every address, dial only what was judged, and speak TLS.
//!
//! It takes the typed host of the endpoint's URL, so no text is parsed a second time, and nothing else in
//! HookIt opens a connection to a receiver.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio::time::error::Elapsed;
use tokio::time::timeout;
use tokio::time::timeout_at;
use tracing::debug;
use tracing::info;
use tracing::warn;

use super::guard::Guard;
use super::proxy::Proxy;
use super::resolve::DnsFailure;
use super::resolve::Resolver;
use super::tls;
use super::tls::Seen;
use super::tls::Tls;
use super::way::Way;
use crate::domain::exchange::Phases;
use crate::domain::exchange::TlsSession;
use crate::domain::look::Look;
use crate::domain::outcome::Outcome;
use crate::domain::url_rule::EndpointUrl;
use crate::domain::url_rule::TargetHost;

/// For resolving the name and opening the TCP connection, over all addresses.
const CONNECT_BUDGET: Duration = Duration::from_secs(5);
/// For the TLS handshake.
const TLS_BUDGET: Duration = Duration::from_secs(5);

/// A connection's bytes, with or without TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What is known of an attempt so far; outlives the attempt's future, so that a deadline loses nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    pub(super) phases: Phases,
    pub(super) dialled: Option<SocketAddr>,
    pub(super) tls: Option<TlsSession>,
}

/// An attempt that ended without an answer: how, and why in words that name no address.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) outcome: Outcome,
    pub(super) error: String,
}

impl Failure {
    pub(super) fn new(outcome: Outcome, error: impl Into<String>) -> Self {
        Self { outcome, error: error.into() }
    }
}

/// Opens connections to receivers.
pub(super) struct Connector {
    pub(super) guard: Guard,
    pub(super) resolver: Resolver,
    pub(super) tls: Tls,
    pub(super) proxy: Option<Proxy>,
}

impl Connector {
    /// Opens a connection to the host and port of `url`.
    pub(super) async fn connect(
        &self,
        url: &EndpointUrl,
        way: Option<&Way>,
        progress: &mut Progress,
    ) -> Result<(Box<dyn Stream>, SocketAddr), Failure> {
        let (tcp, peer) = self.dial(url, progress).await?;
        if !url.is_https() {
            return Ok((Box::new(tcp), peer));
        }
        let started = Instant::now();
        let shaken = timeout(TLS_BUDGET, self.tls.handshake(url.host(), way, tcp)).await;
        progress.phases.tls_ms = Some(ms_since(started));
        let stream = shaken_hands(shaken, url)?;
        progress.tls = Some(tls::session(&stream));
        Ok((Box::new(stream), peer))
    }

    /// Goes as far as a request would, without making one: for `hookit doctor`.
    pub(super) async fn look(&self, url: &EndpointUrl, way: Option<&Way>) -> Look {
        let mut progress = Progress::default();
        let seen = Seen::default();
        let looked = async {
            let (tcp, _) = self.dial(url, &mut progress).await?;
            if url.is_https() {
                let shaken = timeout(TLS_BUDGET, self.tls.look(url.host(), way, tcp, &seen)).await;
                shaken_hands(shaken, url)?;
            }
            Ok(())
        };
        let failure = looked.await.err().map(|failure: Failure| (failure.outcome, failure.error));
        Look { failure, certificate: seen.certificate() }
    }

    /// Resolves the name, has every address judged, and dials.
    async fn dial(
        &self,
        url: &EndpointUrl,
        progress: &mut Progress,
    ) -> Result<(TcpStream, SocketAddr), Failure> {
        let deadline = Instant::now() + CONNECT_BUDGET;
        let addresses = self.addresses(url.host(), deadline, progress).await?;
        if let Err(refused) = self.guard.judge_all(&addresses) {
            // Told from a wholly private name, since it is often a surprise to the receiver's operator.
            let only_ipv6 = refused.ip.is_ipv6()
                && addresses.iter().filter(|ip| ip.is_ipv4()).all(|ip| self.guard.judge_all(&[*ip]).is_ok())
                && addresses.iter().any(IpAddr::is_ipv4);
            warn!(
                reason = "address_forbidden", rule = refused.rule, ip = %refused.ip, only_ipv6, url = url.masked(),
                "delivery blocked"
            );
            let error = "the endpoint URL points to an address HookIt does not deliver to";
            return Err(Failure::new(Outcome::Blocked, error));
        }
        let started = Instant::now();
        let proxy = self.proxy.as_ref();
        let dialled = dial(proxy, &addresses, url.port(), deadline, progress).await;
        progress.phases.connect_ms = Some(ms_since(started));
        dialled
    }

    async fn addresses(
        &self,
        host: &TargetHost,
        deadline: Instant,
        progress: &mut Progress,
    ) -> Result<Vec<IpAddr>, Failure> {
        let name = match host {
            TargetHost::Ip(ip) => return Ok(vec![*ip]),
            TargetHost::Name(name) => name,
        };
        let started = Instant::now();
        let answer =
            timeout_at(deadline, self.resolver.lookup(name)).await.unwrap_or(Err(DnsFailure::Timeout));
        progress.phases.dns_ms = Some(ms_since(started));
        answer.map_err(|failure| Failure::new(Outcome::DnsFailed, failure.to_string()))
    }
}

/// The stream, or what a handshake that failed is called.
fn shaken_hands<S>(shaken: Result<std::io::Result<S>, Elapsed>, url: &EndpointUrl) -> Result<S, Failure> {
    match shaken {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => {
            info!(cause = %error, url = url.masked(), "TLS handshake failed");
            Err(Failure::new(Outcome::TlsFailed, tls::describe(&error)))
        }
        Err(_) => Err(Failure::new(Outcome::TlsFailed, "the TLS handshake did not end within 5 s")),
    }
}

/// Tries one address after the other; each gets a fair share of the time that is left.
async fn dial(
    proxy: Option<&Proxy>,
    addresses: &[IpAddr],
    port: u16,
    deadline: Instant,
    progress: &mut Progress,
) -> Result<(TcpStream, SocketAddr), Failure> {
    let mut last = "the receiver did not accept a connection within 5 s";
    for (index, ip) in addresses.iter().enumerate() {
        let peer = SocketAddr::new(*ip, port);
        progress.dialled = Some(peer);
        let left = u32::try_from(addresses.len() - index).unwrap_or(u32::MAX);
        let share = deadline.saturating_duration_since(Instant::now()) / left;
        if let Some(proxy) = proxy {
            // The address that was judged, never the name: the proxy resolves nothing.
            match proxy.tunnel(peer, Instant::now() + share).await {
                Err(failure) if failure.outcome == Outcome::ConnectFailed && left > 1 => continue,
                tunnel => return tunnel.map(|tcp| (tcp, peer)),
            }
        }
        match timeout(share, TcpStream::connect(peer)).await {
            Ok(Ok(tcp)) => {
                // Requests go out whole: waiting for more to send would only delay them.
                if let Err(error) = tcp.set_nodelay(true) {
                    debug!(%error, "TCP_NODELAY was not set");
                }
                return Ok((tcp, peer));
            }
            Ok(Err(error)) => {
                debug!(%error, %peer, "connection failed");
                last = match error.kind() {
                    std::io::ErrorKind::ConnectionRefused => "the receiver refused the connection",
                    std::io::ErrorKind::HostUnreachable | std::io::ErrorKind::NetworkUnreachable => {
                        "the receiver cannot be reached"
                    }
                    _ => "the connection to the receiver failed",
                };
            }
            Err(_) => last = "the receiver did not accept a connection within 5 s",
        }
    }
    Err(Failure::new(Outcome::ConnectFailed, last))
}

/// Whole milliseconds since `started`.
pub(super) fn ms_since(started: Instant) -> u32 {
    u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX)
}
