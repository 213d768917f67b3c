//! `POST /redrives`: a dry run that answers a plan, or an order that runs.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::input::dead_letters::ChoiceBody;
use crate::api::input::dead_letters::PREDICATE;
use crate::api::input::dead_letters::from_members;
use crate::api::input::members::Members;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::redrive::PlanEndpointView;
use crate::api::view::redrive::PlanView;
use crate::api::view::redrive::RedriveView;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::store::dead_letters;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::dead_letters::Survey;
use crate::store::endpoints;
use crate::store::last_attempts::last_attempts;
use crate::store::redrives;
use crate::store::redrives::OrderKind;
use crate::store::redrives::Planned;

/// Deliveries put back a second, unless the request says otherwise.
pub(crate) const DEFAULT_RATE_PER_S: u32 = 50;
/// Most deliveries put back a second.
pub(crate) const RATE_PER_S_MAX: u64 = 100_000;
/// Endpoints of a plan whose receivers are looked at.
const RECEIVERS_MAX: usize = 20;

/// What to redrive: a plan, or dead letters for which all that is given is true.
#[derive(Serialize, ToSchema)]
#[schema(as = RedriveInput, example = json!({"endpoint": "acme-prod", "dry_run": true, "rate_per_s": 50}))]
pub(crate) struct RedriveBody {
    /// The token of a dry run: runs exactly that set. No predicate is given with it.
    #[schema(example = "rdr_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    plan: Option<String>,
    #[serde(flatten)]
    choice: ChoiceBody,
    /// Only count, and answer a plan.
    #[schema(example = true)]
    dry_run: Option<bool>,
    /// Deliveries put back a second: 1 to 100000, 50 by default.
    #[schema(example = 50)]
    rate_per_s: Option<u32>,
}

struct Wish {
    plan: Option<RedriveId>,
    predicate: DeadLetterPredicate,
    dry_run: bool,
    rate_per_s: u32,
}

/// Redrive dead letters
///
/// With `dry_run` it answers what would happen and a `plan` token; with `plan` it runs exactly that set; with a
/// predicate alone it plans and runs at once. A body that chooses nothing is refused; all there are is `"all": true`. A redrive is a durable job: it survives restarts, goes at its pace, and
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
            let endpoints = receivers(&state, project, &plan.survey).await?;
            let passed = dead_letters::passed_over(&state.store, project, &wish.predicate, true).await?;
            return Ok(Json(PlanView::new(plan, passed, endpoints, wish.rate_per_s)).into_response());
        }
        plan.id
    };
    let planned = Planned { id: plan, kind: OrderKind::Redrive, endpoint: None };
    let started = redrives::start(&state.store, &caller, project, planned, wish.rate_per_s).await?;
    let redrive = started.ok_or_else(|| Problem::not_found("plan"))?;
    Ok((StatusCode::ACCEPTED, Json(RedriveView::from(redrive))).into_response())
}

async fn read(state: &ApiState, project: ProjectId, mut members: Members) -> Result<Wish, Problem> {
    let plan_given = members.has("plan");
    if plan_given {
        let given: Vec<&str> =
            PREDICATE.into_iter().chain(["dry_run"]).filter(|name| members.has(name)).collect();
        for name in given {
            members.refuse(name, "plan_is_fixed", "a plan says itself what it covers");
        }
    }
    let plan = members.parsed("plan", "id_invalid", str::parse);
    if plan_given && plan.is_none() {
        members.missing("plan");
    }
    let predicate = if plan_given {
        DeadLetterPredicate::default()
    } else {
        from_members(state, project, &mut members).await?
    };
    let rate = members.integer("rate_per_s", 1..=RATE_PER_S_MAX).and_then(|rate| u32::try_from(rate).ok());
    let dry_run = members.flag("dry_run").unwrap_or(false);
    members.finish()?;
    Ok(Wish { plan, predicate, dry_run, rate_per_s: rate.unwrap_or(DEFAULT_RATE_PER_S) })
}

/// The endpoints of a plan that have most of its dead letters, each with how its newest attempt ended.
async fn receivers(
    state: &ApiState,
    project: ProjectId,
    survey: &Survey,
) -> Result<Vec<PlanEndpointView>, Problem> {
    // Groups come largest first.
    let mut ids: Vec<EndpointId> = Vec::new();
    for group in &survey.groups {
        if ids.len() < RECEIVERS_MAX && !ids.contains(&group.endpoint_id) {
            ids.push(group.endpoint_id);
        }
    }
    let last = last_attempts(&state.store, &ids).await?;
    let mut views = Vec::new();
    for id in ids {
        let endpoint = endpoints::find(&state.store, project, &id.to_string()).await?;
        views.push(PlanEndpointView::new(id, endpoint, last.iter().find(|attempt| attempt.endpoint == id)));
    }
    Ok(views)
}
