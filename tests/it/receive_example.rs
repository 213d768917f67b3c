//! A receiver of signed events: verifies, deduplicates, answers.

use std::collections::HashSet;

use axum::http::HeaderMap;
use standardwebhooks::Webhook;

/// Takes a request's headers and its body; returns the status to answer.
pub fn receive(secret: &str, headers: &HeaderMap, body: &[u8], seen: &mut HashSet<String>) -> u16 {
    let Ok(webhook) = Webhook::new(secret) else { return 500 };
    if webhook.verify(body, headers).is_err() {
        return 401;
    }
    let id = headers.get("webhook-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    if !seen.insert(id.to_owned()) {
        return 200;
    }
    println!("{}", String::from_utf8_lossy(body));
    204
}
