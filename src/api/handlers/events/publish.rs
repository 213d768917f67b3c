//! `POST /events`: answered after the event and its deliveries are durable.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;

use super::item;
use super::item::EventBody;
use super::matching;
use crate::api::input::body::Whole;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::input::trace;
use crate::api::problem::FieldError;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::event::PublishPlanView;
use crate::api::view::event::PublishTargetView;
use crate::api::view::event::PublishedView;
use crate::api::view::event::WarningView;
use crate::domain::schema::Fault;
use crate::store::publish::Judged;
use crate::store::publish::PublishAnswer;
use crate::store::publish::judge_one;

/// On an answer that an earlier publish with the same key got.
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Publish an event
///
/// Answered after the event and one delivery for each matching endpoint are durable. With an idempotency key (the
/// header, else the event's `id`) the same event is published once: again it is answered as the first time, with
/// `Idempotent-Replayed: true`. Keys are kept at least 24 hours. With `dry_run` nothing is published: the answer tells
/// to which endpoints the event would go, and what is wrong with it.
#[utoipa::path(post, path = "/events", tag = "Events", operation_id = "publish_event",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters"),
        ("dry_run" = Option<bool>, Query, description = "Only say what publishing it would do; false by default"),
        ("traceparent" = Option<String>, Header, description = "The trace it is part of; attempts carry it on")),
    request_body = EventBody,
    responses(
        (status = 200, description = "What publishing it would do, with `dry_run`", body = PublishPlanView),
        (status = 201, description = "Published", body = PublishedView),
        (status = 409, description = "`idempotency_key_reused`: the key stands for another event",
            content_type = "application/problem+json")))]
pub(crate) async fn publish(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    headers: HeaderMap,
    query: Query,
    Whole(body): Whole,
) -> Result<Response, Problem> {
    let dry_run = query.flag("dry_run")?;
    let key = item::header_key(&headers)?;
    let mut read = item::of_body(project, &body, key, state.store.now())?;
    read.event.trace = trace::context(&headers);
    let judged = judge_one(&state.store, matching::found(&state, read).await?).await;
    if let Some(faults) = judged.refusal() {
        return Err(schema_refused(faults));
    }
    let warnings = warnings(&judged);
    if dry_run {
        let endpoints = judged.endpoints(&state.store);
        let endpoints = endpoints.iter().map(|endpoint| PublishTargetView::from(&**endpoint)).collect();
        let plan = PublishPlanView { endpoints, warnings };
        return Ok(Json(plan).into_response());
    }
    match state.store.publish_judged(judged).await? {
        PublishAnswer::Stored(published) => {
            let view = PublishedView {
                event_id: published.event_id,
                queued_deliveries: published.queued_deliveries,
                warnings,
            };
            let mut response = (StatusCode::CREATED, Json(view)).into_response();
            if published.replayed {
                response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            }
            Ok(response)
        }
        PublishAnswer::KeyReused => Err(key_reused()),
        PublishAnswer::Refused => Err(schema_refused(&[])),
    }
}

/// The payload does not fit its type's schema; without faults, because that was changed in this very moment.
pub(super) fn schema_refused(faults: &[Fault]) -> Problem {
    let fault = |pointer: String, detail: String| FieldError {
        pointer: format!("/payload{pointer}"),
        detail: detail.into(),
        code: "schema_refused",
    };
    let mut errors: Vec<_> =
        faults.iter().map(|one| fault(one.pointer.clone(), one.detail.clone())).collect();
    if errors.is_empty() {
        errors.push(fault(String::new(), "it does not fit the schema of its event type".to_owned()));
    }
    Problem::invalid(errors)
}

/// What the producer is told beside the answer.
pub(super) fn warnings(judged: &Judged) -> Vec<WarningView> {
    let deprecated = judged.is_deprecated().then(|| WarningView {
        code: "event_type_deprecated",
        detail: "the event type is deprecated".to_owned(),
        pointer: None,
    });
    let misfit = |fault: &Fault| WarningView {
        code: "schema_misfit",
        detail: fault.detail.clone(),
        pointer: Some(format!("/payload{}", fault.pointer)),
    };
    deprecated.into_iter().chain(judged.warnings().iter().map(misfit)).collect()
}

pub(super) fn key_reused() -> Problem {
    Problem::conflict("idempotency_key_reused", "this idempotency key was used for another event")
}
