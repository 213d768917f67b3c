//! What an operator decided about deliveries.

use std::sync::Arc;

use super::post::ClientSettings;

/// Settings of the delivery room; `config/hookit.yaml` documents each.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The node's name, shown with each attempt.
    pub node_name: Arc<str>,
    /// Where this process runs; one process at a time has it.
    pub instance: String,
    /// The program's version.
    pub version: String,
    /// What this node does: `api`, `deliver`.
    pub roles: Vec<String>,
    /// Requests under way at most, over all endpoints.
    pub in_flight_max: usize,
    /// Deliveries one endpoint may have in this node's memory, waiting or under way.
    pub lane_waiting_max: usize,
    /// How long the node's lease runs, in milliseconds; renewed three times as often.
    pub lease_ms: u64,
    /// How long a stop waits for requests under way, in milliseconds.
    pub drain_ms: u64,
    /// How long a receiver may fail without a success before its endpoint is disabled, in milliseconds; 0: for ever.
    pub disable_after_ms: u64,
    /// Connections, resolver, guard.
    pub client: ClientSettings,
    /// Days that history is kept.
    pub retention_days: u16,
    /// Days for which partitions are made ahead.
    pub partitions_ahead_days: u16,
}

impl Settings {
    /// Whether this node delivers, or only takes events.
    #[must_use]
    pub fn delivers(&self) -> bool {
        self.roles.iter().any(|role| role == "deliver")
    }
}
