//! Daemons that die or freeze: what they had is taken over, once, and told as what it is.

use crate::support::answer::Answer;
use crate::support::hookitd::Hookitd;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, outcomes, retrying, with_one_and_eight_shards};
use rustix::process::Signal;
use serde_json::json;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// The shortest lease there is.
const LEASE_MS: u64 = 6_000;

with_one_and_eight_shards!(
    what_a_killed_daemon_had_under_way_is_delivered_by_another,
    two_daemons_share_the_work_and_send_nothing_twice,
);

fn short_lease(setup: &mut Setup) {
    setup.set("deliver.lease_ms", json!(LEASE_MS));
}

/// A second daemon on the same database, with the same lease.
fn second(world: &World) -> (Setup, Hookitd) {
    let mut setup = world.second_setup();
    short_lease(&mut setup);
    let daemon = setup.start();
    (setup, daemon)
}

fn what_a_killed_daemon_had_under_way_is_delivered_by_another(shards: u8) {
    let world = World::with(shards, short_lease);
    let (_setup, other) = second(&world);
    let receiver = Receiver::answering(Answer::ok());
    receiver.first(vec![Answer::Hang; 6]);
    world.operator().endpoint("all", &receiver, retrying(&[100; 10]));
    let events: Vec<String> = (0..6).map(|_| world.operator().publish("a.b")).collect();
    receiver.wait_for(6, SOON);
    world.daemon.kill();
    let killed = Instant::now();
    let operator = Operator::of(&other);
    receiver.wait_for(12, SOON);
    let took = killed.elapsed();
    assert!(took < Duration::from_millis(LEASE_MS + 5_000), "it took {took:?}");
    for event in &events {
        let delivery = operator.until(event, "succeeded");
        let attempts = operator.attempts(&delivery);
        assert_eq!(outcomes(&attempts), ["unknown", "succeeded"]);
        assert_eq!(attempts[1]["node"], "second");
        assert_eq!(delivery["charged_attempts"], 1, "a dead node is not the receiver's fault: {delivery}");
    }
    assert_eq!(receiver.received().len(), 12);
}

