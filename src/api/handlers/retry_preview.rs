//! `GET /endpoints/{id}/retry-preview` and `GET /deliveries/{id}/retry-preview`: when attempts will be.

use axum::Json;
use axum::extract::State;
use time::OffsetDateTime;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::retry_preview::DeliveryPreviewView;
use crate::api::view::retry_preview::DeliveryStepView;
use crate::api::view::retry_preview::PolicyPreviewView;
use crate::api::view::retry_preview::PolicyStepView;
use crate::api::view::time::Instant;
use crate::domain::delivery::Status;
use crate::domain::retry_preview;
use crate::domain::retry_preview::Standing;
use crate::store::deliveries;
use crate::store::endpoints;

/// Preview an endpoint's retries
///
/// What its policy makes of a delivery that fails every time: each delay with the range that jitter gives it.
#[utoipa::path(get, path = "/endpoints/{id}/retry-preview", tag = "Endpoints", operation_id = "preview_endpoint_retries",
    params(("id" = String, Path, description = "Id or name")),
    responses((status = 200, description = "Its attempts", body = PolicyPreviewView)))]
pub(crate) async fn of_endpoint(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<PolicyPreviewView>, Problem> {
    let endpoint = endpoints::find(&state.store, project, path.endpoint()?).await?;
    let endpoint = endpoint.ok_or_else(|| Problem::not_found("endpoint"))?;
    let attempts = retry_preview::of_policy(&endpoint.settings.retry);
    Ok(Json(PolicyPreviewView {
        endpoint_id: endpoint.id,
        attempts: attempts.into_iter().map(PolicyStepView::from).collect(),
        retry: endpoint.settings.retry,
    }))
}

/// Preview a delivery's retries
///
/// The attempts that it still has, at the very times that will be: jitter is seeded by the delivery's id. What a
/// receiver asks for with `Retry-After` later on can only move them back. What would come at `expires_at` or after is
/// left out: it never comes.
#[utoipa::path(get, path = "/deliveries/{id}/retry-preview", tag = "Deliveries", operation_id = "preview_delivery_retries",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "Its attempts to come", body = DeliveryPreviewView),
        (status = 409, description = "Its endpoint was removed", content_type = "application/problem+json")))]
pub(crate) async fn of_delivery(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<DeliveryPreviewView>, Problem> {
    let store = &state.store;
    let delivery = deliveries::show(store, project, path.delivery()?).await?;
    let delivery = delivery.ok_or_else(|| Problem::not_found("delivery"))?;
    let endpoint = endpoints::find(store, project, &delivery.endpoint_id.to_string()).await?;
    let endpoint = endpoint.ok_or_else(|| {
        Problem::conflict("endpoint_removed", "the delivery's endpoint was removed, and its policy with it")
    })?;
    let (policy, now) = (&endpoint.settings.retry, store.now());
    let from_now = |at: OffsetDateTime| u64::try_from((at - now).whole_milliseconds()).unwrap_or(0);
    let standing = Standing {
        attempts: delivery.attempt_count,
        charged: delivery.charged,
        next_in_ms: delivery.next_attempt_at.map(from_now),
        expires_in_ms: delivery.expires_at.map(from_now),
    };
    let steps = match delivery.status {
        Status::Succeeded | Status::DeadLettered | Status::Cancelled => Vec::new(),
        _ => retry_preview::of_delivery(policy, delivery.id, standing),
    };
    Ok(Json(DeliveryPreviewView {
        delivery_id: delivery.id,
        status: delivery.status,
        attempts_max: policy.attempts_max(),
        charged_attempts: delivery.charged,
        expires_at: delivery.expires_at.map(Instant),
        attempts: steps.iter().map(|step| DeliveryStepView::new(step, now)).collect(),
    }))
}
