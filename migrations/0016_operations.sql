-- What HookIt tells about itself: the project that it is told in, what waits to be told, and what has to be known for it.

-- The project that hookitd made for its own events; a project of the same name that somebody else made is none of it.
alter table config_version add column operations_project uuid;

-- Dead letters that nobody was told of yet. Written with the dead letter, and only while somebody listens.
create table dead_letter_news (
    shard           smallint not null,
    delivery_id     uuid not null,
    number          smallint not null,                -- of its last attempt: a redriven one may die again
    endpoint_id     uuid not null,
    project_id      uuid not null,
    event_type      text not null,
    cause           text not null,
    outcome         text,
    response_status smallint,
    at              timestamptz not null default now(),
    primary key (shard, delivery_id, number)
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    vacuum_truncate = off
);

-- When something that goes on was told last, so that it is not told all the time.
create table operation_told (
    subject text primary key,
    told_at timestamptz not null
);

-- `left_at`: the node gave its lease back, or whoever took its place ended it. `lost_at`: others noticed that it ran out.
alter table node
    add column left_at timestamptz,
    add column lost_at timestamptz;

-- Endpoints whose receiver fails: since the first failure after the last success. A success deletes the row.
create table endpoint_failing (
    endpoint_id uuid primary key,
    since       timestamptz not null,
    failures    bigint not null
);
