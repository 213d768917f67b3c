-- The schema `hookit`: what an application may call in its own transactions, and the role that may call it.
--
-- Run at every start. It is no migration, so that it follows the program, is left out of backups, and can be made up for
-- later where a role was not allowed to make it.
do $made$
declare
    ours text := quote_ident(current_schema());
begin
    -- Daemons that start together take turns.
    perform pg_advisory_xact_lock(hashtext('hookit publisher'));
    if to_regnamespace('hookit') is null then
        create schema hookit;
    end if;
    execute replace($body$
create or replace function hookit.publish(
    project text,
    type text,
    payload text,
    idempotency_key text default null,
    labels jsonb default null,
    ordering_key text default null,
    deliver_at timestamptz default null,
    expires_at timestamptz default null,
    endpoint_ids text[] default null,
    id text default null
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $publish$
declare
    of_project uuid;
    bytes_max integer;
    receipt bigint;
begin
    select p.id into of_project from %%.project p where p.name = publish.project and p.deleted_at is null;
    if of_project is null then
        raise exception using errcode = '22023', hint = 'hookit project list',
            message = format('there is no project %L', left(publish.project, 64));
    end if;
    if publish.type is null or publish.type !~ '^[!-~]{1,255}$' or publish.type ~ '^__|[*]|^[.]|[.][.]|[.]$' then
        raise exception using errcode = '22023', message =
            'type: 1 to 255 visible ASCII characters other than *, in segments parted by ., not beginning with __';
    end if;
    select d.payload_bytes_max into bytes_max from %%.outbox_drain d;
    if publish.payload is null then
        raise exception using errcode = '22023', message = 'payload: it is null; for the JSON value give ''null''';
    elsif octet_length(publish.payload) > bytes_max then
        raise exception using errcode = '22023',
            message = format('payload: it has %s bytes, and ingest.payload_bytes_max is %s',
                             octet_length(publish.payload), bytes_max);
    end if;
    -- Not JSON: Postgres says where.
    perform publish.payload::json;
    if publish.idempotency_key !~ '^[!-~]{1,255}$' then
        raise exception using errcode = '22023', message = 'idempotency_key: 1 to 255 visible ASCII characters';
    elsif publish.id !~ '^[A-Za-z0-9_-]{1,64}$' then
        raise exception using errcode = '22023', message = 'id: 1 to 64 letters, digits, _ and -';
    elsif jsonb_typeof(publish.labels) <> 'object'
          or jsonb_path_exists(publish.labels, 'strict $.* ? (@.type() != "string")') then
        raise exception using errcode = '22023', message = 'labels: an object whose values are strings';
    elsif octet_length(publish.ordering_key) not between 1 and 255 then
        raise exception using errcode = '22023', message = 'ordering_key: 1 to 255 bytes';
    elsif publish.deliver_at > now() + interval '90 days' then
        raise exception using errcode = '22023', message = 'deliver_at: at most 90 days ahead';
    elsif publish.expires_at <= publish.deliver_at then
        raise exception using errcode = '22023', message = 'expires_at: after deliver_at';
    elsif publish.expires_at > '9999-01-01' or least(publish.deliver_at, publish.expires_at) < '1970-01-01' then
        raise exception using errcode = '22023', message = 'deliver_at, expires_at: between 1970 and 9999';
    end if;
    insert into %%.outbox (project_id, type, payload, idempotency_key, client_id, labels, ordering_key,
                          deliver_at, expires_at, endpoint_ids)
    values (of_project, publish.type, publish.payload, publish.idempotency_key, publish.id, publish.labels,
            publish.ordering_key, publish.deliver_at, publish.expires_at, publish.endpoint_ids)
    returning outbox.id into receipt;
    -- After the insert, which waits while a move reads the table: nobody would look here any more.
    if exists (select from %%.database_move m where m.direction = 'out' and m.state <> 'copying') then
        raise exception using errcode = '55000', message = 'HookIt''s tables were moved to another database';
    end if;
    if current_setting('hookit.notify', true) = 'on' then
        perform pg_notify('hookit_outbox', '');
    end if;
    return receipt;
end
$publish$
$body$, '%%.', ours || '.');
    create or replace function hookit.publish(
        project text, type text, payload json, idempotency_key text default null, labels jsonb default null,
        ordering_key text default null, deliver_at timestamptz default null, expires_at timestamptz default null,
        endpoint_ids text[] default null, id text default null
    ) returns bigint language sql as $publish$
        select hookit.publish(project, type, payload::pg_catalog.text, idempotency_key, labels, ordering_key,
                              deliver_at, expires_at, endpoint_ids, id)
    $publish$;
    create or replace function hookit.publish(
        project text, type text, payload jsonb, idempotency_key text default null, labels jsonb default null,
        ordering_key text default null, deliver_at timestamptz default null, expires_at timestamptz default null,
        endpoint_ids text[] default null, id text default null
    ) returns bigint language sql as $publish$
        select hookit.publish(project, type, payload::pg_catalog.text, idempotency_key, labels, ordering_key,
                              deliver_at, expires_at, endpoint_ids, id)
    $publish$;
    revoke all on all functions in schema hookit from public;
    if not exists (select from pg_roles where rolname = 'hookit_publisher') then
        begin
            create role hookit_publisher nologin;
        exception
            -- Another database of this server is just making it; or this role makes no roles, which is told.
            when duplicate_object or unique_violation or insufficient_privilege then null;
        end;
    end if;
    if exists (select from pg_roles where rolname = 'hookit_publisher') then
        grant usage on schema hookit to hookit_publisher;
        grant execute on all functions in schema hookit to hookit_publisher;
    end if;
end
$made$
