//! The page's own HTTP: its files, the scene as it changes, one delivery from within, and the buttons.
//!
//! A button is a fixed act and nothing else; whoever presses it cannot say where to, to whom or what.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use futures_util::stream::unfold;
use http_body_util::BodyExt;
use http_body_util::Full;
use http_body_util::StreamBody;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::Method;
use hyper::Request;
use hyper::Response;
use hyper::StatusCode;
use hyper::body::Frame;
use hyper::body::Incoming;
use hyper::header;
use hyper::header::HeaderMap;
use hyper::header::HeaderValue;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use serde_json::Value;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;

use super::acts;
use super::hood;
use super::show::Show;
use super::throttle::Throttle;
use crate::cli::receiver::accept;

/// People who may look at once.
const WATCHERS_MAX: usize = 256;
/// Buttons pressed at once, and then a second: where everybody may, and on one's own machine.
const PUBLIC_PRESSES: (u32, u32) = (10, 1);
const OWN_PRESSES: (u32, u32) = (100, 20);
/// Looks under the hood at once, and then a second.
const LOOKS: (u32, u32) = (40, 10);
/// Acts and looks that are under way at once.
const BUSY_MAX: usize = 16;
/// Only our own script can send it: a form or a foreign page would have to ask first, and is not answered.
const OURS: &str = "x-hookit-demo";

/// Nothing from elsewhere, nothing inline; markup is never made of text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

const FILES: [(&str, &str, &str); 3] = [
    ("/demo", "text/html; charset=utf-8", include_str!("assets/page.html")),
    ("/demo/page.css", "text/css; charset=utf-8", include_str!("assets/page.css")),
    ("/demo/page.js", "text/javascript; charset=utf-8", include_str!("assets/page.js")),
];

type Body = UnsyncBoxBody<Bytes, Infallible>;

/// What the door knows.
pub(super) struct Door {
    show: Arc<Show>,
    public: bool,
    presses: Throttle,
    looks: Throttle,
    watchers: Arc<Semaphore>,
    busy: Semaphore,
}

impl Door {
    pub(super) fn new(show: Arc<Show>, public: bool) -> Arc<Self> {
        let (most, per_s) = if public { PUBLIC_PRESSES } else { OWN_PRESSES };
        let now = Instant::now();
        Arc::new(Self {
            show,
            public,
            presses: Throttle::new(most, per_s, now),
            looks: Throttle::new(LOOKS.0, LOOKS.1, now),
            watchers: Arc::new(Semaphore::new(WATCHERS_MAX)),
            busy: Semaphore::new(BUSY_MAX),
        })
    }

