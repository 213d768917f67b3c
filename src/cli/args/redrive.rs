//! `hookit redrive`: delivering dead letters again, and watching over the redrives.

use clap::Args;
use clap::Subcommand;

use super::DeadLetterChoice;
use super::Listing;
use super::Sure;

/// `hookit redrive`: either a choice of dead letters, or a word about a redrive that exists.
#[derive(Debug, Args)]
#[command(
    long_about = "Deliver dead letters again, and watch over redrives\n\nOne id or a hundred thousand, the way is the same: the dead letters are counted and shown, the question is asked (--yes answers it), and exactly what was counted is put back at --rate and followed to its end; ^C lets go of it, and it goes on. --dry-run stops after the counting. What was named and is no dead letter is told with the reason; the exit code is then 7.\n\nhookit delivery redrive puts back the deliveries that are named without a question, also cancelled and dropped ones.",
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  hookit redrive dlv_01h455vb4pex5vsknk084sn02q\n  hookit redrive --all --endpoint acme-prod --rate 50\n  hookit redrive --endpoint acme-prod --error timeout --since 24h --dry-run\n  hookit dlq list --limit 200 -o name | hookit redrive - --yes"
)]
pub(crate) struct RedriveArgs {
    /// A word about a redrive that exists.
    #[command(subcommand)]
    pub(crate) command: Option<RedriveCommand>,
    /// Which dead letters.
    #[command(flatten)]
    pub(crate) choice: RedriveChoice,
}

/// Which dead letters are delivered again, and how.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct RedriveChoice {
    /// Which.
    #[command(flatten)]
    pub(crate) choice: DeadLetterChoice,
    /// Count and show, deliver nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Deliveries a second
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) rate: u32,
    /// Start it and leave; follow with hookit redrive show
    #[arg(long)]
    pub(crate) detach: bool,
    /// Whether to ask.
    #[command(flatten)]
    pub(crate) sure: Sure,
}

/// What can be done with redrives.
#[derive(Debug, Subcommand)]
pub(crate) enum RedriveCommand {
    /// List redrives, newest first
    #[command(alias = "ls", after_help = "Examples:\n  hookit redrive list\n  hookit redrive list -o json")]
    List(RedriveList),
    /// Show how far a redrive has come
    #[command(
        alias = "get",
        after_help = "Examples:\n  hookit redrive show rdr_01h455vb4pex5vsknk084sn02q\n  hookit redrive show rdr_01h455vb4pex5vsknk084sn02q --follow"
    )]
    Show(RedriveShow),
    /// Pause a redrive
    #[command(
        after_help = "Examples:\n  hookit redrive pause rdr_01h455vb4pex5vsknk084sn02q\n  hookit redrive pause rdr_01h455vb4pex5vsknk084sn02q -o json"
    )]
    Pause(RedriveOne),
    /// Let a paused redrive go on
    #[command(
        after_help = "Examples:\n  hookit redrive resume rdr_01h455vb4pex5vsknk084sn02q\n  hookit redrive resume rdr_01h455vb4pex5vsknk084sn02q -o json"
    )]
    Resume(RedriveOne),
    /// Cancel a redrive; what it has moved stays moved
    #[command(
        after_help = "Examples:\n  hookit redrive cancel rdr_01h455vb4pex5vsknk084sn02q\n  hookit redrive cancel rdr_01h455vb4pex5vsknk084sn02q -o json"
    )]
    Cancel(RedriveOne),
}

/// `hookit redrive list`.
#[derive(Debug, Args)]
pub(crate) struct RedriveList {
    /// How much.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `hookit redrive show`.
#[derive(Debug, Args)]
pub(crate) struct RedriveShow {
    /// Id (rdr_…)
    #[arg(value_name = "REDRIVE")]
    pub(crate) which: String,
    /// Stay and follow it to its end
    #[arg(short, long)]
    pub(crate) follow: bool,
}

/// A command on one redrive.
#[derive(Debug, Args)]
pub(crate) struct RedriveOne {
    /// Id (rdr_…)
    #[arg(value_name = "REDRIVE")]
    pub(crate) which: String,
}
