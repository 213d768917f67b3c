//! `hookit sink`: a receiver in the box.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::values;

/// `hookit sink`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit sink --port 3000 --secret-file whsec.txt\n  hookit sink --fail 30% --status 429 --retry-after 5 --seed 1\n  hookit sink --fail 10% --reset --hang --slow 2s\n  hookit sink -o json"
)]
pub(crate) struct SinkArgs {
    /// Port of this machine to take requests on; 0 lets the system choose
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) port: u16,
    /// File with a signing secret (whsec_…) or a public key (whpk_…); several during a rotation
    #[arg(long = "secret-file", value_name = "FILE")]
    pub(crate) secret_files: Vec<PathBuf>,
    /// A signing secret or a public key itself; others on this machine can read the command line
    #[arg(long = "secret", value_name = "SECRET")]
    pub(crate) secrets: Vec<String>,
    /// How far a timestamp may be from now
    #[arg(long, value_name = "DURATION", value_parser = values::duration, default_value = "5m")]
    pub(crate) tolerance: Duration,
    /// How to misbehave.
    #[command(flatten)]
    pub(crate) faults: SinkFaults,
}

/// What the sink does wrong, and how often.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Misbehaving")]
pub(crate) struct SinkFaults {
    /// How many of the requests it happens to, such as 30% or 0.3 [default: all, once one of the below is given]
    #[arg(long, value_name = "SHARE", value_parser = values::share)]
    pub(crate) fail: Option<f64>,
    /// Answer with this HTTP status [default: 500, when only --fail is given]
    #[arg(long, value_name = "CODE", value_parser = clap::value_parser!(u16).range(200..=599))]
    pub(crate) status: Option<u16>,
    /// Add Retry-After to such an answer, in seconds
    #[arg(long, value_name = "SECONDS")]
    pub(crate) retry_after: Option<u32>,
    /// Take so long before every answer, whether it misbehaves or not
    #[arg(long, value_name = "DURATION", value_parser = values::duration)]
    pub(crate) slow: Option<Duration>,
    /// Send the answer byte by byte, one a second, without end
    #[arg(long)]
    pub(crate) drip: bool,
    /// Reset the connection
    #[arg(long)]
    pub(crate) reset: bool,
    /// Never answer
    #[arg(long)]
    pub(crate) hang: bool,
    /// Answer with a redirect
    #[arg(long)]
    pub(crate) redirect: bool,
    /// Answer with a body of 4 MiB
    #[arg(long)]
    pub(crate) big_body: bool,
    /// Choose the same requests, in the order they come, in every run with this number
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(crate) seed: u64,
}
