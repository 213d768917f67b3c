//! Connections that wait for their next request, and the one place where HTTP/1.1 is set up on a new one.
//!
//! A pool of our own, and a small one: it is keyed by the typed host, hands a connection to one request at a
//! time, and never sends a request twice, which general pools do behind their user's back.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::connect::Stream;
use super::way::Way;
use crate::domain::url_rule::EndpointUrl;
use crate::domain::url_rule::TargetHost;

/// Most headers of an answer.
const HEADERS_MAX: usize = 64;
/// Longest head of an answer, and with it the most a connection buffers.
const HEAD_BYTES_MAX: usize = 32 * 1_024;
/// Longest a connection waits, so that a change of DNS takes effect.
const IDLE_MAX: Duration = Duration::from_secs(30);
/// How often waiting connections are looked through.
const SWEEP_EVERY: Duration = Duration::from_secs(5);
/// Most connections that wait for one host and port.
const IDLE_PER_HOST_MAX: usize = 64;
/// Most connections that wait in all.
const IDLE_TOTAL_MAX: usize = 4_096;

/// Where a connection leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Target {
    https: bool,
    host: TargetHost,
    port: u16,
    /// What HookIt showed and trusted when it was opened.
    way: Option<Arc<Way>>,
}

impl Target {
    pub(super) fn of(url: &EndpointUrl, way: Option<&Arc<Way>>) -> Self {
        Self { https: url.is_https(), host: url.host().clone(), port: url.port(), way: way.cloned() }
    }
}

/// One open connection. Dropping it closes the socket.
pub(super) struct Connection {
    pub(super) sender: http1::SendRequest<Full<Bytes>>,
    /// The address that was judged and dialled.
    pub(super) peer: SocketAddr,
    idle_since: Instant,
    /// Dropped with the connection, which ends the driver and with it the socket, whatever HTTP is doing.
    _closes: oneshot::Sender<()>,
}

impl Connection {
    /// Starts HTTP/1.1 with the limits on what a receiver may answer.
    pub(super) async fn open(stream: Box<dyn Stream>, peer: SocketAddr) -> hyper::Result<Self> {
        let (sender, driver) = http1::Builder::new()
            .max_headers(HEADERS_MAX)
            .max_header_size(HEAD_BYTES_MAX)
            .max_buf_size(HEAD_BYTES_MAX)
            .handshake(TokioIo::new(stream))
            .await?;
        let (closes, dropped) = oneshot::channel();
        spawn(async move {
            tokio::select! {
                // An error of the driver reaches the request that is under way; nobody else is concerned.
                _ = driver => {}
                _ = dropped => {}
            }
        });
        Ok(Self { sender, peer, idle_since: Instant::now(), _closes: closes })
    }

    fn is_fresh(&self) -> bool {
        !self.sender.is_closed() && self.idle_since.elapsed() < IDLE_MAX
    }
}

/// The waiting connections.
#[derive(Default)]
pub(super) struct Pool {
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    waiting: HashMap<Target, Vec<Connection>>,
    count: usize,
    sweeping: bool,
}

impl Pool {
    /// Takes the connection that has waited least, if one is still open.
    pub(super) fn take(&self, target: &Target) -> Option<Connection> {
        let mut idle = self.lock();
        let waiting = idle.waiting.get_mut(target)?;
        let before = waiting.len();
        let mut taken = None;
        while let Some(connection) = waiting.pop() {
            if connection.is_fresh() && connection.sender.is_ready() {
                taken = Some(connection);
                break;
            }
        }
        let gone = before - waiting.len();
        if waiting.is_empty() {
            idle.waiting.remove(target);
        }
        idle.count -= gone;
        taken
    }

    /// Keeps a connection that is ready for another request; closes it when too many wait.
    pub(super) fn put(self: &Arc<Self>, target: Target, mut connection: Connection) {
        connection.idle_since = Instant::now();
        let mut idle = self.lock();
        if idle.count >= IDLE_TOTAL_MAX {
            return;
        }
        let waiting = idle.waiting.entry(target).or_default();
        if waiting.len() >= IDLE_PER_HOST_MAX {
            return;
        }
        waiting.push(connection);
        idle.count += 1;
        if !idle.sweeping {
            idle.sweeping = true;
            let pool = Arc::downgrade(self);
            spawn(async move {
                let mut tick = tokio::time::interval(SWEEP_EVERY);
                loop {
                    tick.tick().await;
                    // Ends with the pool, or with the last connection that waited.
                    if pool.upgrade().is_none_or(|pool| !pool.sweep()) {
                        break;
                    }
                }
            });
        }
    }

