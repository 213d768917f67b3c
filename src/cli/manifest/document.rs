//! One document of a manifest, member by member; a member that is not here is refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use super::secret::SecretPlace;
use super::text::Description;
use super::text::Name;
use super::text::Signatures;
use super::text::Status;
use super::text::TimeoutMs;
use super::text::TypeName;
use super::text::TypePattern;
use super::text::Url;
use super::text::Version;
use crate::domain::retry::RetryPolicy;

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
}

/// An endpoint. What is left out has the API's default, except for `status` and `secret`, which are left alone.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an endpoint with its `name` and `url`")]
pub(crate) struct EndpointItem {
    pub(crate) name: Name,
    pub(crate) url: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) event_types: Option<Vec<TypePattern>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signature_format: Option<Signatures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) timeout_ms: Option<TimeoutMs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) retry: Option<RetryPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Description>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) labels: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) metadata: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<SecretPlace>,
}
