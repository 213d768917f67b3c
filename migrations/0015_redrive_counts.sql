-- What became of a redrive's deliveries is counted live while they are its own. What leaves it (redriven once more, or
-- dropped with its day of history) is added here as it leaves, and once all of them have an outcome the counts are final.

alter table redrive
    add column delivered  bigint not null default 0,
    add column dead       bigint not null default 0,
    add column cancelled  bigint not null default 0,
    add column settled_at timestamptz;  -- the three counts are final since; null: what history has is to be added

create index redrive_unsettled on redrive (finished_at) where finished_at is not null and settled_at is null;

-- What finished before this: its counts as they can be seen now.
update redrive r
set delivered = c.delivered, dead = c.dead, cancelled = c.cancelled, settled_at = now()
from (select r.id,
             count(d.id) filter (where d.status = 'succeeded') as delivered,
             count(d.id) filter (where d.status = 'dead_lettered') as dead,
             count(d.id) filter (where d.status = 'cancelled') as cancelled
      from redrive r left join delivery d
           on d.redrive_id = r.id and d.shard = any (array(select generate_series(0, 255)::smallint))
      where r.finished_at is not null
      group by r.id) c
where c.id = r.id and not exists (select from queue q where q.redrive_id = r.id);

-- Whether a node had heard of the wish to drain when it last told what it has: only then it holds nothing new.
alter table node add column drain_heard boolean not null default false;
