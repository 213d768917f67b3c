//! Days of history: made ahead, dropped whole when they are old, kept while something of them is not finished.

use crate::support::answer::Answer;
use crate::support::database::{Database, apart};
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::SOON;
use crate::support::world::Operator;
use hookit::domain::id::floor_at;
use hookit::store::{Store, StoreOptions, partitions, retention, snapshot};
use serde_json::json;
use time::{Date, Duration, UtcDateTime};

/// The tables whose days are dropped together.
const HISTORY: [&str; 5] = ["event", "event_label", "backfilled", "delivery", "attempt"];

struct Day {
    date: Date,
    suffix: String,
    /// An id of that day, in the shard 0.
    id: String,
}

fn days_ago(days: i64) -> Day {
    let date = (UtcDateTime::now() - Duration::days(days)).date();
    let suffix = date.to_string().replace('-', "");
    let id = floor_at(start_ms(date) + 3_600_000).to_string();
    Day { date, suffix, id }
}

fn start_ms(date: Date) -> u64 {
    u64::try_from(date.midnight().assume_utc().unix_timestamp() * 1_000).expect("it is after 1970")
}

/// Makes the partitions of a day, with one event, its finished delivery and its attempt.
fn make_day(database: &Database, day: &Day) {
    let (low, high) = (floor_at(start_ms(day.date)), floor_at(start_ms(day.date) + 86_400_000));
    for table in HISTORY {
        database.run(&format!(
            "create table {table}_{} partition of {table} for values from ('{low}') to ('{high}')",
            day.suffix
        ));
    }
    let id = &day.id;
    database.run(&format!(
        "insert into event (shard, id, project_id, type, payload, deliveries)
         values (0, '{id}', (select id from project limit 1), 'a.b', '1', 1);
         insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, attempt, charged)
         values (0, '{id}', '{id}', (select id from endpoint), (select id from project limit 1), 'a.b', 'succeeded', 1, 1);
         insert into attempt (shard, delivery_id, number, outcome, node) values (0, '{id}', 1, 'succeeded', 'n')"
    ));
}

fn is_there(database: &Database, day: &Day) -> Vec<bool> {
    let count = |table| format!("select count(*) from pg_class where relname = '{table}_{}'", day.suffix);
    HISTORY.iter().map(|table| database.count(&count(table)) == 1).collect()
}

/// One round of retention as the daemon makes it.
fn prune(database: &Database, days: u16) -> retention::Pruned {
    let options = StoreOptions {
        url: database.url().to_owned(),
        front_connections_max: 2,
        delivery_connections_max: 2,
        acquire_timeout_ms: 20_000,
        application_name: "hookit-test".to_owned(),
        publish_waiting_max: 1,
        idempotency_hours: 24,
    };
    apart(async move {
        let store = Store::open(&options).await.expect("the database opens");
        snapshot::load(&store).await.expect("the configuration is read");
        partitions::make(&store, 7).await.expect("partitions are made");
        let pruned = retention::prune(&store, days).await.expect("old days are dropped");
        store.close().await;
        pruned
    })
}

#[test]
fn old_days_are_dropped_whole_and_a_day_with_held_work_is_kept_and_reported() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("retention.days", json!(30));
    let receiver = Receiver::answering(Answer::ok());
    let first = setup.start();
    Operator::of(&first).endpoint("held", &receiver, json!({ "status": "paused" }));
    first.terminate();
    first.wait(SOON);
    // The next daemon need not wait until the first one's turn at this is over.
    database.run("delete from duty");
    let [young, old, held] = [29, 35, 40].map(days_ago);
    for day in [&young, &old, &held] {
        make_day(&database, day);
    }
    database.run(&format!(
        "delete from delivery where id = '{0}'; delete from attempt where delivery_id = '{0}';
         insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt)
         values (0, '{0}', '{0}', (select id from endpoint), (select id from project limit 1), 'a.b', now(), 0)",
        held.id
    ));
    let daemon = setup.start();
    daemon.wait_for_log("dropped a day of history", SOON);
    let kept = daemon.wait_for_log("kept a day of history", SOON);
    assert!(kept.contains(&held.date.to_string()), "{kept}");
    assert_eq!(is_there(&database, &old), [false; 5], "events, deliveries and attempts go together");
    assert_eq!([is_there(&database, &young), is_there(&database, &held)], [[true; 5], [true; 5]]);
    // What was kept can still be delivered, and then the day goes.
    let operator = Operator::of(&daemon);
    operator.order("/endpoints/held/resume").expect(200);
    receiver.wait_for(1, SOON);
    let finished = format!("select count(*) from delivery where id = '{}'", held.id);
    crate::support::wait::until("it to be finished", SOON, || (database.count(&finished) == 1).then_some(()));
    let pruned = prune(&database, 30);
    assert_eq!((pruned.dropped, pruned.kept), (vec![held.date], vec![]));
    assert_eq!(is_there(&database, &held), [false; 5]);
    assert_eq!(prune(&database, 30), retention::Pruned::default(), "a second round finds nothing");
    let event = operator.publish("a.b");
    operator.until(&event, "succeeded");
}

#[test]
fn days_are_made_ahead_and_made_once() {
    let database = Database::fresh();
    let mut setup = Setup::on(&database);
    setup.set("retention.partitions_ahead_days", json!(12));
    let daemon = setup.start();
    let ahead = days_ago(-12);
    crate::support::wait::until("the days ahead", SOON, || {
        (is_there(&database, &ahead) == [true; 5]).then_some(())
    });
    let days = "select count(*) from pg_inherits where inhparent = 'event'::regclass";
    // Yesterday, today and twelve days.
    assert_eq!(database.count(days), 14);
    assert_eq!(prune(&database, 30), retention::Pruned::default());
    assert_eq!(database.count(days), 14);
    drop(daemon);
}

#[test]
fn a_redrive_keeps_its_counts_when_the_day_of_its_deliveries_is_dropped() {
    let database = Database::fresh();
    let setup = Setup::on(&database);
    let daemon = setup.start();
    Operator::of(&daemon).endpoint("acme", &Receiver::answering(Answer::ok()), json!({}));
    daemon.terminate();
    daemon.wait(SOON);
    let old = days_ago(35);
    make_day(&database, &old);
    // Moved two: one was delivered on the day that goes, one still waits.
    database.run(&format!(
        "insert into redrive (id, project_id, state, predicate, rate_per_s, total, moved, requested_by, finished_at)
         values ('{0}', (select id from project limit 1), 'done', '{{}}', 1, 2, 2, 'sam', now());
         update delivery set redrive_id = '{0}' where id = '{0}'",
        old.id
    ));
    assert_eq!(prune(&database, 30).dropped, [old.date]);
    let counted = "select count(*) from redrive where delivered = 1 and dead = 0 and settled_at is null";
    assert_eq!(database.count(counted), 1);
}
