//! What can be set on an endpoint, from flags to the API's fields; only what was named is sent.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::shaping;
use super::transport;
use crate::cli::args::EndpointSettingArgs;
use crate::cli::args::RetryArgs;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::fraction;
use crate::cli::output::number;
use crate::cli::output::span;

/// The fields that were named. An empty description or metadata clears it.
pub(super) fn fields(args: &EndpointSettingArgs) -> Result<Map<String, Value>> {
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    if !args.events.is_empty() {
        set("event_types", json!(args.events));
    }
    if let Some(filter) = &args.matching.filter {
        set("filter", if filter.is_empty() { Value::Null } else { json!(filter) });
    }
    if let Some(signature) = args.signature {
        set("signature_format", json!(signature.word()));
    }
    if let Some(timeout) = args.timeout {
        set("timeout_ms", json!(ms(timeout)?));
    }
    if let Some(retry) = retry(&args.retry)? {
        set("retry", retry);
    }
    super::pace::set(&args.pace, &mut fields);
    let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    if args.inactive {
        set("status", json!("inactive"));
    }
    if let Some(description) = &args.description {
        set("description", if description.is_empty() { Value::Null } else { json!(description) });
    }
    if !args.labels.is_empty() {
        // In a change an empty value takes the label away (RFC 7396).
        let labels = args
            .labels
            .iter()
            .map(|(name, value)| (name.clone(), if value.is_empty() { Value::Null } else { json!(value) }));
        set("labels", Value::Object(labels.collect()));
    }
    if let Some(metadata) = &args.metadata {
        set("metadata", metadata_value(metadata)?);
    }
    shaping::add_fields(&mut fields, &args.shaping)?;
    transport::add_fields(&mut fields, &args.transport)?;
    Ok(fields)
}

fn metadata_value(argument: &str) -> Result<Value> {
    let bytes = input::text_or_file(argument)?;
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    let value: Value = serde_json::from_slice(&bytes)
        .map_err(|error| CliError::usage("--metadata is not JSON").because(error))?;
    if value.is_object() || value.is_null() {
        Ok(value)
    } else {
        Err(CliError::usage("--metadata is a JSON object"))
    }
}

fn ms(span: std::time::Duration) -> Result<u64> {
    u64::try_from(span.as_millis()).map_err(|_| CliError::usage("that duration is too long"))
}

/// The policy that the flags say, in the form of the API; `None` when they say none.
pub(in crate::cli) fn retry(args: &RetryArgs) -> Result<Option<Value>> {
    let mut retry = Map::new();
    if !args.retry_schedule.is_empty() {
        let schedule = args.retry_schedule.iter().map(|delay| ms(*delay)).collect::<Result<Vec<_>>>()?;
        retry.insert("schedule_ms".to_owned(), json!(schedule));
    } else if let (Some(base), Some(cap), Some(attempts)) =
        (args.retry_base, args.retry_cap, args.retry_attempts)
    {
        retry.insert("base_ms".to_owned(), json!(ms(base)?));
        retry.insert("cap_ms".to_owned(), json!(ms(cap)?));
        retry.insert("max_attempts".to_owned(), json!(attempts));
    }
    if let Some(jitter) = args.retry_jitter {
        retry.insert("jitter".to_owned(), json!(f64::from(jitter)));
    }
    Ok(if retry.is_empty() { None } else { Some(Value::Object(retry)) })
}

/// A policy of one form takes the place of one of the other; `null` takes a member away.
pub(super) fn replace_form(body: &mut Map<String, Value>) {
    const FORMS: [&[&str]; 2] = [&["schedule_ms"], &["base_ms", "cap_ms", "max_attempts"]];
    let Some(retry) = body.get_mut("retry").and_then(Value::as_object_mut) else { return };
    for (form, other) in [(FORMS[0], FORMS[1]), (FORMS[1], FORMS[0])] {
        if form.iter().any(|member| retry.get(*member).is_some_and(|value| !value.is_null())) {
            retry.extend(other.iter().map(|member| ((*member).to_owned(), Value::Null)));
            return;
        }
    }
}

/// A retry policy in words: `12 attempts: 5 s, 30 s, … 24h after the failures, jitter ±20 %`.
pub(super) fn retry_words(retry: &Value, ascii: bool) -> String {
    let jitter = match fraction(retry, "jitter") {
        Some(jitter) if jitter > 0.0 => {
            format!(", jitter {}{:.0} %", if ascii { "+-" } else { "±" }, jitter * 100.0)
        }
        _ => String::new(),
    };
    if let Some(schedule) = retry.get("schedule_ms").and_then(Value::as_array) {
        let delays: Vec<String> = schedule.iter().filter_map(Value::as_u64).map(span).collect();
        let attempts = delays.len() + 1;
        return match delays.as_slice() {
            [] => "1 attempt".to_owned(),
            [.., last] if delays.len() > 4 => {
                format!("{attempts} attempts: {} … {last} after the failures{jitter}", delays[..3].join(", "))
            }
            _ => format!("{attempts} attempts: {} after the failures{jitter}", delays.join(", ")),
        };
    }
    match (number(retry, "max_attempts"), number(retry, "base_ms"), number(retry, "cap_ms")) {
        (Some(attempts), Some(base), Some(cap)) => {
            if attempts == 1 {
                return "1 attempt".to_owned();
            }
            format!("{attempts} attempts: {} doubling to {}{jitter}", span(base), span(cap))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_what_was_named_is_sent() {
        assert!(fields(&EndpointSettingArgs::default()).unwrap().is_empty());
        let args = EndpointSettingArgs {
            events: vec!["invoice.*".to_owned()],
            retry: RetryArgs {
                retry_schedule: vec![Duration::from_secs(5), Duration::from_millis(1_500)],
                ..RetryArgs::default()
            },
            description: Some(String::new()),
            labels: vec![("team".to_owned(), "billing".to_owned()), ("old".to_owned(), String::new())],
            ..EndpointSettingArgs::default()
        };
        let sent = Value::Object(fields(&args).unwrap());
        assert_eq!(
            sent,
            json!({
                "event_types": ["invoice.*"],
                "retry": {"schedule_ms": [5_000, 1_500]},
                "description": null,
                "labels": {"team": "billing", "old": null},
            })
        );
    }

    #[test]
    fn a_retry_policy_is_said_in_one_line() {
        let schedule = json!({"schedule_ms": [5_000, 30_000, 120_000, 600_000, 86_400_000], "jitter": 0.2});
        assert_eq!(
            retry_words(&schedule, false),
            "6 attempts: 5 s, 30 s, 2m … 1d after the failures, jitter ±20 %"
        );
        let doubling = json!({"base_ms": 1_000, "cap_ms": 60_000, "max_attempts": 4, "jitter": 0.0});
        assert_eq!(retry_words(&doubling, true), "4 attempts: 1 s doubling to 1m");
    }

    #[test]
    fn metadata_is_an_object() {
        assert_eq!(metadata_value("[1]").unwrap_err().kind.exit_code(), 2);
        assert_eq!(metadata_value("").unwrap(), Value::Null);
    }
}
