//! `hookit filter`: trying an expression on a sample, and on the events that were.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use serde_json::value::RawValue;

use super::support::call_or_json;
use super::support::print_json;
use super::support::say_done;
use crate::cli::args::FilterBacktest;
use crate::cli::args::FilterCheck;
use crate::cli::args::FilterCommand;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::output::flag;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &FilterCommand) -> Result<Done> {
    match command {
        FilterCommand::Check(args) => check(session, args),
        FilterCommand::Backtest(args) => backtest(session, args),
    }
}

fn check(session: &Session, args: &FilterCheck) -> Result<Done> {
    let payload = input::text_or_file(&args.data)?;
    let payload: &RawValue = serde_json::from_slice(&payload).map_err(|error| {
        CliError::usage("the payload is not JSON")
            .because(error)
            .hint("quote it for the shell: -d '{\"amount\": 1299}'")
    })?;
    let labels: Map<String, Value> =
        args.labels.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let mut rest = Map::from_iter([("filter".to_owned(), json!(args.filter))]);
    rest.insert("labels".to_owned(), Value::Object(labels));
    if let Some(event_type) = &args.event_type {
        rest.insert("type".to_owned(), json!(event_type));
    }
    // The payload goes in byte for byte, as it would be published.
    let rest = Value::Object(rest).to_string();
    let body = format!("{{\"payload\":{},{}", payload.get(), &rest[1..]);
    let answer = session.client()?.call(&Request::post("/filters/check").bytes(body.into_bytes()))?;
    let verdict = answer.json()?;
    let matched = flag(&verdict, "matched");
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, &answer.body)?;
    } else if matched {
        say_done(screen, Glyph::Done, "matches")?;
    } else if flag(&verdict, "failed") {
        let said = format!("does not match: filter failed: {}", text(&verdict, "reason"));
        say_done(screen, Glyph::Failed, &said)?;
        Card::new().fact("in", text(&verdict, "clause")).print(screen)?;
    } else {
        say_done(screen, Glyph::Failed, &format!("does not match: {} is false", text(&verdict, "clause")))?;
    }
    Ok(if matched { Done::All } else { Done::Failed })
}

fn backtest(session: &Session, args: &FilterBacktest) -> Result<Done> {
    let request = Request::post("/filters/backtest").json(&json!({
        "filter": args.filter, "endpoint": args.which, "last": args.last,
    }));
    let Some(answer) = call_or_json(session, session.client()?, &request)? else { return Ok(Done::All) };
    let told = answer.json()?;
    let of = |name| number(&told, name).unwrap_or(0);
    let screen = &session.screen;
    let failed = match of("failed") {
        0 => String::new(),
        failed => format!("{failed}, the newest: {}", text(&told, "failure")),
    };
    let difference = |count: u64, ids: &str| match count {
        0 => "none".to_owned(),
        _ => format!("{count}: {}{}", words(&told, ids), if count > 5 { " …" } else { "" }),
    };
    Card::new()
        .fact("looked at", &counted(of("looked_at"), "event", "events"))
        .fact("of its types", &of("of_type").to_string())
        .fact("match now", &of("matched_now").to_string())
        .fact("would match", &of("matched").to_string())
        .fact("no value", &failed)
        .fact("gained", &difference(of("gained"), "gained_ids"))
        .fact("lost", &difference(of("lost"), "lost_ids"))
        .print(screen)?;
    Ok(Done::All)
}

/// `12 of the last 500 events would match`; nothing where that cannot be told or there are no events.
pub(super) fn preview(client: &Client, endpoint: &str, filter: &str) -> Option<String> {
    let body = json!({ "filter": filter, "endpoint": endpoint });
    let told = client.json(&Request::post("/filters/backtest").json(&body)).ok()?;
    let looked_at = number(&told, "looked_at").filter(|count| *count > 0)?;
    let matched = number(&told, "matched").unwrap_or(0);
    Some(format!("{matched} of the last {} would match", counted(looked_at, "event", "events")))
}
