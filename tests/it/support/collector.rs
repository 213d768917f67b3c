//! A collector of traces: takes OTLP in JSON over HTTP and keeps the spans.

use super::answer::Answer;
use super::receiver::Receiver;
use super::wait::{SOON, until};
use serde_json::Value;

/// The collector; it ends with the value.
pub(crate) struct Collector(Receiver);

impl Collector {
    pub(crate) fn start() -> Self {
        Self(Receiver::answering(Answer::ok()))
    }

    /// What a daemon is told of it.
    pub(crate) fn address(&self) -> String {
        self.0.url("")
    }

    /// What it answers first instead of taking spans.
    pub(crate) fn first(&self, answers: impl IntoIterator<Item = Answer>) {
        self.0.first(answers);
    }

    /// Waits for this many spans and gives all, each once however often it was sent.
    #[track_caller]
    pub(crate) fn spans(&self, count: usize) -> Vec<Value> {
        until("spans to be exported", SOON, || Some(self.taken()).filter(|spans| spans.len() >= count))
    }

    fn taken(&self) -> Vec<Value> {
        let mut spans: Vec<Value> = Vec::new();
        for got in self.0.received() {
            assert_eq!((got.method.as_str(), got.path.as_str()), ("POST", "/v1/traces"));
            assert_eq!(got.header("content-type"), Some("application/json"));
            let body: Value = serde_json::from_slice(&got.body).expect("the export is JSON");
            let all = body["resourceSpans"].as_array().expect("it has resources").clone();
            for resource in &all {
                assert_eq!(attribute(&resource["resource"], "service.name"), "hookit", "{resource}");
                for scope in resource["scopeSpans"].as_array().expect("a resource has scopes") {
                    spans.extend(scope["spans"].as_array().expect("a scope has spans").clone());
                }
            }
        }
        spans.sort_by_key(|span| (span["startTimeUnixNano"].to_string(), span["spanId"].to_string()));
        spans.dedup_by_key(|span| span["spanId"].to_string());
        spans
    }
}

/// An attribute of a span or a resource, as text.
pub(crate) fn attribute(of: &Value, key: &str) -> String {
    let all = of["attributes"].as_array().expect("it has attributes");
    let found = all.iter().find(|attribute| attribute["key"] == key);
    let value = &found.unwrap_or_else(|| panic!("no {key}: {of}"))["value"];
    let text = value["stringValue"].as_str().or_else(|| value["intValue"].as_str());
    text.unwrap_or_else(|| panic!("{key} is neither: {value}")).to_owned()
}
