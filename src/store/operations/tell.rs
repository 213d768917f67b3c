//! One operational event, into the outbox.

use serde_json::Value;
use sqlx::PgTransaction;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use crate::domain::operation::Operation;
use crate::store::error::Doing;
use crate::store::error::StoreError;

/// Where to tell: the project, if it has an endpoint. Whoever has no endpoint there costs nothing but this look.
pub(super) async fn listening(tx: &mut PgTransaction<'_>) -> Result<Option<Uuid>, StoreError> {
    sqlx::query_scalar!(
        r#"select c.operations_project as "project!" from config_version c
           where exists (select from endpoint e where e.project_id = c.operations_project and e.deleted_at is null)
             and exists (select from project p where p.id = c.operations_project and p.deleted_at is null)"#
    )
    .fetch_optional(&mut **tx)
    .await
    .doing("looking who listens to operational events")
}

/// Adds an event; `values` are those of its members.
pub(super) async fn add(
    tx: &mut PgTransaction<'_>,
    project: Uuid,
    operation: Operation,
    values: Vec<Value>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into outbox (project_id, type, payload) values ($1, $2, $3)",
        project,
        operation.name(),
        operation.payload(values).to_string(),
    )
    .execute(&mut **tx)
    .await
    .doing("telling an operational event")?;
    Ok(())
}

/// Whether it is time to tell of `subject` again: it was not told within `every_s` seconds. It counts as told then.
pub(super) async fn is_time(
    tx: &mut PgTransaction<'_>,
    subject: &str,
    every_s: u32,
) -> Result<bool, StoreError> {
    let told = sqlx::query!(
        "insert into operation_told as t (subject, told_at) values ($1, now())
         on conflict (subject) do update set told_at = now()
         where t.told_at <= now() - make_interval(secs => $2)",
        subject,
        f64::from(every_s),
    )
    .execute(&mut **tx)
    .await
    .doing("noting what was told")?;
    Ok(told.rows_affected() > 0)
}

/// A point in time as the API writes it.
pub(super) fn instant(at: OffsetDateTime) -> Value {
    // Times of the database are between 4713 BC and 294276 AD; what RFC 3339 cannot say is null.
    at.format(&Rfc3339).map_or(Value::Null, Value::from)
}
