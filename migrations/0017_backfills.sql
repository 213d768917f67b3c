-- Backfills: deliveries of events that were published before their endpoint would have received them.

-- A backfill is an order as a redrive is, and runs as one; its predicate names the endpoint and the window.
alter table redrive add column kind text not null default 'redrive'
    constraint redrive_kind check (kind in ('redrive', 'backfill'));

-- A row for each delivery that a backfill made. `event.deliveries` stays what the event was matched with: changing the
-- event's row would show it in the feed again. The key lets two backfills make one delivery. Made and dropped by the day
-- with the event.
create table backfilled (
    shard       smallint not null,
    event_id    uuid not null,
    endpoint_id uuid not null,
    delivery_id uuid not null,
    project_id  uuid not null,
    redrive_id  uuid not null,                        -- the backfill
    at          timestamptz not null default now(),
    primary key (shard, event_id, endpoint_id)
) partition by range (event_id);

do $$
declare
    day record;
begin
    for day in
        select replace(c.relname, 'event_', 'backfilled_') as name, pg_get_expr(c.relpartbound, c.oid) as bound
        from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'event'::regclass
    loop
        execute format('create table %I partition of backfilled %s', day.name, day.bound);
    end loop;
end
$$;

-- The place in publish order of an event with an ordering key, so that a delivery made later takes it too; 0 for events
-- of before.
alter table event add column order_no bigint not null default 0;
