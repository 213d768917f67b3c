//! One HTTP exchange: the request goes out once, and whatever comes back, or does not, becomes an [`Exchange`].

use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::HeaderMap;
use hyper::Request;
use hyper::Response;
use hyper::body::Incoming;
use hyper::header;
use hyper::header::HeaderName;
use hyper::header::HeaderValue;
use ipnet::IpNet;
use ipnet::Ipv6Net;
use tokio::time::Instant;
use tokio::time::timeout;
use tokio::time::timeout_at;
use tracing::debug;

use super::answer;
use super::connect::Connector;
use super::connect::Failure;
use super::connect::Progress;
use super::connect::ms_since;
use super::guard::Guard;
use super::pool::Connection;
use super::pool::Pool;
use super::pool::Target;
use super::proxy::Proxy;
use super::proxy::ProxySettings;
use super::resolve::Resolver;
use super::resolve::ResolverError;
use super::tls;
use super::tls::Tls;
use super::tls::TlsSetupError;
use super::way::Way;
use crate::domain::exchange::Answer;
use crate::domain::exchange::Exchange;
use crate::domain::outcome::Outcome;
use crate::domain::request::USER_AGENT;
use crate::domain::retry_after;
use crate::domain::url_rule::EndpointUrl;

/// How long a finished connection is given to become ready for the next request.
const READY_WITHIN: Duration = Duration::from_millis(50);

/// What the operator decided about deliveries, as far as connections go.
#[derive(Debug, Clone, Default)]
pub struct ClientSettings {
    /// `deliver.allow_cidrs`.
    pub allow_cidrs: Vec<IpNet>,
    /// `deliver.nat64_prefixes`.
    pub nat64_prefixes: Vec<Ipv6Net>,
    /// `deliver.resolver`: the DNS server to ask instead of the system's.
    pub resolver: Option<SocketAddr>,
    /// `deliver.extra_ca`: PEM texts of authorities to trust beside the platform's.
    pub extra_ca: Vec<String>,
    /// `deliver.proxy`: everything goes through it.
    pub proxy: Option<ProxySettings>,
}

