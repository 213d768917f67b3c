//! What can stop a command: a kind that decides the exit code, one sentence, its causes and a hint.

use std::fmt;
use std::io;

/// What kind of stop it was; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Refused or failed.
    Failed,
    /// The command line cannot mean anything.
    Usage,
    /// No daemon answers.
    NoDaemon,
    /// No database answers.
    NoDatabase,
    /// What was named does not exist.
    NotFound,
    /// The caller may not do this.
    Denied,
    /// A fault of HookIt's own.
    Bug,
    /// The reader of our output has gone; nothing to say and nobody to say it to.
    OutputClosed,
}

impl Kind {
    /// The exit code, as `hookit help` promises it.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::OutputClosed => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NoDaemon => 3,
            Self::NoDatabase => 4,
            Self::NotFound => 5,
            Self::Denied => 6,
            Self::Bug => 70,
        }
    }
}

/// Why a command stopped, for a person.
#[derive(Debug, thiserror::Error)]
pub struct CliError {
    /// Decides the exit code.
    pub kind: Kind,
    /// One sentence without a full stop.
    pub text: String,
    /// What lies behind it, outermost first.
    pub causes: Vec<String>,
    /// What to do about it: a command or a sentence.
    pub hint: Option<String>,
    /// What there is instead: names that could have been meant.
    pub instead: Option<String>,
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl CliError {
    /// An error of `kind` that says `text`.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), causes: Vec::new(), hint: None, instead: None }
    }

    /// Something was refused or failed.
    pub fn failed(text: impl Into<String>) -> Self {
        Self::new(Kind::Failed, text)
    }

    /// The command line cannot mean anything.
    pub fn usage(text: impl Into<String>) -> Self {
        Self::new(Kind::Usage, text)
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what there is instead.
    #[must_use]
    pub fn instead(mut self, instead: impl Into<String>) -> Self {
        self.instead = Some(instead.into());
        self
    }

    /// Adds one thing that lies behind it.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// Adds an error and everything behind that, leaving out what was said already.
    #[must_use]
    pub fn because_of(mut self, error: &(dyn std::error::Error + 'static)) -> Self {
        let mut next = Some(error);
        while let Some(cause) = next {
            let text = cause.to_string();
            if !self.causes.iter().any(|said| said.contains(&text)) {
                self.causes.push(text);
            }
            next = cause.source();
        }
        self
    }

    /// The error of writing to stdout: a reader that went away is no failure.
    #[must_use]
    pub fn writing(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(Kind::OutputClosed, "the reader of the output has gone");
        }
        Self::failed("cannot write the output").because(error)
    }
}

/// What every part of the command returns.
pub(crate) type Result<T> = std::result::Result<T, CliError>;

/// How a command that ran to its end wants to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it was done.
    All,
    /// The command itself found a failure and has said so.
    Failed,
    /// A part was done, and said so.
    Partly,
    /// What `--wait` waited for had not come when its time was over.
    WaitRanOut,
    /// Something is unhealthy, and was asked about.
    Unhealthy,
}

impl Done {
    /// The exit code, as `hookit help` promises it.
    pub(crate) const fn exit_code(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Failed => 1,
            Self::Partly => 7,
            Self::WaitRanOut => 8,
            Self::Unhealthy => 9,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stop_has_the_exit_code_that_was_promised() {
        let kinds = [
            (Kind::OutputClosed, 0),
            (Kind::Failed, 1),
            (Kind::Usage, 2),
            (Kind::NoDaemon, 3),
            (Kind::NoDatabase, 4),
            (Kind::NotFound, 5),
            (Kind::Denied, 6),
            (Kind::Bug, 70),
        ];
        for (kind, code) in kinds {
            assert_eq!(kind.exit_code(), code, "{kind:?}");
        }
        let ends = [
            (Done::All, 0),
            (Done::Failed, 1),
            (Done::Partly, 7),
            (Done::WaitRanOut, 8),
            (Done::Unhealthy, 9),
        ];
        for (end, code) in ends {
            assert_eq!(end.exit_code(), code, "{end:?}");
        }
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        let error = CliError::writing(&io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(error.kind.exit_code(), 0);
        let error = CliError::writing(&io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(error.kind.exit_code(), 1);
    }
}