    /// Serves whoever comes, until it is dropped.
    pub(super) async fn serve(self: Arc<Self>, listener: TcpListener) {
        accept(listener, move |stream| connection(stream, Arc::clone(&self))).await;
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Response<Body> {
        // On one's own machine any page in the browser could make a name of its own resolve to here.
        if !self.public && !is_here(request.headers()) {
            return told(StatusCode::MISDIRECTED_REQUEST, "the demo is not reached under that name");
        }
        let path = request.uri().path().to_owned();
        if request.method() == Method::GET {
            if let Some((_, kind, text)) = FILES.iter().find(|(known, ..)| *known == path) {
                return respond(StatusCode::OK, kind, Bytes::from_static(text.as_bytes()));
            }
            return match path.as_str() {
                "/" => moved("/demo"),
                "/demo/live" => self.live(),
                _ => match path.strip_prefix("/demo/hood/") {
                    Some(id) => self.hood(id.to_owned()).await,
                    None => told(StatusCode::NOT_FOUND, "there is nothing here"),
                },
            };
        }
        match path.strip_prefix("/demo/act/").filter(|_| request.method() == Method::POST) {
            Some(name) if request.headers().contains_key(OURS) => self.act(name.to_owned()).await,
            Some(_) => told(StatusCode::FORBIDDEN, "buttons are pressed on the page"),
            None => told(StatusCode::NOT_FOUND, "there is nothing here"),
        }
    }

    async fn act(&self, name: String) -> Response<Body> {
        if !self.presses.take(Instant::now()) {
            let mut refused = told(StatusCode::TOO_MANY_REQUESTS, "that was pressed often; wait a second");
            refused.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            return refused;
        }
        let show = Arc::clone(&self.show);
        match self.aside(move |_| acts::act(&show, &name)).await {
            Some(Some(Ok(text))) => told(StatusCode::OK, &text),
            Some(Some(Err(error))) => told(StatusCode::CONFLICT, &error.text),
            Some(None) => told(StatusCode::NOT_FOUND, "there is no such button"),
            None => told(StatusCode::SERVICE_UNAVAILABLE, "the demo is ending"),
        }
    }

    async fn hood(&self, id: String) -> Response<Body> {
        if !self.looks.take(Instant::now()) {
            return told(StatusCode::TOO_MANY_REQUESTS, "that was looked at often; wait a second");
        }
        let show = Arc::clone(&self.show);
        match self.aside(move |handle| hood::look(&show, handle, &id)).await {
            Some(Ok(found)) => json_of(StatusCode::OK, &found),
            Some(Err(error)) => told(StatusCode::NOT_FOUND, &error.text),
            None => told(StatusCode::SERVICE_UNAVAILABLE, "the demo is ending"),
        }
    }

    /// Has blocking work done beside the connections; `None` when it could not be.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&Handle) -> T + Send + 'static) -> Option<T> {
        let _place = self.busy.acquire().await.ok()?;
        let handle = Handle::current();
        tokio::task::spawn_blocking(move || work(&handle)).await.ok()
    }

    /// The scene, and again whenever it changes.
    fn live(&self) -> Response<Body> {
        let Ok(place) = Arc::clone(&self.watchers).try_acquire_owned() else {
            return told(StatusCode::SERVICE_UNAVAILABLE, "too many are looking; try again later");
        };
        let mut news = self.show.news.subscribe();
        news.mark_changed();
        let stream = unfold((news, place), async |(mut news, place): (_, OwnedSemaphorePermit)| {
            let news_: &mut tokio::sync::watch::Receiver<Arc<str>> = &mut news;
            news_.changed().await.ok()?;
            let text = format!("data: {}\n\n", &*news_.borrow_and_update());
            Some((Ok(Frame::data(Bytes::from(text))), (news, place)))
        });
        let mut response = Response::new(BodyExt::boxed_unsync(StreamBody::new(stream)));
        dress(response.headers_mut(), "text/event-stream");
        response
    }
}

async fn connection(stream: TcpStream, door: Arc<Door>) {
    let service = service_fn(move |request| {
        let door = Arc::clone(&door);
        async move { Ok::<_, Infallible>(door.answer(request).await) }
    });
    // The timer bounds how long a request's head may take to come.
    let ended =
        http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
    // A browser that went away is no news.
    drop(ended);
}

/// Whether the request names this machine.
fn is_here(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

fn told(status: StatusCode, text: &str) -> Response<Body> {
    json_of(status, &json!({ "told": text }))
}

fn json_of(status: StatusCode, value: &Value) -> Response<Body> {
    respond(status, "application/json", Bytes::from(value.to_string()))
}

fn moved(to: &'static str) -> Response<Body> {
    let mut response = respond(StatusCode::FOUND, "text/plain", Bytes::new());
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(to));
    response
}

fn respond(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(BodyExt::boxed_unsync(Full::new(body)));
    *response.status_mut() = status;
    dress(response.headers_mut(), kind);
    response
}

fn dress(headers: &mut HeaderMap, kind: &'static str) {
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_names_of_this_machine_are_here() {
        let named = |host: &'static str| {
            is_here(&HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]))
        };
        assert!(named("127.0.0.1:8010") && named("localhost") && named("[::1]:80"));
        assert!(!named("127.0.0.1.evil.test:80") && !named("evil.test") && !is_here(&HeaderMap::new()));
    }
}
