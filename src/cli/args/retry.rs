//! `hookit retry-preview`, and the flags that say a retry policy.

use std::time::Duration;

use clap::Args;

use super::values;

/// A retry policy: the delays themselves, or the rule that makes them.
#[expect(clippy::struct_field_names, reason = "the names are those of the flags")]
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct RetryArgs {
    /// Delays after the failed attempts, with commas: 5s,30s,2m means four attempts
    #[arg(long, value_name = "DELAYS", value_delimiter = ',', value_parser = values::duration, conflicts_with_all = ["retry_base", "retry_cap", "retry_attempts"])]
    pub(crate) retry_schedule: Vec<Duration>,
    /// First delay; each further one is twice as long
    #[arg(long, value_name = "DURATION", value_parser = values::duration, requires_all = ["retry_cap", "retry_attempts"])]
    pub(crate) retry_base: Option<Duration>,
    /// Longest delay
    #[arg(long, value_name = "DURATION", value_parser = values::duration, requires_all = ["retry_base", "retry_attempts"])]
    pub(crate) retry_cap: Option<Duration>,
    /// Attempts in all before a delivery is a dead letter
    #[arg(long, value_name = "N", requires_all = ["retry_base", "retry_cap"])]
    pub(crate) retry_attempts: Option<u32>,
    /// How far delays are spread, from 0 to 1
    #[arg(long, value_name = "FRACTION", value_parser = values::fraction)]
    pub(crate) retry_jitter: Option<f32>,
}

/// `hookit retry-preview`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit retry-preview\n  hookit retry-preview --endpoint acme-prod\n  hookit retry-preview dlv_01h455vb4pex5vsknk084sn02q\n  hookit retry-preview --retry-base 1s --retry-cap 10m --retry-attempts 8"
)]
pub(crate) struct RetryPreviewArgs {
    /// Delivery whose own times are shown (dlv_…)
    #[arg(value_name = "DELIVERY", conflicts_with_all = ["endpoint", "retry_schedule", "retry_base", "retry_jitter"])]
    pub(crate) delivery: Option<String>,
    /// Endpoint whose policy is shown, by name or id
    #[arg(long, value_name = "ENDPOINT", conflicts_with_all = ["retry_schedule", "retry_base", "retry_jitter"])]
    pub(crate) endpoint: Option<String>,
    /// A policy that no endpoint has yet.
    #[command(flatten)]
    pub(crate) retry: RetryArgs,
}
