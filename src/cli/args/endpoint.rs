//! `hookit endpoint`: where events are sent.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::Subcommand;
use clap::ValueEnum;

use super::EndpointBackfill;
use super::Listing;
use super::MatchingArgs;
use super::PaceArgs;
use super::RetryArgs;
use super::ShapingArgs;
use super::SigningChoice;
use super::Sure;
use super::TransportArgs;
use super::UnshapingArgs;
use super::UntransportArgs;
use super::values;

/// What can be done with endpoints.
#[derive(Debug, Subcommand)]
pub(crate) enum EndpointCommand {
    /// Add an endpoint; its signing secret is shown once
    #[command(
        alias = "create",
        alias = "new",
        after_help = "Examples:\n  hookit endpoint add https://api.acme.test/hooks --event 'invoice.*'\n  hookit endpoint add https://api.acme.test/hooks --name acme-prod --event invoice.paid --event 'order.**' --test\n  hookit endpoint add https://api.acme.test/hooks --filter 'payload.amount > 1000' --timeout 10s\n  hookit endpoint add https://api.acme.test/hooks --secret-file ./whsec.txt"
    )]
    Add(Box<EndpointAdd>),
    /// List endpoints
    #[command(alias = "ls", after_help = "Examples:\n  hookit endpoint list\n  hookit endpoint list -o json")]
    List(EndpointList),
    /// Show one endpoint
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit endpoint show acme-prod\n  hookit endpoint show acme-prod -o json"
    )]
    Show(EndpointOne),
    /// Change an endpoint; what is not named stays as it is
    #[command(
        alias = "update",
        alias = "set",
        after_help = "Examples:\n  hookit endpoint edit acme-prod --event 'invoice.**'\n  hookit endpoint edit acme-prod --timeout 30s --filter 'payload.amount > 1000'\n  hookit endpoint edit acme-prod --rate-limit 50 --ordering key\n  hookit endpoint edit acme-prod --payload-format bare --bearer-file ./token.txt"
    )]
    Edit(Box<EndpointEdit>),
    /// Send a test event now and show the exchange
    #[command(
        after_help = "Examples:\n  hookit endpoint test acme-prod\n  hookit endpoint test acme-prod -o json"
    )]
    Test(EndpointOne),
    /// Deliver events that were published before the endpoint would have received them
    #[command(
        long_about = "Deliver events that were published before the endpoint would have received them\n\nThe events of the window that the endpoint would receive by its settings of now, and has no delivery of, are counted and shown, the question is asked (--yes answers it), and they are delivered at --rate; ^C lets go of it, and it goes on. hookit redrive list, show, pause, resume and cancel know it by its id (rdr_…). Requests carry the header hookit-reason: backfill.\n\nAn event that has a delivery to the endpoint, also a dead or cancelled one, gets no second: redrive that.",
        after_help = "Examples:\n  hookit endpoint backfill acme-prod --since 24h --dry-run\n  hookit endpoint backfill acme-prod --since 2026-11-24T10:00:00Z --until 2026-11-25T10:00:00Z --rate 20\n  hookit endpoint backfill acme-prod --since 7d --type invoice.paid --yes --detach"
    )]
    Backfill(EndpointBackfill),
    /// Hold what is queued and what comes, until it is resumed
    #[command(
        after_help = "Examples:\n  hookit endpoint pause acme-prod\n  hookit endpoint pause acme-prod audit-log"
    )]
    Pause(EndpointSome),
    /// Let a paused or disabled endpoint go on, or one whose circuit is open
    #[command(
        after_help = "Examples:\n  hookit endpoint resume acme-prod\n  hookit endpoint resume acme-prod audit-log"
    )]
    Resume(EndpointSome),
    /// Give an endpoint a new signing secret; the old one signs too for a while
    #[command(
        alias = "rotate",
        after_help = "Examples:\n  hookit endpoint rotate-secret acme-prod\n  hookit endpoint rotate-secret acme-prod --grace 48h\n  hookit endpoint rotate-secret acme-prod --signing ed25519\n  hookit endpoint rotate-secret acme-prod --secret-file ./whsec.txt"
    )]
    RotateSecret(EndpointRotate),
    /// Remove an endpoint; what is pending is cancelled, history stays
    #[command(
        alias = "delete",
        alias = "rm",
        after_help = "Examples:\n  hookit endpoint remove acme-prod\n  hookit endpoint remove acme-prod --yes\n  hookit endpoint remove acme-prod --dry-run"
    )]
    Remove(EndpointRemove),
}

/// Which signatures requests carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignatureChoice {
    /// Standard Webhooks and the older scheme
    Both,
    /// Standard Webhooks only
    Standard,
    /// The older scheme only
    Legacy,
}

