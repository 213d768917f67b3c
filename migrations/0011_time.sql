-- Deliveries that are not to be sent after some instant are found by it. Rows without one are not in this index, so
-- they cost nothing.

create index queue_expires on queue (shard, expires_at) where expires_at is not null;
