-- The spine: reference data, the live queue, and history that is only appended to.
--
-- Rules of this schema (ARCHITECTURE.md, "Decisions"):
--   * `shard` leads every key of the hot tables and stands in every statement on them;
--   * an id is a UUIDv7 whose last byte is its shard, so time is read off the id and needs no column;
--   * hot tables have no foreign keys, triggers or sequences;
--   * named CHECKs spell what a row can be.

-- Reference data ------------------------------------------------------------------------------------------

-- One row. Every change to what publishing or sending depends on raises `version`; whoever works from a
-- cached copy proves in its statement that the copy is current.
create table config_version (
    one                    boolean primary key default true constraint config_version_is_one_row check (one),
    version                bigint not null default 1,
    shards                 smallint not null default 1 constraint shards_fit_a_byte check (shards between 1 and 255),
    idempotency_current    text not null default 'a' constraint idempotency_has_two_generations
                               check (idempotency_current in ('a', 'b')),
    idempotency_rotated_at timestamptz not null default now()
);
insert into config_version default values;

create table project (
    id         uuid primary key,
    name       text not null,
    created_at timestamptz not null default now(),
    deleted_at timestamptz
);
create unique index project_name on project (name) where deleted_at is null;

create table api_key (
    id           uuid primary key,
    public_id    text not null constraint api_key_public_id unique,
    project_id   uuid references project (id),       -- null: an admin key, which belongs to no project
    name         text not null,
    scopes       text[] not null,
    secret_hash  bytea not null,                      -- SHA-256; the key itself is shown once and not kept
    created_at   timestamptz not null default now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    constraint api_key_admin_has_no_project check ((project_id is null) = ('admin' = any (scopes)))
);
create index api_key_project on api_key (project_id, id);

create table endpoint (
    id               uuid primary key,
    project_id       uuid not null references project (id),
    name             text not null,
    url              text not null,
    event_types      text[] not null,
    signature_format text not null constraint endpoint_signature_format
                         check (signature_format in ('both', 'standard', 'legacy')),
    timeout_ms       integer not null constraint endpoint_timeout_ms check (timeout_ms between 1000 and 60000),
    retry            jsonb not null,
    status           text not null constraint endpoint_status
                         check (status in ('active', 'inactive', 'paused', 'disabled')),
    disabled_reason  text,
    description      text,
    labels           jsonb not null default '{}',
    metadata         text,                            -- the operator's JSON, kept as it was written
    version          bigint not null,                 -- config_version at its last change
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    deleted_at       timestamptz,                     -- kept, so that history can name it
    constraint endpoint_disabled_has_a_reason check ((status = 'disabled') = (disabled_reason is not null))
);
create unique index endpoint_name on endpoint (project_id, name) where deleted_at is null;
create index endpoint_project on endpoint (project_id, id);
create index endpoint_version on endpoint (version);

create table endpoint_secret (
    endpoint_id    uuid not null references endpoint (id),
    secret_version integer not null,
    project_id     uuid not null,                     -- bound into the ciphertext
    key_id         integer not null,                  -- the master key it is sealed with
    sealed         bytea not null,
    created_at     timestamptz not null default now(),
    expires_at     timestamptz,                       -- null: the newest; else it signs until then
    primary key (endpoint_id, secret_version)
);

-- A known text sealed by each master key: a wrong keyring is noticed at the start, not at the first delivery.
create table keyring_check (
    key_id integer primary key,
    sealed bytea not null
);

create table audit (
    id         uuid primary key,
    at         timestamptz not null default now(),
    actor      text not null,
    action     text not null,
    object     text not null,
    project_id uuid
);
create index audit_project on audit (project_id, id);

-- A node incarnation owns rows for as long as its lease runs, by this database's clock.
create table node (
    id          uuid primary key,
    name        text not null,
    instance    text not null,                        -- where it runs; one process at a time has an instance
    version     text not null,
    roles       text[] not null,
    started_at  timestamptz not null default now(),
    lease_until timestamptz not null
);

-- Work that one node at a time does for all: making partitions, retention, rotation.
create table duty (
    name        text primary key,
    holder      uuid not null,
    lease_until timestamptz not null
);

create table redrive (
    id           uuid primary key,
    project_id   uuid not null,
    state        text not null constraint redrive_state
                     check (state in ('planned', 'running', 'paused', 'done', 'cancelled')),
    predicate    jsonb not null,
    planned_at   timestamptz not null default now(),  -- what finished later is not part of it
    rate_per_s   integer constraint redrive_rate check (rate_per_s between 1 and 100000),
    total        bigint not null,
    moved        bigint not null default 0,
    after_id     uuid,                                -- the last delivery that was looked at
    requested_by text not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    holder       uuid,
    lease_until  timestamptz,
    constraint redrive_finished_has_a_time check ((state in ('done', 'cancelled')) = (finished_at is not null))
);
create index redrive_project on redrive (project_id, id);
create index redrive_running on redrive (state) where state = 'running';

