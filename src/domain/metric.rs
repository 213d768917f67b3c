//! Metrics: the one list of what is measured, which the registry, the documentation and the dashboards follow.

use std::fmt::Write;

/// What every name begins with.
pub const PREFIX: &str = "hookit";

/// What a metric is, as `OpenMetrics` 1.0 names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only grows while the process runs.
    Counter,
    /// Stands where it stands.
    Gauge,
    /// Observations by their size.
    Histogram,
    /// Always 1; what it tells is in its labels.
    Info,
}

impl Kind {
    /// The word of the exposition.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
            Self::Info => "info",
        }
    }

    /// What the names of its samples end with, after the family's name.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Counter => &["_total"],
            Self::Gauge => &[""],
            Self::Histogram => &["_bucket", "_count", "_sum"],
            Self::Info => &["_info"],
        }
    }
}

/// Whose figure it is, and when it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// This process's own; always there.
    Node,
    /// Read from Postgres, the same on every node; missing while Postgres does not answer.
    Shared,
    /// There once it can be known; the meaning says when.
    Sometimes,
}

impl Whose {
    /// The word of the documentation.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Shared => "shared",
            Self::Sometimes => "where known",
        }
    }
}

/// The unit of a metric, with which its name ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Bytes.
    Bytes,
}

impl Unit {
    /// The word in the name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Bytes => "bytes",
        }
    }
}

macro_rules! metrics {
    ($($variant:ident: $kind:ident $name:literal [$($label:literal),*] $whose:ident, $about:literal;)+) => {
        /// Every metric of `/metrics`. No label names an endpoint, an event type or a project: their number has no
        /// bound, and what is asked about one of them is answered by the roll-ups (`hookit status`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric { $(#[doc = $about] $variant,)+ }

        impl Metric {
            /// All there are, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The family's name without [`PREFIX`], its unit included.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind,)+ }
            }

            /// Its labels' names.
            #[must_use]
            pub const fn labels(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($label),*],)+ }
            }

            /// Whose figure it is.
            #[must_use]
            pub const fn whose(self) -> Whose {
                match self { $(Self::$variant => Whose::$whose,)+ }
            }

            /// What it means, without a full stop.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)+ }
            }
        }
    };
}

