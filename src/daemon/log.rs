//! The log: text for people or JSON for machines, on standard error or in the journal, with a level that can change.

use std::io;
use std::io::IsTerminal;
use std::panic;
use std::path::Path;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::reload;
use tracing_subscriber::util::SubscriberInitExt;

use super::error::DaemonError;
use super::journal;
use super::journal::Journal;
use crate::config::LogFormat;
use crate::config::LogLevel;

/// Changes the level of a running log.
#[derive(Clone, Debug)]
pub(super) struct Level(reload::Handle<EnvFilter, Registry>);

impl Level {
    /// From now on.
    pub(super) fn set(&self, level: LogLevel) {
        if let Err(error) = self.0.reload(filter(level)) {
            tracing::error!(%error, "cannot change the log's level");
        }
    }
}

/// Starts the log. Can be done once a process.
pub(super) fn start(settings: &crate::config::Log) -> Result<Level, DaemonError> {
    let (filter, handle) = reload::Layer::new(filter(settings.level));
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let lines = match settings.format {
        LogFormat::Text => lines.with_ansi(io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().boxed(),
        LogFormat::Journal => journal()?.boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init()
        .map_err(|error| DaemonError::Process { action: "start the log", source: io::Error::other(error) })?;
    panic::set_hook(Box::new(say_where));
    Ok(Level(handle))
}

fn journal() -> Result<Journal, DaemonError> {
    Journal::open(Path::new(journal::SOCKET)).map_err(|source| DaemonError::Process {
        action: "reach systemd's journal (log.format: journal)",
        source,
    })
}

/// Libraries speak one level more quietly than we do: their details help only whoever asks for everything.
fn filter(level: LogLevel) -> EnvFilter {
    let others = match level {
        LogLevel::Error => LogLevel::Error,
        LogLevel::Warn | LogLevel::Info | LogLevel::Debug => LogLevel::Warn,
        LogLevel::Trace => LogLevel::Trace,
    };
    EnvFilter::new(format!("{},hookit={}", others.word(), level.word()))
}

/// A panic is a bug. Its place is told and its text is not: that may quote a payload or a secret.
fn say_where(panic: &panic::PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    tracing::error!(place, "a bug: panicked");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_quiet_until_everything_is_asked_for() {
        assert_eq!(filter(LogLevel::Debug).to_string(), "hookit=debug,warn");
        assert_eq!(filter(LogLevel::Trace).to_string(), "hookit=trace,trace");
    }
}
