//! A receiver of this machine that can be closed, slowed down and made to fail, as receivers out there do by themselves.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::Full;
use http_body_util::Limited;
use hyper::Request;
use hyper::Response;
use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::archive::Archive;
use super::bank::Bank;
use super::feed::Feed;
use super::mailbox::Mailbox;
use crate::cli::receiver::accept;
use crate::cli::receiver::bind;

/// Largest request that is taken, in bytes.
const BODY_BYTES_MAX: usize = 1_024 * 1_024;
/// How long a slow receiver thinks about each request; its endpoint waits longer.
const SLOW: Duration = Duration::from_millis(2_500);

/// How a receiver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// Takes what comes at once.
    Well,
    /// Takes it after a while.
    Slow,
    /// Answers 500.
    Failing,
    /// Nobody listens on its port.
    Off,
}

impl Mood {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Well => "on",
            Self::Slow => "slow",
            Self::Failing => "failing",
            Self::Off => "off",
        }
    }
}

/// What came with a request.
pub(super) struct Came {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Came {
    /// A header's text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Whose receiver it is.
#[derive(Clone)]
pub(super) enum Owner {
    You(Arc<Mailbox>),
    Bank(Arc<Bank>),
    Feed(Arc<Feed>),
    Archive(Arc<Archive>),
}

impl Owner {
    /// Takes a request; `None` where its answer gets lost on the way.
    async fn take(&self, came: Came) -> Option<u16> {
        match self {
            Self::You(mailbox) => Some(mailbox.take(&came)),
            Self::Bank(bank) => bank.take(&came).await,
            Self::Feed(feed) => Some(feed.take(&came)),
            Self::Archive(archive) => Some(archive.take(&came).await),
        }
    }
}

/// The receiver.
pub(super) struct Stand {
    port: u16,
    handle: Handle,
    owner: Owner,
    inner: Mutex<Inner>,
}

struct Inner {
    mood: Mood,
    listening: Option<JoinHandle<()>>,
}

impl Stand {
    /// Opens it on a port of the system's choice.
    pub(super) fn open(handle: &Handle, owner: Owner) -> io::Result<Arc<Self>> {
        let (listener, address) = handle.block_on(bind(0))?;
        let stand = Arc::new(Self {
            port: address.port(),
            handle: handle.clone(),
            owner,
            inner: Mutex::new(Inner { mood: Mood::Well, listening: None }),
        });
        stand.serve(listener);
        Ok(stand)
    }

    pub(super) fn mood(&self) -> Mood {
        self.lock().mood
    }

    pub(super) fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// Makes it so: off closes the port and every connection, anything else opens it again.
    pub(super) fn set(self: &Arc<Self>, mood: Mood) -> io::Result<()> {
        let listening = {
            let mut inner = self.lock();
            inner.mood = mood;
            if mood == Mood::Off { inner.listening.take() } else { None }
        };
        if let Some(listening) = listening {
            listening.abort();
            // It ends as aborted; then the port is closed.
            drop(self.handle.block_on(listening));
        }
        if mood != Mood::Off && self.lock().listening.is_none() {
            let (listener, _) = self.handle.block_on(bind(self.port))?;
            self.serve(listener);
        }
        Ok(())
    }

    fn serve(self: &Arc<Self>, listener: tokio::net::TcpListener) {
        let stand = Arc::clone(self);
        let listening = self.handle.spawn(accept(listener, move |stream| serve(stream, Arc::clone(&stand))));
        self.lock().listening = Some(listening);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn serve(stream: TcpStream, stand: Arc<Stand>) {
    let service = service_fn(move |request| answer(request, Arc::clone(&stand)));
    // A connection that broke is the sender's to notice.
    drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
}

/// The answer is lost on its way.
#[derive(Debug, thiserror::Error)]
#[error("the answer is lost")]
struct Lost;

impl From<Infallible> for Lost {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

async fn answer(request: Request<Incoming>, stand: Arc<Stand>) -> Result<Response<Full<Bytes>>, Lost> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, BODY_BYTES_MAX).collect().await else { return Err(Lost) };
    let mood = stand.mood();
    if mood == Mood::Slow {
        tokio::time::sleep(SLOW).await;
    }
    let status = if mood == Mood::Failing {
        500
    } else {
        stand.owner.take(Came { headers: head.headers, body: body.to_bytes() }).await.ok_or(Lost)?
    };
    let mut response = Response::new(Full::new(Bytes::from_static(b"{}")));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Ok(response)
}
