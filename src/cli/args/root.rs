//! `hookit` itself: its subcommands, and how a command line is read.

use std::ffi::OsString;

use clap::Command as ClapCommand;
use clap::CommandFactory;
use clap::FromArgMatches;
use clap::Parser;
use clap::Subcommand;
use clap::error::ErrorKind;

use super::ApplyArgs;
use super::AuditArgs;
use super::BenchArgs;
use super::CompletionArgs;
use super::ConfigCommand;
use super::ContextCommand;
use super::DashboardArgs;
use super::DbArgs;
use super::DeliveryCommand;
use super::DemoArgs;
use super::DiffArgs;
use super::DlqCommand;
use super::DoctorArgs;
use super::EndpointCommand;
use super::EventCommand;
use super::ExplainArgs;
use super::ExportArgs;
use super::FilterCommand;
use super::Global;
use super::HelpArgs;
use super::ImportArgs;
use super::KeyCommand;
use super::ListenArgs;
use super::NodeCommand;
use super::OpenArgs;
use super::OutboxCommand;
use super::ProjectCommand;
use super::PublishArgs;
use super::RedriveArgs;
use super::RetryPreviewArgs;
use super::SignArgs;
use super::SinkArgs;
use super::StatusArgs;
use super::TailArgs;
use super::TopArgs;
use super::TrailArgs;
use super::TypeCommand;
use super::VerifyArgs;
use super::VersionArgs;
use super::View;
use super::dress::dressed;

const LONG_ABOUT: &str = "Operates HookIt, the webhook delivery platform: publishes events, shows what became of \
their deliveries, and redrives the dead ones.

It talks to hookitd over the admin socket of this machine, over HTTPS with --url, or works on Postgres directly \
with --database-url when no daemon runs.";

const AFTER_HELP: &str = "Exit codes:
  0 done  1 refused or failed  2 usage  3 daemon unreachable
  4 database unreachable  5 not found  6 denied  7 partly done
  8 --wait ran out  9 unhealthy (status --check, doctor, audit)  70 a bug

Topics:
  hookit help output, exit-codes, environment, filters, retries, signatures

Examples:
  hookit status
  hookit endpoint add https://api.acme.test/hooks --name acme-prod --event 'invoice.*'
  hookit publish invoice.paid -d '{\"amount\": 1299}' --wait
  hookit redrive --all --endpoint acme-prod";

