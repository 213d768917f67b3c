//! Counts and checksums of a table that are the same on every server that holds the same rows.

use sqlx::AssertSqlSafe;
use sqlx::PgConnection;

use crate::store::error::Doing;
use crate::store::error::StoreError;

/// What a table holds, in two numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Its rows.
    pub rows: i64,
    /// The sum of 60 bits of each row's MD5: the order of rows makes no difference, every other one does.
    pub sum: String,
}

/// Reads a table through, in a transaction that [`super::super::tables::quiet`] prepared.
pub(super) async fn digest(connection: &mut PgConnection, table: &str) -> Result<Digest, StoreError> {
    let statement = format!(
        "select count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint::numeric), 0)::text
         from {table} t"
    );
    // Safe SQL: the name is one of this schema's own tables, never input.
    let (rows, sum) = sqlx::query_as(AssertSqlSafe(statement))
        .fetch_one(connection)
        .await
        .doing("reading a table through")?;
    Ok(Digest { rows, sum })
}
