//! The demo's receiver: a real HTTP server on this machine that can be taken down and brought up on the same port.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::Full;
use http_body_util::Limited;
use hyper::Request;
use hyper::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::inbox::Inbox;
use crate::cli::error::CliError;
use crate::cli::error::Result;

/// Largest request that is taken, in bytes.
const BODY_BYTES_MAX: usize = 1_024 * 1_024;
/// How long taking it down may take.
const DOWN_MAX: Duration = Duration::from_secs(2);

/// A receiver that is up; taking it down closes its port and every connection.
pub(super) struct Receiver {
    runtime: Option<Runtime>,
    port: u16,
}

impl Receiver {
    /// Brings it up, on a port of the system's choice for 0.
    pub(super) fn up(port: u16, inbox: Inbox) -> Result<Self> {
        let cannot = |error: std::io::Error| CliError::failed("cannot start the receiver").because(error);
        // A runtime of its own: dropping it closes everything it holds, which is what being down means.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("receiver")
            .enable_all()
            .build()
            .map_err(cannot)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(cannot)?;
        let port = listener.local_addr().map_err(cannot)?.port();
        drop(runtime.spawn(accept(listener, inbox)));
        Ok(Self { runtime: Some(runtime), port })
    }

    /// Its port.
    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(DOWN_MAX);
        }
    }
}

async fn accept(listener: TcpListener, inbox: Inbox) {
    let mut connections = JoinSet::new();
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            connections.spawn(serve(stream, inbox.clone()));
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, inbox: Inbox) {
    let service = service_fn(move |request| answer(request, inbox.clone()));
    let ended = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    // A connection that broke is the sender's to notice.
    drop(ended);
}

async fn answer(
    request: Request<Incoming>,
    inbox: Inbox,
) -> std::result::Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let status = match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(body) => {
            let header = |name: &str| head.headers.get(name)?.to_str().ok();
            inbox.take(head.uri.path(), header, &body.to_bytes())
        }
        Err(_) => 400,
    };
    let mut response = Response::new(Full::new(Bytes::from_static(b"{}")));
    if let Ok(status) = hyper::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn down_means_that_nobody_listens_and_up_again_is_the_same_port() {
        let receiver = Receiver::up(0, Inbox::default()).unwrap();
        let port = receiver.port();
        let address = (Ipv4Addr::LOCALHOST, port);
        assert!(std::net::TcpStream::connect(address).is_ok());
        drop(receiver);
        assert_eq!(
            std::net::TcpStream::connect(address).unwrap_err().kind(),
            std::io::ErrorKind::ConnectionRefused
        );
        let again = Receiver::up(port, Inbox::default()).unwrap();
        assert_eq!(again.port(), port);
        assert!(std::net::TcpStream::connect(address).is_ok());
    }
}
