//! Flags that say how fast and in which order an endpoint is sent to.

use std::time::Duration;

use clap::Args;
use clap::ValueEnum;

use super::values;

/// A limit, or `none`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limit<N>(pub(crate) Option<N>);

fn limit<N: std::str::FromStr>(text: &str) -> Result<Limit<N>, String> {
    if text == "none" {
        return Ok(Limit(None));
    }
    text.parse().map(|number| Limit(Some(number))).map_err(|_| "write a number, or none".to_owned())
}

fn span(text: &str) -> Result<Limit<Duration>, String> {
    if text == "none" { Ok(Limit(None)) } else { values::duration(text).map(|span| Limit(Some(span))) }
}

/// How fast and in which order.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PaceArgs {
    /// Requests a second at most, over all nodes; fractions are allowed, none is no limit
    #[arg(long, value_name = "RPS", value_parser = limit::<f64>)]
    pub(crate) rate_limit: Option<Limit<f64>>,
    /// Requests under way at most, over all nodes; none is 10 on each node
    #[arg(long, value_name = "N", value_parser = limit::<u16>)]
    pub(crate) max_in_flight: Option<Limit<u16>>,
    /// How long a due delivery may be held before it is cancelled as expired; none is for ever
    #[arg(long, value_name = "DURATION", value_parser = span)]
    pub(crate) max_age: Option<Limit<Duration>>,
    /// Keep publish order: events with the same ordering key one at a time
    #[arg(long, value_enum, value_name = "BY")]
    pub(crate) ordering: Option<OrderChoice>,
    /// What a dead letter does to those behind it that have its ordering key
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) on_dead: Option<OnDeadChoice>,
}

/// Which deliveries wait for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OrderChoice {
    /// None
    None,
    /// Those whose events have the same ordering key
    Key,
}

/// What a dead letter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnDeadChoice {
    /// They wait until it is redriven or dropped
    Block,
    /// They go on
    Skip,
}

impl OrderChoice {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Key => "key",
        }
    }
}

impl OnDeadChoice {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Skip => "skip",
        }
    }
}
