//! `GET /conservation`: whether anything that was accepted is lost, doubled or forgotten.

use axum::Json;
use axum::extract::State;
use time::Duration;

use crate::api::input::project::MaybeInProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::conservation::ConservationView;
use crate::store::conservation;
use crate::store::conservation::Window;

/// The longest window of one request.
const WINDOW_MAX: Duration = Duration::hours(24);

/// Check the conservation law
///
/// Every event has each of its deliveries exactly once, in the queue or in history; every attempt is numbered and has
/// its delivery; whatever is under way belongs to a living node. Of the key's project; of all projects for a caller
/// that belongs to none and names none. A window is at most 24 hours long; days that retention dropped are left out.
#[utoipa::path(get, path = "/conservation", tag = "System", operation_id = "check_conservation",
    params(
        ("since" = Option<String>, Query, description = "Made at or after this time (RFC 3339); 24 hours before `until` by default"),
        ("until" = Option<String>, Query, description = "Made before this time (RFC 3339); now by default"),
        ("keys" = Option<bool>, Query, description = "Also look at idempotency records, up to 500,000 of them")),
    responses((status = 200, description = "What was found", body = ConservationView)))]
pub(crate) async fn check(
    State(state): State<ApiState>,
    MaybeInProject { project, .. }: MaybeInProject,
    query: Query,
) -> Result<Json<ConservationView>, Problem> {
    let until = query.instant("until")?.unwrap_or_else(|| state.store.now());
    let since = match query.instant("since")? {
        Some(since) => since,
        None => until.checked_sub(WINDOW_MAX).unwrap_or(until),
    };
    if since >= until || until - since > WINDOW_MAX {
        let detail = "`since` must be before `until`, and at most 24 hours; ask day by day";
        return Err(Problem::bad_request("invalid_parameter", detail));
    }
    let keys = query.flag("keys")?;
    let kept = conservation::kept_since(&state.store).await?.unwrap_or(since);
    let window = Window { since: since.max(kept).min(until), until, project };
    let findings = conservation::check(&state.store, &window, keys).await?;
    Ok(Json(ConservationView::new(&window, findings, conservation::unchecked(&window, keys))))
}
