//! `/health`, `/ready` and `/me`.

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::state::ApiState;
use crate::api::view::status::ReadyView;
use crate::api::view::status::checks;
use crate::domain::access::Caller;
use crate::domain::access::Scope;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::store::health;

/// That the process lives.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Health)]
pub(crate) struct HealthView {
    #[schema(example = "ok")]
    status: &'static str,
}

/// Who is calling.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Me)]
pub(crate) struct MeView {
    /// Null for a caller that belongs to no project.
    #[schema(value_type = Option<String>, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: Option<ProjectId>,
    /// Null for a caller that came without a key.
    #[schema(value_type = Option<String>, example = "key_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    key_id: Option<KeyId>,
    #[schema(value_type = Vec<String>, example = json!(["publish", "read"]))]
    scopes: Vec<Scope>,
}

/// Ask whether the process lives
///
/// Touches nothing else.
#[utoipa::path(get, path = "/health", tag = "System", operation_id = "get_health",
    responses((status = 200, description = "It lives", body = HealthView)))]
pub(crate) async fn health() -> Json<HealthView> {
    Json(HealthView { status: "ok" })
}

/// Ask whether this process can do its work
#[utoipa::path(get, path = "/ready", tag = "System", operation_id = "get_readiness",
    responses(
        (status = 200, description = "Every check is ok", body = ReadyView),
        (status = 503, description = "A check is not ok", body = ReadyView)))]
pub(crate) async fn ready(State(state): State<ApiState>) -> (StatusCode, Json<ReadyView>) {
    let checks = checks(health::check(&state.store).await);
    let (code, status) = if checks.iter().all(|check| check.ok) {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not_ready")
    };
    (code, Json(ReadyView { status, checks }))
}

/// Ask who is calling
#[utoipa::path(get, path = "/me", tag = "System", operation_id = "get_me",
    responses((status = 200, description = "The caller", body = MeView)))]
pub(crate) async fn me(Extension(caller): Extension<Caller>) -> Json<MeView> {
    Json(MeView { project_id: caller.project, key_id: caller.key, scopes: caller.scopes })
}
