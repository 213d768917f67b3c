//! The feed: every event and redrive once, whoever publishes, whichever node is asked, however late a commit comes.

use crate::support::answer::Answer;
use crate::support::hookitd::Hookitd;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text, with_one_and_eight_shards};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

with_one_and_eight_shards!(
    nothing_is_lost_or_repeated_while_two_nodes_take_events_from_many_producers,
    an_event_that_is_committed_late_is_given_late_and_once,
    events_of_the_past_come_first_and_in_their_order,
    redriven_deliveries_and_attempts_are_in_the_feed,
);

/// Somebody who follows the feed.
struct Follower {
    operator: Operator,
    query: &'static str,
    cursor: String,
    seen: Vec<Value>,
}

impl Follower {
    fn begin(daemon: &Hookitd, query: &'static str) -> Self {
        let operator = Operator::of(daemon);
        let first = operator.client().get(&format!("/events/feed?{query}")).expect(200);
        let seen = first["items"].as_array().expect("it has items").clone();
        Self { operator, query, cursor: text(&first, "next_cursor"), seen }
    }

    /// Asks once; whether there was something or is more.
    #[track_caller]
    fn go_on(&mut self, wait_ms: u64) -> bool {
        let query: Vec<&str> = self.query.split('&').filter(|part| !part.starts_with("since=")).collect();
        let path = format!("/events/feed?{}&cursor={}&wait_ms={wait_ms}", query.join("&"), self.cursor);
        let page = self.operator.client().get(&path).expect(200);
        self.cursor = text(&page, "next_cursor");
        let items = page["items"].as_array().expect("it has items");
        self.seen.extend(items.iter().cloned());
        !items.is_empty() || page["more"] == true
    }

    #[track_caller]
    fn until_seen(&mut self, count: usize) -> &[Value] {
        let end = Instant::now() + SOON;
        while self.seen.len() < count {
            assert!(Instant::now() < end, "{} of {count} were seen", self.seen.len());
            self.go_on(200);
        }
        &self.seen
    }

    fn ids(&self) -> Vec<String> {
        self.seen.iter().map(|item| text(item, "event_id")).collect()
    }
}

fn nothing_is_lost_or_repeated_while_two_nodes_take_events_from_many_producers(shards: u8) {
    const PRODUCERS: usize = 6;
    const EACH: usize = 150;
    let world = World::sharded(shards);
    let setup = world.second_setup();
    let second = setup.start();
    let mut followers =
        [Follower::begin(&world.daemon, "limit=7"), Follower::begin(&second, "payloads=false&limit=200")];
    let left = AtomicUsize::new(PRODUCERS);
    let published: HashSet<String> = thread::scope(|scope| {
        let producers: Vec<_> = (0..PRODUCERS)
            .map(|number| {
                let operator = Operator::of(if number % 2 == 0 { &world.daemon } else { &second });
                let left = &left;
                scope.spawn(move || {
                    let ids: Vec<String> = (0..EACH).map(|_| operator.publish("a.b")).collect();
                    left.fetch_sub(1, Ordering::SeqCst);
                    ids
                })
            })
            .collect();
        for follower in &mut followers {
            let left = &left;
            scope.spawn(move || {
                while left.load(Ordering::SeqCst) > 0 || follower.go_on(0) {
                    follower.go_on(20);
                }
            });
        }
        producers.into_iter().flat_map(|one| one.join().expect("a producer ends")).collect()
    });
    assert_eq!(published.len(), PRODUCERS * EACH);
    for follower in &mut followers {
        follower.until_seen(published.len());
        // What comes later would be a repetition.
        while follower.go_on(0) {}
        let ids = follower.ids();
        assert_eq!(ids.len(), published.len());
        assert_eq!(ids.into_iter().collect::<HashSet<_>>(), published);
    }
    // Where a reader stands is no secret of a node.
    let [first, _] = &mut followers;
    first.operator = Operator::of(&second);
    let late = Operator::of(&world.daemon).publish("a.b");
    assert_eq!(first.until_seen(published.len() + 1).last().map(|item| text(item, "event_id")), Some(late));
}

fn an_event_that_is_committed_late_is_given_late_and_once(shards: u8) {
    let world = World::sharded(shards);
    let operator = world.operator();
    let first = operator.publish("a.first");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    let (pool, late) = runtime.block_on(async {
        let pool = world.database.pool().await;
        let mut late = pool.begin().await.expect("a transaction begins");
        // Its id is older than that of whatever is published from now on.
        sqlx::query(
            "insert into event (shard, id, project_id, type, payload, deliveries)
             select shard, overlay(id::text placing 'ffffffffff' from 25 for 10)::uuid, project_id, 'a.late', payload, 0
             from event",
        )
        .execute(&mut *late)
        .await
        .expect("an event is written");
        (pool, late)
    });
    let mut follower = Follower::begin(&world.daemon, "limit=200");
    let second = operator.publish("a.second");
    assert_eq!(
        follower.until_seen(1).iter().map(|item| text(item, "event_id")).collect::<Vec<_>>(),
        [second]
    );
    while follower.go_on(0) {}
    assert_eq!(follower.seen.len(), 1);
    runtime.block_on(async { late.commit().await.expect("it is committed") });
    let third = operator.publish("a.third");
    let types: Vec<String> = follower.until_seen(3).iter().map(|item| text(item, "event_type")).collect();
    assert_eq!(types, ["a.second", "a.late", "a.third"]);
    while follower.go_on(0) {}
    assert_eq!(follower.seen.len(), 3);
    assert!(!follower.ids().contains(&first) && follower.ids().contains(&third));
    runtime.block_on(pool.close());
}

