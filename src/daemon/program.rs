//! From the command line to an exit code.

use std::io;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::process::ExitCode;

use rustix::fs::Mode;
use rustix::process::DumpableBehavior;
use rustix::process::set_dumpable_behavior;
use rustix::process::umask;

use super::args::Arguments;
use super::args::Command;
use super::args::KeyringCommand;
use super::database::read_keyring;
use super::error::DaemonError;
use super::error::EXIT_BUG;
use super::error::EXIT_FAILURE;
use super::healthcheck;
use super::keyring_file;
use super::log;
use super::run;
use super::run::Left;
use super::source;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Loaded;
use crate::domain::chain::chain;

/// The program `hookitd`.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::read();
    let code = match catch_unwind(AssertUnwindSafe(|| act(&arguments))) {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            report(&error);
            error.exit_code()
        }
        Err(_panic) => EXIT_BUG,
    };
    ExitCode::from(code)
}

/// The log may not have been started, and who started the program looks at its standard error.
fn report(error: &DaemonError) {
    drop(writeln!(io::stderr(), "hookitd: {}", chain(error)));
}

fn act(arguments: &Arguments) -> Result<u8, DaemonError> {
    let loaded = Config::load(&arguments.given(), &Environment::read())?;
    match arguments.subcommand() {
        None => daemon(arguments, &loaded),
        Some(Command::CheckConfig(_)) => print(&loaded.effective.to_string()),
        Some(Command::Healthcheck { live, .. }) => healthcheck::ask(&loaded.config, live).map(|()| 0),
        Some(Command::Outbox { once, .. }) => outbox(&loaded.config, once),
        Some(Command::Keyring(KeyringCommand::Init(_))) => init(&loaded),
        Some(Command::Keyring(KeyringCommand::Status(_))) => status(&loaded.config),
    }
}

fn daemon(arguments: &Arguments, loaded: &Loaded) -> Result<u8, DaemonError> {
    let level = log::start(&loaded.config.log)?;
    harden();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|source| DaemonError::Process { action: "start the runtime", source })?;
    let left = runtime.block_on(run::run(arguments.given(), loaded, &level));
    // What is still running was told to leave at once; blocking work is not waited for.
    runtime.shutdown_background();
    match left {
        Ok(Left::Drained) => Ok(0),
        Ok(Left::AtOnce) => Ok(EXIT_FAILURE),
        Err(error) => {
            tracing::error!(error = chain(&error), "hookitd ends");
            Err(error)
        }
    }
}

fn outbox(config: &Config, once: bool) -> Result<u8, DaemonError> {
    log::start(&config.log)?;
    harden();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| DaemonError::Process { action: "start the runtime", source })?;
    runtime.block_on(source::run(config, once)).map(|()| 0)
}

/// Whatever this process makes is for its own user, and its memory is not for core dumps or debuggers.
fn harden() {
    umask(Mode::RWXG | Mode::RWXO);
    if let Err(error) = set_dumpable_behavior(DumpableBehavior::NotDumpable) {
        tracing::debug!(%error, "the process stays dumpable");
    }
}

fn print(text: &str) -> Result<u8, DaemonError> {
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|source| DaemonError::Process { action: "write to standard output", source })?;
    Ok(0)
}

fn init(loaded: &Loaded) -> Result<u8, DaemonError> {
    let path = &loaded.config.secrets.keyring_file;
    keyring_file::create(path)?;
    print(&format!(
        "made {}\nkeep a copy of it apart from the database's backups; every node needs the same file\n",
        path.display()
    ))
}

fn status(config: &Config) -> Result<u8, DaemonError> {
    let path = &config.secrets.keyring_file;
    let keyring = read_keyring(config)
        .map_err(|source| DaemonError::NoMasterKey { source: Some(source) })?
        .ok_or(DaemonError::NoMasterKey { source: None })?;
    let mut text = format!("keyring {}\n", path.display());
    for id in keyring.ids() {
        let active = if id == keyring.active_id() { "  active" } else { "" };
        text.extend(["key ", &id.to_string(), active, "\n"]);
    }
    print(&text)
}
