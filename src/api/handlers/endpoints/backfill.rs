//! `POST /endpoints/{id}/backfill`: a dry run that answers a plan, or an order that runs.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::redrives::create::DEFAULT_RATE_PER_S;
use super::super::redrives::create::RATE_PER_S_MAX;
use super::read::find;
use crate::api::input::dead_letters::instant;
use crate::api::input::members::Members;
use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::backfill::BackfillPlanView;
use crate::api::view::redrive::RedriveView;
use crate::api::view::time::Instant;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::id::RedriveId;
use crate::store::backfills;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::redrives;
use crate::store::redrives::OrderKind;
use crate::store::redrives::Planned;

/// What to backfill: a plan, or the events of a window.
#[derive(Serialize, ToSchema)]
#[schema(as = BackfillInput, example = json!({"since": "2026-11-24T00:00:00Z", "dry_run": true, "rate_per_s": 50}))]
pub(crate) struct BackfillBody {
    /// The token of a dry run: runs that window. No window is given with it.
    #[schema(example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    plan: Option<String>,
    /// Events published at or after this time.
    since: Option<Instant>,
    /// Events published before this time; now when left out, and never later than now.
    until: Option<Instant>,
    /// Of exactly this event type; of all that the endpoint receives when left out.
    #[schema(example = "invoice.paid")]
    event_type: Option<String>,
    /// Only count, and answer a plan.
    #[schema(example = true)]
    dry_run: Option<bool>,
    /// Deliveries made a second: 1 to 100000, 50 by default.
    #[schema(example = 50)]
    rate_per_s: Option<u32>,
}

struct Wish {
    plan: Option<RedriveId>,
    window: DeadLetterPredicate,
    dry_run: bool,
    rate_per_s: u32,
}

/// Backfill an endpoint
///
/// Makes deliveries of events that were published in a window and that the endpoint, by its settings of now, would
/// receive and never got: because it was made later, or because its types, its filter or its status were others. An event
/// that it has a delivery of, in whatever state, makes no second one, also beside another backfill or a redrive. With
/// `dry_run` it answers what would happen and a `plan` token; with `plan` it runs that window. A backfill is kept as a
/// redrive is, through restarts, and is found, paused, resumed and cancelled among those. What it sends carries the header `hookit-reason: backfill`.
/// Ordering keys: what waits of a key goes out one at a time in publish order, backfilled or not; what was sent
/// before is not sent anew.
#[utoipa::path(post, path = "/endpoints/{id}/backfill", tag = "Endpoints", operation_id = "backfill_endpoint",
    params(("id" = String, Path, description = "Id or name")),
    request_body = BackfillBody,
    responses(
        (status = 200, description = "A dry run", body = BackfillPlanView),
        (status = 202, description = "Running", body = RedriveView),
        (status = 409, description = "The endpoint is inactive", content_type = "application/problem+json")))]
pub(crate) async fn backfill(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
    members: Members,
) -> Result<Response, Problem> {
    let endpoint: Endpoint = find(&state, project, &path).await?;
    let wish = read(members)?;
    let id = endpoint.id;
    if !endpoint.settings.status.is_matched() {
        let detail = "the endpoint is inactive: by its settings no event is for it";
        return Err(Problem::conflict("endpoint_inactive", detail));
    }
    let plan = if let Some(plan) = wish.plan {
        plan
    } else {
        let plan = backfills::plan(&state.store, &caller, endpoint, wish.window).await?;
        if wish.dry_run {
            return Ok(Json(BackfillPlanView::new(&plan, id, wish.rate_per_s)).into_response());
        }
        plan.id
    };
    let planned = Planned { id: plan, kind: OrderKind::Backfill, endpoint: Some(id) };
    let started = redrives::start(&state.store, &caller, project, planned, wish.rate_per_s).await?;
    let order = started.ok_or_else(|| Problem::not_found("plan"))?;
    Ok((StatusCode::ACCEPTED, Json(RedriveView::from(order))).into_response())
}

fn read(mut members: Members) -> Result<Wish, Problem> {
    let plan_given = members.has("plan");
    if plan_given {
        for name in ["since", "until", "event_type", "dry_run"] {
            if members.has(name) {
                members.refuse(name, "plan_is_fixed", "a plan says itself what it covers");
            }
        }
    }
    let plan = members.parsed("plan", "id_invalid", str::parse);
    let since = instant(&mut members, "since");
    if plan_given && plan.is_none() {
        members.missing("plan");
    } else if !plan_given && since.is_none() {
        members.missing("since");
    }
    let until = instant(&mut members, "until");
    if since.zip(until).is_some_and(|(since, until)| until <= since) {
        members.refuse("until", "window_empty", "`until` lies after `since`");
    }
    let event_type = members.parsed("event_type", "event_type_invalid", EventType::parse);
    let rate = members.integer("rate_per_s", 1..=RATE_PER_S_MAX).and_then(|rate| u32::try_from(rate).ok());
    let dry_run = members.flag("dry_run").unwrap_or(false);
    members.finish()?;
    let window = DeadLetterPredicate {
        since,
        until,
        event_type: event_type.map(|event_type| event_type.to_string()),
        ..DeadLetterPredicate::default()
    };
    Ok(Wish { plan, window, dry_run, rate_per_s: rate.unwrap_or(DEFAULT_RATE_PER_S) })
}
