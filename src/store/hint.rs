//! Hints: "there may be something to do", inside this process. Postgres is the truth, a hint only saves waiting.

use tokio::sync::Notify;

/// What can be hinted at.
#[derive(Debug, Default)]
pub struct Hints {
    /// Deliveries became due or free.
    pub due: Notify,
    /// Endpoints, keys or projects changed.
    pub config: Notify,
    /// A redrive was started or resumed.
    pub redrive: Notify,
    /// Other nodes should be told that something is due.
    pub tell_others: Notify,
}
