//! Postgres going away under load, in every way it can: nothing acknowledged is lost, nothing else is acknowledged.

use crate::support::answer::Answer;
use crate::support::cluster::Cluster;
use crate::support::hookitd::Hookitd;
use crate::support::http::Client;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// Producers that try each event, with its key, until it is acknowledged.
struct Load<'a> {
    daemon: &'a Hookitd,
    stop: AtomicBool,
    acknowledged: AtomicUsize,
    refused: AtomicUsize,
}

impl<'a> Load<'a> {
    fn on(daemon: &'a Hookitd) -> Self {
        Self { daemon, stop: AtomicBool::new(false), acknowledged: 0.into(), refused: 0.into() }
    }

    fn produce(&self, producer: usize) -> Vec<String> {
        let mut events = Vec::new();
        while !self.stop.load(Ordering::Relaxed) {
            let client = self.daemon.over_socket();
            events.push(self.one(&client.header("idempotency-key", &format!("{producer}-{}", events.len()))));
        }
        events
    }

    fn one(&self, client: &Client) -> String {
        loop {
            let answer = client.post("/events", &json!({ "type": "a.b", "payload": 1 }));
            if answer.status == 201 {
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
                return text(&answer.json(), "event_id");
            }
            assert_eq!(answer.status, 503, "{}", answer.text());
            assert!(answer.header("retry-after").is_some(), "{}", answer.text());
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Runs three producers beside `trouble`, which is over when it returns; gives what was acknowledged.
    fn beside(&self, trouble: impl FnOnce()) -> HashSet<String> {
        thread::scope(|scope| {
            let producers: Vec<_> = (0..3).map(|number| scope.spawn(move || self.produce(number))).collect();
            self.more(30);
            trouble();
            self.more(30);
            self.stop.store(true, Ordering::Relaxed);
            producers.into_iter().flat_map(|p| p.join().expect("it produces")).collect()
        })
    }

    /// Waits until this many more are acknowledged.
    #[track_caller]
    fn more(&self, count: usize) {
        let enough = self.acknowledged.load(Ordering::Relaxed) + count;
        until("more to be acknowledged", 3 * SOON, || {
            (self.acknowledged.load(Ordering::Relaxed) >= enough).then_some(())
        });
    }
}

/// Each acknowledged event was delivered, and more than once only where an attempt's end is not known.
#[track_caller]
fn assert_conserved(operator: &Operator, receiver: &Receiver, acknowledged: &HashSet<String>) {
    until("all to be delivered", 3 * SOON, || {
        let queue = operator.client().get("/status").expect(200)["queue"].clone();
        let left: u64 = ["due", "in_flight", "waiting"].iter().filter_map(|k| queue[k].as_u64()).sum();
        (left == 0).then_some(())
    });
    let mut times: HashMap<String, usize> = HashMap::new();
    for request in receiver.received() {
        *times.entry(request.header("webhook-id").expect("it has an id").to_owned()).or_default() += 1;
    }
    let lost: Vec<&String> = acknowledged.iter().filter(|event| !times.contains_key(*event)).collect();
    assert!(lost.is_empty(), "{} of {} lost: {lost:?}", lost.len(), acknowledged.len());
    for (event, count) in times.iter().filter(|(_, count)| **count > 1) {
        let delivery = operator.delivery_of(event);
        let attempts = operator.attempts(&delivery);
        let numbers: HashSet<u64> = attempts.iter().filter_map(|a| a["attempt_number"].as_u64()).collect();
        assert_eq!(numbers.len(), *count, "each request of {event} is an attempt: {attempts:?}");
        let successes = attempts.iter().filter(|a| a["outcome"] == "succeeded").count();
        assert_eq!(successes, 1, "{event} was sent again after its success: {attempts:?}");
    }
}

#[test]
fn postgres_that_restarts_under_load_loses_nothing_that_was_acknowledged() {
    let cluster = Cluster::start();
    let setup = cluster.setup();
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = Operator::of(&daemon);
    operator.endpoint("all", &receiver, retrying(&[200; 20]));
    let load = Load::on(&daemon);
    let acknowledged = load.beside(|| {
        for way in ["fast", "immediate"] {
            let refused = load.refused.load(Ordering::Relaxed);
            cluster.stop(way);
            until("publishing to be refused", SOON, || {
                (load.refused.load(Ordering::Relaxed) > refused).then_some(())
            });
            assert_eq!(daemon.over_socket().get("/ready").status, 503);
            assert_eq!(daemon.over_socket().get("/health").status, 200);
            cluster.go_on();
            load.more(30);
        }
    });
    assert_conserved(&operator, &receiver, &acknowledged);
    until("it to be ready again", SOON, || (daemon.over_socket().get("/ready").status == 200).then_some(()));
}

#[test]
fn read_only_postgres_takes_nothing_and_heals_by_itself() {
    let cluster = Cluster::start();
    let setup = cluster.setup();
    let daemon = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = Operator::of(&daemon);
    operator.endpoint("all", &receiver, retrying(&[200; 20]));
    let before = operator.publish("a.b");
    cluster.run("alter system set default_transaction_read_only = on");
    cluster.run("select pg_reload_conf()");
    let refused = until("publishing to be refused", SOON, || {
        let answer = operator.client().post("/events", &json!({ "type": "a.b", "payload": 1 }));
        (answer.status != 201).then_some(answer)
    });
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(refused.header("retry-after").is_some());
    assert_eq!(daemon.over_socket().get("/ready").status, 503);
    cluster.run("alter system reset default_transaction_read_only");
    cluster.run("select pg_reload_conf()");
    let after = until("publishing to go on", SOON, || {
        let answer = operator.client().post("/events", &json!({ "type": "a.b", "payload": 1 }));
        (answer.status == 201).then(|| text(&answer.json(), "event_id"))
    });
    operator.until(&before, "succeeded");
    operator.until(&after, "succeeded");
}

#[test]
fn connections_that_are_cut_again_and_again_lose_nothing() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    receiver.first(vec![Answer::status(503); 50]);
    let operator = world.operator();
    operator.endpoint("all", &receiver, retrying(&[100; 40]));
    let load = Load::on(&world.daemon);
    let cut = "select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and application_name like 'hookitd %'";
    let acknowledged = load.beside(|| {
        for _ in 0..15 {
            assert!(world.database.run(cut) > 0, "there was nothing to cut");
            load.more(10);
        }
    });
    assert_conserved(&operator, &receiver, &acknowledged);
}
