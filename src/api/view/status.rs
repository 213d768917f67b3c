//! How the daemon, its database and its endpoints are, as it goes out.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::figures::FiguresView;
use super::time::Instant;
use super::troubled::TroubledView;
use crate::domain::id::NodeId;
use crate::domain::outcome::Outcome;
use crate::store::figures::Summary;
use crate::store::health::Readiness;
use crate::store::nodes::NodeView as StoredNode;
use crate::store::stats::DatabaseView as StoredDatabase;
use crate::store::stats::QueueGauges;

/// One named check of readiness.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Check {
    #[schema(example = "postgres_writable")]
    pub name: &'static str,
    pub ok: bool,
}

/// Whether this process can do its work, and what is missing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Readiness)]
pub(crate) struct ReadyView {
    /// `ready` or `not_ready`.
    #[schema(example = "ready")]
    pub status: &'static str,
    pub checks: Vec<Check>,
}

/// Latency of attempts: upper bounds of the buckets at these percentiles.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Latency {
    p50: u64,
    p95: u64,
    p99: u64,
}

/// The last 24 hours in numbers, from counts by the minute, and the queue as it is now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Summary)]
pub(crate) struct SummaryView {
    /// What the counts cover.
    #[schema(example = 86_400_000)]
    window_ms: u64,
    events_accepted: u64,
    /// Deliveries by state: finished ones within the window, live ones as they are now.
    #[schema(example = json!({"succeeded": 1200, "dead_lettered": 3, "in_flight": 4, "held": 0, "due": 2, "limited": 0, "waiting": 7}))]
    totals: BTreeMap<&'static str, u64>,
    attempts_total: u64,
    /// Attempts by outcome.
    #[schema(example = json!({"succeeded": 1200, "http_status": 31}))]
    attempts: BTreeMap<&'static str, u64>,
    /// Attempts that succeeded, as a share; null without attempts.
    #[schema(example = 0.975)]
    success_rate: Option<f64>,
    /// Dead letters there are now.
    dlq_depth: u64,
    latency_ms: Option<Latency>,
    /// Deliveries that succeeded in the last full minute.
    throughput_per_min: u64,
    /// How long the oldest due delivery has been due, those that their endpoint's circuit, limit or order holds up apart.
    oldest_due_seconds: Option<u64>,
}

/// The queue as it is now.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[schema(as = Queue)]
pub(crate) struct QueueView {
    due: u64,
    in_flight: u64,
    held: u64,
    /// Due, but their endpoint takes no more just now: its circuit is not closed, or its limit or its order is in the way.
    limited: u64,
    waiting: u64,
    /// Of those that are `due`: a late one says that the nodes do not keep up.
    oldest_due_ms: Option<u64>,
    /// Whether the queue is longer than what was counted.
    truncated: bool,
}

/// A node: one run of `hookitd`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Node)]
pub(crate) struct NodeView {
    #[schema(value_type = String, example = "node_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: NodeId,
    #[schema(example = "web-1")]
    name: String,
    #[schema(example = "0.1.0")]
    version: String,
    roles: Vec<String>,
    started_at: Instant,
    lease_until: Instant,
    /// Whether its lease runs.
    alive: bool,
    /// Whether it was told to take no further deliveries.
    draining: bool,
    /// Whether it has heard so and has nothing left: it can be stopped.
    drained: bool,
    /// Requests under way when it last renewed its lease.
    in_flight: u32,
    /// Deliveries it owned then that waited for a place.
    waiting: u32,
}

/// Every node that is known, by name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Nodes)]
pub(crate) struct NodesView {
    pub items: Vec<NodeView>,
}

/// The database.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Database)]
pub(crate) struct DatabaseView {
    /// Of Postgres.
    #[schema(example = "15.18")]
    version: String,
    size_bytes: u64,
    /// Version of the schema.
    schema: i64,
    /// Whether it is the private one that `hookitd` runs.
    private: bool,
    /// Where the server keeps its data; null where HookIt's role may not know.
    #[schema(example = "/var/lib/hookit/postgres/data")]
    data_directory: Option<String>,
}

/// Everything an operator wants to see first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Status)]
pub(crate) struct StatusView {
    /// Of the program that answers.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
    #[schema(example = "web-1")]
    pub node: String,
    pub uptime_ms: u64,
    pub checks: Vec<Check>,
    /// Null for a key of one project.
    pub nodes: Option<Vec<NodeView>>,
    /// Null for a key of one project.
    pub database: Option<DatabaseView>,
    pub queue: QueueView,
    pub summary: SummaryView,
    pub figures: FiguresView,
    /// Endpoints that are paused, disabled, down, failing just now or have dead letters; the worst first, 50 at most.
    pub troubled_endpoints: Vec<TroubledView>,
}

/// The checks by name.
pub(crate) fn checks(readiness: Readiness) -> Vec<Check> {
    vec![
        Check { name: "postgres_writable", ok: readiness.postgres_writable },
        Check { name: "schema_current", ok: readiness.schema_current },
        Check { name: "master_key", ok: readiness.master_key },
        Check { name: "delivery_loop_turned", ok: readiness.loop_turned },
        Check { name: "listener_up", ok: readiness.listener_up },
    ]
}

impl SummaryView {
    pub(crate) fn new(summary: &Summary, queue: &QueueGauges) -> Self {
        let succeeded = summary.attempts.get(&Outcome::Succeeded).copied().unwrap_or(0);
        Self {
            window_ms: 24 * 3_600_000,
            events_accepted: summary.events_accepted,
            totals: BTreeMap::from([
                ("succeeded", succeeded),
                ("dead_lettered", summary.dead_lettered),
                ("in_flight", queue.in_flight),
                ("held", queue.held),
                ("due", queue.due),
                ("limited", queue.limited),
                ("waiting", queue.waiting),
            ]),
            attempts_total: summary.attempts.values().sum(),
            attempts: summary.attempts.iter().map(|(outcome, count)| (outcome.as_str(), *count)).collect(),
            success_rate: summary.success_rate,
            dlq_depth: summary.dlq_depth,
            latency_ms: summary.latency_ms.map(|[p50, p95, p99]| Latency { p50, p95, p99 }),
            throughput_per_min: summary.throughput_per_min,
            oldest_due_seconds: queue.oldest_due_ms.map(|ms| ms / 1_000),
        }
    }
}

impl From<QueueGauges> for QueueView {
    fn from(queue: QueueGauges) -> Self {
        Self {
            due: queue.due,
            in_flight: queue.in_flight,
            held: queue.held,
            limited: queue.limited,
            waiting: queue.waiting,
            oldest_due_ms: queue.oldest_due_ms,
            truncated: queue.truncated,
        }
    }
}

impl From<StoredNode> for NodeView {
    fn from(node: StoredNode) -> Self {
        Self {
            id: node.id,
            name: node.name,
            version: node.version,
            roles: node.roles,
            started_at: node.started_at.into(),
            lease_until: node.lease_until.into(),
            alive: node.alive,
            draining: node.draining,
            drained: node.drained,
            in_flight: node.in_flight,
            waiting: node.waiting,
        }
    }
}

impl From<StoredDatabase> for DatabaseView {
    fn from(database: StoredDatabase) -> Self {
        Self {
            version: database.version,
            size_bytes: database.size_bytes,
            schema: database.schema,
            private: database.private,
            data_directory: database.data_directory,
        }
    }
}
