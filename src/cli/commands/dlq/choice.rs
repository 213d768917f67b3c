//! A choice of dead letters: put into a query or a body, and told in a line.

use std::collections::HashSet;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::super::names::Names;
use super::super::names::endpoint_id;
use crate::cli::args::DeadLetterChoice;
use crate::cli::args::DeadLetterFilter;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::error::Result;
use crate::cli::input::When;
use crate::cli::output::Screen;
use crate::cli::output::counted;
use crate::cli::output::instant;
use crate::cli::output::text;
use crate::domain::id::EndpointId;

/// `--error 503` means an HTTP status, any other word an outcome.
fn error_of(filter: &DeadLetterFilter) -> (Option<&str>, Option<u16>) {
    match filter.error.as_deref().map(|word| (word, word.parse::<u16>())) {
        Some((_, Ok(status))) => (None, Some(status)),
        Some((word, Err(_))) => (Some(word), filter.status),
        None => (None, filter.status),
    }
}

/// The endpoint's id. An id is taken as it is: its endpoint may be gone, its dead letters are not.
fn endpoint_of(client: &Client, filter: &DeadLetterFilter) -> Result<Option<String>> {
    match filter.endpoint.as_deref() {
        Some(id) if id.parse::<EndpointId>().is_ok() => Ok(Some(id.to_owned())),
        Some(name) => endpoint_id(client, name).map(Some),
        None => Ok(None),
    }
}

/// Adds the filter to the query of a list.
pub(super) fn query(client: &Client, filter: &DeadLetterFilter, request: Request) -> Result<Request> {
    let (outcome, status) = error_of(filter);
    let (since, until) =
        (filter.since.map(When::to_rfc3339).transpose()?, filter.until.map(When::to_rfc3339).transpose()?);
    Ok(request
        .query("endpoint", endpoint_of(client, filter)?.as_deref())
        .query("event_type", filter.event_type.as_deref())
        .query("outcome", outcome)
        .query("last_status", status.map(|status| status.to_string()).as_deref())
        .query("created_after", since.as_deref())
        .query("created_before", until.as_deref()))
}

/// The choice as members of a body.
pub(in crate::cli) fn body(client: &Client, choice: &DeadLetterChoice) -> Result<Map<String, Value>> {
    let filter = &choice.filter;
    let (outcome, status) = error_of(filter);
    let mut body = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    set("endpoint", endpoint_of(client, filter)?.map(Value::from));
    set("event_type", filter.event_type.clone().map(Value::from));
    set("since", filter.since.map(When::to_rfc3339).transpose()?.map(Value::from));
    set("until", filter.until.map(When::to_rfc3339).transpose()?.map(Value::from));
    set("outcome", outcome.map(Value::from));
    set("last_status", status.map(Value::from));
    set("ids", (!choice.ids.is_empty()).then(|| json!(choice.ids)));
    set("all", choice.all.then_some(json!(true)));
    Ok(body)
}

/// The one endpoint all groups belong to, if there is just one.
pub(in crate::cli) fn only_endpoint<'a>(groups: &'a [Value], names: &'a Names) -> Option<&'a str> {
    let first = text(groups.first()?, "endpoint_id");
    groups.iter().all(|group| text(group, "endpoint_id") == first).then(|| names.get(first))
}

/// Whose they are: `acme-prod`, or `3 endpoints of project default`.
pub(in crate::cli) fn owner(groups: &[Value], names: &Names, project: &str) -> String {
    only_endpoint(groups, names).map_or_else(
        || {
            let endpoints: HashSet<&str> = groups.iter().map(|group| text(group, "endpoint_id")).collect();
            format!("{} of project {project}", counted(endpoints.len() as u64, "endpoint", "endpoints"))
        },
        ToOwned::to_owned,
    )
}

/// ` (10 Nov 09:14 … 13 Nov 10:02)`, when the survey says from when they are.
pub(in crate::cli) fn moments(screen: &Screen, survey: &Value) -> String {
    let at = |name| instant(survey, name).map(|at| screen.moment(at));
    match (at("oldest_at"), at("newest_at")) {
        (Some(oldest), Some(newest)) if oldest == newest => format!(" ({oldest})"),
        (Some(oldest), Some(newest)) => {
            format!(" ({oldest} {} {newest})", if screen.ascii { "..." } else { "…" })
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_a_status_or_an_outcome() {
        let of = |error: &str| {
            let filter = DeadLetterFilter { error: Some(error.to_owned()), ..DeadLetterFilter::default() };
            let (outcome, status) = error_of(&filter);
            (outcome.map(ToOwned::to_owned), status)
        };
        assert_eq!(of("503"), (None, Some(503)));
        assert_eq!(of("timeout"), (Some("timeout".to_owned()), None));
    }

    #[test]
    fn dead_letters_of_one_endpoint_are_its_own_and_others_their_projects() {
        let (one, two) = (json!({"endpoint_id": "ep_1"}), json!({"endpoint_id": "ep_2"}));
        let names = Names::default();
        assert_eq!(owner(&[one.clone(), one.clone()], &names, "default"), "ep_1");
        assert_eq!(owner(&[one, two], &names, "default"), "2 endpoints of project default");
    }

    #[test]
    fn a_span_of_time_is_said_by_its_ends() {
        let screen = Screen::fixed(true, false);
        let survey = json!({"oldest_at": "2026-11-10T09:14:00Z", "newest_at": "2026-11-13T10:02:30Z"});
        assert_eq!(moments(&screen, &survey), " (10 Nov 09:14 … 13 Nov 10:02)");
        assert_eq!(moments(&screen, &json!({})), "");
    }
}
