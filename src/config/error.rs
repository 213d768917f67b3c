//! Why the settings cannot be used, told so that the operator can find and mend the place.

use std::io;
use std::path::PathBuf;

use super::origin::Origin;

/// What is wrong with the settings. Secret values are never part of a message.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is not YAML of the expected shape.
    #[error("{path} cannot be understood: {reason}")]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the parser says, with line and column.
        reason: String,
    },
    /// Nobody knows this key.
    #[error("unknown key {key} ({origin}); known here: {known}")]
    UnknownKey {
        /// The key as it was written.
        key: String,
        /// Where it stands.
        origin: Origin,
        /// The keys that could have been meant.
        known: String,
    },
    /// A key is in the file twice.
    #[error("{key} is set twice ({origin})")]
    Twice {
        /// The key.
        key: String,
        /// Where it stands for the second time.
        origin: Origin,
    },
    /// A value breaks its rule.
    #[error("{key}: {value} is not {rule} ({origin})")]
    Value {
        /// The key.
        key: String,
        /// The value, or `the value` for a secret.
        value: String,
        /// What it must be.
        rule: String,
        /// Where it stands.
        origin: Origin,
    },
    /// A secret stands where everybody can read it.
    #[error(
        "{key} holds a password and cannot be a flag, which every user of the machine can read; use {instead}"
    )]
    SecretInFlag {
        /// The key.
        key: String,
        /// What to use instead.
        instead: String,
    },
    /// Two sources of the same rank.
    #[error("{first} and {second} are both set; leave one of them out")]
    Both {
        /// One name.
        first: String,
        /// The other name.
        second: String,
    },
    /// A `--set` that is not `key=value`.
    #[error("--set takes section.key=value, not {given}")]
    Flag {
        /// What was given.
        given: String,
    },
    /// Values that are each right do not fit together.
    #[error("{0}")]
    Together(String),
    /// No directory for a default.
    #[error("there is no home directory to keep the state in; set state_dir")]
    NoHome,
}
