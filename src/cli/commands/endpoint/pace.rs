//! How fast and in which order an endpoint is sent to: from flags to the API's fields, and back into words.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::cli::args::PaceArgs;
use crate::cli::output::Cell;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::fraction;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::domain::breaker::CircuitState;
use crate::domain::endpoint::EndpointStatus;

/// Adds the fields that were named.
pub(super) fn set(args: &PaceArgs, fields: &mut Map<String, Value>) {
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value);
        }
    };
    set("rate_limit_rps", args.rate_limit.map(|limit| json!(limit.0)));
    set("max_in_flight", args.max_in_flight.map(|limit| json!(limit.0)));
    set("max_age_ms", args.max_age.map(|age| json!(age.0.map(|age| age.as_millis()))));
    set("ordering", args.ordering.map(|order| json!(order.word())));
    set("on_dead", args.on_dead.map(|on_dead| json!(on_dead.word())));
}

/// `50 a second, 4 under way at most, held for 7d at most`.
pub(super) fn limits(endpoint: &Value) -> String {
    let rate = fraction(endpoint, "rate_limit_rps").map(|rate| format!("{rate} a second"));
    let under_way = match number(endpoint, "max_in_flight") {
        Some(count) => format!("{count} under way at most"),
        None => "10 under way on each node".to_owned(),
    };
    let held = number(endpoint, "max_age_ms").map(|age| format!("held for {} at most", span(age)));
    rate.into_iter().chain([under_way]).chain(held).collect::<Vec<_>>().join(", ")
}

/// `by ordering key, a dead letter blocks its key`; nothing where no order is kept.
pub(super) fn order(endpoint: &Value) -> String {
    match (text(endpoint, "ordering"), text(endpoint, "on_dead")) {
        ("key", "skip") => "by ordering key, past dead letters".to_owned(),
        ("key", _) => "by ordering key, a dead letter blocks its key".to_owned(),
        _ => String::new(),
    }
}

/// `open since 12:00:03 (HTTP 503), probe at 12:00:08`; nothing while it is closed.
pub(super) fn circuit(screen: &Screen, endpoint: &Value) -> String {
    let circuit = &endpoint["circuit"];
    let since = screen.time(instant(circuit, "since"));
    let cause = match text(circuit, "cause") {
        "" => String::new(),
        cause => format!(" ({cause})"),
    };
    match text(circuit, "state") {
        "open" => {
            let probe = screen.time(instant(circuit, "probe_at"));
            format!("open since {since}{cause}, one delivery tries again {probe}")
        }
        "recovering" => format!("recovering since {since}: twice as many under way each second"),
        _ => String::new(),
    }
}

/// `circuit open 6m ago` where an endpoint that is sent to has a receiver that is down; else its status.
pub(super) fn status(screen: &Screen, endpoint: &Value) -> Cell {
    let (status, circuit) = (text(endpoint, "status"), &endpoint["circuit"]);
    let state = text(circuit, "state");
    if !screen.rich || state.is_empty() || status != EndpointStatus::Active.as_str() {
        return Cell::status(screen, status);
    }
    let glyph = if state == CircuitState::Open.as_str() { Glyph::Failed } else { Glyph::Again };
    let since = screen.time(instant(circuit, "since"));
    Cell::new(&format!("{} circuit {state} {since}", glyph.sign(screen.ascii))).tone(glyph.tone())
}

/// `acct-7 waits for dlv_…: 12 behind it`, a line a key.
pub(super) fn blocked(endpoint: &Value) -> Vec<String> {
    list(endpoint, "blocked_keys")
        .iter()
        .map(|key| {
            let waiting = number(key, "waiting").unwrap_or(0);
            format!(
                "{} waits for dead letter {}: {waiting} behind it",
                text(key, "ordering_key"),
                text(key, "delivery_id")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::cli::args::Limit;
    use crate::cli::args::OrderChoice;

    #[test]
    fn only_what_was_named_is_sent_and_none_clears() {
        let mut fields = Map::new();
        set(&PaceArgs::default(), &mut fields);
        assert!(fields.is_empty());
        let args = PaceArgs {
            rate_limit: Some(Limit(Some(0.5))),
            max_in_flight: Some(Limit(None)),
            max_age: Some(Limit(Some(Duration::from_mins(1)))),
            ordering: Some(OrderChoice::Key),
            on_dead: None,
        };
        set(&args, &mut fields);
        assert_eq!(
            Value::Object(fields),
            json!({"rate_limit_rps": 0.5, "max_in_flight": null, "max_age_ms": 60_000, "ordering": "key"})
        );
    }

    #[test]
    fn limits_and_order_are_said_in_words() {
        let endpoint =
            json!({"rate_limit_rps": 50.0, "max_in_flight": 4, "ordering": "key", "on_dead": "block"});
        assert_eq!(limits(&endpoint), "50 a second, 4 under way at most");
        let held = json!({"max_age_ms": 604_800_000});
        assert_eq!(limits(&held), "10 under way on each node, held for 7d at most");
        assert_eq!(order(&endpoint), "by ordering key, a dead letter blocks its key");
        assert_eq!(limits(&json!({})), "10 under way on each node");
        assert_eq!(order(&json!({"ordering": "none"})), "");
    }
}
