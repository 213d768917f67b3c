//! By which way requests reach an endpoint's receiver.

use serde::Deserialize;
use serde::Serialize;

/// By which way requests reach an endpoint's receiver.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Transport {}
