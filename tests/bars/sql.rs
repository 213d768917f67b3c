//! Bar: of ten thousand transactions that publish in SQL, a third rolled back, exactly the committed ones arrive, although
//! the daemon is killed twice; and how long it takes from a commit to the queue.

use crate::stand::{Stand, endpoint, pass, project};
use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::session::Session;
use crate::support::wait::until;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

const TRANSACTIONS: usize = 10_000;
const APPLICATIONS: usize = 4;
const EVENTS: u64 = 100;
const SETTLED_WITHIN: Duration = Duration::from_mins(2);

#[test]
fn exactly_the_committed_transactions_arrive_although_the_daemon_is_killed_twice() {
    let stand = Stand::fresh();
    let setup = stand.setup();
    let receiver = Receiver::answering(Answer::ok());
    let mut hookitd = setup.start();
    let operator = project(&hookitd, "bar");
    endpoint(
        &operator,
        "one",
        &receiver.url("/in"),
        &json!({ "retry": { "schedule_ms": [1000, 1000, 1000] } }),
    );
    stand.run("create table orders (n integer primary key)");
    let done = Arc::new(AtomicUsize::new(0));
    let url = stand.database.url().to_owned();
    let working: Vec<_> =
        (0..APPLICATIONS).map(|which| work(which, url.clone(), Arc::clone(&done))).collect();
    for kill in 1..=2 {
        until("a third of the transactions", SETTLED_WITHIN, || {
            (done.load(Relaxed) >= TRANSACTIONS * kill / 3).then_some(())
        });
        hookitd.kill();
        hookitd = setup.start();
    }
    working.into_iter().for_each(|one| one.join().expect("an application does not panic"));
    until("all to be delivered", SETTLED_WITHIN, || {
        let left = stand.number("select (select count(*) from outbox) + (select count(*) from queue)");
        (left == 0).then_some(())
    });
    let committed = stand.number("select count(*) from orders");
    let mut arrived: HashMap<i64, usize> = HashMap::new();
    for request in receiver.received() {
        let body: Value = serde_json::from_slice(&request.body).expect("the body is JSON");
        *arrived.entry(body["payload"]["n"].as_i64().expect("a number")).or_default() += 1;
    }
    let wrong = stand.number(
        "select count(*) from (select (convert_from(payload, 'UTF8')::jsonb->>'n')::integer as n from event) e
         full join orders o using (n) where e.n is null or o.n is null",
    );
    let events = stand.number("select count(*) from event");
    let again = arrived.values().filter(|times| **times > 1).count();
    println!(
        "sql: {TRANSACTIONS} transactions, {committed} committed, {events} events, {} arrived, {again} twice after the kills",
        arrived.len()
    );
    assert_eq!((wrong, events), (0, committed), "each committed transaction has one event");
    assert_eq!(i64::try_from(arrived.len()).expect("they can be counted"), committed);
    assert_eq!(stand.number("select count(*) from outbox_refused"), 0);
    drop(hookitd);
}

fn work(which: usize, url: String, done: Arc<AtomicUsize>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut session = Session::to(&url);
        for n in (which..TRANSACTIONS).step_by(APPLICATIONS) {
            let end = if n % 3 == 0 { "rollback" } else { "commit" };
            session.run(&format!(
                "begin; insert into orders values ({n}); select hookit.publish('bar', 'bar.event', '{{\"n\": {n}}}'); {end}"
            ));
            done.fetch_add(1, Relaxed);
        }
    })
}

#[test]
fn what_is_committed_is_in_the_queue_within_300_ms() {
    let stand = Stand::fresh();
    let setup = stand.setup();
    let receiver = Receiver::answering(Answer::ok());
    let hookitd = setup.start();
    let operator = project(&hookitd, "bar");
    endpoint(&operator, "one", &receiver.url("/in"), &json!({}));
    stand.run("create table orders (n integer primary key, at timestamptz)");
    let mut session = Session::on(&stand.database);
    for n in 0..EVENTS {
        // The commit follows at once.
        session.run(&format!(
            "begin; select hookit.publish('bar', 'bar.event', '{n}');
             insert into orders values ({n}, clock_timestamp()); commit"
        ));
        pass(Duration::from_millis(n * 37 % 150));
    }
    receiver.wait_for(usize::try_from(EVENTS).expect("a small number"), SETTLED_WITHIN);
    let waited: Vec<u32> = stand
        .texts(
            "select greatest(0, ceil(extract(epoch from e.created_at - o.at) * 1000))::bigint::text
             from event e join orders o on o.n = convert_from(e.payload, 'UTF8')::integer
             order by e.created_at - o.at",
        )
        .iter()
        .map(|ms| ms.parse().expect("the drain comes after the commit"))
        .collect();
    let [half, most, all] = [50, 99, 100].map(|share| waited[waited.len() * share / 100 - 1]);
    println!("sql: from commit to queue {half} ms p50, {most} ms p99, {all} ms at most");
    assert_eq!(waited.len(), 100);
    assert!(most <= 300, "{waited:?}");
    drop(hookitd);
}
