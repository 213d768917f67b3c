//! What is sent of an event: the body's form and what goes with it.

use serde::Deserialize;
use serde::Serialize;

/// What is sent of an event: the body's form and what goes with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shaping {}
