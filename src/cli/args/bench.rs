//! `hookit bench`: how fast and how soundly a daemon works on this machine.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::values;

/// `hookit bench`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit bench\n  hookit bench --connections 256 --events 60000\n  hookit bench --rate 200 --seconds 30 --fan-out 5 -o json\n  hookit bench --socket /run/hookit/admin.sock --connections 8"
)]
pub(crate) struct BenchArgs {
    /// Connections that publish, each with one request under way
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub(crate) connections: u32,
    /// Events a second over all connections [default: as fast as they are acknowledged]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) rate: Option<u32>,
    /// Events to publish and measure
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    pub(crate) events: u32,
    /// Publish for this long instead of a number of events
    #[arg(long, value_name = "N", conflicts_with = "events", value_parser = clap::value_parser!(u32).range(1..=600))]
    pub(crate) seconds: Option<u32>,
    /// Events to publish before the measured ones
    #[arg(long, value_name = "N", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub(crate) warm_up: u32,
    /// Endpoints that each event is delivered to
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub(crate) fan_out: u32,
    /// Size of each payload
    #[arg(long, value_name = "BYTES", default_value_t = 1_024, value_parser = clap::value_parser!(u32).range(64..=262_144))]
    pub(crate) payload_bytes: u32,
    /// Check every signature, not one in 16
    #[arg(long)]
    pub(crate) verify: bool,
    /// How long the yardstick is measured, half before and half after; 0s leaves it out
    #[arg(long, value_name = "TIME", default_value = "4s", value_parser = values::duration)]
    pub(crate) yardstick: Duration,
    /// The Postgres of a daemon that was named, for the yardstick; must not carry a password
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
    /// The daemon's program, when no daemon is named [default: the hookitd beside this program]
    #[arg(long, value_name = "PATH")]
    pub(crate) hookitd: Option<PathBuf>,
}
