//! Bar 7: two daemons on one Postgres deliver nothing twice, and one finishes what the other leaves.

use crate::publisher::publish_all;
use crate::stand::{Stand, endpoint, project};
use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::until;
use serde_json::json;
use std::collections::HashSet;
use std::thread;
use std::time::{Duration, Instant};

const EVENTS: usize = 10_000;
const ENDPOINTS: usize = 2;
const DELIVERIES: usize = EVENTS * ENDPOINTS;
const LEASE_MS: u64 = 6_000;
/// What taking back a dead node's deliveries may need beyond its lease.
const AFTER_LEASE: Duration = Duration::from_secs(2);

/// How many different deliveries came, and how many requests.
fn receipts(receiver: &Receiver) -> (usize, usize) {
    let received = receiver.received();
    let ids: HashSet<&str> =
        received.iter().filter_map(|request| request.header("hookit-delivery-id")).collect();
    (ids.len(), received.len())
}

#[test]
fn two_nodes_deliver_nothing_twice_and_one_finishes_for_the_other() {
    let stand = Stand::fresh();
    let mut first = stand.setup();
    first.set("deliver.lease_ms", json!(LEASE_MS)).set("node.name", json!("first"));
    let mut second = first.second_node(&stand.database);
    second.set("deliver.lease_ms", json!(LEASE_MS)).set("node.name", json!("second"));
    let (first, second) = (first.start(), second.start());
    let operator = project(&first, "bar");
    let receiver = Receiver::answering(Answer::ok());
    for number in 0..ENDPOINTS {
        let retry = json!({ "retry": { "schedule_ms": [100, 1000], "jitter": 0.0 } });
        endpoint(&operator, &format!("ep-{number}"), &receiver.url("/in"), &retry);
    }
    let publish = || {
        let other = second.socket.clone();
        let beside = thread::spawn(move || publish_all(&other, "bar", EVENTS / 2, 8));
        let accepted = publish_all(&first.socket, "bar", EVENTS / 2, 8);
        accepted.len() + beside.join().expect("it does not panic").len()
    };
    assert_eq!(publish(), EVENTS);
    receiver.wait_for(DELIVERIES, Duration::from_mins(1));
    let empty = || (stand.number("select count(*) from queue") == 0).then_some(());
    until("the queue to be empty", Duration::from_secs(10), empty);
    let (ids, requests) = receipts(&receiver);
    assert_eq!((ids, requests), (DELIVERIES, DELIVERIES), "no delivery is received twice");
    let nodes = stand.texts("select node || ': ' || count(*) from attempt group by node order by node");
    assert_eq!(nodes.len(), 2, "both deliver: {nodes:?}");

    // Once more, with receivers that are slow enough that one node can be killed half-way.
    receiver.then_always(Answer::ok().after(Duration::from_millis(4)));
    assert_eq!(publish(), EVENTS);
    receiver.wait_for(DELIVERIES + DELIVERIES / 2, Duration::from_mins(1));
    second.kill();
    let killed = Instant::now();
    // From here on the time is the other node's, not the receivers'.
    receiver.then_always(Answer::ok());
    let left = stand.number("select count(*) from queue");
    until("the other node to finish", Duration::from_mins(1), empty);
    let finished = killed.elapsed();
    let (ids, requests) = receipts(&receiver);
    let unknown = stand.number("select count(*) from attempt where outcome = 'unknown'");
    println!(
        "bar 7: {DELIVERIES} by two nodes ({}), 0 duplicates; one killed with {left} left: finished after {:.1} s, {} duplicates, {unknown} attempts unknown",
        nodes.join(", "),
        finished.as_secs_f64(),
        requests - 2 * DELIVERIES
    );
    assert!(left > 0, "it was killed half-way");
    assert_eq!(ids, 2 * DELIVERIES);
    assert!(
        i64::try_from(requests - 2 * DELIVERIES).expect("a count fits") <= unknown,
        "every duplicate has an unknown attempt"
    );
    assert!(finished <= Duration::from_millis(LEASE_MS) + AFTER_LEASE, "finished after {finished:?}");
}
