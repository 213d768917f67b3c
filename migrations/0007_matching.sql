-- Which events an endpoint receives: labels that are found, settings as they were, and backfills.

-- A row for each label of an event, so that a list by label reads what it shows and no more. Made and dropped by the
-- day with the event.
create table event_label (
    shard      smallint not null,
    project_id uuid not null,
    name       text not null,
    value      text not null,
    id         uuid not null,                         -- of the event
    primary key (shard, project_id, name, value, id)
) partition by range (id);

do $$
declare
    day record;
begin
    for day in
        select replace(c.relname, 'event_', 'event_label_') as name, pg_get_expr(c.relpartbound, c.oid) as bound
        from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event'::regclass
    loop
        execute format('create table %I partition of event_label %s', day.name, day.bound);
    end loop;
end
$$;

create index event_unmatched on event (shard, project_id, id) where deliveries = 0;

-- What matching needed of an endpoint at each version of its settings, written with the change. With the version that
-- an event was matched with, the verdict for every endpoint can be worked out again, so none is stored.
create table endpoint_history (
    project_id      uuid not null,
    endpoint_id     uuid not null,
    version         bigint not null,                  -- config_version of the change
    at              timestamptz not null default now(),
    name            text not null,
    status          text not null,
    disabled_reason text,
    event_types     text[] not null,
    matching        jsonb not null,
    deleted         boolean not null,
    primary key (project_id, endpoint_id, version)
);
insert into endpoint_history (project_id, endpoint_id, version, at, name, status, disabled_reason, event_types,
                              matching, deleted)
select project_id, id, version, coalesce(deleted_at, updated_at), name, status, disabled_reason, event_types, matching,
       deleted_at is not null
from endpoint;

-- What the payloads of an event type have to look like, and what is done with those that do not.
alter table event_type
    add column schema     text,                       -- JSON Schema, as it was written
    add column enforce    text not null default 'off'
                              constraint event_type_enforce check (enforce in ('off', 'warn', 'reject')),
    add column deprecated boolean not null default false,
    add column version    bigint not null default 0,  -- config_version of the last change that publishing depends on
    add constraint event_type_enforces_a_schema check (enforce = 'off' or schema is not null);
