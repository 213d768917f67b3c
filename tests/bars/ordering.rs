//! Bar 11: two daemons and a kill do not change the order of events with one key.

use crate::stand::{Stand, endpoint, project};
use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::until;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const KEYS: usize = 4;
const EVENTS: u64 = 1_000;
/// One request of so many is refused.
const REFUSED_OF: usize = 10;
const LEASE_MS: u64 = 6_000;

/// What a receiver makes of the order in which it is asked.
#[derive(Debug, Default)]
struct Order {
    /// By key, the number of the last event it took.
    taken: HashMap<String, u64>,
    requests: usize,
    /// Requests for an event before the one before it was taken, or long after.
    inversions: usize,
    again: usize,
}

impl Order {
    fn judge(&mut self, key: &str, number: u64) -> Answer {
        self.requests += 1;
        let last = self.taken.get(key).copied().unwrap_or(0);
        self.again += usize::from(number == last);
        self.inversions += usize::from(number != last && number != last + 1);
        if self.requests.is_multiple_of(REFUSED_OF) {
            return Answer::status(503);
        }
        self.taken.insert(key.to_owned(), number.max(last));
        Answer::ok()
    }
}

#[test]
fn events_of_one_key_keep_their_order_over_failures_two_daemons_and_a_kill() {
    let stand = Stand::fresh();
    let mut first = stand.setup();
    first.set("deliver.lease_ms", json!(LEASE_MS));
    let mut second = first.second_node(&stand.database);
    second.set("deliver.lease_ms", json!(LEASE_MS)).set("node.name", json!("second"));
    let (first, second) = (first.start(), second.start());
    let operator = project(&first, "bar");
    let order = Arc::new(Mutex::new(Order::default()));
    let judging = Arc::clone(&order);
    let receiver = Receiver::scripted(move |request| {
        let body: Value = serde_json::from_slice(&request.body).expect("a request carries JSON");
        let payload = &body["payload"];
        let number = payload["n"].as_u64().expect("it has a number");
        judging.lock().expect("nobody panics").judge(payload["key"].as_str().expect("it has a key"), number)
    });
    let settings = json!({ "ordering": "key", "retry": { "schedule_ms": vec![50; 30], "jitter": 0.0 } });
    endpoint(&operator, "ordered", &receiver.url("/in"), &settings);
    let began = Instant::now();
    let producers: Vec<_> = (0..KEYS)
        .map(|key| {
            let nodes = [operator.clone(), second.over_socket().header("hookit-project", "bar")];
            thread::spawn(move || {
                for number in 1..=EVENTS {
                    let key = format!("acct-{key}");
                    let body = json!({ "type": "bar.event", "ordering_key": key, "payload": { "key": key, "n": number } });
                    nodes[number as usize % 2].post("/events", &body).expect(201);
                }
            })
        })
        .collect();
    producers.into_iter().for_each(|one| one.join().expect("a producer does not panic"));
    receiver.wait_for(KEYS * EVENTS as usize / 3, Duration::from_secs(120));
    second.kill();
    let left = stand.number("select count(*) from queue");
    until("all to be delivered", Duration::from_secs(240), || {
        (stand.number("select count(*) from queue") == 0).then_some(())
    });
    let order = order.lock().expect("nobody panics");
    println!(
        "bar 11: {KEYS} keys x {EVENTS} events, {} requests, one of {REFUSED_OF} refused, killed with {left} left: {} inversions, {} asked again, {:.1} s",
        order.requests,
        order.inversions,
        order.again,
        began.elapsed().as_secs_f64()
    );
    assert!(left > 0, "it was killed half-way");
    assert_eq!(order.inversions, 0);
    assert!(order.taken.values().all(|number| *number == EVENTS) && order.taken.len() == KEYS);
    assert!(order.again <= KEYS, "each key has one under way: {}", order.again);
    let nodes = stand.texts("select distinct node from attempt order by node");
    assert_eq!(nodes.len(), 2, "both deliver: {nodes:?}");
}
