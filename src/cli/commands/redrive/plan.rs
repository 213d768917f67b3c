//! Redriving by a predicate: a dry run fixes the set, the operator agrees to it, then exactly that set runs.

use serde_json::Value;
use serde_json::json;

use super::super::dlq;
use super::super::dlq::group_table;
use super::super::names::Names;
use super::super::support::print_json;
use super::follow;
use crate::cli::args::RedriveChoice;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::confirm::quoted;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Plans, warns, asks, starts, and follows.
pub(super) fn run(session: &Session, args: &RedriveChoice) -> Result<Done> {
    let client = session.client()?;
    let screen = &session.screen;
    let mut body = dlq::body(client, &args.choice)?;
    body.insert("rate_per_s".to_owned(), json!(args.rate));
    body.insert("dry_run".to_owned(), json!(true));
    let answer = client.call(&Request::post("/redrives").json(&Value::Object(body)))?;
    let plan = answer.json()?;
    if args.dry_run && screen.is_json() {
        return print_json(screen, &answer.body);
    }
    let total = number(&plan, "total").unwrap_or(0);
    if total == 0 && !args.choice.ids.is_empty() {
        return Err(dlq::none_dead(&plan));
    }
    if total == 0 {
        screen.talk("no dead letters match; nothing to do");
        return Ok(Done::All);
    }
    let groups = list(&plan, "groups");
    let names = Names::of_rows(client, groups);
    let summary = summary(screen, &plan, &dlq::owner(groups, &names, client.project()));
    let warnings = warnings(screen, list(&plan, "endpoints"));
    let passed_over = dlq::tell_passed_over(screen, &plan);
    if args.dry_run {
        screen.talk(&escape(&summary));
        group_table(screen, groups, &names).print(screen, "")?;
        tell(screen, &warnings);
        return Ok(Done::All);
    }
    if screen.talk_rich && !screen.is_json() && groups.len() > 1 {
        screen.talk(&group_table(screen, groups, &names).render(screen));
    }
    tell(screen, &warnings);
    confirm::ask(
        screen,
        &Act {
            what: &summary,
            count: total,
            all: args.choice.all,
            typed: match dlq::only_endpoint(groups, &names) {
                Some(name) => ("the endpoint's name", name),
                None => ("the project's name", client.project()),
            },
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    let start = json!({ "plan": text(&plan, "plan"), "rate_per_s": args.rate });
    let answer = client.call(&Request::post("/redrives").json(&start))?;
    let redrive = answer.json()?;
    if client.nobody_delivers() {
        screen.talk("hookitd is not running: the redrive begins when it starts");
    }
    let done = if client.nobody_delivers() || args.detach {
        follow::detached(session, &answer.body, &redrive)?
    } else {
        follow::follow(session, text(&redrive, "id"))?
    };
    Ok(if passed_over && done == Done::All { Done::Partly } else { done })
}

/// `29 dead letters of acme-prod (10 Nov 09:14 … 13 Nov 10:02), 41.2 KB, oldest first, 10/s → about 3 s`.
fn summary(screen: &Screen, plan: &Value, owner: &str) -> String {
    format!(
        "{} of {owner}{}, {}, oldest first, {}/s {} about {}",
        counted(number(plan, "total").unwrap_or(0), "dead letter", "dead letters"),
        dlq::moments(screen, plan),
        bytes(number(plan, "payload_bytes").unwrap_or(0)),
        number(plan, "rate_per_s").unwrap_or(0),
        if screen.ascii { "->" } else { "→" },
        span(number(plan, "eta_ms").unwrap_or(0)),
    )
}

fn tell(screen: &Screen, lines: &[String]) {
    for line in lines {
        screen.talk(line);
    }
}

/// What speaks against it: receivers that still fail, endpoints that hold what is put back, endpoints that are gone.
fn warnings(screen: &Screen, endpoints: &[Value]) -> Vec<String> {
    let warning = |endpoint: &Value| {
        let name = escape(text(endpoint, "name")).into_owned();
        let which = quoted(&name);
        let what = match text(endpoint, "status") {
            "" => format!(
                "{} was removed: its dead letters cannot be delivered any more",
                escape(text(endpoint, "id"))
            ),
            status @ ("paused" | "disabled") => format!(
                "{name} is {status} and holds what is put back until:  hookit endpoint resume {which}"
            ),
            _ if flag(endpoint, "failing") => {
                let outcome = text(endpoint, "last_outcome");
                let status = number(endpoint, "last_status");
                let words = outcome_words(outcome, status);
                let answered = if status.is_some() { "answered " } else { "failed last time, " };
                let when = screen.time(instant(endpoint, "last_attempt_at"));
                format!("{name} {answered}{words} {when}; test it first:  hookit endpoint test {which}")
            }
            _ => return None,
        };
        let sign = Glyph::Warning.tone().paint(screen.talk_colour, Glyph::Warning.sign(screen.ascii));
        Some(format!("{sign} {what}"))
    };
    endpoints.iter().filter_map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_in_one_line() {
        let plan = json!({
            "total": 29, "payload_bytes": 41_200, "rate_per_s": 10, "eta_ms": 3_000,
            "oldest_at": "2026-11-10T09:14:00Z", "newest_at": "2026-11-13T10:02:00Z",
        });
        assert_eq!(
            summary(&Screen::fixed(true, false), &plan, "acme-prod"),
            "29 dead letters of acme-prod (10 Nov 09:14 … 13 Nov 10:02), 41.2 KB, oldest first, 10/s → about 3 s"
        );
        assert!(summary(&Screen::fixed(true, true), &plan, "acme-prod").ends_with("10/s -> about 3 s"));
    }

    #[test]
    fn what_speaks_against_a_redrive_is_said_with_the_line_to_run() {
        let endpoints = [
            json!({
                "id": "ep_1", "name": "acme-prod", "status": "active", "failing": true, "last_outcome": "http_status",
                "last_status": 503, "last_attempt_at": "2026-11-24T10:00:00Z",
            }),
            json!({"id": "ep_2", "name": "well", "status": "active", "failing": false}),
            json!({"id": "ep_3", "name": "legacy", "status": "paused", "failing": true, "last_outcome": "timeout"}),
            json!({"id": "ep_4", "name": null, "status": null}),
        ];
        assert_eq!(
            warnings(&Screen::fixed(true, false), &endpoints),
            [
                "! acme-prod answered 503 Service Unavailable 2026-11-24 10:00:00Z; test it first:  \
                 hookit endpoint test acme-prod",
                "! legacy is paused and holds what is put back until:  hookit endpoint resume legacy",
                "! ep_4 was removed: its dead letters cannot be delivered any more",
            ]
        );
    }
}
