//! `/deliveries/{id}/request` and `/sign`: the request a delivery makes, to be looked at or made again by hand.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use time::OffsetDateTime;

use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::request::Made;
use crate::api::view::request::RequestView;
use crate::domain::body;
use crate::domain::body::Told;
use crate::domain::body::Unshapable;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::DeliveryId;
use crate::domain::id::ProjectId;
use crate::domain::request;
use crate::domain::request::Header;
use crate::domain::request::USER_AGENT;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;
use crate::domain::trace::TraceContext;
use crate::store::attempts;
use crate::store::backfills;
use crate::store::deliveries;
use crate::store::deliveries::DeliveryView as Stored;
use crate::store::endpoints;
use crate::store::events;
use crate::store::secrets;

/// What only somebody who may manage endpoints gets to see.
const SIGNATURES: &[&str] = &signature::SIGNATURES;

/// Show the request of a delivery
///
/// As its last attempt made it, or as its first one will; signatures and values that are sealed are left out.
#[utoipa::path(get, path = "/deliveries/{id}/request", tag = "Deliveries", operation_id = "get_delivery_request",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "The request", body = RequestView),
        (status = 409, description = "Its endpoint or event is gone", content_type = "application/problem+json")))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    path: PathParts,
) -> Result<Json<RequestView>, Problem> {
    let found = Found::look(&state, project, path.delivery()?).await?;
    let at = found.sent_at(&state, project).await?;
    Ok(Json(found.made(&[], at, SIGNATURES)?.into()))
}

/// Sign the request of a delivery
///
/// The same request with the time of now and fresh signatures, to be made by hand within minutes. The secrets stay
/// here, and so do the values of headers and of the login that the endpoint was given. It is noted in the audit trail.
#[utoipa::path(post, path = "/deliveries/{id}/sign", tag = "Deliveries", operation_id = "sign_delivery_request",
    params(("id" = String, Path, description = "Id")),
    responses(
        (status = 200, description = "The request, signed", body = RequestView),
        (status = 409, description = "Its endpoint or event is gone", content_type = "application/problem+json")))]
pub(crate) async fn sign(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
) -> Result<Json<RequestView>, Problem> {
    let found = Found::look(&state, project, path.delivery()?).await?;
    let store = &state.store;
    let delivery = found.delivery.id;
    let live = secrets::to_sign_by_hand(store, &caller, project, found.endpoint.id, delivery).await?;
    Ok(Json(found.made(&live, store.now(), &[])?.into()))
}

/// A delivery, and what its request is made of.
struct Found {
    delivery: Stored,
    endpoint: Endpoint,
    payload: bytes::Bytes,
    labels: BTreeMap<String, String>,
    backfilled: bool,
    trace: Option<TraceContext>,
}

impl Found {
    async fn look(state: &ApiState, project: ProjectId, id: DeliveryId) -> Result<Self, Problem> {
        let store = &state.store;
        let delivery = deliveries::show(store, project, id).await?;
        let delivery = delivery.ok_or_else(|| Problem::not_found("delivery"))?;
        let endpoint = endpoints::find(store, project, &delivery.endpoint_id.to_string()).await?;
        let endpoint = endpoint.ok_or_else(|| {
            Problem::conflict("endpoint_removed", "the delivery's endpoint was removed, and its URL with it")
        })?;
        let event = events::show(store, project, delivery.event_id).await?;
        let (payload, labels, trace) = event
            .and_then(|event| Some((event.payload?, event.labels, event.trace)))
            .ok_or_else(|| Problem::conflict("event_missing", "the delivery's event is no longer stored"))?;
        let backfilled =
            backfills::of_event(store, delivery.event_id).await?.contains_key(&delivery.endpoint_id);
        Ok(Self { delivery, endpoint, payload, labels, backfilled, trace })
    }

    /// When the last attempt began; now, before there was any.
    async fn sent_at(&self, state: &ApiState, project: ProjectId) -> Result<OffsetDateTime, Problem> {
        let made = attempts::list(&state.store, project, self.delivery.id).await?.unwrap_or_default();
        Ok(made.iter().rev().find_map(|attempt| attempt.started_at).unwrap_or_else(|| state.store.now()))
    }

    fn made(
        &self,
        secrets: &[SigningSecret],
        at: OffsetDateTime,
        hidden: &'static [&'static str],
    ) -> Result<Made, Problem> {
        let delivery = &self.delivery;
        let shaping = &self.endpoint.settings.shaping;
        let told = Told {
            event: delivery.event_id,
            event_type: &delivery.event_type,
            payload: &self.payload,
            labels: &self.labels,
        };
        let body = body::shaped(shaping, &told)
            .map_err(|Unshapable(why)| Problem::conflict("request_unbuildable", why))?;
        let number = delivery.attempt_count.max(1);
        let parts = request::Parts {
            format: self.endpoint.settings.signature_format,
            secrets,
            event: delivery.event_id,
            event_type: &delivery.event_type,
            delivery: delivery.id,
            backfilled: self.backfilled,
            number,
            timestamp_s: at.unix_timestamp(),
            credentials: None,
            trace: self.trace.as_ref(),
        };
        let mut headers: Vec<Header> = vec![("user-agent".into(), USER_AGENT.to_owned())];
        headers.extend(request::headers(&parts, &body));
        headers.push(("accept-encoding".into(), "identity".to_owned()));
        Ok(Made {
            delivery: delivery.id,
            number,
            url: self.endpoint.settings.url.clone(),
            headers,
            body,
            hidden,
            own: shaping.hidden().map(str::to_owned).collect(),
        })
    }
}
