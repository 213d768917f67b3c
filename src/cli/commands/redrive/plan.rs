//! Redriving by a predicate: a dry run fixes the set, the operator agrees to it, then exactly that set runs.

use std::collections::HashSet;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::super::dlq::group_table;
use super::super::names::Names;
use super::super::names::endpoint_id;
use super::super::support::print_json;
use super::follow;
use crate::cli::args::RedriveChoice;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Plans, asks, starts, and follows.
pub(super) fn run(session: &Session, choice: &RedriveChoice) -> Result<Done> {
    let client = session.client()?;
    let screen = &session.screen;
    let answer = client.call(&Request::post("/redrives").json(&predicate(client, choice)?))?;
    let plan = answer.json()?;
    if choice.dry_run && screen.is_json() {
        return print_json(screen, &answer.body);
    }
    let total = number(&plan, "total").unwrap_or(0);
    if total == 0 {
        screen.talk("no dead letters match; nothing to do");
        return Ok(Done::All);
    }
    let groups = list(&plan, "groups");
    let names = Names::of_rows(client, groups);
    let summary = summary(&plan, groups, &names, client.project());
    if choice.dry_run {
        screen.talk(&summary);
        group_table(screen, groups, &names).print(screen, "")?;
        return Ok(Done::All);
    }
    if screen.talk_rich && !screen.is_json() {
        screen.talk(&group_table(screen, groups, &names).render(screen));
    }
    let only = only_endpoint(groups, &names);
    confirm::ask(
        screen,
        &Act {
            what: &summary,
            count: total,
            all: choice.all,
            typed: match only {
                Some(name) => ("the endpoint's name", name),
                None => ("the project's name", client.project()),
            },
            yes: choice.sure.yes,
            line: &session.line,
        },
    )?;
    let start = json!({ "plan": text(&plan, "plan"), "rate_per_s": choice.rate });
    let answer = client.call(&Request::post("/redrives").json(&start))?;
    let redrive = answer.json()?;
    if client.is_direct() {
        screen.talk("hookitd is not running: the redrive begins when it starts");
    }
    if client.is_direct() || choice.detach {
        return follow::detached(session, &answer.body, &redrive);
    }
    follow::follow(session, text(&redrive, "id"))
}

/// The predicate in the API's form, as a dry run.
fn predicate(client: &Client, choice: &RedriveChoice) -> Result<Value> {
    let mut body = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    let endpoint = choice.endpoint.as_deref().map(|which| endpoint_id(client, which)).transpose()?;
    set("endpoint", endpoint.map(Value::from));
    set("event_type", choice.event_type.clone().map(Value::from));
    set("since", choice.since.map(When::to_rfc3339).transpose()?.map(Value::from));
    set("until", choice.until.map(When::to_rfc3339).transpose()?.map(Value::from));
    set("outcome", choice.outcome.clone().map(Value::from));
    set("ids", (!choice.ids.is_empty()).then(|| json!(choice.ids)));
    set("rate_per_s", Some(json!(choice.rate)));
    set("dry_run", Some(json!(true)));
    Ok(Value::Object(body))
}

/// The one endpoint all of them belong to, if there is just one.
fn only_endpoint<'a>(groups: &'a [Value], names: &'a Names) -> Option<&'a str> {
    let first = text(groups.first()?, "endpoint_id");
    groups.iter().all(|group| text(group, "endpoint_id") == first).then(|| names.get(first))
}

/// `29 dead letters of acme-prod, 41.2 KB, oldest first, 10/s, about 3 s`.
fn summary(plan: &Value, groups: &[Value], names: &Names, project: &str) -> String {
    let several = || {
        let endpoints: HashSet<&str> = groups.iter().map(|group| text(group, "endpoint_id")).collect();
        format!("{} of project {project}", counted(endpoints.len() as u64, "endpoint", "endpoints"))
    };
    let of = only_endpoint(groups, names).map_or_else(several, ToOwned::to_owned);
    format!(
        "redrives {} of {of}, {}, {} a second, about {}",
        counted(number(plan, "total").unwrap_or(0), "dead letter", "dead letters"),
        bytes(number(plan, "payload_bytes").unwrap_or(0)),
        number(plan, "rate_per_s").unwrap_or(0),
        span(number(plan, "eta_ms").unwrap_or(0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_in_one_line() {
        let plan = json!({"total": 29, "payload_bytes": 41_200, "rate_per_s": 10, "eta_ms": 3_000});
        let one = [json!({"endpoint_id": "ep_1"}), json!({"endpoint_id": "ep_1"})];
        assert_eq!(
            summary(&plan, &one, &Names::default(), "default"),
            "redrives 29 dead letters of ep_1, 41.2 KB, 10 a second, about 3 s"
        );
        let two = [json!({"endpoint_id": "ep_1"}), json!({"endpoint_id": "ep_2"})];
        assert!(
            summary(&plan, &two, &Names::default(), "default").contains("of 2 endpoints of project default")
        );
        assert_eq!(only_endpoint(&two, &Names::default()), None);
    }
}
