//! One document of a manifest, member by member; a member that is not here is refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use super::pace::MaxAgeMs;
use super::pace::MaxInFlight;
use super::pace::OnDeadWord;
use super::pace::OrderWord;
use super::pace::RateRps;
use super::sealed::AuthItem;
use super::secret::SecretPlace;
use super::text::BodyForm;
use super::text::Description;
use super::text::Enforcement;
use super::text::HeaderName;
use super::text::Name;
use super::text::Signatures;
use super::text::SigningKind;
use super::text::Status;
use super::text::TimeoutMs;
use super::text::TypeName;
use super::text::TypePattern;
use super::text::Url;
use super::text::Version;
use crate::domain::retry::RetryPolicy;
use crate::domain::transport::Pin;

/// A document.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a document with `version` and `projects`")]
pub(super) struct Document {
    pub(super) version: Version,
    #[serde(default)]
    pub(super) projects: Vec<ProjectItem>,
}

/// A project. A kind that is left out is not looked at; one that is there and empty is empty.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a project with its `name`")]
pub(crate) struct ProjectItem {
    pub(crate) name: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) event_types: Option<Vec<TypeItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) endpoints: Option<Vec<EndpointItem>>,
}

/// An event type.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an event type with its `name`")]
pub(crate) struct TypeItem {
    pub(crate) name: TypeName,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enforce: Option<Enforcement>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deprecated: Option<bool>,
}

/// An endpoint. What is left out has the API's default, except for `status`, `secret`,
/// `signing`, `headers` and `auth`, which are left alone; a client's certificate is left alone with its key.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an endpoint with its `name` and `url`")]
pub(crate) struct EndpointItem {
    pub(crate) name: Name,
    pub(crate) url: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) event_types: Option<Vec<TypePattern>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) filter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signature_format: Option<Signatures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) timeout_ms: Option<TimeoutMs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) retry: Option<RetryPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rate_limit_rps: Option<RateRps>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_in_flight: Option<MaxInFlight>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_age_ms: Option<MaxAgeMs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ordering: Option<OrderWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on_dead: Option<OnDeadWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) labels: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) metadata: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signing: Option<SigningKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payload_format: Option<BodyForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) template: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) headers: Option<BTreeMap<HeaderName, SecretPlace>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) auth: Option<AuthItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) client_key: Option<SecretPlace>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pinned_certificate_sha256: Option<Vec<Pin>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<SecretPlace>,
}
