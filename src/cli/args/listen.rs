//! `hookit listen`: a project's events, forwarded to a port of this machine.

use clap::Args;

use super::values;
use crate::cli::input::When;

/// `hookit listen`.
#[derive(Debug, Args)]
#[command(
    long_about = "Forward a project's events to a port of this machine\n\nEvery event comes once, whichever endpoints it was matched with. What operators redrive comes again: once for each redrive, even where it put the event back for several endpoints; deliveries that are redriven one by one come one by one. --endpoint leaves only the redrives of that endpoint. An event that its producer scheduled for later is shown when it is published and goes out when it is due, as long as this command runs.",
    after_help = "Examples:\n  hookit listen 3000/webhooks\n  hookit listen 3000 --event 'invoice.*' --since 1h\n  hookit listen 'invoice.*=3000/billing' 'user.**=4000/users'\n  hookit listen --print-secret"
)]
pub(crate) struct ListenArgs {
    /// Where to forward: 3000, 3000/path, a URL, or PATTERN=… for events of some types only
    #[arg(value_name = "ROUTE", required_unless_present = "print_secret")]
    pub(crate) routes: Vec<String>,
    /// Only events of these types: invoice.paid, invoice.*, invoice.**
    #[arg(long = "event", value_name = "PATTERN")]
    pub(crate) events: Vec<String>,
    /// Begin with what was published since: 1h, or 2026-11-24T10:00:00Z [default: now]
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) since: Option<When>,
    /// Of redrives only those of this endpoint, by name or id; may be repeated [default: of all endpoints]
    #[arg(long = "endpoint", value_name = "ENDPOINT")]
    pub(crate) endpoints: Vec<String>,
    /// Which signatures to send [default: what the project's endpoints have, else standard]
    #[arg(long, value_name = "FORMAT", value_parser = ["standard", "legacy", "both"])]
    pub(crate) signature: Option<String>,
    /// Which form of body to send [default: what the project's endpoints have, else envelope]
    #[arg(long, value_name = "FORMAT", value_parser = ["envelope", "bare", "standard", "discord", "slack"])]
    pub(crate) payload_format: Option<String>,
    /// Allow routes to other machines
    #[arg(long)]
    pub(crate) allow_remote: bool,
    /// Print the signing secret that is used for this project, and leave
    #[arg(long)]
    pub(crate) print_secret: bool,
}
