//! Which dead letters a body or a query means: the same words for groups, redrives, drops and exports.

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use super::members::Members;
use super::path::id_or_name;
use super::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::time::Instant;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::deliveries::DeliveryFilter;
use crate::store::endpoints;

/// Most ids of one predicate.
const IDS_MAX: usize = 5_000;
/// What a predicate is made of.
pub(crate) const PREDICATE: [&str; 8] =
    ["endpoint", "event_type", "since", "until", "outcome", "last_status", "ids", "all"];

/// Dead letters for which all that is given is true.
#[derive(Serialize, ToSchema)]
#[schema(as = DeadLetterChoice)]
pub(crate) struct ChoiceBody {
    /// Of this endpoint, by id or name.
    #[schema(example = "acme-prod")]
    endpoint: Option<String>,
    /// Of exactly this event type.
    event_type: Option<String>,
    /// Made at or after this time.
    since: Option<Instant>,
    /// Made before this time.
    until: Option<Instant>,
    /// Whose last attempt ended so.
    outcome: Option<String>,
    /// Whose last attempt brought this HTTP status.
    #[schema(example = 503)]
    last_status: Option<u16>,
    /// These, 5,000 at most.
    ids: Option<Vec<String>>,
    /// All there are: wanted in so many words when nothing else is given.
    all: Option<bool>,
}

/// Reads a predicate from a body. One that narrows nothing is refused, unless `all` says that it is meant.
pub(crate) async fn from_members(
    state: &ApiState,
    project: ProjectId,
    members: &mut Members,
) -> Result<DeadLetterPredicate, Problem> {
    let chosen = match members.text("endpoint") {
        Some(text) => {
            let found = endpoint(state, project, &text).await?;
            if found.is_none() {
                members.refuse("endpoint", "endpoint_unknown", "there is no such endpoint");
            }
            found
        }
        None => None,
    };
    let predicate = DeadLetterPredicate {
        endpoint: chosen,
        event_type: members
            .parsed("event_type", "event_type_invalid", EventType::parse)
            .map(|t| t.to_string()),
        since: instant(members, "since"),
        until: instant(members, "until"),
        outcome: members.parsed("outcome", "outcome_unknown", str::parse),
        last_status: members.integer("last_status", 100..=999).and_then(|status| u16::try_from(status).ok()),
        ids: ids(members),
    };
    let all = members.flag("all").unwrap_or(false);
    if !predicate.narrows() && !all && members.is_sound() {
        let detail = "say which dead letters: endpoint, event_type, since, until, outcome, last_status or ids; \
                      or all of them with \"all\": true";
        members.refuse("all", "choice_missing", detail);
    }
    Ok(predicate)
}

/// The endpoint that is meant. An id stands for itself, also when its endpoint is gone: its history is still there.
async fn endpoint(state: &ApiState, project: ProjectId, text: &str) -> Result<Option<EndpointId>, Problem> {
    if let Ok(id) = text.parse() {
        return Ok(Some(id));
    }
    match id_or_name::<EndpointId>(text) {
        Some(name) => Ok(endpoints::find(&state.store, project, name).await?.map(|endpoint| endpoint.id)),
        None => Ok(None),
    }
}

/// A time of RFC 3339 at `name`.
pub(crate) fn instant(members: &mut Members, name: &str) -> Option<OffsetDateTime> {
    members.parsed(name, "time_invalid", |text| {
        OffsetDateTime::parse(text, &Rfc3339).map_err(|_| "a time looks like 2026-01-31T12:00:00Z")
    })
}

fn ids(members: &mut Members) -> Option<Vec<DeliveryId>> {
    let texts: Vec<String> = members.json("ids", "a list of strings")?;
    if texts.is_empty() || texts.len() > IDS_MAX {
        members.refuse("ids", "ids_count", format_args!("name 1 to {IDS_MAX} deliveries"));
        return None;
    }
    let parsed: Result<Vec<DeliveryId>, _> = texts.iter().map(|text| text.parse()).collect();
    parsed.map_err(|error| members.refuse("ids", "id_invalid", error)).ok()
}

/// The filter of a list of deliveries or dead letters, from its query.
pub(crate) async fn filter(
    state: &ApiState,
    project: ProjectId,
    query: &Query,
) -> Result<DeliveryFilter, Problem> {
    Ok(DeliveryFilter {
        status: query.parsed("status")?,
        endpoint: match query.text("endpoint") {
            Some(text) => Some(endpoint(state, project, text).await?.ok_or_else(no_endpoint)?),
            None => None,
        },
        event: query.parsed("event_id")?,
        event_type: query.event_type("event_type")?,
        created_after: query.instant("created_after")?,
        created_before: query.instant("created_before")?,
        outcome: query.parsed("outcome")?,
        last_status: query.read_by("last_status", |text| {
            let status = text.parse().ok().filter(|status| (100..=999).contains(status));
            status.ok_or("it is an HTTP status such as 503")
        })?,
    })
}

fn no_endpoint() -> Problem {
    let detail = "the query parameter `endpoint` names no endpoint of this project";
    Problem::bad_request("invalid_parameter", detail)
}

/// The predicate of a query that knows the words of a list.
pub(crate) async fn from_query(
    state: &ApiState,
    project: ProjectId,
    query: &Query,
) -> Result<DeadLetterPredicate, Problem> {
    let filter = filter(state, project, query).await?;
    Ok(DeadLetterPredicate {
        endpoint: filter.endpoint,
        event_type: filter.event_type.map(|event_type| event_type.to_string()),
        since: filter.created_after,
        until: filter.created_before,
        outcome: filter.outcome,
        last_status: filter.last_status,
        ids: None,
    })
}
