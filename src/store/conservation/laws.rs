//! The laws in SQL: each says of every row of a window whether it is broken.
//!
//! All take the same parameters: `$1` shards, `$2` and `$3` the window's ids, `$4` a project or null, `$5` how many ids
//! are named, `$6` how many idempotency records are looked at.

use super::check::Law;

/// Deliveries of an event are minted in its millisecond, so a window has all of them or none.
const MATCHED_COUNT: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select e.id, e.deliveries + coalesce(b.made, 0) <> coalesce(d.found, 0) as broken
        from event e left join (
            select event_id, count(*) as found from (
                select event_id, id from queue where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
                union
                select event_id, id from delivery where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
            ) one group by event_id
        ) d on d.event_id = e.id left join (
            select event_id, count(*) as made from backfilled
            where shard = any ($1) and event_id >= $2 and event_id < $3 and ($4::uuid is null or project_id = $4) group by event_id
        ) b on b.event_id = e.id
        where e.shard = any ($1) and e.id >= $2 and e.id < $3 and ($4::uuid is null or e.project_id = $4)
    ) judged where $6::bigint > 0";

const ONE_PLACE: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select q.id, exists (select from delivery d where d.shard = q.shard and d.id = q.id) as broken
        from queue q where q.shard = any ($1) and q.id >= $2 and q.id < $3 and ($4::uuid is null or q.project_id = $4)
    ) judged where $6::bigint > 0";

const HAS_EVENT: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select d.id, e.id is null as broken
        from (
            select shard, id, event_id from queue where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
            union all
            select shard, id, event_id from delivery where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
        ) d left join event e on e.shard = d.shard and e.id = d.event_id and e.shard = any ($1) and e.id >= $2 and e.id < $3
    ) judged where $6::bigint > 0";

/// A node that has it is just making the last attempt, which has no row yet. A late answer is a second row of its
/// number.
const ATTEMPTS_WHOLE: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select d.id, coalesce(t.numbers, 0) < d.ended or coalesce(t.last, 0) > d.attempt
                     or coalesce(t.numbers, 0) <> coalesce(t.last, 0) as broken
        from (
            select shard, id, attempt, attempt as ended from delivery where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
            union all
            select shard, id, attempt, attempt - case when owner is null then 0 else 1 end from queue where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
        ) d left join (
            select shard, delivery_id, count(distinct number) as numbers, max(number) as last from attempt
            where shard = any ($1) and delivery_id >= $2 and delivery_id < $3 group by shard, delivery_id
        ) t on t.shard = d.shard and t.delivery_id = d.id
    ) judged where $6::bigint > 0";

const HAS_DELIVERY: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select t.delivery_id as id, d.id is null as broken
        from (
            select distinct shard, delivery_id from attempt
            where shard = any ($1) and delivery_id >= $2 and delivery_id < $3
        ) t left join (
            select shard, id from queue where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
            union
            select shard, id from delivery where shard = any ($1) and id >= $2 and id < $3 and ($4::uuid is null or project_id = $4)
        ) d on d.shard = t.shard and d.id = t.delivery_id
    ) judged where $6::bigint > 0";

const HAS_NODE: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select q.id, not exists (select from node n where n.id = q.owner) as broken
        from queue q where q.owner is not null and q.shard = any ($1) and q.id >= $2 and q.id < $3
          and ($4::uuid is null or q.project_id = $4)
    ) judged where $6::bigint > 0";

/// A dead node's deliveries are taken back within seconds; a minute later they count as forgotten.
const LEASE_RUNS: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select q.id, n.lease_until < now() - interval '1 minute' as broken
        from queue q join node n on n.id = q.owner
        where q.shard = any ($1) and q.id >= $2 and q.id < $3 and ($4::uuid is null or q.project_id = $4)
    ) judged where $6::bigint > 0";

const KEY_HAS_EVENT: &str = "
    select count(*) as checked, count(*) filter (where broken) as broken,
           coalesce((array_agg(id order by id) filter (where broken))[1:$5], '{}') as ids
    from (
        select k.event_id as id, not exists (select from event e where e.shard = k.shard and e.id = k.event_id) as broken
        from (
            select shard, event_id from (
                select shard, event_id, project_id from idempotency_a
                union all
                select shard, event_id, project_id from idempotency_b
            ) both_generations
            where shard = any ($1) and event_id >= $2 and event_id < $3 and ($4::uuid is null or project_id = $4)
            limit $6
        ) k
    ) judged where $6::bigint > 0";

/// The statement of a law.
pub(super) const fn statement(law: Law) -> &'static str {
    match law {
        Law::MatchedCount => MATCHED_COUNT,
        Law::OnePlace => ONE_PLACE,
        Law::HasEvent => HAS_EVENT,
        Law::AttemptsWhole => ATTEMPTS_WHOLE,
        Law::HasDelivery => HAS_DELIVERY,
        Law::HasNode => HAS_NODE,
        Law::LeaseRuns => LEASE_RUNS,
        Law::KeyHasEvent => KEY_HAS_EVENT,
    }
}
