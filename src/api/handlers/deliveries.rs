//! `/deliveries`: read, redriven, cancelled, brought forward.

use axum::Json;
use axum::extract::State;

use crate::api::input::dead_letters::filter;
use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::attempt::AttemptView;
use crate::api::view::delivery::AttemptsView;
use crate::api::view::delivery::DeliveryDetailView;
use crate::api::view::delivery::DeliveryView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::store::Change;
use crate::store::attempt_now as forward;
use crate::store::attempts as stored_attempts;
use crate::store::cancel as cancelling;
use crate::store::deliveries;
use crate::store::deliveries::DeliveryView as Stored;
use crate::store::redrive_one;
use crate::store::situation;

/// List deliveries
#[utoipa::path(get, path = "/deliveries", tag = "Deliveries", operation_id = "list_deliveries",
    params(
        ("status" = Option<String>, Query, description = "In this state"),
        ("endpoint" = Option<String>, Query, description = "Of this endpoint, by id or name"),
        ("event_id" = Option<String>, Query, description = "Of this event"),
        ("event_type" = Option<String>, Query, description = "Of exactly this event type"),
        ("outcome" = Option<String>, Query, description = "Whose last attempt ended so"),
        ("created_after" = Option<String>, Query, description = "Made at or after this time (RFC 3339)"),
        ("created_before" = Option<String>, Query, description = "Made before this time (RFC 3339)"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<DeliveryView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ListView<DeliveryView>>, Problem> {
    let filter = filter(&state, project, &query).await?;
    let list = format!("deliveries {project}");
    let listed = deliveries::list(&state.store, project, &filter, query.page(&list)?).await?;
    Ok(page(&list, listed, |delivery| delivery.id.uuid()))
}

/// Show a delivery
///
/// With one sentence on why it stands where it stands.
#[utoipa::path(get, path = "/deliveries/{id}", tag = "Deliveries", operation_id = "get_delivery",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The delivery", body = DeliveryDetailView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<DeliveryDetailView>, Problem> {
    let found = deliveries::show(&state.store, project, path.delivery()?).await?;
    let found = found.ok_or_else(|| Problem::not_found("delivery"))?;
    let situation = situation::of(&state.store, &found).await?;
    Ok(Json(DeliveryDetailView::new(found, situation)))
}

/// List the attempts of a delivery
///
/// All of them, oldest first, over all redrives.
#[utoipa::path(get, path = "/deliveries/{id}/attempts", tag = "Deliveries", operation_id = "list_attempts",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Its attempts", body = AttemptsView)))]
pub(crate) async fn attempts(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<AttemptsView>, Problem> {
    let found = stored_attempts::list(&state.store, project, path.delivery()?).await?;
    let found = found.ok_or_else(|| Problem::not_found("delivery"))?;
    Ok(Json(AttemptsView { items: found.into_iter().map(AttemptView::from).collect() }))
}

/// Redrive a delivery
///
/// Delivers a dead-lettered or cancelled one again, with a fresh budget and the same `webhook-id`; with `force=true`
/// also one that succeeded.
#[utoipa::path(post, path = "/deliveries/{id}/redrive", tag = "Deliveries", operation_id = "redrive_delivery",
    params(
        ("id" = String, Path, description = "Id"),
        ("force" = Option<bool>, Query, description = "Also when it succeeded")),
    responses(
        (status = 200, description = "Due again", body = DeliveryView),
        (status = 409, description = "Its state does not allow it", content_type = "application/problem+json")))]
pub(crate) async fn redrive(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
    query: Query,
) -> Result<Json<DeliveryView>, Problem> {
    let force = query.flag("force")?;
    let change = redrive_one::redrive(&state.store, &caller, project, path.delivery()?, force).await?;
    answer(
        change,
        "a delivery is redriven when it is dead-lettered or cancelled and its endpoint and event are there",
    )
}

/// Cancel a delivery
///
/// One that waits; what is under way cannot be called back.
#[utoipa::path(post, path = "/deliveries/{id}/cancel", tag = "Deliveries", operation_id = "cancel_delivery",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "Cancelled", body = DeliveryView),
        (status = 409, description = "Its state does not allow it", content_type = "application/problem+json")))]
pub(crate) async fn cancel(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<DeliveryView>, Problem> {
    let change = cancelling::one(&state.store, &caller, project, path.delivery()?).await?;
    answer(change, "only a delivery that waits can be cancelled")
}

/// Attempt a delivery now
///
/// Makes its next attempt due at once; how many it has stays as it is.
#[utoipa::path(post, path = "/deliveries/{id}/attempt-now", tag = "Deliveries", operation_id = "attempt_delivery_now",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "Due now", body = DeliveryView),
        (status = 409, description = "It is finished", content_type = "application/problem+json")))]
pub(crate) async fn attempt_now(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<DeliveryView>, Problem> {
    let change = forward::one(&state.store, &caller, project, path.delivery()?).await?;
    answer(change, "a finished delivery has no next attempt; redrive it")
}

fn answer(change: Change<Stored>, rule: &str) -> Result<Json<DeliveryView>, Problem> {
    match change {
        Change::Done(view) => Ok(Json(view.into())),
        Change::Missing => Err(Problem::not_found("delivery")),
        Change::Refused(status) => {
            Err(Problem::conflict("delivery_state", format!("the delivery is {status}: {rule}")))
        }
    }
}
