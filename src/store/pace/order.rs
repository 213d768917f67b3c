//! Publish order: numbers that grow with every keyed event, whichever node stores it.

use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Takes `count` numbers in a row; answers the one before the first.
///
/// It is a statement of its own and ends before the events are stored, so publishers do not wait for each other. Its
/// commit is not waited for on disk: the commit of the events comes later in the log and takes it along, and a number
/// that no event has is not missed.
pub(crate) async fn take(store: &Store, count: usize) -> Result<i64, StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let taken = sqlx::query_scalar!(
        r#"with quick as (select set_config('synchronous_commit', 'off', true))
           update ordering_clock set taken = taken + $1 from quick where one returning taken"#,
        count,
    )
    .fetch_one(store.front())
    .await
    .doing("taking numbers of publish order")?;
    Ok(taken - count)
}
