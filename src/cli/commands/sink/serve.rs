//! The connections of a sink: requests are read whole, judged and noted, then answered as the plan says.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

use super::book::Book;
use super::book::Seen;
use super::book::Signed;
use super::faults::BIG_BODY_BYTES;
use super::faults::Fault;
use super::faults::Plan;
use crate::cli::receiver::Known;
use crate::cli::receiver::Message;
use crate::cli::receiver::Reader;
use crate::cli::receiver::Verdict;
use crate::cli::receiver::accept;
use crate::cli::receiver::judge;
use crate::domain::ed25519::PublicKey;
use crate::domain::request;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;

/// How fast a dripped answer drips.
const DRIP_EVERY: Duration = Duration::from_secs(1);

/// What came, and how it was answered: a line's worth.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) number: u64,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) id: Option<String>,
    pub(super) event_type: Option<String>,
    pub(super) attempt: Option<String>,
    pub(super) body_bytes: usize,
    pub(super) seen: Seen,
    pub(super) verdict: Option<Verdict>,
    pub(super) signed: Signed,
    /// A status or what was done instead.
    pub(super) answer: String,
    pub(super) taken: bool,
    pub(super) took: Duration,
}

/// The sink itself.
pub(super) struct Sink {
    pub(super) plan: Plan,
    pub(super) secrets: Vec<SigningSecret>,
    pub(super) keys: Vec<PublicKey>,
    pub(super) tolerance_s: u64,
    pub(super) book: Mutex<Book>,
    pub(super) tell: Sender<Request>,
}

impl Sink {
    pub(super) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads and judges a request.
    fn take(&self, message: &Message<'_>) -> Request {
        let mut start = message.start().split(' ').map(ToOwned::to_owned);
        let (method, path) = (start.next().unwrap_or_default(), start.next().unwrap_or_default());
        let header = |name: &str| message.header(name);
        let known = Known { secrets: &self.secrets, keys: &self.keys };
        let checks = !(self.secrets.is_empty() && self.keys.is_empty());
        let verdict = checks.then(|| judge(known, header, message.body, self.tolerance_s));
        let signed = Signed::of(verdict);
        let id = header(signature::WEBHOOK_ID).map(ToOwned::to_owned);
        let (number, seen) = self.book().came(&path, id.as_deref(), signed);
        Request {
            number,
            method,
            path,
            id,
            event_type: header(request::EVENT_TYPE).map(ToOwned::to_owned),
            attempt: header(request::ATTEMPT).map(ToOwned::to_owned),
            body_bytes: message.body.len(),
            seen,
            verdict,
            signed,
            answer: String::new(),
            taken: false,
            took: Duration::ZERO,
        }
    }

    /// Notes what a request is answered with, before it is: who repeats it later may be faster than we are.
    fn answering(&self, request: &mut Request, word: String, status: Option<u16>) {
        request.taken = status.is_some_and(|status| (200..300).contains(&status));
        self.book().answered(&request.path, request.id.as_deref(), &word, request.taken);
        request.answer = word;
    }
}

/// Serves until it is dropped.
pub(super) async fn serve(listener: TcpListener, sink: Arc<Sink>) {
    accept(listener, move |stream| {
        let sink = Arc::clone(&sink);
        // A connection that broke is the sender's to notice.
        async move { drop(connection(stream, &sink).await) }
    })
    .await;
}

async fn connection(mut stream: TcpStream, sink: &Sink) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = Reader::default();
    loop {
        let mut request = match reader.next(&mut stream).await {
            Ok(Some(message)) => sink.take(&message),
            Ok(None) => return Ok(()),
            Err(error) => {
                sink.book().unreadable();
                let why = format!("{error}\n");
                stream.write_all(&answer(411, "", why.as_bytes())).await?;
                return Ok(());
            }
        };
        let begun = Instant::now();
        tokio::time::sleep(sink.plan.slow).await;
        let fault = sink.plan.choose(request.number);
        // Signatures that do not hold are what a receiver refuses.
        let refused = matches!(request.signed, Signed::Invalid | Signed::Missing);
        let status = match fault {
            Some(Fault::Status(status)) => Some(status),
            Some(Fault::Redirect) => Some(302),
            Some(Fault::BigBody) => Some(200),
            Some(_) => None,
            None if refused => Some(401),
            None => Some(200),
        };
        let word = fault.map_or_else(|| status.unwrap_or_default().to_string(), Fault::word);
        sink.answering(&mut request, word, status);
        request.took = begun.elapsed();
        // Whoever printed lines has left: so do we, soon.
        drop(sink.tell.send(request));
        act(&mut stream, &sink.plan, fault, status.unwrap_or(200)).await?;
    }
}

/// Does it; an error ends the connection.
async fn act(stream: &mut TcpStream, plan: &Plan, fault: Option<Fault>, status: u16) -> std::io::Result<()> {
    match fault {
        Some(Fault::Reset) => {
            rustix::net::sockopt::set_socket_linger(&*stream, Some(Duration::ZERO))?;
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
        Some(Fault::Hang) => {
            // Until the other end has enough.
            let mut rest = [0_u8; 1_024];
            while stream.read(&mut rest).await? > 0 {}
            Err(std::io::ErrorKind::UnexpectedEof.into())
        }
        Some(Fault::Drip) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n").await?;
            loop {
                stream.write_all(b".").await?;
                tokio::time::sleep(DRIP_EVERY).await;
            }
        }
        Some(Fault::Redirect) => stream.write_all(&answer(302, "location: /elsewhere\r\n", b"moved\n")).await,
        Some(Fault::BigBody) => stream.write_all(&answer(200, "", &vec![b'.'; BIG_BODY_BYTES])).await,
        Some(Fault::Status(_)) | None => {
            let later = plan.retry_after.filter(|_| !(200..300).contains(&status));
            let more = later.map(|seconds| format!("retry-after: {seconds}\r\n")).unwrap_or_default();
            let body = format!("{{\"status\":{status}}}\n");
            // Neither has a body.
            let body = if matches!(status, 204 | 304) { "" } else { &body };
            stream.write_all(&answer(status, &more, body.as_bytes())).await
        }
    }
}

fn answer(status: u16, more: &str, body: &[u8]) -> Vec<u8> {
    let reason = ureq::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let head = format!(
        "HTTP/1.1 {status} {}\r\ncontent-type: application/json\r\n{more}content-length: {}\r\n\r\n",
        reason.unwrap_or("Odd"),
        body.len()
    );
    [head.as_bytes(), body].concat()
}
