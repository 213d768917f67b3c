//! In which order an endpoint's deliveries go out.

use serde::Deserialize;
use serde::Serialize;

/// In which order an endpoint's deliveries go out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ordering {}
