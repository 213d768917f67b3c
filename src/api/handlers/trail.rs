//! `/trail`: who changed what.

use axum::Extension;
use axum::Json;
use axum::extract::State;

use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::act::ActView;
use crate::api::view::list::ListView;
use crate::api::view::list::page;
use crate::domain::access::Caller;
use crate::store::audit;

/// The name that cursors of this list carry.
const LIST: &str = "trail";

/// List the audit trail
///
/// Who changed what, newest first: each act was written in the transaction that made the change.
#[utoipa::path(get, path = "/trail", tag = "System", operation_id = "list_acts",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 200; 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")),
    responses((status = 200, description = "A page", body = ListView<ActView>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    query: Query,
) -> Result<Json<ListView<ActView>>, Problem> {
    let listed = audit::list(&state.store, caller.project, query.page(LIST)?).await?;
    Ok(page(LIST, listed, |act| act.id))
}
