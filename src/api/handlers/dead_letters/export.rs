//! `GET /dead-letters/export`: dead letters with their payloads, page by page.

use axum::Json;
use axum::extract::State;

use crate::api::input::dead_letters::filter;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::dead_letter::ExportView;
use crate::api::view::dead_letter::PayloadForm;
use crate::domain::id::DeliveryId;
use crate::store::dead_letters;

/// Export dead letters
///
/// Newest first, each with its event's payload. A page ends after 8 MiB of payloads. Its `next_cursor` is the id of its
/// last dead letter, so an export that was cut short goes on after the last one that arrived. What is dead from the
/// first page to the last comes exactly once, whatever is redriven, dropped or dies meanwhile.
#[utoipa::path(get, path = "/dead-letters/export", tag = "Dead letters", operation_id = "export_dead_letters",
    params(
        ("endpoint" = Option<String>, Query, description = "Of this endpoint, by id or name"),
        ("event_id" = Option<String>, Query, description = "Of this event"),
        ("event_type" = Option<String>, Query, description = "Of exactly this event type"),
        ("outcome" = Option<String>, Query, description = "Whose last attempt ended so"),
        ("last_status" = Option<u16>, Query, description = "Whose last attempt brought this HTTP status"),
        ("created_after" = Option<String>, Query, description = "Made at or after this time (RFC 3339)"),
        ("created_before" = Option<String>, Query, description = "Made before this time (RFC 3339)"),
        ("payload" = Option<String>, Query, description = "`json` (default): as it was published; `base64`: its bytes"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, or the id of any dead letter: goes on after it")),
    responses((status = 200, description = "A page", body = ExportView)))]
pub(crate) async fn export(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<ExportView>, Problem> {
    let filter = filter(&state, project, &query).await?;
    let form = query.read_by("payload", |text| match text {
        "json" => Ok(PayloadForm::Json),
        "base64" => Ok(PayloadForm::Base64),
        _ => Err("it is `json` or `base64`"),
    })?;
    let page = query.page_below(|text| text.parse().ok().map(DeliveryId::uuid))?;
    let listed = dead_letters::export(&state.store, project, &filter, page).await?;
    Ok(Json(ExportView::new(listed, form.unwrap_or(PayloadForm::Json))))
}
