-- What an endpoint can be set to beyond the spine, a column a concern, and what an event carries beyond its payload.
-- A concern's form is that of its type in `domain`; what SQL itself looks at has columns of its own.

alter table endpoint
    add column matching  jsonb not null default '{}',   -- which events: domain/matching.rs
    add column shaping   jsonb not null default '{}',   -- what is sent of them: domain/shaping.rs
    add column pacing    jsonb not null default '{}',   -- how fast: domain/pacing.rs
    add column ordering  jsonb not null default '{}',   -- in which order: domain/ordering.rs
    add column transport jsonb not null default '{}';   -- by which way: domain/transport.rs

alter table event
    add column labels          jsonb,                    -- strings by name, from the producer
    add column ordering_key    text,
    add column deliver_at      timestamptz,              -- not sent before; null: at once
    add column expires_at      timestamptz,              -- not sent after; null: never
    add column endpoint_ids    jsonb,                    -- the only endpoints that were meant; null: all
    add column matched_version bigint not null default 0;  -- config_version it was matched with

alter table queue
    add column ordering_key text,
    add column expires_at   timestamptz;

alter table delivery
    add column ordering_key text;
