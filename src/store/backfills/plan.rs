//! Planning a backfill: what it would deliver, counted, and kept as an order that can be started later.

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use sqlx::types::Json;
use time::OffsetDateTime;

use super::window;
use crate::domain::access::Caller;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::RedriveId;
use crate::store::dead_letters::Bounds;
use crate::store::dead_letters::DeadLetterPredicate;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// How long a plan counts. What is behind that is delivered all the same, and not counted.
const COUNTED_FOR: Duration = Duration::from_secs(10);

/// What a backfill would deliver.
#[derive(Debug, Clone)]
pub struct BackfillPlan {
    /// The order, waiting to be started.
    pub id: RedriveId,
    /// The window: events published before this.
    pub until: OffsetDateTime,
    /// What was counted.
    pub survey: Survey,
}

/// What was counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Survey {
    /// Events that the endpoint would receive and never got.
    pub total: u64,
    /// Their payloads.
    pub payload_bytes: u64,
    /// Events that the endpoint would receive, and has a delivery of.
    pub delivered: u64,
    /// Events that were looked at.
    pub looked_at: u64,
    /// When the oldest of the total was published.
    pub oldest_at: Option<OffsetDateTime>,
    /// When the newest was.
    pub newest_at: Option<OffsetDateTime>,
    /// Whether all of the window was looked at.
    pub is_whole: bool,
}

/// Counts what the window has for the endpoint, by its settings of now, and keeps the order. What is published later is
/// not part of it.
pub async fn plan(
    store: &Store,
    caller: &Caller,
    endpoint: Endpoint,
    predicate: DeadLetterPredicate,
) -> Result<BackfillPlan, StoreError> {
    let id = RedriveId::from_uuid(store.mint());
    let endpoint = Arc::new(endpoint);
    let now = store.now();
    let until = predicate.until.map_or(now, |until| until.min(now));
    let predicate = DeadLetterPredicate { endpoint: Some(endpoint.id), until: Some(until), ..predicate };
    let survey = survey(store, &endpoint, &Bounds::from(&predicate)).await?;
    sqlx::query!(
        "insert into redrive (id, project_id, kind, state, predicate, total, requested_by)
         values ($1, $2, 'backfill', 'planned', $3, $4, $5)",
        id.uuid(),
        endpoint.project.uuid(),
        Json(&predicate) as _,
        i64::try_from(survey.total).unwrap_or(i64::MAX),
        caller.actor,
    )
    .execute(store.front())
    .await
    .doing("keeping the plan of a backfill")?;
    Ok(BackfillPlan { id, until, survey })
}

async fn survey(store: &Store, endpoint: &Arc<Endpoint>, bounds: &Bounds) -> Result<Survey, StoreError> {
    let began = Instant::now();
    let mut survey = Survey::default();
    let mut after = None;
    let mut connection = store.front().acquire().await.doing("connecting to count a backfill")?;
    while began.elapsed() < COUNTED_FOR {
        let look = window::look(store, &mut connection, endpoint, bounds, after).await?;
        survey.looked_at += look.looked_at;
        survey.delivered += look.delivered;
        survey.total += u64::try_from(look.candidates.len()).unwrap_or(0);
        survey.payload_bytes += look.candidates.iter().map(|event| event.payload_bytes).sum::<u64>();
        if let (Some(first), Some(last)) = (look.candidates.first(), look.candidates.last()) {
            survey.oldest_at.get_or_insert(first.published_at());
            survey.newest_at = Some(last.published_at());
        }
        if !look.more {
            survey.is_whole = true;
            break;
        }
        after = look.last;
    }
    Ok(survey)
}
