//! One connection: HTTP/1.1 by hyper into the router, with its limits, to its end or to the daemon's.

use std::pin::Pin;
use std::pin::pin;
use std::task::Context;
use std::task::Poll;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use hyper::body::Frame;
use hyper::body::Incoming;
use hyper::body::SizeHint;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::patience::Busy;
use super::patience::Patience;
use super::patience::Patient;
use crate::domain::chain::chain;

/// Most bytes of a request's head.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Most headers of a request.
const HEADERS_MAX: usize = 64;

/// The two ways a daemon ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// Finish what is under way.
    pub(super) stop: CancellationToken,
    /// Leave at once.
    pub(super) now: CancellationToken,
}

/// Serves a connection until the other end closes it, takes too long, or the daemon stops. `mark` puts into each
/// request what is known about the other end.
pub(super) async fn connection<T>(
    io: T,
    router: Router,
    patience: Patience,
    ends: &Ends,
    mark: impl Fn(&mut Request) + Send,
) where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let io = Patient::new(io, patience);
    let progress = io.progress();
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let busy = progress.busy();
        let mut request = request.map(Body::new);
        mark(&mut request);
        let answer = router.clone().oneshot(request);
        async move { answer.await.map(|answer| watched(answer, busy)) }
    });
    // The head's timer is in `Patient`.
    let connection = http1::Builder::new()
        .header_read_timeout(None)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(io), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = ends.now.cancelled() => return,
        () = ends.stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                ended = connection => ended,
                () = ends.now.cancelled() => return,
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!(error = chain(&error), "connection ended early");
    }
}

fn watched(answer: Response, busy: Busy) -> hyper::Response<Watched> {
    answer.map(|body| Watched { body, _busy: busy })
}

/// The body of an answer; while it is not out, the connection is busy.
struct Watched {
    body: Body,
    _busy: Busy,
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
