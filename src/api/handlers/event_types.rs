//! `/event-types`, and `/events/types`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::input::members::Members;
use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::event_type::EventTypeView;
use crate::api::view::event_type::SeenTypesView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::domain::endpoint::DESCRIPTION_BYTES_MAX;
use crate::domain::schema::Enforce;
use crate::domain::schema::Schema;
use crate::store::event_types;
use crate::store::event_types::EVENT_TYPES_MAX;
use crate::store::event_types::Put;
use crate::store::event_types::TypeSettings;

/// What can be said of an event type.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventTypeInput, example = json!({
    "description": "An invoice was paid in full.",
    "schema": { "type": "object", "required": ["amount"] },
    "enforce": "reject",
    "deprecated": false,
}))]
pub(crate) struct EventTypeBody {
    /// 1024 bytes at most; none when left out.
    #[schema(example = "An invoice was paid in full.")]
    description: Option<String>,
    /// JSON Schema of its payloads, 64 KiB at most; `$ref` within itself only.
    #[schema(value_type = Option<Object>)]
    schema: Option<serde_json::Value>,
    /// What happens to events whose payload does not fit: `off` (default), `warn` (stored, and the answer says so) or
    /// `reject` (422).
    #[schema(example = "reject")]
    enforce: Option<String>,
    /// Whether the answer tells producers that they should not publish it any more.
    #[schema(example = false)]
    deprecated: Option<bool>,
}

/// List event types
#[utoipa::path(get, path = "/event-types", tag = "Event types", operation_id = "list_event_types",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<EventTypeView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ListView<EventTypeView>>, Problem> {
    let list = format!("event types {project}");
    let listed = event_types::list(&state.store, project, query.page(&list)?).await?;
    Ok(page(&list, listed, |stored| stored.id))
}

/// List the types of the last seven days' events
///
/// Whether they are registered or not.
#[utoipa::path(get, path = "/events/types", tag = "Event types", operation_id = "list_seen_event_types",
    responses((status = 200, description = "By name, 500 at most", body = SeenTypesView)))]
pub(crate) async fn lately(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
) -> Result<Json<SeenTypesView>, Problem> {
    let seen = event_types::lately(&state.store, project).await?;
    Ok(Json(SeenTypesView { items: seen.into_iter().map(Into::into).collect() }))
}

/// Show an event type
#[utoipa::path(get, path = "/event-types/{name}", tag = "Event types", operation_id = "get_event_type",
    params(("name" = String, Path, description = "Its name")),
    responses((status = 200, description = "The event type", body = EventTypeView)))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<EventTypeView>, Problem> {
    let found = event_types::find(&state.store, project, &path.event_type()?).await?;
    Ok(Json(found.ok_or_else(not_found)?.into()))
}

/// Register an event type, or change what is said of it
///
/// Events of types that are not registered are taken as well. The next event of this one is judged by what is said here.
#[utoipa::path(put, path = "/event-types/{name}", tag = "Event types", operation_id = "put_event_type",
    params(("name" = String, Path, description = "Its name")),
    request_body = EventTypeBody,
    responses(
        (status = 200, description = "It was there, and is as asked for", body = EventTypeView),
        (status = 201, description = "Registered", body = EventTypeView),
        (status = 409, description = "The project has too many", content_type = "application/problem+json")))]
pub(crate) async fn put(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
    mut members: Members,
) -> Result<(StatusCode, Json<EventTypeView>), Problem> {
    let settings = settings(&mut members);
    members.finish()?;
    let name = path.new_event_type()?;
    match event_types::put(&state.store, &caller, project, &name, &settings).await? {
        Put::Made(stored) => Ok((StatusCode::CREATED, Json(stored.into()))),
        Put::Kept(stored) => Ok((StatusCode::OK, Json(stored.into()))),
        Put::Full => Err(Problem::conflict(
            "event_types_count",
            format!("a project has at most {EVENT_TYPES_MAX} event types"),
        )),
    }
}

fn settings(members: &mut Members) -> TypeSettings {
    let description = members.text_within("description", DESCRIPTION_BYTES_MAX);
    let raw = members.raw("schema");
    let schema = raw.as_ref().and_then(|raw| {
        let schema = Schema::parse(raw.get());
        schema.map_err(|error| members.refuse("schema", "schema_invalid", error)).ok()
    });
    let enforce = members.parsed("enforce", "enforce_unknown", |text| {
        text.parse().map_err(|_| "it is `off`, `warn` or `reject`")
    });
    let enforce = enforce.unwrap_or(Enforce::Off);
    if raw.is_none() && enforce != Enforce::Off {
        members.refuse("enforce", "schema_missing", "there is no schema to enforce");
    }
    let deprecated = members.flag("deprecated").unwrap_or(false);
    TypeSettings { description, schema, enforce, deprecated }
}

/// Remove an event type
///
/// From the registry only: events of it are taken and delivered as before.
#[utoipa::path(delete, path = "/event-types/{name}", tag = "Event types", operation_id = "remove_event_type",
    params(("name" = String, Path, description = "Its name")),
    responses((status = 204, description = "Removed")))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<StatusCode, Problem> {
    if event_types::remove(&state.store, &caller, project, &path.event_type()?).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(not_found())
    }
}

fn not_found() -> Problem {
    Problem::not_found("event type")
}
