-- What a feed of a project needs beside events: when an attempt was recorded, and what was redriven.

-- By the database's clock, in the statement that adds the row. `started_at` may lie minutes before that, or be
-- unknown; who follows attempts as they happen has to look from this instant on only.
alter table attempt add column recorded_at timestamptz not null default now();
create index attempt_recorded on attempt (shard, recorded_at);

-- One row for each delivery that an operator put back, written in the transaction that put it back. Only for
-- those who follow: it is kept for two days.
create table redriven (
    shard       smallint not null,
    project_id  uuid not null,
    at          timestamptz not null default clock_timestamp(),
    delivery_id uuid not null,
    event_id    uuid not null,
    endpoint_id uuid not null,
    event_type  text not null,
    redrive_id  uuid,                                 -- null: the one delivery was redriven by itself
    primary key (shard, project_id, at, delivery_id)
);
create index redriven_at on redriven (at);
