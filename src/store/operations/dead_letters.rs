//! Dead letters, told by endpoint and cause: the first at once, those that follow together, so that a storm stays small.

use serde_json::json;

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

/// Tells of dead letters that were recorded since the last time, but not of an endpoint and cause that were told a minute
/// ago: those wait, and are counted. For one node at a time. Says how many events there were.
pub async fn tell_dead_letters(store: &Store) -> Result<usize, StoreError> {
    let waiting = sqlx::query_scalar!(r#"select exists (select from dead_letter_news) as "waiting!""#)
        .fetch_one(store.delivery())
        .await
        .doing("looking for dead letters to tell")?;
    if !waiting {
        return Ok(0);
    }
    let mut tx = store.delivery().begin().await.doing("beginning to tell dead letters")?;
    let Some(project) = project::live(&mut tx).await? else {
        sqlx::query!("delete from dead_letter_news")
            .execute(&mut *tx)
            .await
            .doing("forgetting dead letters that nobody is told of")?;
        tx.commit().await.doing("forgetting dead letters that nobody is told of")?;
        return Ok(0);
    };
    let groups = sqlx::query!(
        r#"with news as (
               delete from dead_letter_news d
               where not exists (select from operation_told t
                                 where t.subject = $1 || d.endpoint_id || ' ' || d.cause
                                   and t.told_at > now() - make_interval(secs => $2))
               returning *
           ), counted as (
               select endpoint_id, cause, count(*) as count, min(at) as since, max(at) as last_at,
                      (array_agg(delivery_id order by at desc, delivery_id desc))[1] as delivery_id,
                      (array_agg(event_type order by at desc, delivery_id desc))[1] as event_type,
                      (array_agg(outcome order by at desc, delivery_id desc))[1] as outcome,
                      (array_agg(response_status order by at desc, delivery_id desc))[1] as response_status
               from news group by endpoint_id, cause
           )
           select c.endpoint_id as "endpoint_id!", c.cause as "cause!", c.count as "count!", c.since as "since!",
                  c.last_at as "last_at!", c.delivery_id as "delivery_id!", c.event_type as "event_type!", c.outcome,
                  c.response_status, e.name, p.name as project_name
           from counted c join endpoint e on e.id = c.endpoint_id join project p on p.id = e.project_id
           order by c.last_at"#,
        SUBJECT,
        f64::from(DEAD_LETTERS_EVERY_S),
    )
    .fetch_all(&mut *tx)
    .await
    .doing("counting dead letters to tell")?;
    for group in &groups {
        let values = vec![
            json!(group.project_name),
            json!(EndpointId::from_uuid(group.endpoint_id).to_string()),
            json!(group.name),
            json!(group.cause),
            json!(group.count),
            json!(DeliveryId::from_uuid(group.delivery_id).to_string()),
            json!(group.event_type),
            json!(group.outcome),
            json!(group.response_status),
            tell::instant(group.since),
            tell::instant(group.last_at),
        ];
        tell::add(&mut tx, project, Operation::DeliveryDeadLettered, values).await?;
        let subject = format!("{SUBJECT}{} {}", group.endpoint_id, group.cause);
        tell::is_time(&mut tx, &subject, 0).await?;
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
