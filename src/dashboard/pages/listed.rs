//! The ways to the first and to the next page of a list.

use uuid::Uuid;

use crate::dashboard::query::Query;

/// Where the list goes on, and back.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) first: Option<String>,
    pub(super) next: Option<String>,
}

impl Pages {
    /// `last` is the id of the last row, `more` whether others follow.
    pub(super) fn of(query: &Query, last: Option<Uuid>, more: bool) -> Self {
        let next = last.filter(|_| more).map(|id| query.with("before", Some(&id.to_string())));
        Self { first: query.text("before").map(|_| query.with("before", None)), next }
    }
}
