//! `GET /dead-letters` and `GET /dead-letters/groups`.

use axum::Json;
use axum::extract::State;

use crate::api::input::dead_letters::filter;
use crate::api::input::dead_letters::from_query;
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
        ("last_status" = Option<u16>, Query, description = "Whose last attempt brought this HTTP status"),
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
    params(
        ("endpoint" = Option<String>, Query, description = "Of this endpoint, by id or name"),
        ("event_type" = Option<String>, Query, description = "Of exactly this event type"),
        ("outcome" = Option<String>, Query, description = "Whose last attempt ended so"),
        ("last_status" = Option<u16>, Query, description = "Whose last attempt brought this HTTP status"),
        ("created_after" = Option<String>, Query, description = "Made at or after this time (RFC 3339)"),
        ("created_before" = Option<String>, Query, description = "Made before this time (RFC 3339)")),
    responses((status = 200, description = "The groups", body = GroupsView)))]
pub(crate) async fn groups(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<GroupsView>, Problem> {
    let predicate = from_query(&state, project, &query).await?;
    Ok(Json(dead_letters::groups(&state.store, project, &predicate).await?.into()))
}
