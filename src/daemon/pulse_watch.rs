//! Tells the service manager that the delivery loop is alive, and what it is doing.

use std::time::Duration;

use tokio::time::MissedTickBehavior;
use tokio::time::interval;

use super::notify;
use super::serve::Ends;
use crate::store::Store;

/// How often the line of status changes, at least.
const STATUS_EVERY: Duration = Duration::from_secs(5);

/// Runs until the daemon stops. The watchdog is fed only while the loop turns, so that a loop that hangs gets the
/// daemon restarted; a database that is down is no hang, the loop turns with an error then.
pub(super) async fn run(store: Store, ends: Ends) {
    // Three times within the time allowed, so that one late turn does not matter.
    let feeding = notify::watchdog_interval().map(|allowed| allowed / 3);
    let mut ticks = interval(feeding.unwrap_or(STATUS_EVERY).min(STATUS_EVERY));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = ends.stop.cancelled() => return,
        }
        let pulse = store.pulse();
        if !pulse.is_turning() {
            notify::status("the delivery loop does not turn");
            continue;
        }
        notify::watchdog();
        notify::status(&format!("delivering, {} in flight, {} waiting", pulse.in_flight(), pulse.waiting()));
    }
}
