//! The book of a sink: what came, whether it was signed, how often, and in which order.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::cli::receiver::Verdict;

/// Events that are remembered; what comes beyond them is not told apart any more, and that is said.
const REMEMBERED_MAX: usize = 2_000_000;

/// How a request stands to those before it with the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The first.
    First,
    /// Those before were not taken: it is a retry.
    Retry,
    /// One before was answered 2xx: it is a duplicate.
    Duplicate,
    /// It has no id, or too many were remembered already.
    Unknown,
}

/// What became of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    Valid,
    Invalid,
    Missing,
    /// There is no secret to check with.
    Unchecked,
}

impl Signed {
    pub(super) fn of(verdict: Option<Verdict>) -> Self {
        match verdict {
            None => Self::Unchecked,
            Some(verdict) if verdict.holds() => Self::Valid,
            Some(Verdict { standard: None, legacy: None }) => Self::Missing,
            Some(_) => Self::Invalid,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Missing => "missing",
            Self::Unchecked => "unchecked",
        }
    }
}

/// The counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) requests: u64,
    /// Different ids.
    pub(super) events: u64,
    pub(super) duplicates: u64,
    pub(super) retries: u64,
    /// Events that came first after a later one had come to the same path.
    pub(super) out_of_order: u64,
    pub(super) signatures: BTreeMap<&'static str, u64>,
    /// By what they were answered with.
    pub(super) answers: BTreeMap<String, u64>,
    /// Requests that could not be read.
    pub(super) unreadable: u64,
    /// Whether ids were left out because there were too many.
    pub(super) overflowed: bool,
}

/// The book.
#[derive(Debug, Default)]
pub(super) struct Book {
    totals: Totals,
    /// By path and id: whether it was taken.
    taken: HashMap<(String, String), bool>,
    /// By path the greatest id so far; ids begin with the time.
    newest: HashMap<String, String>,
}

impl Book {
    /// Writes a request in; gives its number, from 0, and how it stands.
    pub(super) fn came(&mut self, path: &str, id: Option<&str>, signed: Signed) -> (u64, Seen) {
        let number = self.totals.requests;
        self.totals.requests += 1;
        *self.totals.signatures.entry(signed.word()).or_default() += 1;
        (number, self.seen(path, id))
    }

    fn seen(&mut self, path: &str, id: Option<&str>) -> Seen {
        let Some(id) = id else { return Seen::Unknown };
        let room = self.taken.len() < REMEMBERED_MAX;
        match self.taken.entry((path.to_owned(), id.to_owned())) {
            Entry::Occupied(before) if *before.get() => {
                self.totals.duplicates += 1;
                Seen::Duplicate
            }
            Entry::Occupied(_) => {
                self.totals.retries += 1;
                Seen::Retry
            }
            Entry::Vacant(_) if !room => {
                self.totals.overflowed = true;
                Seen::Unknown
            }
            Entry::Vacant(new) => {
                new.insert(false);
                self.totals.events += 1;
                let newest = self.newest.entry(path.to_owned()).or_default();
                if id < newest.as_str() {
                    self.totals.out_of_order += 1;
                } else {
                    id.clone_into(newest);
                }
                Seen::First
            }
        }
    }

    /// Writes down what a request was answered with; `taken`: with a success.
    pub(super) fn answered(&mut self, path: &str, id: Option<&str>, word: &str, taken: bool) {
        *self.totals.answers.entry(word.to_owned()).or_default() += 1;
        if taken
            && let Some(id) = id
            && let Some(before) = self.taken.get_mut(&(path.to_owned(), id.to_owned()))
        {
            *before = true;
        }
    }

    /// Writes down that something came that was no request.
    pub(super) fn unreadable(&mut self) {
        self.totals.unreadable += 1;
    }

    pub(super) fn totals(&self) -> Totals {
        self.totals.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_before_is_a_duplicate_and_what_failed_a_retry() {
        let mut book = Book::default();
        let mut come = |id: &str, taken: bool| {
            let (_, seen) = book.came("/a", Some(id), Signed::Valid);
            book.answered("/a", Some(id), if taken { "200" } else { "500" }, taken);
            seen
        };
        assert_eq!(come("evt_2", false), Seen::First);
        assert_eq!(come("evt_2", true), Seen::Retry);
        assert_eq!(come("evt_2", true), Seen::Duplicate);
        assert_eq!(come("evt_1", true), Seen::First);
        assert_eq!(come("evt_3", true), Seen::First);
        let totals = book.totals();
        assert_eq!((totals.requests, totals.events, totals.duplicates, totals.retries), (5, 3, 1, 1));
        assert_eq!(totals.out_of_order, 1);
        assert_eq!(
            book.came("/b", Some("evt_1"), Signed::Missing).1,
            Seen::First,
            "another path, another sender"
        );
        assert_eq!(book.came("/b", None, Signed::Invalid).1, Seen::Unknown);
    }
}
