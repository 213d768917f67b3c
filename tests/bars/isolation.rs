//! Bar 5: an endpoint that never answers does not slow down another project's.

use crate::latency::{FLOOR_MS, RATE, percentiles, produce};
use crate::publisher::Publisher;
use crate::stand::{Stand, endpoint, project};
use crate::support::answer::Answer;
use crate::support::hookitd::Hookitd;
use crate::support::receiver::Receiver;
use crate::support::setup::Setup;
use crate::support::wait::until;
use serde_json::json;
use std::time::Duration;

const ALONE: Duration = Duration::from_secs(20);
const BESIDE_LOAD: Duration = Duration::from_mins(1);
const BESIDE_ROWS: Duration = Duration::from_secs(20);

/// A healthy and a hanging project on one daemon.
struct Scene {
    /// First, so that it is dropped first.
    hookitd: Hookitd,
    _setup: Setup,
    stand: Stand,
    healthy: Receiver,
    hanging: Receiver,
}

impl Scene {
    fn set() -> Self {
        let stand = Stand::fresh();
        let setup = stand.setup();
        let hookitd = setup.start();
        let (healthy, hanging) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::Hang));
        endpoint(&project(&hookitd, "healthy"), "healthy", &healthy.url("/in"), &json!({}));
        endpoint(&project(&hookitd, "hanging"), "hanging", &hanging.url("/in"), &json!({}));
        Self { hookitd, _setup: setup, stand, healthy, hanging }
    }

    /// Commit-to-delivered of the healthy project under its own load: p50 and p99 in milliseconds.
    fn measure(&self, lasts: Duration) -> (f64, f64) {
        let before = self.healthy.received().len();
        let accepted =
            produce(self.hookitd.socket.clone(), "healthy", lasts).join().expect("it does not panic");
        let wanted = u64::from(RATE) * lasts.as_secs() * 9 / 10;
        assert!(accepted.len() as u64 >= wanted, "the daemon accepts the load: {}", accepted.len());
        let received = self.healthy.wait_for(before + accepted.len(), Duration::from_secs(30));
        percentiles(&accepted, &received)
    }
}

fn judge(bar: &str, alone: (f64, f64), beside: (f64, f64)) {
    println!(
        "bar {bar}: commit to delivered alone p50 {:.1} p99 {:.1} ms, beside the hanging one p50 {:.1} p99 {:.1} ms",
        alone.0, alone.1, beside.0, beside.1
    );
    for (alone, beside) in [(alone.0, beside.0), (alone.1, beside.1)] {
        assert!(beside <= (2.0 * alone).max(FLOOR_MS), "{beside:.1} ms beside, {alone:.1} ms alone");
    }
}

#[test]
fn an_endpoint_that_never_answers_does_not_slow_down_another_project() {
    let scene = Scene::set();
    let alone = scene.measure(ALONE);
    let neighbour = produce(scene.hookitd.socket.clone(), "hanging", BESIDE_LOAD);
    let beside = scene.measure(BESIDE_LOAD);
    let published = neighbour.join().expect("it does not panic").len();
    assert!(
        published as u64 >= u64::from(RATE) * BESIDE_LOAD.as_secs() * 9 / 10,
        "the neighbour had its load too"
    );
    assert!(!scene.hanging.received().is_empty(), "the neighbour was tried");
    judge("5a", alone, beside);
}

#[test]
fn a_hundred_thousand_due_rows_of_a_hanging_endpoint_do_not_slow_down_another_project() {
    let scene = Scene::set();
    let alone = scene.measure(ALONE);
    // Due an hour ago, one after the other, of an event that is there.
    Publisher::new(&scene.hookitd.socket, "hanging").publish("bar.event").expect("it is accepted");
    scene.stand.run(
        "insert into queue (shard, id, event_id, endpoint_id, project_id, event_type, due_at, attempt)
         select e.shard, (left(e.id::text, 24) || lpad(to_hex(n), 10, '0') || '00')::uuid, e.id, p.id, p.project_id,
                e.type, now() - interval '1 hour' + n * interval '10 ms', 0
         from generate_series(1, 100000) n, event e join endpoint p on p.name = 'hanging'
         where e.project_id = p.project_id;
         analyze queue;",
    );
    let due = "select count(*) from queue where owner is null and due_at <= now()";
    until("the hanging endpoint to be claimed for", Duration::from_secs(10), || {
        (scene.hanging.received().len() > 5).then_some(())
    });
    assert!(scene.stand.number(due) > 90_000);
    let beside = scene.measure(BESIDE_ROWS);
    assert!(scene.stand.number(due) > 90_000, "the rows were there all the time");
    judge("5b", alone, beside);
}
