//! `/metrics` for Prometheus, and `/metrics/summary` for people.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;

use crate::api::input::project::MaybeInProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::status::SummaryView;
use crate::domain::metric;
use crate::store::figures;
use crate::store::meters;
use crate::store::meters::Disk;
use crate::store::stats;

/// Of OpenMetrics 1.0, which Prometheus asks for.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Of the older format.
const PLAIN: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Scrape the metrics
///
/// Counters of this process since it started, and gauges of the queue from Postgres, which all nodes share. While
/// Postgres cannot be asked its gauges are left out and `hookit_database_up` is 0. In the OpenMetrics text format;
/// whoever asks for `text/plain` and not for that gets the older format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "System", operation_id = "scrape_metrics",
    responses((status = 200, description = "The metrics", content(
        (String = "application/openmetrics-text", example = "\
# HELP hookit_events_accepted Events stored and acknowledged.\n# TYPE hookit_events_accepted counter\n\
hookit_events_accepted_total 1280\n# EOF\n"),
        (String = "text/plain", example = "\
# HELP hookit_events_accepted_total Events stored and acknowledged.\n\
# TYPE hookit_events_accepted_total counter\nhookit_events_accepted_total 1280\n")))))]
pub(crate) async fn scrape(State(state): State<ApiState>, headers: HeaderMap) -> Response {
    let around = state.examiner.as_ref().map(|examiner| (examiner.surroundings)());
    let disk = around.and_then(|around| {
        let (free_bytes, size_bytes) = around.disk_bytes?;
        Some(Disk { free_bytes, size_bytes, has_history: around.private_postgres })
    });
    let text = meters::scrape(&state.store, disk).await;
    if wants_plain(&headers) {
        return ([(header::CONTENT_TYPE, PLAIN)], metric::plain(&text)).into_response();
    }
    ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response()
}

/// Whether only the older format is asked for. Prometheus names both, the newer one first.
fn wants_plain(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let accepted = accepted.collect::<Vec<_>>().join(",").to_ascii_lowercase();
    accepted.contains("text/plain") && !accepted.contains("openmetrics")
}

/// Sum up the last 24 hours
///
/// Of the key's project; of all projects for a caller that belongs to none and names none.
#[utoipa::path(get, path = "/metrics/summary", tag = "System", operation_id = "get_summary",
    responses((status = 200, description = "The summary", body = SummaryView)))]
pub(crate) async fn summary(
    State(state): State<ApiState>,
    MaybeInProject { project, .. }: MaybeInProject,
) -> Result<Json<SummaryView>, Problem> {
    let queue = stats::queue(&state.store, project).await?;
    let summary = figures::summary(&state.store, project).await?;
    Ok(Json(SummaryView::new(&summary, &queue)))
}
