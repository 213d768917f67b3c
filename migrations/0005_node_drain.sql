-- Nodes can be drained, and say with every renewal of their lease what they have.

alter table node
    add column draining  boolean not null default false,  -- an operator's wish; the node obeys at its next renewal
    add column in_flight integer not null default 0,      -- requests under way
    add column waiting   integer not null default 0;      -- deliveries it owns that wait for a place
