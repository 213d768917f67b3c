//! `POST /events/batch`: many events in one request, each with a result of its own.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use bytes::Bytes;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::item;
use super::item::EventBody;
use super::join::join_all;
use super::matching;
use super::publish::key_reused;
use super::publish::schema_refused;
use super::publish::warnings;
use crate::api::input::body::WholeBatch;
use crate::api::input::project::InProject;
use crate::api::input::trace;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::event::BatchItemView;
use crate::api::view::event::BatchView;
use crate::api::view::event::WarningView;
use crate::domain::event::NewEvent;
use crate::domain::id::ProjectId;
use crate::domain::json_check::split_items;
use crate::domain::trace::TraceContext;
use crate::store::publish::Judged;
use crate::store::publish::PublishAnswer;
use crate::store::publish::Published;
use crate::store::publish::judge_all;

/// Events of one batch at most.
const ITEMS_MAX: usize = 1_000;

/// What is answered for an event that was stored.
type Told = (Published, Vec<WarningView>);

/// An event of a batch.
#[derive(Serialize, ToSchema)]
#[schema(as = BatchItemInput)]
pub(crate) struct BatchItemBody {
    #[serde(flatten)]
    event: EventBody,
    /// 1 to 255 visible ASCII characters; the event's `id` stands in when left out.
    #[schema(example = "inv-42-paid")]
    idempotency_key: Option<String>,
}

/// Events to publish.
#[derive(Serialize, ToSchema)]
#[schema(as = BatchInput)]
pub(crate) struct BatchBody {
    /// 1,000 at most.
    events: Vec<BatchItemBody>,
}

/// Publish many events
///
/// Each event is judged and answered alone, in the order given; one that is refused does not sink the others. The
/// body may have 4 MiB, a single event what `POST /events` takes. When none could be stored for lack of a
/// database or of room, the whole answer is 503.
#[utoipa::path(post, path = "/events/batch", tag = "Events", operation_id = "publish_batch",
    params(("traceparent" = Option<String>, Header, description = "The trace they are part of; attempts carry it on")),
    request_body = BatchBody,
    responses((status = 200, description = "One result an event", body = BatchView)))]
pub(crate) async fn publish_batch(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    headers: HeaderMap,
    WholeBatch(body): WholeBatch,
) -> Result<Json<BatchView>, Problem> {
    let ranges = split_items(&body, "events", ITEMS_MAX)?;
    let items: Vec<Bytes> = ranges.into_iter().map(|range| body.slice(range)).collect();
    let common = Common { project, trace: trace::context(&headers), now: state.store.now() };
    let mut events = Vec::with_capacity(items.len());
    for item in &items {
        events.push(read(&state, &common, item).await);
    }
    let results = join_all(judged(&state, events).await.into_iter().map(|event| one(&state, event))).await;
    let put_off = |result: &Result<Told, Problem>| matches!(result, Err(problem) if problem.status() == StatusCode::SERVICE_UNAVAILABLE);
    if !results.is_empty() && results.iter().all(put_off) {
        let first = results.into_iter().find_map(Result::err);
        return Err(first.unwrap_or_else(|| Problem::internal("a batch without results".to_owned())));
    }
    Ok(Json(BatchView { results: results.into_iter().map(view).collect() }))
}

/// What all events of a batch share.
struct Common {
    project: ProjectId,
    trace: Option<TraceContext>,
    now: OffsetDateTime,
}

async fn read(state: &ApiState, common: &Common, item: &Bytes) -> Result<NewEvent, Problem> {
    let bytes_max = state.rules.payload_bytes_max;
    if item.len() > bytes_max {
        return Err(Problem::too_large(bytes_max));
    }
    let mut read = item::of_item(common.project, item, common.now)?;
    read.event.trace.clone_from(&common.trace);
    matching::found(state, read).await
}

/// Has filters asked about all events at once, before any is stored, so that they are stored in their order.
async fn judged(state: &ApiState, events: Vec<Result<NewEvent, Problem>>) -> Vec<Result<Judged, Problem>> {
    let (mut sound, mut faults) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Ok(event) => {
                sound.push(event);
                faults.push(None);
            }
            Err(problem) => faults.push(Some(problem)),
        }
    }
    let mut judged = judge_all(&state.store, sound).await.into_iter();
    let in_order = faults.into_iter().map(|fault| match fault {
        Some(problem) => Some(Err(problem)),
        None => judged.next().map(Ok),
    });
    in_order.flatten().collect()
}

async fn one(state: &ApiState, event: Result<Judged, Problem>) -> Result<Told, Problem> {
    let judged = event?;
    if let Some(faults) = judged.refusal() {
        return Err(schema_refused(faults));
    }
    let warnings = warnings(&judged);
    match state.store.publish_judged(judged).await? {
        PublishAnswer::Stored(published) => Ok((published, warnings)),
        PublishAnswer::KeyReused => Err(key_reused()),
        PublishAnswer::Refused => Err(schema_refused(&[])),
    }
}

fn view(result: Result<Told, Problem>) -> BatchItemView {
    match result {
        Ok((published, warnings)) => BatchItemView {
            status: StatusCode::CREATED.as_u16(),
            event_id: Some(published.event_id),
            queued_deliveries: Some(published.queued_deliveries),
            replayed: Some(published.replayed),
            warnings,
            error: None,
        },
        Err(problem) => {
            if let Some(cause) = problem.cause() {
                tracing::warn!(cause, "an event of a batch was not stored");
            }
            BatchItemView {
                status: problem.status().as_u16(),
                event_id: None,
                queued_deliveries: None,
                replayed: None,
                warnings: Vec::new(),
                error: Some(problem.body(None)),
            }
        }
    }
}
