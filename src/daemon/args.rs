//! The command line of hookitd.

use std::path::PathBuf;

use clap::Args;
use clap::CommandFactory;
use clap::Parser;
use clap::Subcommand;

use crate::config::Given;

/// The HookIt daemon: takes events, delivers them, and answers operators.
///
/// Without a subcommand it runs until SIGTERM or SIGINT, finishes what is under way, and exits 0; a second signal
/// makes it leave at once. SIGHUP reads the master keys and the log's level again. Without a database URL it runs a
/// Postgres of its own in the state directory.
#[derive(Debug, Parser)]
#[command(name = "hookitd", version, propagate_version = true, after_long_help = AFTER)]
pub(super) struct Arguments {
    #[command(flatten)]
    settings: Settings,

    #[command(subcommand)]
    command: Option<Command>,
}

/// Where the settings come from. Clap's own global arguments forget those before a subcommand when there are some
/// after it, so each place has its own.
#[derive(Clone, Debug, Args)]
pub(super) struct Settings {
    /// Read the settings from FILE instead of /etc/hookit/hookit.yaml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Set one setting, above the file and the environment; may be repeated
    #[arg(long, value_name = "SECTION.KEY=VALUE", value_parser = assignment)]
    set: Vec<String>,
}

const AFTER: &str = "\
Exit codes:
  0 stopped or done   1 failed   2 usage   70 a bug   73 another hookitd runs here
  78 the settings or the master keys cannot be used

Examples:
  hookitd
  hookitd --config ./hookit.yaml --set api.listen=127.0.0.1:8080
  hookitd check-config
  hookitd outbox --once --set outbox.table=app.hookit_outbox
  hookitd keyring init";
/// Reads `section.key=value`; which keys there are is for the settings to say.
fn assignment(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        Some((name, _)) if !name.is_empty() => Ok(text.to_owned()),
        _ => Err("write section.key=value, such as api.listen=127.0.0.1:8080".to_owned()),
    }
}

/// What to do instead of running.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum Command {
    /// Print every setting with its value and where it comes from
    ///
    /// The origin is default, file, env or flag. Secrets are hidden. Exits 78 when the settings cannot be used.
    CheckConfig(Settings),
    /// Make or look at the master keys that secrets are sealed with
    #[command(subcommand)]
    Keyring(KeyringCommand),
    /// Publish the rows of a table in another database
    ///
    /// The table is made as docs/publish.md says and named with `outbox.source_url` and `outbox.table`. Runs until SIGTERM or
    /// SIGINT beside the hookitd that works on `database.url`. Each row is published once, also when this is killed.
    Outbox {
        /// Publish what is there, then exit
        #[arg(long)]
        once: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Ask a running hookitd on this machine whether it is ready; exits 0 or 1
    ///
    /// Asks GET /ready on api.listen, or on the admin socket when the node does not listen there.
    Healthcheck {
        /// Ask only whether the process lives, GET /health
        #[arg(long)]
        live: bool,
        #[command(flatten)]
        settings: Settings,
    },
}

/// What to do with the keyring.
#[derive(Clone, Debug, Subcommand)]
pub(super) enum KeyringCommand {
    /// Make a keyring with one new key in the keyring file
    ///
    /// The setting `secrets.keyring_file` says where it is. The file is readable by its owner only. One that exists is never written over. Keep a copy apart from the
    /// database's backups: without it the endpoints' signing secrets are lost.
    Init(Settings),
    /// Print which keys the keyring holds and which one is active
    Status(Settings),
}

impl Arguments {
    /// Reads the command line; ends the program for `--help`, `--version` and mistakes.
    pub(super) fn read() -> Self {
        Self::parse()
    }

    /// What it gives to the settings; what stands after the subcommand wins.
    pub(super) fn given(&self) -> Given {
        let first = &self.settings;
        let then = match &self.command {
            None => None,
            Some(
                Command::CheckConfig(settings)
                | Command::Healthcheck { settings, .. }
                | Command::Outbox { settings, .. }
                | Command::Keyring(KeyringCommand::Init(settings) | KeyringCommand::Status(settings)),
            ) => Some(settings),
        };
        let file = then.and_then(|then| then.config.clone()).or_else(|| first.config.clone());
        let set = first.set.iter().chain(then.iter().flat_map(|then| &then.set)).cloned().collect();
        Given { file, set }
    }

    /// The subcommand.
    pub(super) fn subcommand(&self) -> Option<Command> {
        self.command.clone()
    }
}

/// The whole command, for the man page and for completion.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn flags_stand_before_and_after_the_subcommand() {
        let read = Arguments::try_parse_from([
            "hookitd",
            "--set",
            "log.level=debug",
            "check-config",
            "--set",
            "log.format=json",
            "--config",
            "/x",
        ])
        .unwrap();
        let given = read.given();
        assert_eq!(given.file.as_deref(), Some(std::path::Path::new("/x")));
        assert_eq!(given.set, ["log.level=debug", "log.format=json"]);
    }

    #[test]
    fn a_setting_without_a_value_is_a_mistake_of_the_command_line() {
        let error = Arguments::try_parse_from(["hookitd", "--set", "api.listen"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("write section.key=value"), "{error}");
    }

    #[test]
    fn nested_subcommand_takes_the_flags_too() {
        let read =
            Arguments::try_parse_from(["hookitd", "keyring", "init", "--set", "state_dir=/s"]).unwrap();
        assert_eq!(read.given().set, ["state_dir=/s"]);
    }
}
