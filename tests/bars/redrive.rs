//! Bar 9: a hundred thousand dead letters are redriven at their rate while live traffic goes on as before.

use crate::latency::{FLOOR_MS, RATE, percentiles, produce};
use crate::stand::{Stand, endpoint, project};
use crate::support::answer::Answer;
use crate::support::hookitd::Hookitd;
use crate::support::http::Client;
use crate::support::receiver::Receiver;
use crate::support::wait::until;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// Dead letters; a build that is not optimised proves the way, not the number.
const DEAD: u64 = if cfg!(debug_assertions) { 5_000 } else { 100_000 };
/// Dead letters put back a second.
const REDRIVE_RATE: u64 = 500;
const ALONE: Duration = Duration::from_secs(20);
/// Live traffic beside the redrive may take this much longer.
const FACTOR_MAX: f64 = 1.5;

/// Dead letters of today, each with its event and its attempt; `$n` of them are made.
const DEAD_LETTERS: &str = "
    create temporary table made as
    select n, extract(epoch from date_trunc('day', now()))::bigint * 1000
              + (n * extract(epoch from now() - date_trunc('day', now())))::bigint * 1000 / 100001 as ms
    from generate_series(1::bigint, (select count from wanted)) n;
    create temporary table ids as
    select n, (lpad(to_hex(ms), 12, '0') || '7' || substr(md5('e' || n), 1, 3) || '8' || substr(md5('e' || n), 4, 13) || '00')::uuid as event_id,
           (lpad(to_hex(ms), 12, '0') || '7' || substr(md5('d' || n), 1, 3) || '8' || substr(md5('d' || n), 4, 13) || '00')::uuid as id
    from made;
    insert into event (shard, id, project_id, type, payload, deliveries)
    select 0, i.event_id, p.project_id, 'bar.dead', convert_to('{\"pad\": \"' || repeat('x', 500) || '\"}', 'UTF8'), 1
    from ids i, endpoint p where p.name = 'dead';
    insert into delivery (shard, id, event_id, endpoint_id, project_id, event_type, status, cause, attempt, charged,
                          last_outcome, last_status)
    select 0, i.id, i.event_id, p.id, p.project_id, 'bar.dead', 'dead_lettered', 'attempts_spent', 1, 1, 'http_status', 503
    from ids i, endpoint p where p.name = 'dead';
    insert into attempt (shard, delivery_id, number, outcome, started_at, duration_ms, response_status, node)
    select 0, i.id, 1, 'http_status', now(), 3, 503, 'bar' from ids i;
    analyze event; analyze delivery; analyze attempt;";

/// Commit-to-delivered of live traffic: p50 and p99 in milliseconds.
fn measure(hookitd: &Hookitd, live: &Receiver, lasts: Duration) -> (f64, f64) {
    let before = live.received().len();
    let accepted = produce(hookitd.socket.clone(), "live", lasts).join().expect("it does not panic");
    let wanted = u64::from(RATE) * lasts.as_secs() * 9 / 10;
    assert!(accepted.len() as u64 >= wanted, "the daemon accepts the load: {}", accepted.len());
    let received = live.wait_for(before + accepted.len(), Duration::from_secs(30));
    percentiles(&accepted, &received)
}

fn show(operator: &Client, id: &str) -> Value {
    operator.get(&format!("/redrives/{id}")).expect(200)
}

#[test]
fn a_hundred_thousand_dead_letters_are_redriven_beside_live_traffic() {
    let stand = Stand::fresh();
    let setup = stand.setup();
    let hookitd = setup.start();
    let (live, dead) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::ok()));
    endpoint(&project(&hookitd, "live"), "live", &live.url("/in"), &json!({}));
    let operator = project(&hookitd, "redriven");
    endpoint(&operator, "dead", &dead.url("/in"), &json!({}));
    stand.database.run(&format!("create table wanted as select {DEAD}::bigint as count"));
    stand.run(DEAD_LETTERS);
    let alone = measure(&hookitd, &live, ALONE);
    let plan = operator.post("/redrives", &json!({ "endpoint": "dead", "dry_run": true })).expect(200);
    assert_eq!(plan["total"], DEAD, "{plan}");
    let began = Instant::now();
    let order = json!({ "plan": plan["plan"], "rate_per_s": REDRIVE_RATE });
    let redrive = operator.post("/redrives", &order).expect(202);
    let id = redrive["id"].as_str().expect("it has an id").to_owned();
    let should_take = Duration::from_secs(DEAD / REDRIVE_RATE);
    // Live traffic is measured while the redrive runs, to a little before its end.
    let beside = measure(&hookitd, &live, should_take * 9 / 10);
    let running = show(&operator, &id);
    let done = until("all to be delivered", should_take + Duration::from_mins(2), || {
        Some(show(&operator, &id)).filter(|redrive| redrive["delivered"] == DEAD)
    });
    let took = began.elapsed();
    println!(
        "bar 9: {DEAD} dead letters at {REDRIVE_RATE}/s in {:.1} s; live traffic alone p50 {:.1} p99 {:.1} ms, beside \
         p50 {:.1} p99 {:.1} ms",
        took.as_secs_f64(),
        alone.0,
        alone.1,
        beside.0,
        beside.1
    );
    assert_eq!(running["state"], "running", "it ran all the time that was measured: {running}");
    assert_eq!(
        (&done["dead"], &done["waiting"], &done["moved"]),
        (&json!(0), &json!(0), &json!(DEAD)),
        "{done}"
    );
    let received = dead.received();
    let once: HashSet<&str> = received.iter().filter_map(|request| request.header("webhook-id")).collect();
    assert_eq!((received.len() as u64, once.len() as u64), (DEAD, DEAD), "each came once");
    assert!(took >= should_take * 9 / 10, "it kept its rate: {took:?}");
    assert!(took <= should_take * 3 / 2 + Duration::from_secs(10), "it kept its rate: {took:?}");
    for (alone, beside) in [(alone.0, beside.0), (alone.1, beside.1)] {
        assert!(beside <= (FACTOR_MAX * alone).max(FLOOR_MS), "{beside:.1} ms beside, {alone:.1} ms alone");
    }
}