/// Operate HookIt, the webhook delivery platform
#[derive(Debug, Parser)]
#[command(
    name = "hookit",
    version,
    propagate_version = true,
    long_about = LONG_ABOUT,
    after_help = AFTER_HELP,
    max_term_width = 100,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub(crate) global: Global,
    /// Which command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands, in the order of `hookit --help`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the daemon, its database, the queue, and what needs a look
    Status(StatusArgs),
    /// Watch throughput, the queue, endpoints and nodes, second by second
    Top(TopArgs),
    /// Find what is wrong, each with the command that mends it
    Doctor(DoctorArgs),
    /// Open the dashboard in a browser, signed in
    ///
    /// Makes a link that works once, within a minute, and opens it. Over SSH, and where there is no screen, it prints
    /// the link, and the line that makes a tunnel.
    Dashboard(DashboardArgs),
    /// Open the dashboard's page of an event, a delivery, a redrive or an endpoint
    ///
    /// In a browser that is signed in by a link that works once, as by hookit dashboard.
    Open(OpenArgs),
    /// Publish an event
    Publish(PublishArgs),
    /// Look at events, cancel them
    #[command(
        subcommand,
        alias = "events",
        after_help = "Examples:\n  hookit event list --type invoice.paid --since 24h\n  hookit event show evt_01h455vb4pex5vsknk084sn02q"
    )]
    Event(EventCommand),
    /// Look at what was published in SQL and waits, or was refused
    #[command(
        subcommand,
        after_help = "Examples:\n  hookit outbox show\n  hookit outbox list\n  hookit outbox retry 42"
    )]
    Outbox(OutboxCommand),
    /// Say for every endpoint why it received an event or did not
    Explain(ExplainArgs),
    /// Try filters: on a sample, and on the events that were
    #[command(
        subcommand,
        alias = "filters",
        after_help = "Examples:\n  hookit filter check 'payload.amount > 1000' -d '{\"amount\": 1299}'\n  hookit filter backtest acme-prod 'payload.amount > 1000'"
    )]
    Filter(FilterCommand),
    /// Add, change, test, pause and remove endpoints
    #[command(
        subcommand,
        alias = "endpoints",
        alias = "ep",
        after_help = "Examples:\n  hookit endpoint add https://api.acme.test/hooks --name acme-prod --event 'invoice.*'\n  hookit endpoint test acme-prod\n  hookit endpoint pause acme-prod"
    )]
    Endpoint(EndpointCommand),
    /// Look at deliveries and their attempts
    #[command(
        subcommand,
        alias = "deliveries",
        alias = "dlv",
        after_help = "Examples:\n  hookit delivery list --status retrying --endpoint acme-prod\n  hookit delivery show dlv_01h455vb4pex5vsknk084sn02q"
    )]
    Delivery(DeliveryCommand),
    /// Look at dead letters, redrive them
    #[command(
        subcommand,
        alias = "dead",
        alias = "dead-letters",
        after_help = "Examples:\n  hookit dlq groups\n  hookit dlq list --endpoint acme-prod --since 24h\n  hookit dlq redrive --endpoint acme-prod --error 503"
    )]
    Dlq(DlqCommand),
    /// Prove that nothing that was accepted is lost, doubled or forgotten
    Audit(AuditArgs),
    /// List who changed what
    ///
    /// Newest first; each act was written in the transaction that made the change.
    Trail(TrailArgs),
    /// Deliver dead letters again, and watch over redrives
    #[command(alias = "redrives")]
    Redrive(RedriveArgs),
    /// Forward a project's events to a port of this machine
    Listen(ListenArgs),
    /// Follow events and attempts as they happen
    Tail(TailArgs),
    /// Take requests, check their signatures, and misbehave on demand
    Sink(SinkArgs),
    /// Show when a delivery, an endpoint or a policy is tried again
    RetryPreview(RetryPreviewArgs),
    /// Sign a body the way HookIt signs requests
    Sign(SignArgs),
    /// Check the signature of a request
    Verify(VerifyArgs),
    /// Keep the registry of event types
    #[command(
        subcommand,
        alias = "types",
        alias = "event-type",
        alias = "event-types",
        after_help = "Examples:\n  hookit type list\n  hookit type add invoice.paid --description 'An invoice was paid'"
    )]
    Type(TypeCommand),
    /// Add, list and revoke API keys
    #[command(
        subcommand,
        alias = "keys",
        alias = "api-key",
        after_help = "Examples:\n  hookit key add checkout --scope publish\n  hookit key list\n  hookit key revoke checkout"
    )]
    Key(KeyCommand),
    /// Add, list, rename and remove projects
    #[command(
        subcommand,
        alias = "projects",
        after_help = "Examples:\n  hookit project add billing\n  hookit project use billing"
    )]
    Project(ProjectCommand),
    /// Make projects, event types and endpoints what files say
    ///
    /// A file is YAML or JSON: `version: 1` and `projects`, each with a `name`, `event_types` and `endpoints`, as
    /// `hookit export` writes it. Things are found by name and made or changed; what an endpoint's entry leaves out has
    /// the default, except for `status` and `secret`, which are left alone. Nothing is removed without --prune. What would be
    /// done is shown and asked about first; --yes answers. A
    /// secret never stands in the file: `secret: {env: NAME}` or `{file: PATH}` is used when the endpoint is made; without one
    /// HookIt makes it and shows it once.
    #[command(
        after_help = "Examples:\n  hookit apply -f webhooks.yaml\n  hookit apply -f webhooks/ --prune --yes\n  hookit export --project staging | hookit apply -f - --dry-run"
    )]
    Apply(ApplyArgs),
    /// Show what `hookit apply` would change; exits 1 when there is something
    ///
    /// Exits 0 without differences, 1 with them, and 2 when a file cannot be read as a manifest.
    #[command(
        after_help = "Examples:\n  hookit diff -f webhooks.yaml\n  hookit diff -f webhooks/ --prune\n  hookit diff -f webhooks.yaml -o json"
    )]
    Diff(DiffArgs),
    /// Write projects, event types and endpoints as a file that `hookit apply` reads
    ///
    /// All projects, or the one that --project names. Secrets and keys are never written.
    #[command(
        after_help = "Examples:\n  hookit export > webhooks.yaml\n  hookit export --project billing -o json"
    )]
    Export(ExportArgs),
    /// Add what an export holds, or a list of another tool; what is here stays as it is
    ///
    /// With --project the file's one project is added under that name. From another tool it goes into the project that
    /// is named, else into `default`; what cannot be carried over is named on stderr.
    #[command(
        after_help = "Examples:\n  hookit import -f export.yaml\n  hookit import -f export.yaml --project staging --dry-run\n  hookit import -f endpoints.json --from svix --dry-run\n  hookit import -f endpoints.csv --from list"
    )]
    Import(ImportArgs),
    /// Look after the database
    #[command(
        after_help = "Examples:\n  hookit db status\n  hookit db backup /var/backups/hookit.backup --verify"
    )]
    Db(DbArgs),
    /// Look at the nodes, drain them
    #[command(
        subcommand,
        alias = "nodes",
        after_help = "Examples:\n  hookit node list\n  hookit node drain web-1"
    )]
    Node(NodeCommand),
    /// Show one whole pass of HookIt on a daemon of its own
    Demo(DemoArgs),
    /// Measure a daemon: events a second, latencies, CPU, beside what its Postgres can do
    Bench(BenchArgs),
    /// Show and check settings
    #[command(subcommand, after_help = "Examples:\n  hookit config check\n  hookit config show")]
    Config(ConfigCommand),
    /// Know daemons by a name
    #[command(
        subcommand,
        alias = "contexts",
        alias = "ctx",
        after_help = "Examples:\n  hookit context add prod --url https://hooks.acme.test --key-file ~/.hookit-key\n  hookit context use prod"
    )]
    Context(ContextCommand),
    /// Print a completion script for a shell
    Completion(CompletionArgs),
    /// Show the versions of this program, of the daemon and of the schema
    Version(VersionArgs),
    /// Show the help of a command, or a topic
    Help(HelpArgs),
}

