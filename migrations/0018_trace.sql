-- The trace an event was published within, as its producer told it: the W3C header `traceparent` and what came with it in
-- `tracestate`. Each attempt carries it on. Nothing is asked for by it, so it has no index.
alter table event
    add column traceparent text,
    add column tracestate  text;
