//! What checking the conservation law found, as it goes out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::store::conservation::Finding;
use crate::store::conservation::Law;
use crate::store::conservation::Window;

/// How one law fared.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LawFinding)]
pub(crate) struct FindingView {
    #[schema(value_type = String, example = "attempts_whole")]
    law: &'static str,
    /// The law in a sentence.
    #[schema(value_type = String, example = "attempts are numbered from 1 without holes")]
    about: &'static str,
    /// Rows it was asked of.
    checked: u64,
    /// Rows that break it.
    broken: u64,
    /// The first of them, 20 at most: ids of events for `matched_count` and `key_has_event`, else of deliveries.
    ids: Vec<String>,
}

/// A law that was not asked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UncheckedLaw)]
pub(crate) struct UncheckedView {
    #[schema(value_type = String, example = "has_delivery")]
    law: &'static str,
    /// The law in a sentence.
    about: &'static str,
    /// Why it was not asked.
    why: &'static str,
}

/// What checking the conservation law found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Conservation)]
pub(crate) struct ConservationView {
    /// What was made from then on was looked at.
    since: Instant,
    /// What was made until before then was looked at.
    until: Instant,
    /// Whether every law that was asked holds.
    holds: bool,
    laws: Vec<FindingView>,
    /// The laws that were not asked.
    unchecked: Vec<UncheckedView>,
}

impl ConservationView {
    pub(crate) fn new(window: &Window, findings: Vec<Finding>, unchecked: Vec<(Law, &'static str)>) -> Self {
        let unasked =
            |(law, why): (Law, &'static str)| UncheckedView { law: law.as_str(), about: law.about(), why };
        Self {
            since: window.since.into(),
            until: window.until.into(),
            holds: findings.iter().all(|finding| finding.broken == 0),
            laws: findings.into_iter().map(FindingView::from).collect(),
            unchecked: unchecked.into_iter().map(unasked).collect(),
        }
    }
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        Self {
            law: finding.law.as_str(),
            about: finding.law.about(),
            checked: finding.checked,
            broken: finding.broken,
            ids: finding.ids,
        }
    }
}
