//! `/filters`: an expression tried on a sample, and on the events that were.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::events::matching::labels_of;
use crate::api::input::members::Members;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::filter::BacktestView;
use crate::api::view::filter::FilterVerdictView;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::matching::Filter;
use crate::domain::matching::Judgement;
use crate::domain::matching::Subject;
use crate::store::Page;
use crate::store::endpoints;
use crate::store::events;
use crate::store::events::EventFilter;
use crate::store::events::EventView;

/// Events a backtest looks at, unless the request says otherwise.
const LAST_DEFAULT: u32 = 500;
/// Most events a backtest looks at.
const LAST_MAX: u64 = 1_000;
/// Events whose payloads are in memory at one time.
const CHUNK: usize = 32;
/// Ids of a difference that are named.
const SAMPLES_MAX: usize = 5;

/// A filter and a sample.
#[derive(Serialize, ToSchema)]
#[schema(as = FilterCheckInput)]
pub(crate) struct CheckBody {
    /// The expression.
    #[schema(example = "payload.amount > 1000")]
    filter: String,
    /// The sample's payload; null when left out.
    #[schema(value_type = Option<Value>, example = json!({"amount": 1299}))]
    payload: Option<serde_json::Value>,
    /// The sample's type; `sample` when left out.
    #[serde(rename = "type")]
    #[schema(example = "invoice.paid")]
    event_type: Option<String>,
    /// The sample's labels.
    #[schema(example = json!({"env": "prod"}))]
    labels: Option<BTreeMap<String, String>>,
}

/// A filter and what it is compared with.
#[derive(Serialize, ToSchema)]
#[schema(as = FilterBacktestInput)]
pub(crate) struct BacktestBody {
    /// The expression.
    #[schema(example = "payload.amount > 1000")]
    filter: String,
    /// Id or name of the endpoint whose types and present filter count; all events when left out.
    #[schema(example = "acme-prod")]
    endpoint: Option<String>,
    /// How many of the project's newest events: 1 to 1000, 500 by default.
    #[schema(example = 500)]
    last: Option<u32>,
}

/// Try a filter on a sample
///
/// An expression that could not be saved is refused as it would be there.
#[utoipa::path(post, path = "/filters/check", tag = "Filters", operation_id = "check_filter",
    request_body = CheckBody,
    responses((status = 200, description = "What it says", body = FilterVerdictView)))]
pub(crate) async fn check(_: InProject, mut members: Members) -> Result<Json<FilterVerdictView>, Problem> {
    let filter = filter(&mut members);
    let payload = members.raw("payload");
    let event_type = members.parsed("type", "event_type_invalid", EventType::parse);
    let labels = labels_of(&mut members);
    members.finish()?;
    let Some(filter) = filter else { return Err(missing()) };
    let judged = tokio::task::spawn_blocking(move || {
        let payload = payload.as_ref().map_or("null", |raw| raw.get());
        let event_type = event_type.as_ref().map_or("sample", EventType::as_str);
        filter.judge(&Subject::new(event_type, payload.as_bytes(), &labels))
    })
    .await
    .map_err(|error| Problem::internal(error.to_string()))?;
    Ok(Json(judged.into()))
}

/// Try a filter on the project's last events
///
/// With an endpoint, its types are looked at too, and what would change is counted.
#[utoipa::path(post, path = "/filters/backtest", tag = "Filters", operation_id = "backtest_filter",
    request_body = BacktestBody,
    responses((status = 200, description = "What it would have done", body = BacktestView)))]
pub(crate) async fn backtest(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    mut members: Members,
) -> Result<Json<BacktestView>, Problem> {
    let filter = filter(&mut members);
    let named = members.text("endpoint");
    let last = members.integer("last", 1..=LAST_MAX).and_then(|last| u32::try_from(last).ok());
    let endpoint = match &named {
        Some(name) => endpoints::find(&state.store, project, name).await?,
        None => None,
    };
    if named.is_some() && endpoint.is_none() {
        members.refuse("endpoint", "endpoint_unknown", "the project has no such endpoint");
    }
    members.finish()?;
    let Some(filter) = filter else { return Err(missing()) };
    let page = Page { limit: last.unwrap_or(LAST_DEFAULT), before: None };
    let listed = events::list(&state.store, project, &EventFilter::default(), page).await?;
    let ids: Vec<_> = listed.items.iter().map(|event| event.id.uuid()).collect();
    let (filter, endpoint) = (Arc::new(filter), endpoint.map(Arc::new));
    let mut view = BacktestView::default();
    for ids in ids.chunks(CHUNK) {
        let mut chunk = events::by_ids(&state.store, ids, true).await?;
        chunk.sort_by_key(|event| std::cmp::Reverse(event.id.uuid()));
        let (filter, endpoint) = (Arc::clone(&filter), endpoint.clone());
        view = tokio::task::spawn_blocking(move || {
            for event in &chunk {
                look(&mut view, event, &filter, endpoint.as_deref());
            }
            view
        })
        .await
        .map_err(|error| Problem::internal(error.to_string()))?;
    }
    Ok(Json(view))
}

fn filter(members: &mut Members) -> Option<Filter> {
    let filter = members.parsed("filter", "filter_invalid", Filter::parse);
    if filter.is_none() {
        members.missing("filter");
    }
    filter
}

/// What was noted before `finish` has been answered by then.
fn missing() -> Problem {
    Problem::field("/filter", "missing_member", "the member `filter` is missing")
}

fn look(view: &mut BacktestView, event: &EventView, filter: &Filter, endpoint: Option<&Endpoint>) {
    view.looked_at += 1;
    let takes = |endpoint: &Endpoint| {
        let of_type = endpoint.settings.event_types.iter().any(|pattern| pattern.matches(&event.event_type));
        of_type && event.endpoint_ids.as_ref().is_none_or(|named| named.contains(&endpoint.id))
    };
    if !endpoint.is_none_or(takes) {
        return;
    }
    view.of_type += 1;
    let payload = event.payload.as_deref().unwrap_or_default();
    let subject = Subject::new(event.event_type.as_str(), payload, &event.labels);
    let judged = filter.judge(&subject);
    let (then, now) = (
        judged.is_matched(),
        endpoint
            .is_some_and(|endpoint| endpoint.filter().is_none_or(|live| live.judge(&subject).is_matched())),
    );
    if let Judgement::Failed { reason, .. } = judged {
        view.failed += 1;
        view.failure.get_or_insert(reason);
    }
    view.matched += u64::from(then);
    view.matched_now += u64::from(now);
    let (count, samples) = match (then, now) {
        (true, false) => (&mut view.gained, &mut view.gained_ids),
        (false, true) => (&mut view.lost, &mut view.lost_ids),
        _ => return,
    };
    *count += 1;
    if samples.len() < SAMPLES_MAX {
        samples.push(event.id);
    }
}
