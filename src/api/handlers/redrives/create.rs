//! `POST /redrives`: a dry run that answers a plan, or an order that runs.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use crate::api::input::members::Members;
use crate::api::input::path::id_or_name;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::redrive::PlanView;
use crate::api::view::redrive::RedriveView;
use crate::api::view::time::Instant;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::store::endpoints;
use crate::store::redrives;
use crate::store::redrives::RedrivePredicate;

/// Deliveries put back a second, unless the request says otherwise.
const DEFAULT_RATE_PER_S: u32 = 50;
/// Most deliveries put back a second.
const RATE_PER_S_MAX: u64 = 100_000;
/// Most ids of one predicate.
const IDS_MAX: usize = 5_000;
/// What a predicate is made of; with `plan` none of it is given.
const PREDICATE: [&str; 6] = ["endpoint", "event_type", "since", "until", "outcome", "ids"];

/// What to redrive: a plan, or dead letters for which all that is given is true.
#[derive(Serialize, ToSchema)]
#[schema(as = RedriveInput)]
pub(crate) struct RedriveBody {
    /// The token of a dry run: runs exactly that set. No predicate is given with it.
    #[schema(example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    plan: Option<String>,
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
    /// These, 5,000 at most.
    ids: Option<Vec<String>>,
    /// Only count, and answer a plan.
    #[schema(example = true)]
    dry_run: Option<bool>,
    /// Deliveries put back a second: 1 to 100000, 50 by default.
    #[schema(example = 50)]
    rate_per_s: Option<u32>,
}

struct Wish {
    plan: Option<RedriveId>,
    predicate: RedrivePredicate,
    dry_run: bool,
    rate_per_s: u32,
}

/// Redrive dead letters
///
/// With `dry_run` it answers what would happen and a `plan` token; with `plan` it runs exactly that set; with a
/// predicate alone it plans and runs at once. A redrive is a durable job: it survives restarts, goes at its pace, and
/// can be paused, resumed and cancelled.
#[utoipa::path(post, path = "/redrives", tag = "Redrives", operation_id = "create_redrive",
    request_body = RedriveBody,
    responses(
        (status = 200, description = "A dry run", body = PlanView),
        (status = 202, description = "Running", body = RedriveView),
        (status = 404, description = "There is no such plan in this project", content_type = "application/problem+json")))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    members: Members,
) -> Result<Response, Problem> {
    let wish = read(&state, project, members).await?;
    let plan = if let Some(plan) = wish.plan {
        plan
    } else {
        let plan = redrives::plan(&state.store, &caller, project, &wish.predicate).await?;
        if wish.dry_run {
            return Ok(Json(PlanView::new(plan, wish.rate_per_s)).into_response());
        }
        plan.id
    };
    let started = redrives::start(&state.store, &caller, project, plan, wish.rate_per_s).await?;
    let redrive = started.ok_or_else(|| Problem::not_found("plan"))?;
    Ok((StatusCode::ACCEPTED, Json(RedriveView::from(redrive))).into_response())
}

async fn read(state: &ApiState, project: ProjectId, mut members: Members) -> Result<Wish, Problem> {
    let plan_given = members.has("plan");
    if plan_given {
        for name in
            PREDICATE.into_iter().chain(["dry_run"]).filter(|name| members.has(name)).collect::<Vec<_>>()
        {
            members.refuse(name, "plan_is_fixed", "a plan says itself what it covers");
        }
    }
    let plan = members.parsed("plan", "id_invalid", str::parse);
    if plan_given && plan.is_none() {
        members.missing("plan");
    }
    let endpoint = members.text("endpoint");
    let predicate = RedrivePredicate {
        endpoint: match endpoint {
            Some(text) => endpoint_id(state, project, &text, &mut members).await?,
            None => None,
        },
        event_type: members
            .parsed("event_type", "event_type_invalid", EventType::parse)
            .map(|t| t.to_string()),
        since: instant(&mut members, "since"),
        until: instant(&mut members, "until"),
        outcome: members.parsed("outcome", "outcome_unknown", str::parse),
        ids: ids(&mut members),
    };
    let rate = members.integer("rate_per_s", 1..=RATE_PER_S_MAX).and_then(|rate| u32::try_from(rate).ok());
    let dry_run = members.flag("dry_run").unwrap_or(false);
    members.finish()?;
    Ok(Wish { plan, predicate, dry_run, rate_per_s: rate.unwrap_or(DEFAULT_RATE_PER_S) })
}

async fn endpoint_id(
    state: &ApiState,
    project: ProjectId,
    text: &str,
    members: &mut Members,
) -> Result<Option<EndpointId>, Problem> {
    let found = match id_or_name::<EndpointId>(text) {
        Some(text) => endpoints::find(&state.store, project, text).await?.map(|endpoint| endpoint.id),
        None => None,
    };
    if found.is_none() {
        members.refuse("endpoint", "endpoint_unknown", "there is no such endpoint");
    }
    Ok(found)
}

fn instant(members: &mut Members, name: &str) -> Option<OffsetDateTime> {
    members.parsed(name, "time_invalid", |text| {
        OffsetDateTime::parse(text, &Rfc3339).map_err(|_| "a time looks like 2026-01-31T12:00:00Z")
    })
}

fn ids(members: &mut Members) -> Option<Vec<DeliveryId>> {
    let texts: Vec<String> = members.json("ids", "a list of strings")?;
    if texts.is_empty() || texts.len() > IDS_MAX {
        members.refuse("ids", "ids_count", format_args!("a redrive names 1 to {IDS_MAX} deliveries"));
        return None;
    }
    let parsed: Result<Vec<DeliveryId>, _> = texts.iter().map(|text| text.parse()).collect();
    parsed.map_err(|error| members.refuse("ids", "id_invalid", error)).ok()
}