-- Counts by the minute, written in batches by the recorder; summaries come from here, never from history.
create table rollup (
    minute      timestamptz not null,
    project_id  uuid not null,
    endpoint_id uuid not null,
    outcome     text not null,                        -- an attempt's outcome, or accepted, dead_lettered
    count       bigint not null,
    buckets     bigint[] not null,                    -- of durations, by powers of two milliseconds
    primary key (minute, project_id, endpoint_id, outcome)
);

-- Live deliveries -----------------------------------------------------------------------------------------

-- A row leaves the moment its delivery is finished, so the table stays as small as the work that waits.
-- `owner` is not indexed: a claim is then a heap-only update.
create table queue (
    shard            smallint not null,
    id               uuid not null,
    event_id         uuid not null,
    endpoint_id      uuid not null,
    project_id       uuid not null,
    event_type       text not null,
    due_at           timestamptz not null,
    attempt          smallint not null,               -- number of the current or last attempt
    charged          smallint not null default 0,     -- attempts that count against the budget
    unknown_in_a_row smallint not null default 0,     -- attempts in a row whose node died
    owner            uuid,                            -- the node incarnation that has it now; null: free
    last_outcome     text,
    last_status      smallint,
    redrive_id       uuid,
    primary key (shard, id),
    constraint queue_attempt_counts_up check (attempt >= 0 and charged between 0 and attempt),
    constraint queue_owned_is_under_way check (owner is null or attempt >= 1)
) with (
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off
);
create index queue_due on queue (shard, endpoint_id, due_at);

-- History -------------------------------------------------------------------------------------------------

create table event (
    shard      smallint not null,
    id         uuid not null,
    project_id uuid not null,
    type       text not null,
    client_id  text,
    payload    bytea compression lz4 not null,        -- exactly the bytes that are signed
    deliveries integer not null,                      -- how many endpoints it was matched with
    created_at timestamptz not null default now(),
    primary key (shard, id)
) partition by range (id);
create index event_project on event (shard, project_id, id);
create index event_type on event (shard, project_id, type, id);
create index event_client on event (shard, project_id, client_id, id) where client_id is not null;

create table delivery (
    shard        smallint not null,
    id           uuid not null,
    event_id     uuid not null,
    endpoint_id  uuid not null,
    project_id   uuid not null,
    event_type   text not null,
    status       text not null constraint delivery_is_finished
                     check (status in ('succeeded', 'dead_lettered', 'cancelled')),
    cause        text,
    attempt      smallint not null,
    charged      smallint not null,
    last_outcome text,
    last_status  smallint,
    redrive_id   uuid,
    finished_at  timestamptz not null default now(),
    primary key (shard, id),
    constraint delivery_cause_unless_succeeded check ((status = 'succeeded') = (cause is null))
) partition by range (id);
create index delivery_project on delivery (shard, project_id, status, id);
create index delivery_endpoint on delivery (shard, endpoint_id, status, id);
create index delivery_type on delivery (shard, project_id, event_type, id);
create index delivery_dead on delivery (shard, project_id, last_outcome, id) where status = 'dead_lettered';
create index delivery_redrive on delivery (shard, redrive_id, status) where redrive_id is not null;

-- One row a request. A request whose node was presumed dead has a row `unknown`; if that node comes back and
-- tells how it ended, that is a second row, `late`.
create table attempt (
    shard            smallint not null,
    delivery_id      uuid not null,
    number           smallint not null,
    outcome          text not null,
    started_at       timestamptz,
    duration_ms      integer,
    dns_ms           integer,
    connect_ms       integer,
    tls_ms           integer,
    first_byte_ms    integer,
    body_ms          integer,
    dialled          text,
    response_status  smallint,
    response_headers text,
    response_body    bytea,
    body_incomplete  boolean not null default false,
    error            text,
    node             text not null,
    primary key (shard, delivery_id, number, outcome),
    constraint attempt_numbers_start_at_1 check (number >= 1)
) partition by range (delivery_id);

-- Two generations of idempotency keys: the older one is emptied and becomes the newer one, since uniqueness
-- cannot span partitions by time.
create table idempotency_a (
    shard      smallint not null,
    project_id uuid not null,
    key_hash   bytea not null,
    event_id   uuid not null,
    body_hash  bytea not null,
    queued     integer not null,
    created_at timestamptz not null default now(),
    primary key (shard, project_id, key_hash)
);
create table idempotency_b (like idempotency_a including all);
