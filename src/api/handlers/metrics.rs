//! `/metrics` for Prometheus, and `/metrics/summary` for people.

use std::fmt::Write;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;

use crate::api::input::project::MaybeInProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::status::SummaryView;
use crate::store::StoreError;
use crate::store::figures;
use crate::store::figures::Summary;
use crate::store::stats;
use crate::store::stats::QueueGauges;

/// Of OpenMetrics 1.0, which Prometheus reads.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The last line of an exposition.
const END: &str = "# EOF\n";

/// Scrape the metrics
///
/// Counters of this process since it started, and gauges of the queue from Postgres, which all nodes share. While
/// Postgres cannot be asked the gauges are left out and `hookit_database_up` is 0.
#[utoipa::path(get, path = "/metrics", tag = "System", operation_id = "scrape_metrics",
    responses((status = 200, description = "OpenMetrics text", content_type = "application/openmetrics-text")))]
pub(crate) async fn scrape(State(state): State<ApiState>) -> Response {
    let mut text = state.store.meters().render();
    text.truncate(text.len() - if text.ends_with(END) { END.len() } else { 0 });
    match ask(&state).await {
        Ok((queue, summary)) => {
            let oldest_due_s = queue.oldest_due_ms.unwrap_or(0) / 1_000;
            for (name, about, value) in [
                ("database_up", "Whether Postgres answered", 1),
                ("queue_due", "Deliveries that are due and free", queue.due),
                ("queue_in_flight", "Deliveries that a node has", queue.in_flight),
                ("queue_held", "Deliveries whose endpoint is paused or disabled", queue.held),
                ("queue_waiting", "Deliveries that are due later", queue.waiting),
                (
                    "queue_oldest_due_age_seconds",
                    "How long the oldest due delivery has been due",
                    oldest_due_s,
                ),
                ("dead_letters", "Dead letters there are", summary.dlq_depth),
            ] {
                gauge(&mut text, name, about, value);
            }
        }
        Err(error) => {
            tracing::warn!(error = %error, "the gauges of the queue could not be read");
            gauge(&mut text, "database_up", "Whether Postgres answered", 0);
        }
    }
    text.push_str(END);
    ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response()
}

async fn ask(state: &ApiState) -> Result<(QueueGauges, Summary), StoreError> {
    Ok((stats::queue(&state.store, None).await?, figures::summary(&state.store, None).await?))
}

fn gauge(text: &mut String, name: &str, about: &str, value: u64) {
    // Writing to a string cannot fail.
    let written =
        write!(text, "# HELP hookit_{name} {about}.\n# TYPE hookit_{name} gauge\nhookit_{name} {value}\n");
    debug_assert!(written.is_ok(), "a string takes everything");
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
