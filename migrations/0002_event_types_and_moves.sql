-- Event types as a registry: what a project's producers say they publish. Nothing depends on a row being here.

-- The index had the name that the table now needs.
alter index event_type rename to event_by_type;

create table event_type (
    id          uuid primary key,
    project_id  uuid not null references project (id),
    name        text not null,
    description text,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint event_type_name unique (project_id, name)
);
create index event_type_project on event_type (project_id, id);

-- A move of this database to another one, or into this one. What is being moved, or was moved away, no daemon may
-- work on.
create table database_move (
    direction   text primary key constraint database_move_direction check (direction in ('out', 'in')),
    id          uuid not null,                        -- the same in both databases
    peer        text not null,                        -- the other database, without a password
    state       text not null constraint database_move_state check (state in ('copying', 'switching', 'done')),
    started_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);
