-- Who ended a delivery, and the orders in which summaries, the status and the audit trail are read.

alter table delivery add column ended_by text;        -- the operator who cancelled or dropped it; null: nobody did

-- Dead letters by cause are counted from this alone, without a look at the rows, which lie far apart.
create index delivery_dead_cause on delivery (shard, project_id, id)
    include (endpoint_id, last_outcome, last_status, event_type) where status = 'dead_lettered';

-- A project's or an endpoint's minutes one after the other. Rows without endpoint are those of a whole project,
-- rows without project are those of all: summaries read these and need not add up endpoints.
create index rollup_series on rollup (project_id, endpoint_id, minute);

-- What went wrong lately, whoever it was.
create index rollup_failed on rollup (minute) where outcome not in ('accepted', 'succeeded', 'dead_lettered');

-- Who did something last to one thing.
create index audit_object on audit (object, id);

-- The minutes that were counted before there were rows of whole projects and of all.
insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
select r.minute, p.id, '00000000-0000-0000-0000-000000000000', r.outcome, sum(r.count),
       array(select sum(b.value)::bigint from rollup s
             cross join unnest(s.buckets) with ordinality as b (value, place)
             where s.minute = r.minute and s.outcome = r.outcome
               and (s.project_id = p.id or p.id = '00000000-0000-0000-0000-000000000000')
             group by b.place order by b.place)
from rollup r cross join lateral (
    values (r.project_id), ('00000000-0000-0000-0000-000000000000'::uuid)
) p (id)
group by r.minute, p.id, r.outcome
on conflict do nothing;
