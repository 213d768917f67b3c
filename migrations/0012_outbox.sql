-- Events that were published by a transaction of the application's own, in SQL. A row becomes visible with that
-- transaction's commit, and leaves in the transaction that stores its event: it is in one of both, never in two.
-- The schema `hookit` with the function that adds rows is made by hookitd at its start: src/store/outbox/publisher.sql.

create sequence outbox_id;

create table outbox (
    id              bigint primary key default nextval('outbox_id'),
    project_id      uuid not null,
    type            text not null,
    payload         text not null,                    -- byte for byte as it was given
    idempotency_key text,
    client_id       text,
    labels          jsonb,
    ordering_key    text,
    deliver_at      timestamptz,
    expires_at      timestamptz,
    endpoint_ids    text[],
    created_at      timestamptz not null default clock_timestamp()
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off
);

-- What the API would have refused, with its reason: set aside, so that it stops nobody, until an operator looks.
create table outbox_refused (
    id              bigint primary key,
    project_id      uuid not null,
    type            text not null,
    payload         text not null,
    idempotency_key text,
    client_id       text,
    labels          jsonb,
    ordering_key    text,
    deliver_at      timestamptz,
    expires_at      timestamptz,
    endpoint_ids    text[],
    created_at      timestamptz not null,
    code            text not null,                    -- the word the API would have answered
    detail          text not null,
    refused_at      timestamptz not null default now()
);
create index outbox_refused_project on outbox_refused (project_id, id);

-- It goes with the table, so that a restore that replaces the tables replaces it too.
alter sequence outbox_id owned by outbox.id;

-- One row. Whoever drains holds its lock, so that rows leave in their order; and what the function has to know.
create table outbox_drain (
    one               boolean primary key default true constraint outbox_drain_is_one_row check (one),
    payload_bytes_max integer not null default 262144
);
insert into outbox_drain default values;

-- What `hookitd outbox` has brought from a table in another database and not yet seen gone there: the proof that a row
-- that comes again, after a crash, is here already. A crash leaves a few of these behind for good.
create table outbox_received (
    key         uuid primary key,
    received_at timestamptz not null default now()
);
