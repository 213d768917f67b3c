//! Bar: a filter that is true of one event in a hundred costs publishing a quarter of its throughput at most.

use crate::publisher::Publisher;
use crate::stand::{Stand, endpoint, project};
use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use serde_json::json;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Events of each side; a build that is not optimised proves the way, not the number.
const EVENTS: usize = if cfg!(debug_assertions) { 2_000 } else { 20_000 };
const PRODUCERS: usize = 16;
/// Each side is measured in so many pieces, taking turns, so that what else the machine does meets both.
const ROUNDS: usize = 5;
/// Of the throughput without a filter.
const SHARE_MIN: f64 = 0.75;

/// Publishes a round of events, one in a hundred of its own type, and says how long that took.
fn round(socket: &Path, project: &str) -> Duration {
    let began = Instant::now();
    thread::scope(|scope| {
        for producer in 0..PRODUCERS {
            scope.spawn(move || {
                let mut publisher = Publisher::new(socket, project);
                for number in (producer..EVENTS / ROUNDS).step_by(PRODUCERS) {
                    let event_type = if number % 100 == 0 { "bar.hundredth" } else { "bar.other" };
                    let accepted = publisher.publish(event_type).expect("it is accepted");
                    assert_eq!(accepted.deliveries, u64::from(number % 100 == 0));
                }
            });
        }
    });
    began.elapsed()
}

#[test]
fn a_filter_costs_publishing_a_quarter_at_most() {
    let stand = Stand::fresh();
    let setup = stand.setup();
    let hookitd = setup.start();
    let receiver = Receiver::answering(Answer::ok());
    // The same deliveries on both sides: one side is told by the type, the other by an expression over the payload.
    let by_type = json!({ "event_types": ["bar.hundredth"] });
    let by_filter = json!({ "filter": "payload.pad.size() == 500 && type == 'bar.hundredth'" });
    endpoint(&project(&hookitd, "plain"), "plain", &receiver.url("/plain"), &by_type);
    endpoint(&project(&hookitd, "filtered"), "filtered", &receiver.url("/filtered"), &by_filter);
    let (mut plain, mut filtered) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ROUNDS {
        plain += round(&hookitd.socket, "plain");
        filtered += round(&hookitd.socket, "filtered");
    }
    let per_s = |took: Duration| EVENTS as f64 / took.as_secs_f64();
    let share = per_s(filtered) / per_s(plain);
    println!(
        "filter: {EVENTS} events, {:.0}/s without and {:.0}/s with a filter that is true of 1 %: {:.0} % of the throughput",
        per_s(plain),
        per_s(filtered),
        share * 100.0
    );
    receiver.wait_for(2 * EVENTS / 100, Duration::from_secs(30));
    assert!(cfg!(debug_assertions) || share >= SHARE_MIN, "a filter costs too much: {share:.2}");
}
