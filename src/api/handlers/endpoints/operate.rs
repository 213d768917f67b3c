//! Removing, pausing and resuming an endpoint, and rotating its signing secret.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::read::find;
use super::read::view;
use super::shaping;
use crate::api::input::if_match::IfMatch;
use crate::api::input::if_match::changed_meanwhile;
use crate::api::input::members::Members;
use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::endpoint::EndpointView;
use crate::api::view::endpoint::RemovedEndpointView;
use crate::api::view::endpoint::RotatedView;
use crate::api::view::time::Instant;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointStatus;
use crate::store::endpoints;
use crate::store::pace::circuit;
use crate::store::secrets;
use crate::store::secrets::Rotation;

/// How long the secret before signs too, unless the request says otherwise: 24 hours.
const DEFAULT_GRACE_MS: u64 = 86_400_000;
/// The longest it may: seven days.
const GRACE_MS_MAX: u64 = 7 * 86_400_000;

/// How to rotate.
#[derive(Serialize, ToSchema)]
#[schema(as = RotateInput, example = json!({"grace_ms": 86_400_000}))]
pub(crate) struct RotateBody {
    /// A signing secret of your own, base64 of 24 to 64 bytes, best with `whsec_` in front, or a private key, `whsk_…`;
    /// made when left out.
    #[schema(example = "whsec_…")]
    secret: Option<String>,
    /// `hmac` or `ed25519`; as it was when left out.
    #[schema(example = "ed25519")]
    signing: Option<String>,
    /// How long the secret before signs too: 0 to 604800000, 86400000 by default.
    #[schema(example = 86_400_000)]
    grace_ms: Option<u64>,
}

/// Remove an endpoint
///
/// What is pending for it is cancelled; history stays.
#[utoipa::path(delete, path = "/endpoints/{id}", tag = "Endpoints", operation_id = "remove_endpoint",
    params(
        ("id" = String, Path, description = "Id or name"),
        ("If-Match" = Option<String>, Header, description = "Only if it still has this `version`")),
    responses(
        (status = 200, description = "Removed", body = RemovedEndpointView),
        (status = 412, description = "Somebody changed it", content_type = "application/problem+json")))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
    if_match: IfMatch,
) -> Result<Json<RemovedEndpointView>, Problem> {
    let Endpoint { id, version, .. } = find(&state, project, &path).await?;
    if_match.check(version)?;
    let cancelled = endpoints::remove(&state.store, &caller, project, id, if_match.0).await?;
    // It was there a moment ago: with a version to hold on to, somebody changed it, else somebody removed it.
    let gone = || if if_match.0.is_some() { changed_meanwhile() } else { Problem::not_found("endpoint") };
    let cancelled_deliveries = cancelled.ok_or_else(gone)?;
    Ok(Json(RemovedEndpointView { id, cancelled_deliveries }))
}

/// Rotate the signing secret
///
/// The answer shows the new secret, this once. Until the grace is over both sign. Three at most sign at a time: a
/// fourth is refused until the first of them ends, unless the newest gets no grace.
#[utoipa::path(post, path = "/endpoints/{id}/rotate-secret", tag = "Endpoints", operation_id = "rotate_secret",
    params(("id" = String, Path, description = "Id or name")),
    request_body = Option<RotateBody>,
    responses((status = 200, description = "Rotated", body = RotatedView),
        (status = 409, description = "`secrets_in_grace`: three secrets sign already",
            content_type = "application/problem+json")))]
pub(crate) async fn rotate_secret(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
    mut members: Members,
) -> Result<Json<RotatedView>, Problem> {
    let grace_ms = members.integer("grace_ms", 0..=GRACE_MS_MAX).unwrap_or(DEFAULT_GRACE_MS);
    let endpoint = find(&state, project, &path).await?;
    let (id, settings) = (endpoint.id, endpoint.settings);
    let secret = shaping::secret(&mut members, settings.shaping.signing(), settings.signature_format);
    members.finish()?;
    match secrets::rotate(&state.store, &caller, project, id, &secret, grace_ms).await? {
        Rotation::Rotated { old_expires_at } => Ok(Json(RotatedView::new(id, &secret, old_expires_at))),
        Rotation::Full { frees_at } => Err(Problem::conflict(
            "secrets_in_grace",
            format!(
                "three secrets sign this endpoint's requests already, the first of them until {}: rotate after \
                 that, or with `grace_ms` 0, which ends the newest at once",
                Instant::from(frees_at)
            ),
        )),
        Rotation::NoEndpoint => Err(Problem::not_found("endpoint")),
    }
}

/// Pause an endpoint
///
/// Events still match; their deliveries, and those that wait already, are held until it is resumed.
#[utoipa::path(post, path = "/endpoints/{id}/pause", tag = "Endpoints", operation_id = "pause_endpoint",
    params(("id" = String, Path, description = "Id or name")),
    responses((status = 200, description = "Paused", body = EndpointView)))]
pub(crate) async fn pause(
    State(state): State<ApiState>,
    in_project: InProject,
    path: PathParts,
) -> Result<Json<EndpointView>, Problem> {
    set(&state, in_project, &path, EndpointStatus::Paused).await
}

/// Resume an endpoint
///
/// It becomes active, whether it was paused, inactive or disabled; what was held is due. An open circuit recovers
/// without a probe.
#[utoipa::path(post, path = "/endpoints/{id}/resume", tag = "Endpoints", operation_id = "resume_endpoint",
    params(("id" = String, Path, description = "Id or name")),
    responses((status = 200, description = "Resumed", body = EndpointView)))]
pub(crate) async fn resume(
    State(state): State<ApiState>,
    in_project: InProject,
    path: PathParts,
) -> Result<Json<EndpointView>, Problem> {
    let id = find(&state, in_project.project, &path).await?.id;
    circuit::recover(&state.store, id).await?;
    set(&state, in_project, &path, EndpointStatus::Active).await
}

async fn set(
    state: &ApiState,
    InProject { caller, project }: InProject,
    path: &PathParts,
    status: EndpointStatus,
) -> Result<Json<EndpointView>, Problem> {
    let id = find(state, project, path).await?.id;
    let endpoint = endpoints::set_status(&state.store, &caller, project, id, status).await?;
    view(state, endpoint.ok_or_else(|| Problem::not_found("endpoint"))?).await.map(Json)
}
