//! What was found, as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::diagnosis::Finding;
use crate::domain::diagnosis::Level;

/// One thing that was looked at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
pub(crate) struct FindingView {
    #[schema(example = "disk")]
    check: &'static str,
    /// `ok`, `skipped`, `warning` or `problem`.
    #[schema(value_type = String, example = "warning")]
    level: Level,
    #[schema(example = "/var/lib/hookit is 88 % full, 9 days left at this rate")]
    sentence: String,
    /// What mends it, if a command does.
    command: Option<String>,
}

/// Everything that was looked at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Diagnosis)]
pub(crate) struct DiagnosisView {
    /// Of the program that answers.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
    /// The node that answers.
    #[schema(example = "web-1")]
    pub node: String,
    /// What its own clock shows; null without a daemon.
    pub now: Option<Instant>,
    pub findings: Vec<FindingView>,
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        Self {
            check: finding.check,
            level: finding.level,
            sentence: finding.sentence,
            command: finding.command,
        }
    }
}
