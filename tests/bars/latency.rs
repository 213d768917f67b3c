//! Live traffic and how long it takes from commit to delivered.

use crate::publisher::{Accepted, Publisher};
use crate::support::receiver::Received;
use std::collections::HashMap;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// Events a second of live traffic.
pub(crate) const RATE: u32 = 50;
/// A latency below this is as good as none: on a shared machine smaller ones are chance.
pub(crate) const FLOOR_MS: f64 = 5.0;

/// Publishes live traffic to a project for so long.
pub(crate) fn produce(
    socket: PathBuf,
    project: &'static str,
    lasts: Duration,
) -> thread::JoinHandle<Vec<Accepted>> {
    let end = Instant::now() + lasts;
    thread::spawn(move || {
        Publisher::new(&socket, project).publish_at(RATE, "bar.event", || Instant::now() < end)
    })
}

/// The 50th and 99th percentile in milliseconds.
pub(crate) fn percentiles(accepted: &[Accepted], received: &[Received]) -> (f64, f64) {
    let at: HashMap<&str, Instant> =
        received.iter().filter_map(|request| Some((request.header("webhook-id")?, request.at))).collect();
    let one = |event: &Accepted| {
        at[event.event_id.as_str()].saturating_duration_since(event.at).as_secs_f64() * 1_000.0
    };
    let mut latencies: Vec<f64> = accepted.iter().map(one).collect();
    latencies.sort_by(f64::total_cmp);
    let part = |percent: usize| latencies[(latencies.len() * percent / 100).min(latencies.len() - 1)];
    (part(50), part(99))
}
