//! Why an event went to an endpoint or did not: worked out again from the settings that were in force then.

use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use super::endpoint::EndpointStatus;
use super::event::EventType;
use super::id::EndpointId;
use super::matching::Filter;
use super::matching::Judgement;
use super::matching::Subject;
use super::outcome::UnknownWord;
use super::outcome::words;
use super::pattern::Pattern;

words!(
    /// What was decided for an endpoint.
    Verdict {
        /// It made a delivery.
        Matched = "matched",
        /// The endpoint does not receive this type.
        Type = "type",
        /// Its filter was false.
        Filter = "filter",
        /// Its filter had no value for this event.
        FilterFailed = "filter_failed",
        /// The event named other endpoints.
        NotNamed = "not_named",
        /// The endpoint was set not to match.
        Inactive = "inactive",
        /// It was made after the event was published.
        CreatedLater = "created_later",
        /// It was removed before.
        Removed = "removed",
    }
);

/// An endpoint as it was at some version of the configuration.
#[derive(Debug, Clone)]
pub struct EndpointThen {
    /// Its id.
    pub id: EndpointId,
    /// What it was called.
    pub name: String,
    /// What it did with events.
    pub status: EndpointStatus,
    /// Which types it received.
    pub event_types: Vec<Pattern>,
    /// And only those that this was true of.
    pub filter: Option<Filter>,
    /// Whether it did not exist at that version.
    pub existence: Existence,
    /// Since when it had that status, or existence.
    pub since: OffsetDateTime,
}

/// Whether an endpoint was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// It was.
    There,
    /// It was made later.
    Later,
    /// It had been removed.
    Removed,
}

/// A verdict with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What was decided.
    pub verdict: Verdict,
    /// The part of the filter that decided.
    pub clause: Option<String>,
    /// One sentence for a person, without instants.
    pub why: String,
    /// Since when, where that is what decided.
    pub since: Option<OffsetDateTime>,
}

/// What is looked at of the event.
pub struct Asked<'e> {
    /// Its type.
    pub event_type: &'e EventType,
    /// The endpoints it named; `None`: all.
    pub named: Option<&'e [EndpointId]>,
    /// As filters see it.
    pub subject: Subject<'e>,
}

/// The verdict of then. Conditions are looked at in the order in which publishing does, and the first that fails is
/// told.
#[must_use]
pub fn explain(endpoint: &EndpointThen, asked: &Asked<'_>) -> Explanation {
    let plain = |verdict, why: String| Explanation { verdict, clause: None, why, since: None };
    match endpoint.existence {
        Existence::There => {}
        Existence::Later => {
            let told = plain(Verdict::CreatedLater, "the endpoint was made after the event".to_owned());
            return Explanation { since: Some(endpoint.since), ..told };
        }
        Existence::Removed => {
            let told = plain(Verdict::Removed, "the endpoint had been removed".to_owned());
            return Explanation { since: Some(endpoint.since), ..told };
        }
    }
    if !endpoint.status.is_matched() {
        let told =
            plain(Verdict::Inactive, "the endpoint was inactive: not matched with new events".to_owned());
        return Explanation { since: Some(endpoint.since), ..told };
    }
    if !endpoint.event_types.iter().any(|pattern| pattern.matches(asked.event_type)) {
        let patterns: Vec<String> = endpoint.event_types.iter().map(ToString::to_string).collect();
        return plain(Verdict::Type, format!("it received {}", patterns.join(", ")));
    }
    if asked.named.is_some_and(|named| !named.contains(&endpoint.id)) {
        return plain(Verdict::NotNamed, "the event named other endpoints".to_owned());
    }
    match endpoint.filter.as_ref().map(|filter| filter.judge(&asked.subject)) {
        None | Some(Judgement::Matched) => matched(endpoint),
        Some(Judgement::Refused { clause }) => Explanation {
            why: format!("filter was false: {clause}"),
            clause: Some(clause),
            verdict: Verdict::Filter,
            since: None,
        },
        Some(Judgement::Failed { clause, reason }) => Explanation {
            why: format!("filter failed: {reason}"),
            clause: Some(clause),
            verdict: Verdict::FilterFailed,
            since: None,
        },
    }
}

fn matched(endpoint: &EndpointThen) -> Explanation {
    let held = !endpoint.status.is_sent();
    Explanation {
        verdict: Verdict::Matched,
        clause: None,
        why: if held {
            format!("matched, and held: the endpoint was {}", endpoint.status)
        } else {
            "matched".to_owned()
        },
        since: held.then_some(endpoint.since),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;

    fn told(change: impl FnOnce(&mut EndpointThen), named: Option<&[EndpointId]>) -> (Verdict, String) {
        let mut endpoint = EndpointThen {
            id: EndpointId::from_uuid(Uuid::from_u128(7)),
            name: "acme".to_owned(),
            status: EndpointStatus::Active,
            event_types: vec![Pattern::parse("invoice.*").unwrap()],
            filter: Some(Filter::parse("payload.amount > 1000 && labels.env == 'prod'").unwrap()),
            existence: Existence::There,
            since: OffsetDateTime::UNIX_EPOCH,
        };
        change(&mut endpoint);
        let event_type = EventType::parse("invoice.paid").unwrap();
        let labels = BTreeMap::from([("env".to_owned(), "prod".to_owned())]);
        let subject = Subject::new(event_type.as_str(), br#"{"amount": 1299}"#, &labels);
        let told = explain(&endpoint, &Asked { event_type: &event_type, named, subject });
        (told.verdict, told.why)
    }

    #[test]
    fn every_verdict_says_what_decided() {
        let said = |verdict, why: &str| (verdict, why.to_owned());
        assert_eq!(told(|_| {}, None), said(Verdict::Matched, "matched"));
        assert_eq!(
            told(|endpoint| endpoint.status = EndpointStatus::Paused, None),
            said(Verdict::Matched, "matched, and held: the endpoint was paused")
        );
        assert_eq!(
            told(|endpoint| endpoint.event_types = vec![Pattern::parse("user.**").unwrap()], None),
            said(Verdict::Type, "it received user.**")
        );
        assert_eq!(
            told(
                |endpoint| endpoint.filter =
                    Some(Filter::parse("type != 'x' && payload.amount < 1000").unwrap()),
                None
            ),
            said(Verdict::Filter, "filter was false: payload.amount < 1000")
        );
        assert_eq!(
            told(|endpoint| endpoint.filter = Some(Filter::parse("payload.cents > 1").unwrap()), None),
            said(Verdict::FilterFailed, "filter failed: no such key `cents`")
        );
        assert_eq!(told(|_| {}, Some(&[])).0, Verdict::NotNamed);
        assert_eq!(told(|endpoint| endpoint.status = EndpointStatus::Inactive, None).0, Verdict::Inactive);
        assert_eq!(told(|endpoint| endpoint.existence = Existence::Later, None).0, Verdict::CreatedLater);
        assert_eq!(told(|endpoint| endpoint.existence = Existence::Removed, None).0, Verdict::Removed);
    }
}
