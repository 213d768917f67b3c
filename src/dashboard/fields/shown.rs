//! An endpoint as the API shows it, in fields; without one, what an endpoint has that nobody said anything about.

use std::time::Duration;

use serde_json::Value;

use super::Fields;
use crate::domain::endpoint::DEFAULT_TIMEOUT_MS;
use crate::domain::retry::DEFAULT_JITTER;
use crate::domain::retry::DEFAULT_SCHEDULE_MS;

/// The fields of this endpoint; of `Value::Null`, those of a new one.
pub(in crate::dashboard) fn shown(endpoint: &Value) -> Fields {
    let text = |name: &str| endpoint[name].as_str().unwrap_or_default().to_owned();
    let or = |name: &str, default: &str| endpoint[name].as_str().unwrap_or(default).to_owned();
    let number = |name: &str| match &endpoint[name] {
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        _ => String::new(),
    };
    let auth = &endpoint["auth"];
    let kind = ["basic", "bearer"].into_iter().find(|kind| auth[kind].is_object()).unwrap_or("none");
    let within = |member: &str| auth[kind][member].as_str().unwrap_or_default();
    let status = or("status", "active");
    let mut fields = Fields {
        which: text("name"),
        version: number("version"),
        url: text("url"),
        name: text("name"),
        event_types: lines(&endpoint["event_types"]),
        filter: text("filter"),
        labels: pairs(&endpoint["labels"], "="),
        description: text("description"),
        metadata: match &endpoint["metadata"] {
            Value::Null => String::new(),
            metadata => serde_json::to_string_pretty(metadata).unwrap_or_default(),
        },
        status: if matches!(status.as_str(), "active" | "inactive") { status } else { String::new() },
        payload_format: or("payload_format", "envelope"),
        template: text("template"),
        headers: pairs(&endpoint["headers"], ": "),
        auth: kind.to_owned(),
        username: within("username").to_owned(),
        login: format!("{}{}", within("password"), within("token")),
        signature_format: or("signature_format", "both"),
        signing: or("signing", "hmac"),
        timeout: span(endpoint["timeout_ms"].as_u64().unwrap_or(u64::from(DEFAULT_TIMEOUT_MS))),
        rate_limit_rps: number("rate_limit_rps"),
        max_in_flight: number("max_in_flight"),
        max_age: endpoint["max_age_ms"].as_u64().map(span).unwrap_or_default(),
        ordering: or("ordering", "none"),
        on_dead: or("on_dead", "block"),
        client_certificate: text("client_certificate"),
        client_key: text("client_key"),
        pins: lines(&endpoint["pinned_certificate_sha256"]),
        ..Fields::default()
    };
    if fields.event_types.is_empty() {
        "*".clone_into(&mut fields.event_types);
    }
    retry(&mut fields, &endpoint["retry"]);
    fields
}

fn retry(fields: &mut Fields, policy: &Value) {
    let spans = |list: &[u64]| list.iter().map(|ms| span(*ms)).collect::<Vec<_>>().join(", ");
    let of = |name: &str| policy[name].as_u64().map(span).unwrap_or_default();
    let schedule: Option<Vec<u64>> =
        policy["schedule_ms"].as_array().map(|list| list.iter().filter_map(Value::as_u64).collect());
    fields.schedule = spans(schedule.as_deref().unwrap_or(&DEFAULT_SCHEDULE_MS));
    let doubles = policy["base_ms"].is_u64();
    fields.retry = String::from(if doubles { "backoff" } else { "schedule" });
    (fields.base, fields.cap) = (of("base_ms"), of("cap_ms"));
    fields.attempts = policy["max_attempts"].as_u64().map(|count| count.to_string()).unwrap_or_default();
    let jitter = policy["jitter"].as_f64().unwrap_or(DEFAULT_JITTER);
    fields.jitter = format!("{}", (jitter * 10_000.0).round() / 100.0);
}

/// A span as it can be read again: `2m 30s`.
fn span(ms: u64) -> String {
    humantime::format_duration(Duration::from_millis(ms)).to_string()
}

fn lines(list: &Value) -> String {
    let texts: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    texts.join("\n")
}

fn pairs(object: &Value, between: &str) -> String {
    let pair =
        |(name, value): (&String, &Value)| format!("{name}{between}{}", value.as_str().unwrap_or_default());
    object.as_object().into_iter().flatten().map(pair).collect::<Vec<_>>().join("\n")
}
