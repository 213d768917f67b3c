-- How fast an endpoint is sent to, kept by all nodes together: its turn, its circuit, and what is under way.

-- One row for an endpoint that has a limit, an order, or a circuit that was opened once. Whoever claims for such an
-- endpoint holds its row for that long, so that two nodes never grant the same turn.
create table endpoint_pace (
    endpoint_id   uuid primary key,
    next_at       timestamptz not null default 'epoch',  -- when its next request may begin
    circuit       text not null default 'closed' constraint endpoint_pace_circuit
                      check (circuit in ('closed', 'open', 'recovering')),
    circuit_since timestamptz,
    circuit_cause text,                              -- how the last attempt before it failed
    probe_at      timestamptz,                       -- when the next single delivery may try
    probes        smallint not null default 0,       -- probes in a row that failed
    constraint endpoint_pace_open_is_probed check ((circuit = 'open') = (probe_at is not null)),
    constraint endpoint_pace_circuit_has_a_time check (circuit = 'closed' or circuit_since is not null)
);
create index endpoint_pace_circuits on endpoint_pace (circuit) where circuit <> 'closed';

-- `paced`: the node that owns the row took it under its endpoint's limit. It stays false for all others, whose
-- claims therefore stay heap-only updates.
alter table queue add column paced boolean not null default false;
create index queue_paced on queue (shard, endpoint_id) where paced;
