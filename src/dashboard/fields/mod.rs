//! The form of an endpoint: what the API answers becomes fields of text, and fields become a body for the API.
//!
//! ```text
//! shown       an endpoint as the API shows it, in fields
//! written     the fields as a body, or what in them cannot be read
//! difference  what has to be patched to come from one body to the other
//! ```

mod difference;
mod shown;
mod written;

use serde::Deserialize;

pub(super) use self::difference::patch;
pub(super) use self::shown::shown;
pub(super) use self::written::written;

/// What the form holds, as text. A field that was left free is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    /// The name of the one that is changed; empty for a new one.
    pub(super) which: String,
    pub(super) version: String,
    pub(super) url: String,
    pub(super) name: String,
    /// One a line.
    pub(super) event_types: String,
    pub(super) filter: String,
    /// `name=value`, one a line.
    pub(super) labels: String,
    pub(super) description: String,
    /// JSON.
    pub(super) metadata: String,
    /// Empty where it is paused or disabled, which the form does not touch.
    pub(super) status: String,
    pub(super) payload_format: String,
    /// `name: value`, one a line.
    pub(super) headers: String,
    /// `none`, `basic` or `bearer`.
    pub(super) auth: String,
    pub(super) username: String,
    pub(super) login: String,
    pub(super) signature_format: String,
    /// Of a new one.
    pub(super) signing: String,
    pub(super) timeout: String,
    /// `schedule` or `backoff`.
    pub(super) retry: String,
    /// Spans with commas between them.
    pub(super) schedule: String,
    pub(super) base: String,
    pub(super) cap: String,
    pub(super) attempts: String,
    /// Of a hundred.
    pub(super) jitter: String,
    pub(super) rate_limit_rps: String,
    pub(super) max_in_flight: String,
    pub(super) ordering: String,
    pub(super) on_dead: String,
    pub(super) client_certificate: String,
    pub(super) client_key: String,
    /// One a line.
    pub(super) pins: String,
}