impl SignatureChoice {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Standard => "standard",
            Self::Legacy => "legacy",
        }
    }
}

/// What can be set on an endpoint, both when it is added and later.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct EndpointSettingArgs {
    /// Event type it receives, with * for one segment and ** for the rest; may be given more than once
    #[arg(long = "event", value_name = "PATTERN", value_parser = values::pattern)]
    pub(crate) events: Vec<String>,
    /// Which of them.
    #[command(flatten)]
    pub(crate) matching: MatchingArgs,
    /// Which signatures its requests carry
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) signature: Option<SignatureChoice>,
    /// How long a whole attempt may take, 1s to 60s
    #[arg(long, value_name = "DURATION", value_parser = values::duration)]
    pub(crate) timeout: Option<Duration>,
    /// When it is tried again.
    #[command(flatten)]
    pub(crate) retry: RetryArgs,
    /// How fast and in which order.
    #[command(flatten)]
    pub(crate) pace: PaceArgs,
    /// Do not match new events; what is queued goes on
    #[arg(long)]
    pub(crate) inactive: bool,
    /// For people
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// Label, name=value; may be given more than once
    #[arg(long = "label", value_name = "NAME=VALUE", value_parser = values::pair)]
    pub(crate) labels: Vec<(String, String)>,
    /// JSON object of your own; @file and - read it
    #[arg(long, value_name = "JSON")]
    pub(crate) metadata: Option<String>,
    /// What is sent.
    #[command(flatten)]
    pub(crate) shaping: ShapingArgs,
    /// By which way.
    #[command(flatten)]
    pub(crate) transport: TransportArgs,
}

/// `hookit endpoint add`.
#[derive(Debug, Args)]
pub(crate) struct EndpointAdd {
    /// Where requests go
    #[arg(value_name = "URL")]
    pub(crate) target: String,
    /// Name to call it by; made of the host if not given
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What is set.
    #[command(flatten)]
    pub(crate) settings: EndpointSettingArgs,
    /// File with a signing secret of your own, whsec_… or whsk_…; - reads it from stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
    /// How it signs
    #[arg(long, value_enum, value_name = "SCHEME")]
    pub(crate) signing: Option<SigningChoice>,
    /// Send a test event at once
    #[arg(long)]
    pub(crate) test: bool,
}

/// `hookit endpoint list`.
#[derive(Debug, Args)]
pub(crate) struct EndpointList {
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// A command on one endpoint.
#[derive(Debug, Args)]
pub(crate) struct EndpointOne {
    /// Name or id
    #[arg(value_name = "ENDPOINT")]
    pub(crate) which: String,
}

/// A command on some endpoints.
#[derive(Debug, Args)]
pub(crate) struct EndpointSome {
    /// Names or ids; - reads them from stdin
    #[arg(value_name = "ENDPOINT", required = true)]
    pub(crate) which: Vec<String>,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `hookit endpoint edit`.
#[derive(Debug, Args)]
pub(crate) struct EndpointEdit {
    /// Name or id
    #[arg(value_name = "ENDPOINT")]
    pub(crate) which: String,
    /// New name
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// New URL
    #[arg(long = "to", value_name = "URL")]
    pub(crate) to: Option<String>,
    /// What is changed.
    #[command(flatten)]
    pub(crate) settings: EndpointSettingArgs,
    /// What is taken away.
    #[command(flatten)]
    pub(crate) unshaping: UnshapingArgs,
    /// What is done without.
    #[command(flatten)]
    pub(crate) untransport: UntransportArgs,
    /// Match new events again
    #[arg(long, conflicts_with = "inactive")]
    pub(crate) active: bool,
}

/// `hookit endpoint rotate-secret`.
#[derive(Debug, Args)]
pub(crate) struct EndpointRotate {
    /// Name or id
    #[arg(value_name = "ENDPOINT")]
    pub(crate) which: String,
    /// How long the old secret signs too; less than a minute is asked about [default: 24h]
    #[arg(long, value_name = "DURATION", value_parser = values::duration)]
    pub(crate) grace: Option<Duration>,
    /// File with a signing secret of your own, whsec_… or whsk_…; - reads it from stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
    /// Show what would be done, do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
    /// How it signs
    #[arg(long, value_enum, value_name = "SCHEME")]
    pub(crate) signing: Option<SigningChoice>,
}

/// `hookit endpoint remove`.
#[derive(Debug, Args)]
pub(crate) struct EndpointRemove {
    /// Names or ids; - reads them from stdin
    #[arg(value_name = "ENDPOINT", required = true)]
    pub(crate) which: Vec<String>,
    /// Show what would be removed, remove nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}