metrics! {
    Build: Info "build" ["version"] Node, "The version of hookitd that answers; the value is always 1";

    EventsAccepted: Counter "events_accepted" [] Node, "Events stored and acknowledged";
    EventsReplayed: Counter "events_replayed" [] Node, "Publishes answered from an idempotency record";
    EventsWarned: Counter "events_warned" [] Node, "Events stored although they do not fit their schema or are of a deprecated type";
    PublishRefused: Counter "publish_refused" [] Node, "Publishes answered 503 because too many waited";
    PublishFailed: Counter "publish_failed" [] Node, "Publishes that Postgres did not store; their producers were told";
    PublishWaiting: Gauge "publish_waiting" [] Node, "Events in memory that wait to be stored";
    PublishBatch: Histogram "publish_batch_events" [] Node, "Events stored by one transaction";
    PublishAck: Histogram "publish_ack_seconds" [] Node, "From an event's arrival at the writer until its producer could be answered, the commit included";

    Attempts: Counter "attempts" ["outcome"] Node, "Attempts recorded, by outcome: the words of hookit delivery show";
    AttemptDuration: Histogram "attempt_duration_seconds" [] Node, "Whole attempts, the answer's body included";
    DeliveryDuration: Histogram "delivery_duration_seconds" [] Node, "From an event's acceptance until a receiver had it, with all attempts, holds and redrives between";
    DeadLettered: Counter "deliveries_dead_lettered" [] Node, "Deliveries set aside";
    Claimed: Counter "deliveries_claimed" [] Node, "Deliveries claimed from the queue";
    HandedOff: Counter "deliveries_handed_off" [] Node, "Deliveries that went from publish to the loop without a claim";
    Reclaimed: Counter "deliveries_reclaimed" [] Node, "Deliveries taken back from dead nodes";
    Fenced: Counter "results_fenced" [] Node, "Results that came after the lease had ended";
    RecordBatch: Histogram "record_batch_results" [] Node, "Results written by one transaction";
    RequestsInFlight: Gauge "requests_in_flight" [] Node, "Requests to receivers that are under way";
    DeliveriesInMemory: Gauge "deliveries_in_memory" [] Node, "Deliveries this node owns that wait for a place";

    PoolConnections: Gauge "pool_connections" ["pool", "state"] Node, "Connections to Postgres: pool front (publishing, API) or delivery, state idle or busy";
    PoolConnectionsMax: Gauge "pool_connections_max" ["pool"] Node, "Connections the pool may have";
    PoolAcquire: Gauge "pool_acquire_seconds" ["pool"] Sometimes, "How long this scrape waited for a connection of the pool; missing while it gets none";

    LeaseLeft: Gauge "lease_left_seconds" [] Node, "What is left of this node's lease; 0 without one, and then it delivers nothing";
    Draining: Gauge "node_draining" [] Node, "1 while an operator drains this node";
    LoopTurnAge: Gauge "loop_turn_age_seconds" [] Sometimes, "Since the delivery loop last turned; missing before its first turn";
    Listening: Gauge "hints_heard" [] Node, "1 while hints from other nodes are heard";
    NodesAlive: Gauge "nodes_alive" [] Shared, "Nodes whose lease runs";
    NodesDraining: Gauge "nodes_draining" [] Shared, "Of those: drained by an operator";

    DatabaseUp: Gauge "database_up" [] Node, "Whether Postgres answered this scrape";
    QueueDue: Gauge "queue_due" [] Shared, "Deliveries that are due and free";
    QueueInFlight: Gauge "queue_in_flight" [] Shared, "Deliveries that a node has";
    QueueHeld: Gauge "queue_held" [] Shared, "Deliveries whose endpoint is paused or disabled";
    QueueLimited: Gauge "queue_limited" [] Shared, "Deliveries that are due, while their endpoint's circuit, limit or order holds them up";
    QueueWaiting: Gauge "queue_waiting" [] Shared, "Deliveries that are due later";
    QueueOldest: Gauge "queue_oldest_due_age_seconds" [] Shared, "How long the oldest of those that are due has been due";
    QueueTruncated: Gauge "queue_truncated" [] Shared, "1 when the queue is longer than the 200,000 rows that are counted: its figures are then lower bounds";
    DeadLetters: Gauge "dead_letters" [] Shared, "Dead letters there are, counted up to 200,000";

    DatabaseSize: Gauge "database_size_bytes" [] Shared, "The whole database; measured once a minute";
    HistoryPrepared: Gauge "history_prepared_seconds" [] Shared, "Until the last day that has partitions ends: at 0 nothing can be published";
    HistoryDay: Gauge "history_day_bytes" [] Sometimes, "What a day of history takes: yesterday, or today as it goes after its first hour";
    DiskFree: Gauge "disk_free_bytes" [] Sometimes, "Free on the disk of the state directory; missing where it cannot be asked";
    DiskSize: Gauge "disk_size_bytes" [] Sometimes, "Size of that disk";
    DiskLeft: Gauge "disk_left_seconds" [] Sometimes, "Until that disk is full at a day of history a day, nothing pruned; only with a private Postgres";
}

impl Metric {
    /// The unit its name ends with.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        let last = self.name().rsplit('_').next()?;
        [Unit::Seconds, Unit::Bytes].into_iter().find(|unit| unit.word() == last)
    }

    /// Every name under which its samples are exposed.
    pub fn samples(self) -> impl Iterator<Item = String> {
        let endings = self.kind().endings().iter();
        endings.map(move |ending| format!("{PREFIX}_{}{ending}", self.name()))
    }

    /// The metric whose family has this name, [`PREFIX`] included.
    #[must_use]
    pub fn of_family(name: &str) -> Option<Self> {
        let name = name.strip_prefix(PREFIX)?.strip_prefix('_')?;
        Self::ALL.iter().copied().find(|metric| metric.name() == name)
    }

    /// The metric that has a sample of this name.
    #[must_use]
    pub fn of_sample(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|metric| metric.samples().any(|sample| sample == name))
    }
}

