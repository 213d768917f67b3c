//! A forwarded request as a command for a shell.

use serde_json::json;

use super::forward::Exchange;
use crate::cli::commands::delivery::curl_command;
use crate::cli::error::Result;

/// The same request once more; its signature has the time of the first.
pub(super) fn of(exchange: &Exchange, url: &str) -> Result<String> {
    let headers: Vec<_> = exchange
        .request_headers
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let request = json!({ "method": "POST", "url": url, "headers": headers, "body": exchange.request_body });
    curl_command(&request, false)
}
