//! The fields of an endpoint's form.

use serde::Deserialize;

/// What the form holds, as text. A field that was left free is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct Fields {
    /// The name of the one that is changed; empty for a new one.
    pub(in crate::dashboard) which: String,
    pub(in crate::dashboard) version: String,
    pub(in crate::dashboard) url: String,
    pub(in crate::dashboard) name: String,
    /// One a line.
    pub(in crate::dashboard) event_types: String,
    pub(in crate::dashboard) filter: String,
    /// `name=value`, one a line.
    pub(in crate::dashboard) labels: String,
    pub(in crate::dashboard) description: String,
    /// JSON.
    pub(in crate::dashboard) metadata: String,
    /// Empty where it is paused or disabled, which the form does not touch.
    pub(in crate::dashboard) status: String,
    pub(in crate::dashboard) payload_format: String,
    /// What makes the body where the format is `template`.
    pub(in crate::dashboard) template: String,
    /// `name: value`, one a line.
    pub(in crate::dashboard) headers: String,
    /// `none`, `basic` or `bearer`.
    pub(in crate::dashboard) auth: String,
    pub(in crate::dashboard) username: String,
    pub(in crate::dashboard) login: String,
    pub(in crate::dashboard) signature_format: String,
    /// Of a new one.
    pub(in crate::dashboard) signing: String,
    /// Of a new one: one's own, or empty for one that HookIt makes.
    pub(in crate::dashboard) secret: String,
    pub(in crate::dashboard) timeout: String,
    /// `schedule` or `backoff`.
    pub(in crate::dashboard) retry: String,
    /// Spans with commas between them.
    pub(in crate::dashboard) schedule: String,
    pub(in crate::dashboard) base: String,
    pub(in crate::dashboard) cap: String,
    pub(in crate::dashboard) attempts: String,
    /// Of a hundred.
    pub(in crate::dashboard) jitter: String,
    pub(in crate::dashboard) rate_limit_rps: String,
    pub(in crate::dashboard) max_in_flight: String,
    /// A span, or empty for ever.
    pub(in crate::dashboard) max_age: String,
    pub(in crate::dashboard) ordering: String,
    pub(in crate::dashboard) on_dead: String,
    pub(in crate::dashboard) client_certificate: String,
    pub(in crate::dashboard) client_key: String,
    /// One a line.
    pub(in crate::dashboard) pins: String,
}
