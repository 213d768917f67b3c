//! Partitions: one a day for events, their labels, deliveries, those of backfills, and attempts, made before the day begins.

use sqlx::AssertSqlSafe;
use sqlx::PgTransaction;
use time::Date;
use time::Duration;
use time::OffsetDateTime;
use time::macros::format_description;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::id::floor_at;

/// Days for which partitions are made ahead, today not counted.
pub const DAYS_AHEAD: u16 = 7;

/// The tables of history; a day's partitions are made and dropped together.
pub(crate) const HISTORY: [&str; 5] = ["event", "event_label", "backfilled", "delivery", "attempt"];

/// The name of the partition of `table` for `day`.
pub(crate) fn name(table: &str, day: Date) -> String {
    let day = day.format(format_description!("[year][month][day]")).unwrap_or_default();
    format!("{table}_{day}")
}

/// The day a partition's name speaks of.
pub(crate) fn day_of(partition: &str) -> Option<Date> {
    let (_, day) = partition.rsplit_once('_')?;
    Date::parse(day, format_description!("[year][month][day]")).ok()
}

/// The first millisecond of a day.
pub(crate) fn start_ms(day: Date) -> u64 {
    u64::try_from(day.midnight().assume_utc().unix_timestamp_nanos() / 1_000_000).unwrap_or(0)
}

/// Makes what is missing of yesterday's, today's and the next days' partitions. Yesterday's, since an id may
/// have been minted just before midnight.
pub async fn make(store: &Store, days_ahead: u16) -> Result<(), StoreError> {
    let today = store.now().date();
    let mut tx = store.front().begin().await.doing("beginning to make partitions")?;
    // One node at a time; the others wait a moment and find nothing to do.
    sqlx::query!("select one from config_version for update")
        .fetch_one(&mut *tx)
        .await
        .doing("making partitions")?;
    for offset in -1..=i64::from(days_ahead) {
        let Some(day) = today.checked_add(Duration::days(offset)) else { continue };
        for table in HISTORY {
            make_one(&mut tx, table, day).await?;
        }
    }
    tx.commit().await.doing("making partitions")
}

/// Makes what is missing of one day's partitions, whatever day that is.
pub(crate) async fn make_day(store: &Store, day: Date) -> Result<(), StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to make partitions")?;
    for table in HISTORY {
        make_one(&mut tx, table, day).await?;
    }
    tx.commit().await.doing("making partitions")
}

async fn make_one(tx: &mut PgTransaction<'_>, table: &str, day: Date) -> Result<(), StoreError> {
    let partition = name(table, day);
    let exists = sqlx::query_scalar!(r#"select to_regclass($1) is not null as "exists!""#, &partition)
        .fetch_one(&mut **tx)
        .await
        .doing("looking for a partition")?;
    if exists {
        return Ok(());
    }
    let low = floor_at(start_ms(day));
    let high = floor_at(start_ms(day) + 86_400_000);
    // Attaching takes a weaker lock on the parent than creating in place. Names and bounds are made of a
    // fixed word, a date and ids, never of input.
    let create = format!("create table {partition} (like {table} including all)");
    let attach =
        format!("alter table {table} attach partition {partition} for values from ('{low}') to ('{high}')");
    for statement in [create, attach] {
        // Safe SQL: as said above, nothing of it is input.
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut **tx).await.doing("making a partition")?;
    }
    Ok(())
}

/// The first day whose partitions are missing, for the forecast of `doctor` and readiness.
pub async fn missing_from(store: &Store) -> Result<Option<OffsetDateTime>, StoreError> {
    let last = sqlx::query_scalar!(
        r#"select max(c.relname::text) from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'event'::regclass"#
    )
    .fetch_one(store.front())
    .await
    .doing("looking at partitions")?;
    let last = last.as_deref().and_then(day_of).and_then(Date::next_day);
    Ok(last.map(|day| day.midnight().assume_utc()))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_partition_is_named_after_its_day() {
        let day = date!(2026 - 11 - 24);
        assert_eq!(name("event", day), "event_20261124");
        assert_eq!(day_of("event_20261124"), Some(day));
        assert_eq!(day_of("event"), None);
        assert_eq!(start_ms(day), 1_795_478_400_000);
    }
}