fn events_of_the_past_come_first_and_in_their_order(shards: u8) {
    let world = World::sharded(shards);
    let operator = world.operator();
    let ids: Vec<String> =
        (0..25).map(|n| operator.publish(["a.b", "user.made", "user.made.late"][n % 3])).collect();
    let mut all = Follower::begin(&world.daemon, "since=2020-01-01T00:00:00Z&limit=4");
    all.until_seen(ids.len());
    assert_eq!(all.ids(), ids);
    assert_eq!(all.seen[0]["event"]["payload"], json!({ "n": 1 }));
    let mut some = Follower::begin(
        &world.daemon,
        "since=2020-01-01T00:00:00Z&event_types=a.*,user.**&payloads=false&limit=2",
    );
    some.until_seen(25);
    assert_eq!(some.ids(), ids);
    assert!(some.seen[0]["event"].get("payload").is_none());
    let mut few = Follower::begin(&world.daemon, "since=2020-01-01T00:00:00Z&event_types=user.*");
    while few.go_on(0) {}
    let expected: Vec<&String> = ids.iter().skip(1).step_by(3).collect();
    assert_eq!(few.ids().iter().collect::<Vec<_>>(), expected);
    let late = operator.publish("user.made");
    assert_eq!(few.until_seen(expected.len() + 1).last().map(|item| text(item, "event_id")), Some(late));
}

fn redriven_deliveries_and_attempts_are_in_the_feed(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    let made = operator.endpoint("down", &receiver, retrying(&[]));
    let mut follower = Follower::begin(&world.daemon, "kinds=redrive");
    let mut attempts = Follower::begin(&world.daemon, "kinds=event,attempt,redrive&payloads=false");
    let event = operator.publish("a.b");
    let dead = operator.until(&event, "dead_lettered");
    operator.order(&format!("/deliveries/{}/redrive", text(&dead, "id"))).expect(200);
    let item = follower.until_seen(1)[0].clone();
    assert_eq!((&item["kind"], &item["endpoint_id"]), (&json!("redrive"), &json!(made.id)));
    assert_eq!((&item["event_id"], &item["event"]["payload"]["n"]), (&json!(event), &json!(1)));
    assert!(item.get("redrive_id").is_none());
    receiver.wait_for(2, SOON);
    operator.until(&event, "dead_lettered");
    let plan =
        operator.client().post("/redrives", &json!({ "endpoint": "down", "dry_run": true })).expect(200);
    let order = json!({ "plan": plan["plan"], "rate_per_s": 10 });
    let order = operator.client().post("/redrives", &order);
    assert!(order.status < 300, "{}", order.text());
    let item = follower.until_seen(2)[1].clone();
    assert_eq!(item["redrive_id"], plan["plan"]);
    receiver.wait_for(3, SOON);
    let mut kinds: Vec<String> = attempts.until_seen(6).iter().map(|item| text(item, "kind")).collect();
    // An event's time is that of the node that minted its id, an attempt's that of Postgres: they may be a millisecond apart.
    kinds[..2].sort();
    assert_eq!(kinds, ["attempt", "event", "redrive", "attempt", "redrive", "attempt"]);
    let numbers: Vec<&Value> = attempts.seen.iter().filter_map(|item| item.get("attempt")).collect();
    let told: Vec<_> =
        numbers.iter().map(|a| (a["attempt_number"].as_u64(), a["response_status"].as_u64())).collect();
    assert_eq!(told, [(Some(1), Some(503)), (Some(2), Some(503)), (Some(3), Some(503))]);
}

#[test]
fn a_wait_ends_with_the_event_and_with_the_daemon() {
    let world = World::start();
    let mut follower = Follower::begin(&world.daemon, "limit=200");
    // An event ends it long before its time.
    let begun = Instant::now();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            while follower.seen.is_empty() {
                follower.go_on(30_000);
            }
        });
        world.operator().publish("a.b");
        waiting.join().expect("the wait ends");
    });
    assert!(begun.elapsed() < Duration::from_secs(15));
    let begun = Instant::now();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| follower.go_on(30_000));
        until("the request to wait", SOON, || waits(&world).then_some(()));
        world.daemon.terminate();
        assert!(!waiting.join().expect("the wait ends"));
    });
    assert!(world.daemon.wait(SOON).status.success());
    assert!(begun.elapsed() < Duration::from_secs(15));
}

/// Whether the daemon has looked for a horizon lately, which only a reader of the feed makes it do.
fn waits(world: &World) -> bool {
    let query = "select count(*) from pg_stat_activity where query like '%pg_control_system%'
                 and datname = current_database() and pid <> pg_backend_pid()";
    world.database.count(query) > 0
}

#[test]
fn a_cursor_that_cannot_go_on_is_refused_with_a_reason() {
    let world = World::start();
    let operator = world.operator();
    let get = |query: &str| operator.client().get(&format!("/events/feed?{query}"));
    for (query, code) in [
        ("cursor=AAAA", "invalid_cursor"),
        ("cursor=AAAA&since=2026-01-01T00:00:00Z", "invalid_parameter"),
        ("kinds=delivery", "invalid_parameter"),
        ("limit=201", "invalid_parameter"),
        ("wait_ms=30001", "invalid_parameter"),
        ("event_types=a.*.b", "invalid_parameter"),
        ("payloads=no", "invalid_parameter"),
    ] {
        let answer = get(query);
        assert_eq!((answer.status, &answer.json()["code"]), (400, &json!(code)), "{query}");
    }
    // Another project's.
    let cursor = text(&get("").expect(200), "next_cursor");
    operator.client().post("/projects", &json!({ "name": "other" })).expect(201);
    let other = operator.client().clone().header("hookit-project", "other");
    assert_eq!(other.get(&format!("/events/feed?cursor={cursor}")).json()["code"], "invalid_cursor");
}
