//! Where a delivery is found in the API.

use crate::cli::client::segment;

/// The path of one delivery.
pub(in crate::cli) fn path(which: &str) -> String {
    format!("/deliveries/{}", segment(which))
}
