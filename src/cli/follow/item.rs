//! An item of the feed as it is read: the parts that are worked with, and its own text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::cli::error::CliError;
use crate::cli::error::Result;

/// A page of the feed.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    pub(super) project_id: String,
    pub(super) items: Vec<Box<RawValue>>,
    pub(super) next_cursor: String,
}

/// One thing that happened.
#[derive(Debug, Deserialize)]
pub(crate) struct Item {
    /// `event`, `redrive` or `attempt`.
    pub(crate) kind: String,
    /// When, RFC 3339.
    pub(crate) at: String,
    /// The event.
    pub(crate) event_id: String,
    /// Its type.
    pub(crate) event_type: String,
    /// Of a redrive and an attempt.
    pub(crate) delivery_id: Option<String>,
    /// Of a redrive and an attempt.
    pub(crate) endpoint_id: Option<String>,
    /// The order that put the delivery back.
    pub(crate) redrive_id: Option<String>,
    /// Of an event, and of a redrive.
    pub(crate) event: Option<ItemEvent>,
    /// Of an attempt.
    pub(crate) attempt: Option<ItemAttempt>,
    /// As the API wrote it.
    #[serde(skip)]
    pub(crate) json: String,
}

/// An event's part.
#[derive(Debug, Deserialize)]
pub(crate) struct ItemEvent {
    /// When it was published, RFC 3339.
    pub(crate) created_at: String,
    /// For when its producer scheduled it.
    #[serde(default)]
    pub(crate) deliver_at: Option<String>,
    /// What its producer says about it.
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, String>,
    /// Of its payload.
    pub(crate) payload_bytes: u64,
    /// How many endpoints it was matched with.
    pub(crate) queued_deliveries: u64,
    /// Byte for byte as it was published.
    pub(crate) payload: Option<Box<RawValue>>,
}

/// An attempt's part.
#[derive(Debug, Deserialize)]
pub(crate) struct ItemAttempt {
    /// Counts from 1.
    pub(crate) attempt_number: u64,
    /// How it ended.
    pub(crate) outcome: String,
    /// The receiver's HTTP status.
    pub(crate) response_status: Option<u64>,
    /// How long it took.
    pub(crate) duration_ms: Option<u64>,
}

impl Item {
    /// Reads an item, and keeps its text.
    pub(super) fn read(raw: &RawValue) -> Result<Self> {
        let item: Self = serde_json::from_str(raw.get()).map_err(|error| {
            CliError::failed("the answer is not a feed; is this HookIt that answers?").because(error)
        })?;
        Ok(Self { json: raw.get().to_owned(), ..item })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_keeps_its_bytes() {
        let text = r#"{"kind":"event","at":"2026-11-24T10:00:00Z","event_id":"evt_1","event_type":"a.b",
            "event":{"created_at":"2026-11-24T10:00:00Z","payload_bytes":9,"queued_deliveries":1,
                     "payload":{ "n" : 1.0e400, "n":2 }}}"#;
        let raw: Box<RawValue> = serde_json::from_str(text).unwrap();
        let item = Item::read(&raw).unwrap();
        assert_eq!(item.event.unwrap().payload.unwrap().get(), r#"{ "n" : 1.0e400, "n":2 }"#);
        assert_eq!(item.json, text);
    }
}