    /// Closes what has waited too long; whether anything still waits.
    fn sweep(&self) -> bool {
        let mut idle = self.lock();
        idle.waiting.retain(|_, waiting| {
            waiting.retain(Connection::is_fresh);
            !waiting.is_empty()
        });
        idle.count = idle.waiting.values().map(Vec::len).sum();
        idle.sweeping = idle.count > 0;
        idle.sweeping
    }

    fn lock(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a connection's driver ends with the connection; a stop has nothing to wait for"
)]
fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    drop(tokio::spawn(future));
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::io::DuplexStream;

    use super::*;

    fn target(port: u16) -> Target {
        Target { https: false, host: TargetHost::Ip(Ipv4Addr::LOCALHOST.into()), port, way: None }
    }

    /// A connection that is ready for a request, and the receiver's end of it; `port` tells it from others.
    async fn ready(port: u16) -> (Connection, DuplexStream) {
        let (ours, theirs) = tokio::io::duplex(1_024);
        let mut connection =
            Connection::open(Box::new(ours), (Ipv4Addr::LOCALHOST, port).into()).await.unwrap();
        connection.sender.ready().await.unwrap();
        (connection, theirs)
    }

    #[tokio::test]
    async fn the_connection_that_waited_least_is_taken_and_only_for_its_target() {
        let pool = Arc::new(Pool::default());
        let ((first, _a), (second, _b)) = (ready(1).await, ready(2).await);
        pool.put(target(80), first);
        pool.put(target(80), second);
        assert!(pool.take(&target(81)).is_none());
        assert_eq!(pool.take(&target(80)).map(|taken| taken.peer.port()), Some(2));
        assert_eq!(pool.take(&target(80)).map(|taken| taken.peer.port()), Some(1));
        assert!(pool.take(&target(80)).is_none());
        assert_eq!(pool.lock().count, 0);
    }

    #[tokio::test]
    async fn connections_the_receiver_closed_are_passed_over() {
        let pool = Arc::new(Pool::default());
        let ((open, _theirs), (mut closed, theirs)) = (ready(1).await, ready(2).await);
        drop(theirs);
        while closed.sender.ready().await.is_ok() {
            tokio::task::yield_now().await;
        }
        pool.put(target(80), open);
        pool.put(target(80), closed);
        assert_eq!(pool.take(&target(80)).map(|taken| taken.peer.port()), Some(1));
        assert_eq!(pool.lock().count, 0);
    }

    #[tokio::test]
    async fn connections_that_waited_too_long_are_closed() {
        let pool = Arc::new(Pool::default());
        let ((old, mut theirs), (young, _b)) = (ready(1).await, ready(2).await);
        pool.put(target(80), old);
        pool.put(target(81), young);
        let long_ago = Instant::now().checked_sub(IDLE_MAX).unwrap();
        pool.lock().waiting.get_mut(&target(80)).unwrap()[0].idle_since = long_ago;
        assert!(pool.sweep());
        assert_eq!(pool.lock().count, 1);
        // The socket is closed, not only forgotten.
        assert_eq!(tokio::io::AsyncReadExt::read(&mut theirs, &mut [0; 1]).await.unwrap(), 0);
        pool.lock().waiting.get_mut(&target(81)).unwrap()[0].idle_since = long_ago;
        assert!(pool.take(&target(81)).is_none());
        assert!(!pool.sweep());
    }

    #[tokio::test]
    async fn no_more_than_so_many_connections_wait_for_one_host() {
        let pool = Arc::new(Pool::default());
        let mut ends = Vec::new();
        for port in 0..70 {
            let (connection, theirs) = ready(port).await;
            ends.push(theirs);
            pool.put(target(80), connection);
        }
        assert_eq!(pool.lock().count, IDLE_PER_HOST_MAX);
    }
}
