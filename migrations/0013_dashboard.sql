-- Who is signed in at the dashboard, and the one-time links that sign in.

-- A link is deleted by its use: it works once.
create table sign_in_link (
    token_hash bytea primary key constraint sign_in_link_is_hashed check (length(token_hash) = 32),
    rank       text not null constraint sign_in_link_rank check (rank in ('viewer', 'operator', 'admin')),
    actor      text not null,                         -- who asked for it, as in audit
    key_id     uuid references api_key (id),          -- the key it was asked for with; none on the socket
    project_id uuid,                                  -- the one project it may look at; null: all
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);

create table session (
    id         uuid primary key,
    token_hash bytea not null constraint session_token unique
                   constraint session_is_hashed check (length(token_hash) = 32),
    rank       text not null constraint session_rank check (rank in ('viewer', 'operator', 'admin')),
    actor      text not null,
    key_id     uuid references api_key (id),          -- ends with the key
    project_id uuid,
    way        text not null constraint session_way check (way in ('link', 'key')),
    browser    text not null,                         -- what the browser called itself
    created_at timestamptz not null default now(),
    seen_at    timestamptz not null default now(),    -- to the minute
    expires_at timestamptz not null
);

-- The strips of endpoints are read an endpoint at a time; totals, which have no endpoint, are read by minute.
create index rollup_endpoint on rollup (endpoint_id, minute)
    where endpoint_id <> '00000000-0000-0000-0000-000000000000';
