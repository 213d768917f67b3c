//! Stopping under load: what is under way is recorded, what is not goes back, nothing is sent twice.

use crate::support::answer::Answer;
use crate::support::hookitd::Hookitd;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, outcomes, retrying, with_one_and_eight_shards};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{BufReader, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

with_one_and_eight_shards!(
    stop_under_load_records_what_is_under_way_and_gives_the_rest_back,
    stop_beside_hanging_receivers_ends_at_its_limit_and_charges_nobody,
);

/// Publishes one after the other until the daemon is gone; gives the events that were acknowledged.
fn publish_until_refused(daemon: &Hookitd) -> Vec<String> {
    let body = json!({ "type": "a.b", "payload": 1 }).to_string();
    let head = format!(
        "POST /events HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    let mut acknowledged = Vec::new();
    loop {
        let answered = UnixStream::connect(&daemon.socket).and_then(|mut stream| {
            stream.write_all(format!("{head}{body}").as_bytes())?;
            crate::support::wire::read(&mut BufReader::new(stream))
        });
        let Ok(Some(answer)) = answered else { return acknowledged };
        if answer.start.contains(" 201 ") {
            let body: Value = serde_json::from_slice(&answer.body).expect("it is JSON");
            acknowledged.push(body["event_id"].as_str().expect("it has an id").to_owned());
        }
    }
}

fn stop_under_load_records_what_is_under_way_and_gives_the_rest_back(shards: u8) {
    // A long lease: whatever were left owned would be seen to come late.
    let world = World::with(shards, |setup| {
        setup.set("deliver.lease_ms", json!(120_000));
    });
    let receiver = Receiver::answering(Answer::ok().after(Duration::from_millis(150)));
    for name in ["a", "b"] {
        world.operator().endpoint(name, &receiver, retrying(&[3_600_000]));
    }
    world.operator().publish_many("a.b", 600);
    receiver.wait_for(30, SOON);
    let acknowledged = std::thread::scope(|scope| {
        let publishers: Vec<_> =
            (0..4).map(|_| scope.spawn(|| publish_until_refused(&world.daemon))).collect();
        receiver.wait_for(60, SOON);
        world.daemon.terminate();
        publishers.into_iter().flat_map(|p| p.join().expect("it publishes")).collect::<Vec<_>>()
    });
    let left = world.daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    assert_eq!(world.database.count("select count(*) from queue where owner is not null"), 0, "{left}");
    let recorded = world.database.count("select count(*) from attempt where outcome = 'succeeded'");
    assert_eq!(recorded, i64::try_from(receiver.received().len()).expect("it is small"), "{left}");
    assert_eq!(
        world.database.count("select count(*) from attempt where outcome <> 'succeeded'"),
        0,
        "{left}"
    );
    let mut setup = world.second_setup();
    setup.set("deliver.in_flight_max", json!(200));
    let next = setup.start();
    receiver.then_always(Answer::ok());
    let all = 2 * (600 + acknowledged.len());
    let delivered =
        "select count(*) from delivery where status = 'succeeded' and attempt = 1 and charged = 1";
    until("all to be delivered", 3 * SOON, || {
        (world.database.count(delivered) == i64::try_from(all).expect("it is small")).then_some(())
    });
    let got = receiver.received();
    let ids: HashSet<_> = got.iter().filter_map(|request| request.header("hookit-delivery-id")).collect();
    assert_eq!((got.len(), ids.len()), (all, all), "each was sent once");
    drop(next);
}

fn stop_beside_hanging_receivers_ends_at_its_limit_and_charges_nobody(shards: u8) {
    let world = World::with(shards, |setup| {
        setup.set("deliver.drain_ms", json!(700)).set("deliver.lease_ms", json!(120_000));
    });
    let receiver = Receiver::answering(Answer::Hang);
    world.operator().endpoint("hanging", &receiver, retrying(&[3_600_000]));
    let events: Vec<String> = (0..5).map(|_| world.operator().publish("a.b")).collect();
    receiver.wait_for(5, SOON);
    world.daemon.terminate();
    let left = world.daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(0), "{left}");
    receiver.then_always(Answer::ok());
    let setup = world.second_setup();
    let next = setup.start();
    let operator = Operator::of(&next);
    for event in &events {
        let delivery = operator.until(event, "succeeded");
        assert_eq!(outcomes(&operator.attempts(&delivery)), ["aborted", "succeeded"]);
        assert_eq!((&delivery["attempt_count"], &delivery["charged_attempts"]), (&json!(2), &json!(1)));
    }
}

#[test]
fn second_sigterm_leaves_at_once_and_others_take_over_at_once() {
    let world = World::with(1, |setup| {
        setup.set("deliver.drain_ms", json!(120_000)).set("deliver.lease_ms", json!(120_000));
    });
    let setup = world.second_setup();
    let other = setup.start();
    let receiver = Receiver::answering(Answer::Hang);
    world.operator().endpoint("hanging", &receiver, retrying(&[100; 10]));
    let event = world.operator().publish("a.b");
    receiver.wait_for(1, SOON);
    world.daemon.terminate();
    world.daemon.wait_for_log("stopping", SOON);
    receiver.then_always(Answer::ok());
    let asked = Instant::now();
    world.daemon.signal(Signal::TERM);
    let left = world.daemon.wait(SOON);
    assert_eq!(left.status.code(), Some(1), "{left}");
    assert!(asked.elapsed() < Duration::from_secs(4), "it took {:?}: {left}", asked.elapsed());
    let operator = Operator::of(&other);
    let delivery = operator.until(&event, "succeeded");
    // Either it could still be told that the attempt was aborted, or nobody knows; it is charged neither way.
    let attempts = operator.attempts(&delivery);
    let outcomes = outcomes(&attempts);
    assert!(matches!(outcomes[..], ["aborted" | "unknown", "succeeded"]), "{outcomes:?}");
}
