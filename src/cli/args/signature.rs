//! `hookit sign` and `hookit verify`: signatures by hand, without a daemon.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::values;

/// `hookit sign`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit sign --secret-file whsec.txt --id evt_01h455vb4pex5vsknk084sn02q body.json\n  hookit sign --secret-file whsec.txt --id evt_1 --timestamp 1795511471 body.json\n  echo -n '{}' | hookit sign --secret-file whsec.txt --id evt_1 -"
)]
pub(crate) struct SignArgs {
    /// File with the signing secret (whsec_… or whsk_…); a second one is that of a rotation
    #[arg(long = "secret-file", value_name = "FILE", required = true)]
    pub(crate) secret_files: Vec<PathBuf>,
    /// The webhook-id: the event's id
    #[arg(long, value_name = "ID")]
    pub(crate) id: String,
    /// Seconds since 1970 [default: now]
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timestamp: Option<i64>,
    /// File with the exact bytes of the body; - reads stdin
    #[arg(value_name = "BODY", default_value = "-")]
    pub(crate) body: PathBuf,
}

/// `hookit verify`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit verify --secret-file whsec.txt --headers request.headers body.json\n  hookit verify --secret-file whsec.txt --other-secret-file old.txt --headers request.headers body.json\n  hookit verify --secret-file whsec.txt --headers request.headers --delivery dlv_01h455vb4pex5vsknk084sn02q body.json\n  hookit verify --secret-file whsec.txt --headers request.headers --tolerance 1000d body.json"
)]
pub(crate) struct VerifyArgs {
    /// File with the signing secret (whsec_…) or the public key (whpk_…), as the receiver has it
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_file: PathBuf,
    /// File with another secret, of before or after a rotation: tried only to say why; may be given more than once
    #[arg(long = "other-secret-file", value_name = "FILE")]
    pub(crate) other_secret_files: Vec<PathBuf>,
    /// File with the request's headers, one `name: value` a line
    #[arg(long, value_name = "FILE")]
    pub(crate) headers: Option<PathBuf>,
    /// One header, `name: value`; may be given more than once
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    pub(crate) header: Vec<String>,
    /// How far the timestamp may be from now
    #[arg(long, value_name = "DURATION", value_parser = values::duration, default_value = "5m")]
    pub(crate) tolerance: Duration,
    /// File with the body as it was sent, to compare
    #[arg(long, value_name = "FILE")]
    pub(crate) sent: Option<PathBuf>,
    /// Compare with the body that this delivery sends (dlv_…); asks the daemon
    #[arg(long, value_name = "DELIVERY", conflicts_with = "sent")]
    pub(crate) delivery: Option<String>,
    /// File with the exact bytes of the body, as received; - reads stdin
    #[arg(value_name = "BODY", default_value = "-")]
    pub(crate) body: PathBuf,
}
