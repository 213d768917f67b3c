//! How fast an endpoint is sent to.

use serde::Deserialize;
use serde::Serialize;

/// How fast an endpoint is sent to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pacing {}
