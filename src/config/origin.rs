//! Where a value came from, and where in the text it stands.

use std::fmt;
use std::path::PathBuf;

/// Which source set a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File {
        /// The file.
        path: PathBuf,
        /// Line of the value, from 1; 0 when it is not known.
        line: usize,
        /// Column of the value, from 1; 0 when it is not known.
        column: usize,
    },
    /// An environment variable.
    Environment(String),
    /// The file that a variable such as `HOOKIT_DATABASE__URL_FILE` names.
    SecretFile(PathBuf),
    /// A file in `$CREDENTIALS_DIRECTORY`, put there by the service manager.
    Credential(PathBuf),
    /// A `--set` flag.
    Flag,
}

impl Origin {
    /// The kind of source in one word: `default`, `file`, `env` or `flag`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File { .. } | Self::SecretFile(_) | Self::Credential(_) => "file",
            Self::Environment(_) => "env",
            Self::Flag => "flag",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("the default"),
            Self::File { path, line: 0, .. } => write!(f, "{}", path.display()),
            Self::File { path, line, column } => {
                write!(f, "{}, line {line}, column {column}", path.display())
            }
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::SecretFile(path) | Self::Credential(path) => write!(f, "file {}", path.display()),
            Self::Flag => f.write_str("flag --set"),
        }
    }
}