/// The client could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The resolver.
    #[error("could not set up name resolution for deliveries")]
    Resolver(#[from] ResolverError),
    /// TLS.
    #[error("could not set up TLS for deliveries")]
    Tls(#[from] TlsSetupError),
}

/// Sends requests to receivers. Clones share connections, resolver and guard. Proxies of the environment are
/// never asked: there is no code for them.
#[derive(Clone)]
pub struct Client {
    connector: Arc<Connector>,
    pub(super) pool: Arc<Pool>,
}

impl Client {
    /// Sets everything up; opens no connection. Wants a tokio runtime around it.
    ///
    /// # Errors
    /// [`ClientError`] for unusable settings.
    pub fn new(settings: &ClientSettings) -> Result<Self, ClientError> {
        let connector = Connector {
            guard: Guard::new(settings.allow_cidrs.clone(), settings.nat64_prefixes.clone()),
            resolver: Resolver::new(settings.resolver)?,
            tls: Tls::new(&settings.extra_ca)?,
            proxy: settings.proxy.as_ref().map(Proxy::new),
        };
        Ok(Self { connector: Arc::new(connector), pool: Arc::default() })
    }

    /// The same, without the connections that wait: every request opens its own.
    pub(super) fn fresh(&self) -> Self {
        Self { connector: Arc::clone(&self.connector), pool: Arc::default() }
    }

    /// What opens its connections.
    pub(super) fn connector(&self) -> &Connector {
        &self.connector
    }

    /// The connect gate, to judge URLs by when they are saved.
    #[must_use]
    pub fn guard(&self) -> &Guard {
        &self.connector.guard
    }
}

/// One request, ready to go.
#[derive(Clone)]
pub struct Outgoing {
    /// Where to.
    pub url: EndpointUrl,
    /// Every header but `host`, `content-length`, `accept-encoding`; `user-agent` if it is not [`USER_AGENT`].
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// By which way, where it is not the usual one.
    pub way: Option<Arc<Way>>,
    /// The body, signed as it is.
    pub body: Bytes,
    /// For everything: name, connection, TLS, request, answer and its body.
    pub timeout_ms: u32,
    /// The wall clock at the start, in milliseconds since 1970; a `Retry-After` date is read against it.
    pub sent_at_ms: u64,
}

impl fmt::Debug for Outgoing {
    /// Without the headers' values: some are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_ref()).collect();
        f.debug_struct("Outgoing")
            .field("url", &self.url.masked())
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// Sends `outgoing` once and waits for the answer. Never fails: what the receiver does is data.
pub async fn post(client: &Client, outgoing: Outgoing) -> Exchange {
    let started = Instant::now();
    let deadline = started + Duration::from_millis(outgoing.timeout_ms.into());
    let Some(request) = build(&outgoing) else {
        return Exchange::unsent(Outcome::RequestUnbuildable, "a header of the request is not valid HTTP");
    };
    let mut progress = Progress::default();
    let head = timeout_at(deadline, send(client, &outgoing, request, &mut progress)).await;
    let timed_out = || {
        let error = format!("the receiver did not answer within {} ms", outgoing.timeout_ms);
        Err(Failure::new(Outcome::Timeout, error))
    };
    match head.unwrap_or_else(|_| timed_out()) {
        Err(failure) => Exchange {
            dialled: progress.dialled,
            tls: progress.tls,
            phases: progress.phases,
            duration_ms: ms_since(started),
            ..Exchange::unsent(failure.outcome, failure.error)
        },
        Ok((response, connection)) => {
            let (head, mut incoming) = response.into_parts();
            let head_at = Instant::now();
            let body = answer::read_body(&mut incoming, deadline).await;
            progress.phases.body_ms = Some(ms_since(head_at));
            let duration_ms = ms_since(started);
            if body.ended {
                drop(incoming);
                keep(client, &outgoing, connection).await;
            }
            let status = head.status.as_u16();
            let (outcome, error) = judge_status(status);
            Exchange {
                outcome,
                error,
                dialled: progress.dialled,
                tls: progress.tls,
                phases: progress.phases,
                duration_ms,
                retry_after_ms: wait_asked_for(status, &head.headers, &outgoing, duration_ms),
                answer: Some(Answer {
                    status,
                    headers: answer::kept_headers(&head.headers),
                    body: answer::kept_body(&head.headers, body.kept),
                    body_incomplete: !body.ended || body.cut,
                }),
            }
        }
    }
}

fn build(outgoing: &Outgoing) -> Option<Request<Full<Bytes>>> {
    let mut headers = HeaderMap::with_capacity(outgoing.headers.len() + 3);
    headers.insert(header::HOST, HeaderValue::from_str(outgoing.url.authority()).ok()?);
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    for (name, value) in &outgoing.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        headers.insert(name, HeaderValue::from_str(value).ok()?);
    }
    // Compressed answers would have to be unpacked, which is a way to make little into much.
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let mut request =
        Request::post(outgoing.url.request_target()).body(Full::new(outgoing.body.clone())).ok()?;
    *request.headers_mut() = headers;
    Some(request)
}

/// Gets the request out on a waiting or a new connection, and the answer's head in.
async fn send(
    client: &Client,
    outgoing: &Outgoing,
    mut request: Request<Full<Bytes>>,
    progress: &mut Progress,
) -> Result<(Response<Incoming>, Connection), Failure> {
    let target = Target::of(&outgoing.url, outgoing.way.as_ref());
    loop {
        let waiting = client.pool.take(&target);
        let is_reused = waiting.is_some();
        let mut connection = if let Some(waiting) = waiting {
            waiting
        } else {
            // On the heap: most attempts find a waiting connection and need not carry room for this one's making.
            let (stream, peer) =
                Box::pin(client.connector.connect(&outgoing.url, outgoing.way.as_deref(), progress)).await?;
            Connection::open(stream, peer).await.map_err(|error| broken(&error))?
        };
        progress.dialled = Some(connection.peer);
        let sent = Instant::now();
        let answered = connection.sender.try_send_request(request).await;
        match answered {
            Ok(response) => {
                progress.phases.first_byte_ms = Some(ms_since(sent));
                return Ok((response, connection));
            }
            Err(mut error) => match error.take_message() {
                // The receiver closed the waiting connection in the same moment. HTTP hands the request back
                // only if not one byte of it was written, so taking another connection repeats nothing.
                Some(unsent) if is_reused => request = unsent,
                _ => return Err(broken(error.error())),
            },
        }
    }
}

/// What is wrong with an answer that is none.
fn broken(error: &hyper::Error) -> Failure {
    debug!(%error, "no usable answer");
    // With TLS 1.3 a receiver says only after the handshake what it thinks of the client's certificate.
    if let Some(sentence) = tls::refusal(error) {
        return Failure::new(Outcome::TlsFailed, sentence);
    }
    let sentence = if error.is_parse_too_large() {
        "the answer's head has more than 64 headers or 32 KiB"
    } else if error.is_parse() {
        "the answer is not HTTP/1.1"
    } else {
        "the receiver closed the connection before it answered"
    };
    Failure::new(Outcome::ResponseInvalid, sentence)
}

fn judge_status(status: u16) -> (Outcome, Option<String>) {
    match status {
        200..=299 => (Outcome::Succeeded, None),
        300..=399 => (
            Outcome::RedirectNotFollowed,
            Some(format!("the receiver answered {status}; redirects are not followed")),
        ),
        _ => (Outcome::HttpStatus, Some(format!("the receiver answered {status}"))),
    }
}

fn wait_asked_for(status: u16, headers: &HeaderMap, outgoing: &Outgoing, duration_ms: u32) -> Option<u64> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
    retry_after::parse(value, outgoing.sent_at_ms.saturating_add(duration_ms.into()))
}

/// Lets the connection wait for its next request, unless one side has closed it.
async fn keep(client: &Client, outgoing: &Outgoing, mut connection: Connection) {
    if let Ok(Ok(())) = timeout(READY_WITHIN, connection.sender.ready()).await {
        client.pool.put(Target::of(&outgoing.url, outgoing.way.as_ref()), connection);
    }
}
