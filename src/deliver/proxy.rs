//! The way out through an HTTP proxy: a tunnel to an address that was judged here, never to a name.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio::time::timeout_at;
use tracing::warn;
use zeroize::Zeroizing;

use super::connect::Failure;
use crate::domain::outcome::Outcome;

/// Longest head of a proxy's answer.
const HEAD_BYTES_MAX: usize = 8 * 1_024;
/// For reaching the proxy itself.
const REACH_BUDGET: Duration = Duration::from_secs(3);

/// What the operator decided about a proxy.
#[derive(Clone)]
pub struct ProxySettings {
    /// `deliver.proxy`: its host and port.
    pub address: String,
    /// `user:password`, of `deliver.proxy_credentials_file`.
    pub credentials: Option<Zeroizing<String>>,
}

impl std::fmt::Debug for ProxySettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProxySettings").field("address", &self.address).finish_non_exhaustive()
    }
}

/// A proxy that takes CONNECT.
pub(super) struct Proxy {
    address: String,
    /// The header line, with its end.
    authorization: Zeroizing<String>,
}

impl Proxy {
    pub(super) fn new(settings: &ProxySettings) -> Self {
        let line = settings.credentials.as_ref().map(|credentials| {
            use base64::Engine;
            let encoded = base64::engine::general_purpose::STANDARD.encode(credentials.as_bytes());
            format!("proxy-authorization: Basic {encoded}\r\n")
        });
        Self { address: settings.address.clone(), authorization: Zeroizing::new(line.unwrap_or_default()) }
    }

    /// Opens a tunnel to `peer`. What is wrong with the proxy itself is not the receiver's failure.
    pub(super) async fn tunnel(&self, peer: SocketAddr, deadline: Instant) -> Result<TcpStream, Failure> {
        let reach = deadline.min(Instant::now() + REACH_BUDGET);
        let mut tcp = match timeout_at(reach, TcpStream::connect(&self.address)).await {
            Ok(Ok(tcp)) => tcp,
            Ok(Err(error)) => {
                return Err(own(&error.to_string(), "the proxy on the way out cannot be reached"));
            }
            Err(_) => return Err(own("no answer in time", "the proxy on the way out cannot be reached")),
        };
        if let Err(error) = tcp.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY was not set");
        }
        let head = Zeroizing::new(format!(
            "CONNECT {peer} HTTP/1.1\r\nhost: {peer}\r\n{}\r\n",
            self.authorization.as_str()
        ));
        let asked = async {
            tcp.write_all(head.as_bytes()).await?;
            read_head(&mut tcp).await
        };
        match timeout_at(deadline, asked).await {
            Ok(Ok(Some(answer))) => judge(&answer).map(|()| tcp),
            Ok(Ok(None)) => {
                Err(own("no HTTP answer", "the proxy on the way out does not answer as a proxy does"))
            }
            Ok(Err(error)) => Err(own(&error.to_string(), "the proxy on the way out broke the connection")),
            // The proxy was there and took the order: it is the receiver that does not answer.
            Err(_) => Err(Failure::new(
                Outcome::ConnectFailed,
                "the proxy on the way out reached no receiver within 5 s",
            )),
        }
    }
}

/// The failure of our own side; its cause is for the log.
fn own(cause: &str, sentence: &str) -> Failure {
    warn!(cause, "the proxy of deliver.proxy failed");
    Failure::new(Outcome::ProxyFailed, sentence)
}

/// Reads the head of the answer; `None` for one that is none, or is followed by what nobody asked for.
async fn read_head(tcp: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut head = Vec::with_capacity(512);
    loop {
        if tcp.read_buf(&mut head).await? == 0 {
            return Ok(None);
        }
        if let Some(at) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            let is_success = status(&head).is_some_and(|status| (200..300).contains(&status));
            // In a tunnel the receiver waits for us: what is there already would be taken for its answer.
            let whole = at + 4 == head.len() || !is_success;
            return Ok(whole.then_some(head));
        }
        if head.len() > HEAD_BYTES_MAX {
            return Ok(None);
        }
    }
}

fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?;
    let rest = line.strip_prefix("HTTP/1.1 ").or_else(|| line.strip_prefix("HTTP/1.0 "))?;
    rest.get(..3)?.parse().ok()
}

fn judge(head: &[u8]) -> Result<(), Failure> {
    match status(head) {
        Some(200..=299) => Ok(()),
        // These two say that the other side did not answer (RFC 9110, 15.6.3 and 15.6.5).
        Some(status @ (502 | 504)) => Err(Failure::new(
            Outcome::ConnectFailed,
            format!("the proxy on the way out could not connect to the receiver ({status})"),
        )),
        Some(407) => Err(own("407", "the proxy on the way out refuses HookIt's credentials (407)")),
        Some(status) => Err(own(
            &status.to_string(),
            &format!("the proxy on the way out refused the connection ({status})"),
        )),
        None => Err(own("no HTTP answer", "the proxy on the way out does not answer as a proxy does")),
    }
}
