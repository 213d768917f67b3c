//! A number that changes whenever something was stored or attempted, on any node.

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;

/// Reads it: the sum of the last minutes' counts, which the roll-ups write each second. It says only that something
/// is different, not what.
pub async fn mark(store: &Store) -> Result<i64, StoreError> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(count) + max(extract(epoch from minute)::bigint) * 7, 0)::bigint as "mark!"
           from rollup where minute >= now() - interval '3 minutes'
             and project_id <> '00000000-0000-0000-0000-000000000000'
             and endpoint_id = '00000000-0000-0000-0000-000000000000'"#
    )
    .fetch_one(store.front())
    .await
    .doing("looking whether something happened")
}
