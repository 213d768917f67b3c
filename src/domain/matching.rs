//! Which events an endpoint receives, beyond their types.

use serde::Deserialize;
use serde::Serialize;

/// Which events an endpoint receives, beyond their types.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matching {}