/// The list as a table in Markdown, for docs/metrics.md.
#[must_use]
pub fn markdown() -> String {
    let mut table =
        "| name | kind | unit | labels | whose | meaning |\n|---|---|---|---|---|---|\n".to_owned();
    for metric in Metric::ALL {
        // A histogram is spoken of by its family.
        let ending = if metric.kind() == Kind::Histogram { "" } else { metric.kind().endings()[0] };
        let labels: Vec<String> = metric.labels().iter().map(|label| format!("`{label}`")).collect();
        let written = writeln!(
            table,
            "| `{PREFIX}_{}{ending}` | {} | {} | {} | {} | {} |",
            metric.name(),
            metric.kind().word(),
            metric.unit().map_or("", Unit::word),
            labels.join(", "),
            metric.whose().word(),
            metric.about(),
        );
        debug_assert!(written.is_ok(), "a string takes everything");
    }
    table
}

/// `OpenMetrics` text in the older format of Prometheus 0.0.4, where a family is named as its samples are.
#[must_use]
pub fn plain(open_metrics: &str) -> String {
    let mut text = String::with_capacity(open_metrics.len());
    for line in open_metrics.lines() {
        let mut words = line.splitn(4, ' ');
        let (mark, keyword) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (family, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match (mark, keyword) {
            ("#", "EOF" | "UNIT") => continue,
            ("#", "HELP" | "TYPE") => {
                let kind = Metric::of_family(family).map(Metric::kind);
                let ending = match kind {
                    Some(kind @ (Kind::Counter | Kind::Info)) => kind.endings()[0],
                    _ => "",
                };
                let rest = if keyword == "TYPE" && kind == Some(Kind::Info) { "gauge" } else { rest };
                text.extend(["# ", keyword, " ", family, ending, " ", rest]);
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_follow_the_rules_of_prometheus() {
        // Of OpenMetrics and of the naming practices: words in lower case, base units at the end, and no ending that
        // belongs to samples.
        let reserved = ["_total", "_bucket", "_count", "_sum", "_info", "_created"];
        let other_units = ["ms", "milliseconds", "minutes", "hours", "days", "kb", "mb", "percent", "s", "b"];
        for metric in Metric::ALL {
            let name = metric.name();
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}");
            assert!(!name.starts_with('_') && !name.ends_with('_') && !name.contains("__"), "{name}");
            assert!(!reserved.iter().any(|ending| name.ends_with(ending)), "{name}");
            let words: Vec<&str> = name.split('_').collect();
            assert!(!words.iter().any(|word| other_units.contains(word)), "{name} has another unit");
            let units = words.iter().filter(|word| ["seconds", "bytes"].contains(word)).count();
            assert_eq!(units, usize::from(metric.unit().is_some()), "{name}: a unit stands at the end");
            assert!(!metric.about().ends_with('.') && metric.about().len() > 10, "{name}");
            for label in metric.labels() {
                assert!(label.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}: {label}");
                assert!(!["endpoint", "project", "event_type", "le"].contains(label), "{name}: {label}");
            }
        }
    }

    #[test]
    fn no_two_metrics_share_a_name() {
        let names: Vec<String> = Metric::ALL.iter().flat_map(|metric| metric.samples()).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert_eq!(Metric::of_sample("hookit_attempts_total"), Some(Metric::Attempts));
        assert_eq!(Metric::of_sample("hookit_attempts"), None);
        assert_eq!(Metric::of_family("hookit_attempts"), Some(Metric::Attempts));
        assert_eq!(Metric::of_family("attempts"), None);
    }

    #[test]
    fn the_older_format_names_families_as_their_samples() {
        let open = "# HELP hookit_attempts About it.\n# TYPE hookit_attempts counter\nhookit_attempts_total 1\n\
                    # HELP hookit_build About.\n# TYPE hookit_build info\nhookit_build_info{version=\"1\"} 1\n\
                    # TYPE hookit_disk_free_bytes gauge\n# UNIT hookit_disk_free_bytes bytes\n\
                    hookit_disk_free_bytes 1\n# EOF\n";
        let plain = plain(open);
        assert_eq!(
            plain,
            "# HELP hookit_attempts_total About it.\n# TYPE hookit_attempts_total counter\n\
             hookit_attempts_total 1\n# HELP hookit_build_info About.\n# TYPE hookit_build_info gauge\n\
             hookit_build_info{version=\"1\"} 1\n# TYPE hookit_disk_free_bytes gauge\nhookit_disk_free_bytes 1\n"
        );
    }
}
