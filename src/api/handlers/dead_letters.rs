//! `/dead-letters`: the deliveries that were set aside, one by one and in groups.

use axum::Json;
use axum::extract::State;

use super::deliveries::filter;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::dead_letter::GroupsView;
use crate::api::view::delivery::DeliveryView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::domain::delivery::Status;
use crate::store::dead_letters;
use crate::store::deliveries;

/// List dead letters
#[utoipa::path(get, path = "/dead-letters", tag = "Dead letters", operation_id = "list_dead_letters",
    params(
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
    let mut filter = filter(&state, project, &query).await?;
    filter.status = Some(Status::DeadLettered);
    let list = format!("dead-letters {project}");
    let listed = deliveries::list(&state.store, project, &filter, query.page(&list)?).await?;
    Ok(page(&list, listed, |delivery| delivery.id.uuid()))
}

/// Group dead letters
///
/// By endpoint, outcome and status; the largest group first.
#[utoipa::path(get, path = "/dead-letters/groups", tag = "Dead letters", operation_id = "group_dead_letters",
    responses((status = 200, description = "The groups", body = GroupsView)))]
pub(crate) async fn groups(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
) -> Result<Json<GroupsView>, Problem> {
    Ok(Json(dead_letters::groups(&state.store, project).await?.into()))
}
