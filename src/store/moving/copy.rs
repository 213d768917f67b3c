//! One table from the old database into the new one, row by row as text, in batches.

use sqlx::AssertSqlSafe;
use sqlx::PgConnection;

use crate::store::error::Doing;
use crate::store::error::StoreError;

/// Rows of a batch. An event may have a quarter of a megabyte, which is twice that as text.
const ROWS_MAX: i64 = 200;

/// Copies all rows of `table` as both transactions see it. Both were prepared by
/// [`super::super::tables::quiet`], so that a row's text means the same on both sides.
pub(super) async fn copy(
    from: &mut PgConnection,
    to: &mut PgConnection,
    table: &str,
) -> Result<u64, StoreError> {
    let declare = format!("declare moved no scroll cursor for select t::text from {table} t");
    // Safe SQL: the name is one of this schema's own tables, never input.
    sqlx::raw_sql(AssertSqlSafe(declare)).execute(&mut *from).await.doing("beginning to read a table")?;
    let fetch = format!("fetch {ROWS_MAX} from moved");
    // The row is made of its text once, below the fence of `offset 0`, and then taken apart.
    let insert = format!(
        "insert into {table} select (r.made).* from (
             select (given.text)::{table} as made from unnest($1::text[]) as given (text) offset 0) r"
    );
    let mut moved = 0;
    loop {
        // Safe SQL: a constant.
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(fetch.clone()))
            .fetch_all(&mut *from)
            .await
            .doing("reading a table")?;
        if rows.is_empty() {
            break;
        }
        moved += rows.len() as u64;
        // Safe SQL: the name is one of this schema's own tables, never input; rows are bound.
        sqlx::query(AssertSqlSafe(insert.clone()))
            .bind(rows)
            .execute(&mut *to)
            .await
            .doing("writing a table")?;
    }
    sqlx::raw_sql("close moved").execute(from).await.doing("ending to read a table")?;
    Ok(moved)
}