/// The whole tree, for help, man pages and completions.
#[must_use]
pub fn command() -> ClapCommand {
    dressed(Cli::command())
}

/// A command line that ends here: help or version that was asked for, or words without a meaning.
pub(crate) enum Ended {
    /// Help that was asked for, with colours.
    Help(String),
    /// It was printed already.
    Printed {
        /// What to leave with.
        exit_code: u8,
    },
}

/// Reads the command line; version and complaints are printed here, since clap knows their colours.
pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Cli, Ended> {
    parsed(arguments).map_err(|error| {
        if error.kind() == ErrorKind::DisplayHelp {
            return Ended::Help(error.render().ansi().to_string());
        }
        // A reader that has gone does not want to hear about it.
        let printed = error.print();
        drop(printed);
        Ended::Printed { exit_code: if error.use_stderr() { 2 } else { 0 } }
    })
}

fn parsed(arguments: impl Iterator<Item = OsString>) -> clap::error::Result<Cli> {
    let mut tree = command();
    let matches = tree.try_get_matches_from_mut(arguments)?;
    let mut cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut tree))?;
    cli.global.view = View::of(&matches);
    Ok(cli)
}

/// The help of the command that these words name, with colours; or the words of the commands there are instead.
pub(crate) fn help_of(words: &[String]) -> Result<String, Vec<String>> {
    let mut tree = command();
    tree.build();
    let mut at = &mut tree;
    for word in words {
        if at.find_subcommand(word).is_none() {
            let known = at.get_subcommands().filter(|sub| !sub.is_hide_set());
            return Err(known.map(|sub| sub.get_name().to_owned()).collect());
        }
        // Looked up twice: a borrow that is given back on one way only cannot be told to the compiler.
        let Some(below) = at.find_subcommand_mut(word) else {
            return Err(Vec::new());
        };
        at = below;
    }
    Ok(at.render_long_help().ansi().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn no_command_takes_a_global_flags_word_for_its_own() {
        fn look(command: &ClapCommand, global: &[String]) {
            for sub in command.get_subcommands() {
                let ids = sub.get_arguments().map(|arg| arg.get_id().to_string());
                let taken: Vec<_> = ids.filter(|id| global.contains(id)).collect();
                assert!(taken.is_empty(), "{} shadows {taken:?}", sub.get_name());
                look(sub, global);
            }
        }
        let tree = command();
        let global: Vec<String> = tree.get_arguments().map(|arg| arg.get_id().to_string()).collect();
        assert!(global.contains(&"url".to_owned()));
        look(&tree, &global);
    }

    #[test]
    fn every_command_ends_its_help_with_examples() {
        fn look(command: &ClapCommand, path: &str) {
            for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
                let path = format!("{path} {}", sub.get_name());
                let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
                let examples = help.lines().filter(|line| line.trim_start().starts_with("hookit ")).count();
                assert!(help.contains("Examples:"), "{path} has no examples");
                assert!((2..=4).contains(&examples), "{path} has {examples} examples");
                look(sub, &path);
            }
        }
        look(&command(), "hookit");
    }

    #[test]
    fn hidden_aliases_are_understood() {
        for line in [
            "hookit ep ls",
            "hookit endpoints create https://a.test",
            "hookit dead ls",
            "hookit dlv get dlv_01h455vb4pex5vsknk084sn02q",
            "hookit keys new ci --scope publish",
            "hookit project delete old",
            "hookit endpoint rm acme",
            "hookit event send a.b",
            "hookit ctx ls",
        ] {
            assert!(parsed(line.split(' ').map(OsString::from)).is_ok(), "{line}");
        }
    }

    #[test]
    fn a_misspelt_command_is_answered_with_the_right_one() {
        for (line, meant) in [
            ("hookit endpiont list", "'endpoint'"),
            ("hookit endpoint lst", "'list'"),
            ("hookit delivery list --stauts held", "'--status'"),
            ("hookit delivery list --status retying", "'retrying'"),
            ("hookit status -o jsn", "'json'"),
        ] {
            let error = parsed(line.split(' ').map(OsString::from)).unwrap_err();
            assert!(error.to_string().contains(meant), "{error}");
        }
    }

    #[test]
    fn what_lists_and_shows_understand_reaches_the_screen() {
        let line = "hookit delivery list --columns status,id --sort created:desc --watch=5s";
        let view = parsed(line.split(' ').map(OsString::from)).unwrap().global.view;
        assert_eq!(view.columns, ["status", "id"]);
        assert!(view.sort.is_some_and(|sort| sort.descending));
        assert_eq!(view.watch, Some(std::time::Duration::from_secs(5)));
        assert!(parsed("hookit publish a.b --watch".split(' ').map(OsString::from)).is_err());
    }
}
