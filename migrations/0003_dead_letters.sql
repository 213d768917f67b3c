-- Who ended a delivery, and the orders in which summaries, the status and the audit trail are read.

alter table delivery add column ended_by text;        -- the operator who cancelled or dropped it; null: nobody did

-- A project's or an endpoint's minutes one after the other. Rows without endpoint are those of a whole project,
-- rows without project are those of all: summaries read these and need not add up endpoints.
create index rollup_series on rollup (project_id, endpoint_id, minute);

-- What went wrong lately, whoever it was.
create index rollup_failed on rollup (minute) where outcome not in ('accepted', 'succeeded', 'dead_lettered');

-- Who did something last to one thing.
create index audit_object on audit (object, id);
