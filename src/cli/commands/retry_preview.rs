//! `hookit retry-preview`: when attempts will be, of a delivery, of an endpoint, or of a policy that nobody has yet.

use serde_json::Value;
use serde_json::json;

use super::delivery;
use super::endpoint;
use super::support::print_json;
use crate::cli::args::RetryPreviewArgs;
use crate::cli::client::Answer;
use crate::cli::client::Request;
use crate::cli::confirm::quoted;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::domain::retry::RetryPolicy;
use crate::domain::retry_preview;

/// Shows it.
pub(super) fn run(session: &Session, args: &RetryPreviewArgs) -> Result<Done> {
    if let Some(which) = &args.delivery {
        let hint = format!("of an endpoint: hookit retry-preview --endpoint {}", quoted(which));
        let answer = ask(session, &delivery::path(which));
        // A delivery has no name; whoever gives one means an endpoint.
        let answer =
            answer.map_err(|error| if which.starts_with("dlv_") { error } else { error.hint(hint) })?;
        return show(&session.screen, &answer.body, &answer.json()?, of_delivery);
    }
    if let Some(which) = &args.endpoint {
        let answer = ask(session, &endpoint::path(which))?;
        return show(&session.screen, &answer.body, &answer.json()?, of_policy);
    }
    let preview = alone(&policy(args)?);
    show(&session.screen, preview.to_string().as_bytes(), &preview, of_policy)
}

fn ask(session: &Session, path: &str) -> Result<Answer> {
    session.client()?.call(&Request::get(&format!("{path}/retry-preview")))
}

fn show(
    screen: &Screen,
    json: &[u8],
    preview: &Value,
    shown: fn(&Screen, &Value) -> (Table, String),
) -> Result<Done> {
    if screen.is_json() {
        return print_json(screen, json);
    }
    let (table, end) = shown(screen, preview);
    // A program is told too why there is nothing.
    if list(preview, "attempts").is_empty() {
        screen.talk(&end);
        return Ok(Done::All);
    }
    table.print(screen, "")?;
    if screen.rich {
        screen.talk(&end);
    }
    Ok(Done::All)
}

/// The policy that the flags say; the default where they say nothing.
fn policy(args: &RetryPreviewArgs) -> Result<RetryPolicy> {
    let fields = endpoint::retry(&args.retry)?.unwrap_or_else(|| json!({}));
    serde_json::from_value(fields).map_err(|error| CliError::usage(error.to_string()))
}

/// The answer of the API for a policy that no endpoint has.
fn alone(policy: &RetryPolicy) -> Value {
    let attempts: Vec<Value> = retry_preview::of_policy(policy)
        .into_iter()
        .map(|step| {
            json!({
                "attempt": step.attempt, "delay_ms": step.delay_ms, "delay_min_ms": step.delay_min_ms,
                "delay_max_ms": step.delay_max_ms, "elapsed_min_ms": step.elapsed_min_ms,
                "elapsed_max_ms": step.elapsed_max_ms,
            })
        })
        .collect();
    json!({ "endpoint_id": null, "retry": policy, "attempts": attempts })
}

fn of_policy(screen: &Screen, preview: &Value) -> (Table, String) {
    let attempts = list(preview, "attempts");
    let of = |step: &Value, name| number(step, name).unwrap_or(0);
    if !screen.rich {
        let names =
            ["attempt", "delay_ms", "delay_min_ms", "delay_max_ms", "elapsed_min_ms", "elapsed_max_ms"];
        let mut table = Table::new(&names.map(Column::right));
        for step in attempts {
            table.row(names.iter().map(|name| Cell::number(number(step, name))).collect());
        }
        return (table, String::new());
    }
    let mut table = Table::new(&[
        Column::right("ATTEMPT"),
        Column::right("AFTER A FAILURE"),
        Column::left("WITH JITTER"),
        Column::left("SINCE THE FIRST"),
    ]);
    let range = |low: u64, high: u64| {
        if low == high {
            span(low)
        } else {
            format!("{} {} {}", span(low), if screen.ascii { "to" } else { "…" }, span(high))
        }
    };
    for step in attempts {
        let first = of(step, "attempt") == 1;
        let cell = |text: String| Cell::new(if first { screen.nothing() } else { &text });
        table.row(vec![
            Cell::number(number(step, "attempt")),
            cell(span(of(step, "delay_ms"))),
            cell(range(of(step, "delay_min_ms"), of(step, "delay_max_ms"))),
            cell(range(of(step, "elapsed_min_ms"), of(step, "elapsed_max_ms"))),
        ]);
    }
    let end = format!(
        "after {} a delivery is a dead letter; an answer's Retry-After can move an attempt later",
        crate::cli::output::counted(attempts.len() as u64, "attempt", "attempts")
    );
    (table, end)
}

fn of_delivery(screen: &Screen, preview: &Value) -> (Table, String) {
    let mut table =
        Table::new(&[Column::right("ATTEMPT"), Column::right("AFTER A FAILURE"), Column::left("DUE")]);
    for step in list(preview, "attempts") {
        let delay = number(step, "delay_ms");
        let delay = if screen.rich {
            Cell::new(&delay.map_or_else(|| screen.nothing().to_owned(), span))
        } else {
            Cell::number(delay)
        };
        table.row(vec![
            Cell::number(number(step, "attempt")),
            delay,
            Cell::new(&screen.time(instant(step, "due_at"))),
        ]);
    }
    let used = number(preview, "charged_attempts").unwrap_or(0);
    let max = number(preview, "attempts_max").unwrap_or(0);
    let expires = match instant(preview, "expires_at") {
        Some(at) => format!("; it expires {}", screen.time(Some(at))),
        None => String::new(),
    };
    if list(preview, "attempts").is_empty() {
        return (table, nothing_more(text(preview, "status"), used, max) + &expires);
    }
    (table, format!("{used} of {max} attempts used; the times hold if every attempt fails at once{expires}"))
}

/// Why a delivery is not tried again.
fn nothing_more(status: &str, used: u64, max: u64) -> String {
    let why = match status {
        "succeeded" => "it was delivered".to_owned(),
        "dead_lettered" => {
            format!("it is dead, with {used} of {max} attempts used; only a redrive delivers it")
        }
        "cancelled" => "it was cancelled; only a redrive by its id delivers it".to_owned(),
        _ => format!("{used} of {max} attempts are used, and the last one is under way"),
    };
    format!("no further attempt: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_tried_again_says_why() {
        assert_eq!(
            nothing_more("dead_lettered", 3, 12),
            "no further attempt: it is dead, with 3 of 12 attempts used; only a redrive delivers it"
        );
        assert!(nothing_more("in_flight", 12, 12).ends_with("the last one is under way"));
    }

    #[test]
    fn the_default_policy_is_shown_for_people_and_for_programs() {
        let preview = alone(&RetryPolicy::default());
        for (name, rich) in [("people", true), ("programs", false)] {
            let screen = Screen::fixed(rich, false);
            let (table, end) = of_policy(&screen, &preview);
            insta::assert_snapshot!(name, format!("{}\n{end}", table.render(&screen)));
        }
    }
}
