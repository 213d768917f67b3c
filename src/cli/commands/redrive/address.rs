//! Where a redrive is found in the API.

use crate::cli::client::segment;

/// The path of one redrive.
pub(in crate::cli) fn path(which: &str) -> String {
    format!("/redrives/{}", segment(which))
}
