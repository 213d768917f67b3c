//! Counts by the minute: they agree with the rows, for an endpoint, a project and all.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying};

/// What was counted at one level, as `outcome count` lines.
fn counted(world: &World, level: &str) -> Vec<String> {
    world.database.texts(&format!(
        "select outcome || ' ' || sum(count) from rollup where {level} group by outcome order by outcome"
    ))
}

const NOBODY: &str = "'00000000-0000-0000-0000-000000000000'";

#[test]
fn counts_by_the_minute_agree_with_the_rows() {
    let world = World::start();
    let mut number = 0;
    let receiver = Receiver::scripted(move |_| {
        number += 1;
        Answer::status(if number % 3 == 0 { 200 } else { 503 })
    });
    let operator = world.operator();
    operator.endpoint("one", &receiver, retrying(&[1]));
    operator.endpoint("two", &receiver, retrying(&[1]));
    operator.publish_many("a.b", 60);
    until("everything to be finished", SOON, || {
        (world.database.count("select count(*) from queue") == 0).then_some(())
    });
    let rows = world.database.texts(
        "select kind || ' ' || count from (
             select 'accepted' as kind, count(*) from event
             union all select 'dead_lettered', count(*) from delivery where status = 'dead_lettered'
             union all select outcome, count(*) from attempt group by outcome
         ) one order by kind",
    );
    assert_eq!(rows.len(), 4, "{rows:?}");
    let all = format!("project_id = {NOBODY} and endpoint_id = {NOBODY}");
    until("the counts to be written", SOON, || (counted(&world, &all) == rows).then_some(()));
    let project = format!("project_id <> {NOBODY} and endpoint_id = {NOBODY}");
    assert_eq!(counted(&world, &project), rows);
    let endpoints = format!("endpoint_id <> {NOBODY}");
    assert_eq!(counted(&world, &endpoints), rows[1..], "an event is no endpoint's");
    let timed = world.database.count(&format!(
        "select sum(b) from rollup, unnest(buckets) b where {all} and outcome in ('succeeded', 'http_status')"
    ));
    assert_eq!(timed, world.database.count("select count(*) from attempt"), "each attempt has its latency");
}

#[test]
fn minutes_from_before_the_totals_are_added_up_by_the_migration() {
    let world = World::start();
    world.database.run(&format!("delete from rollup where project_id = {NOBODY} or endpoint_id = {NOBODY}"));
    world.database.run(
        "insert into rollup (minute, project_id, endpoint_id, outcome, count, buckets)
         select date_trunc('hour', now()) - interval '2 hours', p::text::uuid, e::text::uuid, 'timeout', 2,
                array_fill(1::bigint, array[18])
         from unnest(array['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222']) p,
              unnest(array['33333333-3333-3333-3333-333333333333', '44444444-4444-4444-4444-444444444444']) e",
    );
    let migration = include_str!("../../migrations/0003_dead_letters.sql");
    let (_, backfill) = migration.split_once("insert into rollup").expect("it fills in the totals");
    world.database.run(&format!("insert into rollup{backfill}"));
    let sums = world.database.texts(&format!(
        "select count || ' ' || buckets[1] || ' ' || array_length(buckets, 1) from rollup
         where endpoint_id = {NOBODY} and minute < now() - interval '1 hour' order by count"
    ));
    assert_eq!(sums, ["4 2 18", "4 2 18", "8 4 18"]);
}
