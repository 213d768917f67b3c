//! The steps of a move: history of past days while the old database is worked on, then everything while nobody does.

use sqlx::AssertSqlSafe;
use sqlx::PgTransaction;
use time::Date;

use super::compare::Digest;
use super::compare::digest;
use super::copy::copy;
use super::tables;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::partitions;
use crate::store::partitions::HISTORY;
use crate::store::tables::quiet;

/// What became of one table.
#[derive(Debug, Clone)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// What it holds, in both databases.
    pub digest: Digest,
    /// Whether it was copied now; what was the same already was not.
    pub copied: bool,
}

/// Copies the history of days that are over. What is still added to them, or taken from them, is seen by
/// [`everything`].
pub async fn past_days(from: &Store, to: &Store, tell: &mut dyn FnMut(&Copied)) -> Result<(), StoreError> {
    let today = from.now().date();
    for day in tables::days(from).await?.into_iter().filter(|day| *day < today) {
        history(from, to, day, tell).await?;
    }
    Ok(())
}

/// Copies what is not the same yet: every day of history, and then all plain tables in one transaction, the queue
/// among them. Nobody may work on either database.
pub async fn everything(from: &Store, to: &Store, tell: &mut dyn FnMut(&Copied)) -> Result<(), StoreError> {
    let held = tables::days(from).await?;
    for day in &held {
        history(from, to, *day, tell).await?;
    }
    // A day that the old database has dropped since it was copied.
    for day in tables::days(to).await?.into_iter().filter(|day| !held.contains(day)) {
        clear(to, day).await?;
    }
    let mut source = begin(from).await?;
    let mut target = begin(to).await?;
    // Whoever is just publishing in SQL ends first, and whoever comes later learns that the tables were moved. It is the
    // first statement that reads, so what those left is seen.
    sqlx::raw_sql("lock table outbox in share mode")
        .execute(&mut *source)
        .await
        .doing("waiting for those who publish in SQL")?;
    let plain = tables::plain(&mut source).await?;
    let all: Vec<String> = plain.iter().map(|table| format!("\"{table}\"")).collect();
    // Safe SQL: the names are Postgres' own.
    sqlx::raw_sql(AssertSqlSafe(format!("truncate {}", all.join(", "))))
        .execute(&mut *target)
        .await
        .doing("emptying the new tables")?;
    let mut told = Vec::with_capacity(plain.len());
    for table in &plain {
        let quoted = format!("\"{table}\"");
        copy(&mut source, &mut target, &quoted).await?;
        told.push(same(&mut source, &mut target, &quoted, true).await?);
    }
    sqlx::query!(
        "select setval('outbox_id', (select greatest(max(id), 1) from (select id from outbox
                                     union all select id from outbox_refused) r))"
    )
    .fetch_one(&mut *target)
    .await
    .doing("going on with the numbers of the outbox")?;
    target.commit().await.doing("ending to write the new tables")?;
    source.rollback().await.doing("ending to read the old tables")?;
    told.iter().for_each(tell);
    Ok(())
}

/// One day of all tables of history.
async fn history(
    from: &Store,
    to: &Store,
    day: Date,
    tell: &mut dyn FnMut(&Copied),
) -> Result<(), StoreError> {
    partitions::make_day(to, day).await?;
    for parent in HISTORY {
        let table = partitions::name(parent, day);
        let mut source = begin(from).await?;
        let mut target = begin(to).await?;
        if !exists(&mut source, &table).await? {
            continue;
        }
        let before = digest(&mut source, &table).await?;
        if digest(&mut target, &table).await? == before {
            tell(&Copied { table, digest: before, copied: false });
            continue;
        }
        // Safe SQL: the name is made of a fixed word and a date.
        sqlx::raw_sql(AssertSqlSafe(format!("truncate {table}")))
            .execute(&mut *target)
            .await
            .doing("emptying a day")?;
        copy(&mut source, &mut target, &table).await?;
        let copied = same(&mut source, &mut target, &table, true).await?;
        target.commit().await.doing("ending to write a day")?;
        source.rollback().await.doing("ending to read a day")?;
        tell(&copied);
    }
    Ok(())
}

/// Proves that both hold the same; if not, nothing of it is kept.
async fn same(
    source: &mut PgTransaction<'_>,
    target: &mut PgTransaction<'_>,
    table: &str,
    copied: bool,
) -> Result<Copied, StoreError> {
    let wanted = digest(source, table).await?;
    let found = digest(target, table).await?;
    if wanted != found {
        return Err(StoreError::CopyDiffers {
            table: table.to_owned(),
            wanted: wanted.rows,
            found: found.rows,
        });
    }
    Ok(Copied { table: table.trim_matches('"').to_owned(), digest: wanted, copied })
}

async fn begin(store: &Store) -> Result<PgTransaction<'static>, StoreError> {
    let mut tx = store.front().begin().await.doing("beginning to compare")?;
    quiet(&mut tx).await?;
    Ok(tx)
}

async fn exists(tx: &mut PgTransaction<'_>, table: &str) -> Result<bool, StoreError> {
    sqlx::query_scalar!(r#"select to_regclass($1) is not null as "exists!""#, table)
        .fetch_one(&mut **tx)
        .await
        .doing("looking for a day")
}

async fn clear(store: &Store, day: Date) -> Result<(), StoreError> {
    for parent in HISTORY {
        let mut tx = store.front().begin().await.doing("beginning to empty a day")?;
        let table = partitions::name(parent, day);
        if exists(&mut tx, &table).await? {
            // Safe SQL: the name is made of a fixed word and a date.
            sqlx::raw_sql(AssertSqlSafe(format!("truncate {table}")))
                .execute(&mut *tx)
                .await
                .doing("emptying a day")?;
        }
        tx.commit().await.doing("emptying a day")?;
    }
    Ok(())
}
