//! Bar 4: a daemon that is killed again and again loses nothing that was acknowledged, and explains each duplicate.

use crate::publisher::{Accepted, Publisher};
use crate::stand::{Stand, endpoint, pass, project};
use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::until;
use serde_json::json;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

const KILLS: u64 = 20;
const PRODUCERS: u32 = 4;
const RATE: u32 = 200;
const SETTLED_WITHIN: Duration = Duration::from_mins(1);

#[test]
fn twenty_kills_lose_nothing_and_every_duplicate_has_an_unknown_attempt() {
    let stand = Stand::fresh();
    let setup = stand.setup();
    let receiver = Receiver::answering(Answer::ok());
    let mut hookitd = setup.start();
    let operator = project(&hookitd, "bar");
    endpoint(
        &operator,
        "one",
        &receiver.url("/in"),
        &json!({ "retry": { "schedule_ms": [1000, 1000, 1000, 1000] } }),
    );
    let over = Arc::new(AtomicBool::new(false));
    let producing: Vec<_> =
        (0..PRODUCERS).map(|_| produce(hookitd.socket.clone(), Arc::clone(&over))).collect();
    let mut in_flight = 0;
    for kill in 0..KILLS {
        // One to three seconds apart, in a pattern that every run repeats.
        pass(Duration::from_millis(1_000 + kill * 700 % 2_001));
        hookitd.kill();
        in_flight += stand.number("select count(*) from queue where owner is not null");
        hookitd = setup.start();
    }
    pass(Duration::from_secs(1));
    over.store(true, Relaxed);
    let accepted: Vec<Accepted> =
        producing.into_iter().flat_map(|one| one.join().expect("a producer does not panic")).collect();
    until("the queue to be empty", SETTLED_WITHIN, || {
        (stand.number("select count(*) from queue") == 0).then_some(())
    });
    let mut receipts: HashMap<String, i64> = HashMap::new();
    for request in receiver.received() {
        *receipts.entry(request.header("webhook-id").expect("it is signed").to_owned()).or_default() += 1;
    }
    let lost =
        accepted.iter().filter(|one| one.deliveries == 1 && !receipts.contains_key(&one.event_id)).count();
    let duplicates: i64 = receipts.values().map(|times| times - 1).sum();
    let unknown = stand.number("select count(*) from attempt where outcome = 'unknown'");
    println!(
        "bar 4: {KILLS} kills, {} acknowledged, {lost} lost, {duplicates} duplicates, {in_flight} in flight at the kills, {unknown} attempts unknown",
        accepted.len()
    );
    assert!(accepted.len() > 2_000, "most of the load got through: {}", accepted.len());
    assert_eq!(lost, 0);
    assert!(duplicates <= in_flight, "{duplicates} duplicates of {in_flight} in flight");
    explain(&stand, &receipts);
    assert_eq!(stand.number("select count(*) from delivery where status <> 'succeeded'"), 0);
    assert_eq!(
        stand.number("select sum(deliveries) from event"),
        stand.number("select count(*) from delivery"),
        "every matched delivery is finished"
    );
}

fn produce(socket: PathBuf, over: Arc<AtomicBool>) -> thread::JoinHandle<Vec<Accepted>> {
    thread::spawn(move || {
        Publisher::new(&socket, "bar").publish_at(RATE / PRODUCERS, "bar.event", || !over.load(Relaxed))
    })
}

/// Each delivery was received at most once more than it has attempts whose end nobody knows.
fn explain(stand: &Stand, receipts: &HashMap<String, i64>) {
    let rows = stand.texts(
        "select d.event_id || ' ' || count(*) from attempt a join delivery d on d.shard = a.shard and d.id = a.delivery_id
         where a.outcome = 'unknown' group by d.event_id",
    );
    let unknown: HashMap<String, i64> = rows
        .iter()
        .filter_map(|row| row.split_once(' '))
        .map(|(id, times)| (event_id(id), times.parse().expect("a count")))
        .collect();
    for (event, times) in receipts.iter().filter(|(_, times)| **times > 1) {
        let known = unknown.get(event).copied().unwrap_or(0);
        assert!(*times - 1 <= known, "{event} came {times} times, with {known} unknown attempts");
    }
}

/// The id as the API writes it.
fn event_id(uuid: &str) -> String {
    hookit::domain::id::EventId::from_uuid(uuid.parse().expect("a UUID")).to_string()
}
