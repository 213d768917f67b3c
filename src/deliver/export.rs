//! Exporting: spans go to a collector in batches, as OTLP in JSON over HTTP, by the client that delivers.
//!
//! The collector is the operator's own, so no address is refused. What it does not take is tried again a few times and then
//! dropped with a line in the log; deliveries never wait for it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ipnet::IpNet;
use serde_json::Value;
use serde_json::json;
use time::OffsetDateTime;
use tokio::sync::mpsc;

use super::clock;
use super::post;
use super::post::Client;
use super::post::ClientError;
use super::post::ClientSettings;
use super::post::Outgoing;
use crate::domain::outcome::Outcome;
use crate::domain::traced::Traced;
use crate::domain::traced::Work;
use crate::domain::url_rule::EndpointUrl;
use crate::store::Store;

/// Spans one request carries at most.
const BATCH_MAX: usize = 512;
/// How long the first span of a batch waits for others.
const GATHER: Duration = Duration::from_millis(500);
/// How long one request may take.
const TIMEOUT_MS: u32 = 10_000;
/// How often a batch is sent.
const TRIES_MAX: u32 = 3;
/// How long to wait before it is sent again.
const AGAIN: Duration = Duration::from_secs(1);
/// The kinds of span, as OTLP numbers them.
const PRODUCER: u8 = 4;
const CLIENT: u8 = 3;

/// Sends spans to one collector.
pub struct Exporter {
    client: Client,
    url: EndpointUrl,
    node: Arc<str>,
}

impl Exporter {
    /// For the collector at `url`; `client` gives the resolver and the authorities to trust.
    ///
    /// # Errors
    /// [`ClientError`] for unusable settings.
    pub fn new(client: &ClientSettings, url: &str, node: &str) -> Result<Option<Self>, ClientError> {
        let everything = ["0.0.0.0/0", "::/0"].iter().filter_map(|net| net.parse::<IpNet>().ok());
        let settings = ClientSettings { allow_cidrs: everything.collect(), proxy: None, ..client.clone() };
        let Ok(url) = EndpointUrl::parse_stored(url) else { return Ok(None) };
        Ok(Some(Self { client: Client::new(&settings)?, url, node: node.into() }))
    }

    /// Exports until [`close`](crate::store::traces::Traces::close), and then what is left.
    pub async fn run(self, store: Store, mut spans: mpsc::Receiver<Traced>) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        while spans.recv_many(&mut batch, BATCH_MAX).await > 0 {
            let gathering = async {
                while batch.len() < BATCH_MAX {
                    let Some(span) = spans.recv().await else { break };
                    batch.push(span);
                }
            };
            drop(tokio::time::timeout(GATHER, gathering).await);
            self.send(&batch).await;
            batch.clear();
            let dropped = store.traces().take_dropped();
            if dropped > 0 {
                tracing::warn!(spans = dropped, "spans were dropped: the collector does not keep up");
            }
        }
    }

    async fn send(&self, batch: &[Traced]) {
        let body = Bytes::from(request(&self.node, batch).to_string());
        for attempt in 1..=TRIES_MAX {
            let outgoing = Outgoing {
                url: self.url.clone(),
                headers: vec![("content-type".into(), "application/json".to_owned())],
                way: None,
                body: body.clone(),
                timeout_ms: TIMEOUT_MS,
                sent_at_ms: clock::wall_unix_ms(),
            };
            let exchange = post::post(&self.client, outgoing).await;
            let status = exchange.answer.as_ref().map(|answer| answer.status);
            // By the protocol these are worth another try, and no answer at all is too.
            let again = status.is_none_or(|status| matches!(status, 429 | 502..=504));
            if exchange.outcome == Outcome::Succeeded {
                return;
            }
            if !again || attempt == TRIES_MAX {
                let error = exchange.error.as_deref();
                tracing::warn!(spans = batch.len(), status, error, "the collector did not take spans");
                return;
            }
            tokio::time::sleep(AGAIN).await;
        }
    }
}

/// The body of a request, after opentelemetry-proto's JSON mapping: ids in hex, 64-bit numbers as text.
fn request(node: &str, batch: &[Traced]) -> Value {
    let resource = [
        text("service.name", "hookit"),
        text("service.version", env!("CARGO_PKG_VERSION")),
        text("service.instance.id", node),
    ];
    json!({ "resourceSpans": [{
        "resource": { "attributes": resource },
        "scopeSpans": [{
            "scope": { "name": "hookit", "version": env!("CARGO_PKG_VERSION") },
            "spans": batch.iter().map(span).collect::<Vec<_>>(),
        }],
    }] })
}

fn span(traced: &Traced) -> Value {
    let mut attributes = vec![
        text("messaging.system", "hookit"),
        text("messaging.message.id", &traced.event.to_string()),
        text("hookit.event.type", &traced.event_type),
    ];
    let (name, kind, status) = match &traced.work {
        Work::Publish { deliveries } => {
            attributes.push(number("hookit.deliveries", u64::try_from(*deliveries).unwrap_or(u64::MAX)));
            ("publish", PRODUCER, json!({}))
        }
        Work::Attempt { delivery, endpoint, number: attempt, outcome, status, error } => {
            attributes.extend([
                text("hookit.delivery.id", &delivery.to_string()),
                text("hookit.endpoint.id", &endpoint.to_string()),
                number("hookit.attempt.number", (*attempt).into()),
                text("hookit.outcome", outcome),
                text("http.request.method", "POST"),
            ]);
            attributes.extend(status.map(|status| number("http.response.status_code", status.into())));
            let failed = json!({ "code": 2, "message": error });
            ("attempt", CLIENT, if error.is_some() { failed } else { json!({}) })
        }
    };
    let mut span = json!({
        "traceId": traced.trace.to_string(),
        "spanId": traced.span.to_string(),
        "name": format!("{name} {}", traced.event_type),
        "kind": kind,
        "startTimeUnixNano": nanos(traced.started_at),
        "endTimeUnixNano": nanos(traced.ended_at),
        "attributes": attributes,
        "status": status,
    });
    if let Some(parent) = traced.parent {
        span["parentSpanId"] = json!(parent.to_string());
    }
    span
}

fn text(key: &str, value: &str) -> Value {
    json!({ "key": key, "value": { "stringValue": value } })
}

fn number(key: &str, value: u64) -> Value {
    json!({ "key": key, "value": { "intValue": value.to_string() } })
}

fn nanos(at: OffsetDateTime) -> String {
    at.unix_timestamp_nanos().to_string()
}
