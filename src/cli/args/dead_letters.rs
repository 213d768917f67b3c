//! The flags that choose dead letters, the same wherever dead letters are listed, counted, redriven, dropped or exported.

use clap::Args;

use super::values;
use crate::cli::input::When;

/// Which dead letters; all that is said must be true.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct DeadLetterFilter {
    /// Only of this endpoint, by name or id
    #[arg(long, value_name = "ENDPOINT")]
    pub(crate) endpoint: Option<String>,
    /// Only of this event type
    #[arg(long = "type", value_name = "TYPE", value_parser = values::event_type)]
    pub(crate) event_type: Option<String>,
    /// Only with this last outcome, such as timeout, or this HTTP status, such as 503
    #[arg(long = "error", alias = "outcome", value_name = "OUTCOME", value_parser = values::failure)]
    pub(crate) error: Option<String>,
    /// Only with this last HTTP status
    #[arg(long, value_name = "CODE", value_parser = clap::value_parser!(u16).range(100..=999))]
    pub(crate) status: Option<u16>,
    /// Only what was made since: 24h, or 2026-11-24T10:00:00Z
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) since: Option<When>,
    /// Only what was made until then
    #[arg(long, value_name = "WHEN", value_parser = values::when)]
    pub(crate) until: Option<When>,
}

impl DeadLetterFilter {
    /// Whether it asks for anything.
    pub(crate) const fn narrows(&self) -> bool {
        self.endpoint.is_some()
            || self.event_type.is_some()
            || self.error.is_some()
            || self.status.is_some()
            || self.since.is_some()
            || self.until.is_some()
    }
}

/// Dead letters for an act: ids, a filter, or all of them.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct DeadLetterChoice {
    /// Ids (dlv_…); - reads them from stdin
    #[arg(value_name = "DELIVERY")]
    pub(crate) ids: Vec<String>,
    /// Every dead letter, or every one of --endpoint
    #[arg(long, conflicts_with = "ids")]
    pub(crate) all: bool,
    /// Which.
    #[command(flatten)]
    pub(crate) filter: DeadLetterFilter,
}
