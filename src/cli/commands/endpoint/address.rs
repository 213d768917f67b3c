//! Where an endpoint is found in the API.

use crate::cli::client::segment;

/// The path of one endpoint, called by name or id.
pub(in crate::cli) fn path(which: &str) -> String {
    format!("/endpoints/{}", segment(which))
}