#[test]
fn frozen_daemon_that_wakes_up_changes_nothing_and_its_results_are_late() {
    let world = World::with(1, short_lease);
    let (_setup, other) = second(&world);
    let receiver = Receiver::answering(Answer::ok());
    receiver.first(vec![Answer::ok().after(Duration::from_millis(1_500)); 5]);
    world.operator().endpoint("all", &receiver, retrying(&[100; 10]));
    let events: Vec<String> = (0..5).map(|_| world.operator().publish("a.b")).collect();
    receiver.wait_for(5, SOON);
    world.daemon.signal(Signal::STOP);
    let operator = Operator::of(&other);
    for event in &events {
        operator.until(event, "succeeded");
    }
    world.daemon.signal(Signal::CONT);
    world.daemon.wait_for_log("going on as a new incarnation", SOON);
    for event in &events {
        let delivery = operator.delivery_of(event);
        let attempts = until("the late result", SOON, || {
            Some(operator.attempts(&delivery)).filter(|attempts| attempts.len() == 3)
        });
        let mut told: Vec<String> =
            attempts.iter().map(|a| format!("{} {}", a["attempt_number"], a["outcome"])).collect();
        told.sort_unstable();
        assert_eq!(told, [r#"1 "late""#, r#"1 "unknown""#, r#"2 "succeeded""#]);
        assert_eq!(delivery["status"], "succeeded");
    }
    assert_eq!(receiver.received().len(), 10, "one duplicate each, and no more");
    // The woken one works again.
    let event = world.operator().publish("a.b");
    world.operator().until(&event, "succeeded");
    assert_eq!(receiver.received().len(), 11);
}

#[test]
fn daemon_that_starts_again_takes_back_its_own_work_at_once() {
    let world = World::with(1, |setup| {
        setup.set("deliver.lease_ms", json!(120_000));
    });
    let receiver = Receiver::answering(Answer::ok());
    receiver.first(vec![Answer::Hang; 4]);
    world.operator().endpoint("all", &receiver, retrying(&[100; 10]));
    let events: Vec<String> = (0..4).map(|_| world.operator().publish("a.b")).collect();
    receiver.wait_for(4, SOON);
    world.daemon.kill();
    let again = world.setup.start();
    let operator = Operator::of(&again);
    for event in &events {
        let delivery = operator.until(event, "succeeded");
        assert_eq!(outcomes(&operator.attempts(&delivery)), ["unknown", "succeeded"]);
    }
}

#[test]
fn delivery_that_was_on_five_dying_nodes_in_a_row_is_set_aside() {
    let mut world = World::start();
    let receiver = Receiver::answering(Answer::Hang);
    world.operator().endpoint("deadly", &receiver, retrying(&[50; 20]));
    let event = world.operator().publish("a.b");
    for round in 1..=5 {
        receiver.wait_for(round, SOON);
        world.daemon.kill();
        world.daemon = world.setup.start();
    }
    let operator = world.operator();
    let dead = operator.until(&event, "dead_lettered");
    assert_eq!(dead["cause"], "crash_loop");
    assert_eq!(outcomes(&operator.attempts(&dead)), ["unknown"; 5]);
    assert_eq!(receiver.received().len(), 5);
}

fn two_daemons_share_the_work_and_send_nothing_twice(shards: u8) {
    let world = World::with(shards, short_lease);
    let (_setup, other) = second(&world);
    let receiver = Receiver::answering(Answer::ok());
    receiver.first(vec![Answer::status(503); 300]);
    let operators = [world.operator(), Operator::of(&other)];
    for name in ["a", "b", "c"] {
        operators[0].endpoint(name, &receiver, retrying(&[200; 20]));
    }
    std::thread::scope(|scope| {
        for operator in &operators {
            scope.spawn(|| (0..5).for_each(|_| operator.publish_many("a.b", 40)));
        }
    });
    let all = "select count(*) from delivery where status = 'succeeded'";
    until("all to be delivered", 3 * SOON, || (world.database.count(all) == 1_200).then_some(()));
    let mut by_delivery: HashMap<String, usize> = HashMap::new();
    for request in receiver.received() {
        let delivery = request.header("hookit-delivery-id").expect("it is named").to_owned();
        let attempt = request.header("x-webhook-attempt").expect("it is counted");
        *by_delivery.entry(format!("{delivery} {attempt}")).or_default() += 1;
    }
    assert!(by_delivery.values().all(|count| *count == 1), "an attempt was made twice");
    assert_eq!(by_delivery.len(), 1_500);
    assert_eq!(world.database.count("select count(*) from attempt"), 1_500);
    let nodes = world.database.count("select count(distinct node) from attempt");
    assert_eq!(nodes, 2, "both took part");
}

#[test]
fn what_a_daemon_killed_half_way_left_is_finished_by_the_other_in_time() {
    let world = World::with(1, short_lease);
    let (_setup, other) = second(&world);
    let receiver = Receiver::answering(Answer::ok().after(Duration::from_millis(20)));
    let operators = [world.operator(), Operator::of(&other)];
    for name in ["a", "b", "c"] {
        operators[0].endpoint(name, &receiver, retrying(&[100; 20]));
    }
    for operator in &operators {
        operator.publish_many("a.b", 200);
    }
    receiver.wait_for(400, SOON);
    world.daemon.kill();
    let killed = Instant::now();
    until("all to be delivered", 3 * SOON, || {
        let all = "select count(*) from delivery where status = 'succeeded'";
        (world.database.count(all) == 1_200).then_some(())
    });
    let took = killed.elapsed();
    assert!(took < Duration::from_millis(LEASE_MS + 10_000), "it took {took:?}");
    let unknown = world.database.count("select count(*) from attempt where outcome = 'unknown'");
    let sent = i64::try_from(receiver.received().len()).expect("it is small");
    assert!((1_200..=1_200 + unknown).contains(&sent), "{sent} requests, {unknown} of them unknown");
    let twice = world.database.count(
        "select count(*) from (select delivery_id from attempt where outcome = 'succeeded'
                               group by delivery_id having count(*) > 1) t",
    );
    assert_eq!(twice, 0);
}
