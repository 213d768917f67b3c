//! Dead letters, told by endpoint and cause: the first at once, those that follow together, so that a storm stays small.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::json;
use sqlx::PgTransaction;
use time::OffsetDateTime;
use uuid::Uuid;

use super::project;
use super::tell;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::operation::DEAD_LETTERS_EVERY_S;
use crate::domain::operation::Operation;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// What a subject of `operation_told` begins with.
const SUBJECT: &str = "dead_lettered ";

/// Dead letters of one endpoint with one cause.
struct Group {
    count: i64,
    since: OffsetDateTime,
    last_at: OffsetDateTime,
    delivery_id: Uuid,
    event_type: String,
    outcome: Option<String>,
    response_status: Option<i16>,
}

type Groups = BTreeMap<(Uuid, String), Group>;

/// Tells of dead letters that were recorded since the last time, but not of an endpoint and cause that were told a minute
/// ago: those wait, and are counted. For one node at a time. Says how many events there were.
pub async fn tell_dead_letters(store: &Store) -> Result<usize, StoreError> {
    let shards = store.shards();
    let waiting = sqlx::query!(
        "select distinct endpoint_id, cause from dead_letter_news where shard = any ($1)",
        &shards
    )
    .fetch_all(store.delivery())
    .await
    .doing("looking for dead letters to tell")?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let mut tx = store.delivery().begin().await.doing("beginning to tell dead letters")?;
    let project = project::live(&mut tx).await?;
    let (mut endpoints, mut causes) = (Vec::new(), Vec::new());
    for row in waiting {
        let subject = format!("{SUBJECT}{} {}", row.endpoint_id, row.cause);
        // Without a project nobody is told, and they go all the same.
        if project.is_none() || tell::is_time(&mut tx, &subject, DEAD_LETTERS_EVERY_S).await? {
            endpoints.push(row.endpoint_id);
            causes.push(row.cause);
        }
    }
    let mut groups = Groups::new();
    for shard in shards {
        take(&mut tx, shard, &endpoints, &causes, &mut groups).await?;
    }
    for ((endpoint, cause), group) in &groups {
        let Some(project) = project else { continue };
        add(&mut tx, project, *endpoint, cause, group).await?;
    }
    // What was told long ago may be told again anyway.
    sqlx::query!(
        "delete from operation_told where starts_with(subject, $1) and told_at < now() - make_interval(secs => $2)",
        SUBJECT,
        f64::from(DEAD_LETTERS_EVERY_S),
    )
    .execute(&mut *tx)
    .await
    .doing("forgetting what was told")?;
    tx.commit().await.doing("telling dead letters")?;
    Ok(groups.len())
}

/// Takes a shard's out, counted.
async fn take(
    tx: &mut PgTransaction<'_>,
    shard: i16,
    endpoints: &[Uuid],
    causes: &[String],
    groups: &mut Groups,
) -> Result<(), StoreError> {
    let rows = sqlx::query!(
        r#"with news as (
               delete from dead_letter_news d using unnest($2::uuid[], $3::text[]) as u (endpoint_id, cause)
               where d.shard = $1 and d.endpoint_id = u.endpoint_id and d.cause = u.cause
               returning d.*
           )
           select endpoint_id as "endpoint_id!", cause as "cause!", count(*) as "count!", min(at) as "since!",
                  max(at) as "last_at!",
                  (array_agg(delivery_id order by at desc, delivery_id desc))[1] as "delivery_id!",
                  (array_agg(event_type order by at desc, delivery_id desc))[1] as "event_type!",
                  (array_agg(outcome order by at desc, delivery_id desc))[1] as outcome,
                  (array_agg(response_status order by at desc, delivery_id desc))[1] as response_status
           from news group by endpoint_id, cause"#,
        shard,
        endpoints,
        causes,
    )
    .fetch_all(&mut **tx)
    .await
    .doing("counting dead letters to tell")?;
    for row in rows {
        let new = Group {
            count: row.count,
            since: row.since,
            last_at: row.last_at,
            delivery_id: row.delivery_id,
            event_type: row.event_type,
            outcome: row.outcome,
            response_status: row.response_status,
        };
        let key = (row.endpoint_id, row.cause);
        let merged = match groups.remove(&key) {
            None => new,
            Some(other) => merged(other, new),
        };
        groups.insert(key, merged);
    }
    Ok(())
}

/// Both together: the later one speaks for them.
fn merged(one: Group, other: Group) -> Group {
    let (count, since) = (one.count + other.count, one.since.min(other.since));
    let later = if one.last_at >= other.last_at { one } else { other };
    Group { count, since, ..later }
}

async fn add(
    tx: &mut PgTransaction<'_>,
    project: Uuid,
    endpoint: Uuid,
    cause: &str,
    group: &Group,
) -> Result<(), StoreError> {
    let named = sqlx::query!(
        "select e.name, p.name as project_name from endpoint e join project p on p.id = e.project_id where e.id = $1",
        endpoint,
    )
    .fetch_optional(&mut **tx)
    .await
    .doing("naming an endpoint")?;
    let Some(named) = named else { return Ok(()) };
    let values: Vec<Value> = vec![
        json!(named.project_name),
        json!(EndpointId::from_uuid(endpoint).to_string()),
        json!(named.name),
        json!(cause),
        json!(group.count),
        json!(DeliveryId::from_uuid(group.delivery_id).to_string()),
        json!(group.event_type),
        json!(group.outcome),
        json!(group.response_status),
        tell::instant(group.since),
        tell::instant(group.last_at),
    ];
    tell::add(tx, project, Operation::DeliveryDeadLettered, values).await
}
