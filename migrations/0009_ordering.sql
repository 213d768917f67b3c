-- Publish order of events with an ordering key.

-- What was given out last. A writer takes a number for each keyed event before it stores the event, so whoever
-- publishes after an answer has a higher one, whichever node it asked.
create table ordering_clock (
    one   boolean primary key default true constraint ordering_clock_is_one_row check (one),
    taken bigint not null default 0
);
insert into ordering_clock default values;

alter table queue add column order_no bigint not null default 0;
create index queue_key on queue (shard, endpoint_id, ordering_key, order_no) where ordering_key is not null;

alter table delivery add column order_no bigint not null default 0;
create index delivery_blocking on delivery (shard, endpoint_id, ordering_key, order_no)
    where status = 'dead_lettered' and ordering_key is not null;
