//! Bars 9 and 10: a limit is kept by two daemons together, and a receiver that comes back is not run over.

use crate::stand::{Stand, endpoint, pass, pass_until, project};
use crate::support::answer::Answer;
use crate::support::http::Client;
use crate::support::receiver::Receiver;
use crate::support::wait::until;
use serde_json::json;
use std::time::{Duration, Instant};

const RATE: usize = 50;
const MEASURED: Duration = Duration::from_secs(30);
const DUE: usize = 20_000;
/// Requests an endpoint has under way on one node, and what each takes at the receiver.
const UNDER_WAY: usize = 10;
const ANSWER_AFTER: Duration = Duration::from_millis(20);

fn publish(operator: &Client, count: usize) {
    let event = json!({ "type": "bar.event", "payload": { "n": 1 } });
    for left in (0..count).step_by(1_000) {
        let events = vec![event.clone(); (count - left).min(1_000)];
        operator.post("/events/batch", &json!({ "events": events })).expect(200);
    }
}

#[test]
fn fifty_a_second_on_two_daemons_are_fifty_at_the_receiver() {
    let stand = Stand::fresh();
    let first = stand.setup();
    let mut second = first.second_node(&stand.database);
    second.set("node.name", json!("second"));
    let (first, second) = (first.start(), second.start());
    let operator = project(&first, "bar");
    let limited = Receiver::answering(Answer::ok());
    endpoint(&operator, "limited", &limited.url("/in"), &json!({ "rate_limit_rps": RATE }));
    let free = Receiver::answering(Answer::ok());
    endpoint(&operator, "free", &free.url("/in"), &json!({}));
    let count = RATE * 40;
    publish(&operator, count / 2);
    publish(&second.over_socket().header("hookit-project", "bar"), count / 2);
    free.wait_for(count, Duration::from_secs(20));
    let from = limited.wait_for(1, Duration::from_secs(5))[0].at.max(Instant::now());
    pass_until(from + MEASURED);
    let within = limited.received().iter().filter(|one| one.at >= from && one.at < from + MEASURED).count();
    let nodes = stand.texts(
        "select node || ': ' || count(*) from attempt a join delivery d on d.id = a.delivery_id
         join endpoint e on e.id = d.endpoint_id where e.name = 'limited' group by node order by node",
    );
    let rate = within as f64 / MEASURED.as_secs_f64();
    println!("bar 9: {RATE} a second on two daemons ({}): {rate:.2} at the receiver", nodes.join(", "));
    assert_eq!(nodes.len(), 2, "both deliver: {nodes:?}");
    assert!((47.5..=52.5).contains(&rate), "{rate} a second");
}

#[test]
fn a_receiver_that_comes_back_to_a_backlog_is_not_run_over() {
    let stand = Stand::fresh();
    let setup = stand.setup();
    let hookitd = setup.start();
    let operator = project(&hookitd, "bar");
    let receiver = Receiver::answering(Answer::ok().after(ANSWER_AFTER));
    let retry = json!({ "retry": { "schedule_ms": vec![2_000; 30], "jitter": 0.0 }, "status": "paused" });
    endpoint(&operator, "down", &receiver.url("/in"), &retry);
    publish(&operator, DUE);
    receiver.down();
    operator.post("/endpoints/down/resume", &json!({})).expect(200);
    let circuit = || operator.get("/endpoints/down").expect(200)["circuit"]["state"].clone();
    until("the circuit to open", Duration::from_secs(60), || (circuit() == "open").then_some(()));
    until("nothing to be under way", Duration::from_secs(20), || {
        (stand.number("select count(*) from queue where owner is not null") == 0).then_some(())
    });
    let attempts = || stand.number("select count(*) from attempt");
    let (opened, burned) = (Instant::now(), attempts());
    // All of them are due long since.
    pass(Duration::from_secs(14));
    let probes = attempts() - burned;
    assert!(probes <= 3, "{probes} attempts while the circuit was open for {:?}", opened.elapsed());
    receiver.up();
    let up = Instant::now();
    until("the backlog to be drained", Duration::from_secs(300), || {
        (stand.number("select count(*) from queue") == 0).then_some(())
    });
    let received = receiver.received();
    let drained = received.iter().map(|one| one.at).max().unwrap_or(up).max(up);
    let began = received.iter().map(|one| one.at).filter(|at| *at >= up).min().unwrap_or(up);
    let mut a_second = vec![0_usize; (drained - began).as_secs() as usize + 1];
    for one in received.iter().filter(|one| one.at >= began) {
        a_second[(one.at - began).as_secs() as usize] += 1;
    }
    let peak = a_second.iter().copied().max().unwrap_or(0);
    let steady = UNDER_WAY * 1_000 / ANSWER_AFTER.as_millis() as usize;
    println!(
        "bar 10: {DUE} due, {burned} attempts before the circuit opened, {probes} probes in 14 s; back: {:?} a second at first, peak {peak} of {steady}, drained in {:.1} s",
        &a_second[..a_second.len().min(6)],
        (drained - began).as_secs_f64()
    );
    assert!(peak * 2 <= steady * 3, "a peak of {peak} a second where {steady} are steady");
    assert!(a_second[0] <= steady / 4, "{} in the first second", a_second[0]);
    assert_eq!(stand.number("select count(*) from delivery where status <> 'succeeded'"), 0);
    assert_eq!(stand.number("select count(*) from delivery"), i64::try_from(DUE).expect("a count fits"));
}
