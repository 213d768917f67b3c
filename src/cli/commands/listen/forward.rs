//! One request to a port of this machine: built and signed as a delivery's, and what came back.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use ureq::Agent;

use crate::cli::clock;
use crate::domain::body;
use crate::domain::body::Told;
use crate::domain::body::Unshapable;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::request;
use crate::domain::secret::SigningSecret;
use crate::domain::shaping::Shaping;
use crate::domain::signature::SignatureFormat;

/// How long the receiver may take, as an endpoint's usual limit.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How much of an answer's body is kept.
const BODY_BYTES_MAX: u64 = 64 * 1_024;

/// How requests are signed.
#[derive(Clone)]
pub(super) struct Signer {
    pub(super) format: SignatureFormat,
    pub(super) secret: SigningSecret,
    /// The form of the bodies.
    pub(super) shaping: Shaping,
}

/// What is to be sent.
#[derive(Debug, Clone)]
pub(super) struct Work {
    /// The entry it is for.
    pub(super) entry: u64,
    pub(super) url: String,
    pub(super) event: EventId,
    pub(super) event_type: EventType,
    pub(super) delivery: DeliveryId,
    /// How often it was sent from here, this one included.
    pub(super) number: u16,
    pub(super) payload: Arc<str>,
    pub(super) labels: Arc<BTreeMap<String, String>>,
}

/// A request and what came of it.
#[derive(Debug, Clone)]
pub(super) struct Exchange {
    pub(super) number: u16,
    pub(super) request_headers: Vec<(String, String)>,
    pub(super) request_body: String,
    pub(super) latency_ms: u64,
    /// The answer, or why there is none.
    pub(super) answer: Result<Answered, String>,
}

/// What the receiver answered.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    /// Its beginning.
    pub(super) body: String,
    /// Whether there was more.
    pub(super) cut: bool,
}

impl Exchange {
    /// Whether a delivery would have succeeded with it.
    pub(super) fn succeeded(&self) -> bool {
        matches!(&self.answer, Ok(answered) if (200..300).contains(&answered.status))
    }
}

/// The client of one route.
pub(super) fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // What goes to this machine stays on it.
        .proxy(None)
        .user_agent(request::USER_AGENT)
        .timeout_global(Some(TIMEOUT))
        .build()
        .into()
}

/// Sends it. Whatever goes wrong is an answer too.
pub(super) fn send(agent: &Agent, signer: &Signer, work: &Work) -> Exchange {
    let told = Told {
        event: work.event,
        event_type: &work.event_type,
        payload: work.payload.as_bytes(),
        labels: &work.labels,
    };
    let body = match body::shaped(&signer.shaping, &told) {
        Ok(body) => body,
        Err(Unshapable(why)) => {
            return Exchange {
                number: work.number,
                request_headers: Vec::new(),
                request_body: work.payload.to_string(),
                latency_ms: 0,
                answer: Err(format!("not sent: {why}")),
            };
        }
    };
    let parts = request::Parts {
        format: signer.format,
        secrets: std::slice::from_ref(&signer.secret),
        event: work.event,
        event_type: &work.event_type,
        delivery: work.delivery,
        backfilled: false,
        number: work.number,
        timestamp_s: clock::now().unix_timestamp(),
        credentials: None,
        trace: None,
    };
    let headers = request::headers(&parts, &body);
    let mut asked = agent.post(&work.url);
    for (name, value) in &headers {
        asked = asked.header(name.as_ref(), value);
    }
    let begun = Instant::now();
    let answer = asked.send(&body[..]).map_err(|error| words(&error)).and_then(read);
    Exchange {
        number: work.number,
        request_headers: headers.into_iter().map(|(name, value)| (name.into_owned(), value)).collect(),
        request_body: String::from_utf8_lossy(&body).into_owned(),
        latency_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        answer,
    }
}

fn read(answer: ureq::http::Response<ureq::Body>) -> Result<Answered, String> {
    let (head, body) = answer.into_parts();
    let mut bytes = Vec::new();
    let read = body.into_reader().take(BODY_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("{} {error}", head.status.as_u16()))?;
    let cut = bytes.len() as u64 > BODY_BYTES_MAX;
    bytes.truncate(usize::try_from(BODY_BYTES_MAX).unwrap_or(usize::MAX));
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    Ok(Answered {
        status: head.status.as_u16(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect(),
        body: text(&bytes),
        cut,
    })
}

/// Why there is no answer, in a few words.
fn words(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => format!("no answer within {} s", TIMEOUT.as_secs()),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            "connection refused".to_owned()
        }
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionReset => {
            "connection reset".to_owned()
        }
        ureq::Error::ConnectionFailed => "connection refused".to_owned(),
        ureq::Error::HostNotFound => "no such host".to_owned(),
        other => other.to_string(),
    }
}
