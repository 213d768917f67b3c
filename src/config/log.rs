//! What is logged and how it looks.

use super::rule::word;
use super::section::Default;
use super::section::section;

/// What a log line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// systemd's journal, each field for itself.
    Journal,
}

/// The least important lines that are still written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    /// What needs a person.
    Error,
    /// What may need one.
    Warn,
    /// What happened.
    Info,
    /// What was decided and why.
    Debug,
    /// Everything, of the libraries too.
    Trace,
}

impl LogLevel {
    /// The word in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

const FORMATS: [(&str, LogFormat); 3] =
    [("text", LogFormat::Text), ("json", LogFormat::Json), ("journal", LogFormat::Journal)];

const LEVELS: [(&str, LogLevel); 5] = [
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
    ("trace", LogLevel::Trace),
];

section!(
    /// The log, on standard error or in systemd's journal.
    pub Log, "log", "log." {
        /// text or json on standard error; journal: to systemd's journal, each field for itself, so that
        /// `journalctl DELIVERY_ID=dlv_…` finds every line about a delivery.
        format: LogFormat = Default::Text("text"), |raw| word(raw, &FORMATS);
        /// error, warn, info, debug or trace; read again on SIGHUP.
        level: LogLevel = Default::Text("info"), |raw| word(raw, &LEVELS);
    }
);
