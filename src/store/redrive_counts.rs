//! What became of a redrive's deliveries: added to its counts as they leave it, and final once all have an outcome.

use std::collections::BTreeMap;

use sqlx::PgTransaction;
use uuid::Uuid;

use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;
use crate::domain::delivery::Status;

/// What left redrives within a transaction: for each, how many were delivered, dead and cancelled.
#[derive(Debug, Default)]
pub(crate) struct Leavers(BTreeMap<Uuid, [i64; 3]>);

impl Leavers {
    /// Notes that so many deliveries in this state, by its stored word, leave a redrive.
    pub(crate) fn add(&mut self, redrive: Uuid, status: &str, count: i64) {
        let states = [Status::Succeeded, Status::DeadLettered, Status::Cancelled];
        let Some(place) = states.iter().position(|state| state.as_str() == status) else { return };
        self.0.entry(redrive).or_default()[place] += count;
    }

    /// Adds them to the redrives' counts. The newest redrive comes first: a step of a redrive holds its own row and
    /// only takes from older ones, so nobody waits in a circle.
    pub(crate) async fn credit(self, tx: &mut PgTransaction<'_>) -> Result<(), StoreError> {
        for (redrive, [delivered, dead, cancelled]) in self.0.into_iter().rev() {
            sqlx::query!(
                "update redrive set delivered = delivered + $2, dead = dead + $3, cancelled = cancelled + $4
                 where id = $1 and settled_at is null",
                redrive,
                delivered,
                dead,
                cancelled,
            )
            .execute(&mut **tx)
            .await
            .doing("counting what leaves a redrive")?;
        }
        Ok(())
    }
}

/// Makes the counts of redrives final that have ended and whose deliveries all have an outcome. The counts must still be
/// those that were read when they are changed, so a delivery that leaves meanwhile is not counted twice.
pub(crate) async fn settle(store: &Store) -> Result<u64, StoreError> {
    let whole = sqlx::query!(
        r#"select r.id, r.delivered, r.dead, r.cancelled, c.delivered as "delivered_now!", c.dead as "dead_now!",
                  c.cancelled as "cancelled_now!"
           from redrive r cross join lateral (
               select count(*) filter (where d.status = 'succeeded') as delivered,
                      count(*) filter (where d.status = 'dead_lettered') as dead,
                      count(*) filter (where d.status = 'cancelled') as cancelled
               from delivery d where d.shard = any ($1) and d.redrive_id = r.id) c
           where r.finished_at is not null and r.settled_at is null
             and r.moved = r.delivered + r.dead + r.cancelled + c.delivered + c.dead + c.cancelled"#,
        &store.shards(),
    )
    .fetch_all(store.delivery())
    .await
    .doing("looking for redrives to settle")?;
    let mut settled = 0;
    for row in whole {
        let changed = sqlx::query!(
            "update redrive set delivered = $2, dead = $3, cancelled = $4, settled_at = now()
             where id = $1 and settled_at is null and delivered = $5 and dead = $6 and cancelled = $7",
            row.id,
            row.delivered + row.delivered_now,
            row.dead + row.dead_now,
            row.cancelled + row.cancelled_now,
            row.delivered,
            row.dead,
            row.cancelled,
        )
        .execute(store.delivery())
        .await
        .doing("settling a redrive")?;
        settled += changed.rows_affected();
    }
    Ok(settled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_is_counted_by_redrive_and_state() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut leavers = Leavers::default();
        for (redrive, status, count) in
            [(one, "succeeded", 2), (other, "dead_lettered", 1), (one, "cancelled", 3), (one, "succeeded", 1)]
        {
            leavers.add(redrive, status, count);
        }
        assert_eq!(leavers.0, BTreeMap::from([(one, [3, 0, 3]), (other, [0, 1, 0])]));
    }
}
