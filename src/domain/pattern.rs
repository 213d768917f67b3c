//! Event type patterns: which types an endpoint receives.

use std::fmt;

use super::event::EventType;
use super::event::EventTypeError;

/// `invoice.paid`, `invoice.*` (exactly one more segment), `invoice.**` (one or more) or `*` (every type).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// `*`: every type.
    Every,
    /// This type alone.
    Exact(EventType),
    /// `prefix.*`: the prefix and one segment.
    OneSegment(EventType),
    /// `prefix.**`: the prefix and one or more segments.
    Rest(EventType),
}

impl Pattern {
    /// Reads a pattern; an asterisk stands for a whole segment and only at the end.
    pub fn parse(text: &str) -> Result<Self, EventTypeError> {
        if text == "*" {
            return Ok(Self::Every);
        }
        if let Some(prefix) = text.strip_suffix(".**") {
            return EventType::parse(prefix).map(Self::Rest);
        }
        if let Some(prefix) = text.strip_suffix(".*") {
            return EventType::parse(prefix).map(Self::OneSegment);
        }
        EventType::parse(text).map(Self::Exact)
    }

    /// Whether an event of this type is for an endpoint with this pattern.
    #[must_use]
    pub fn matches(&self, event_type: &EventType) -> bool {
        match self {
            Self::Every => true,
            Self::Exact(exact) => exact == event_type,
            Self::OneSegment(prefix) => {
                rest_after(prefix, event_type).is_some_and(|rest| !rest.contains('.'))
            }
            Self::Rest(prefix) => rest_after(prefix, event_type).is_some(),
        }
    }
}

fn rest_after<'t>(prefix: &EventType, event_type: &'t EventType) -> Option<&'t str> {
    event_type.as_str().strip_prefix(prefix.as_str())?.strip_prefix('.')
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every => f.write_str("*"),
            Self::Exact(exact) => write!(f, "{exact}"),
            Self::OneSegment(prefix) => write!(f, "{prefix}.*"),
            Self::Rest(prefix) => write!(f, "{prefix}.**"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, event_type: &str) -> bool {
        Pattern::parse(pattern).unwrap().matches(&EventType::parse(event_type).unwrap())
    }

    #[test]
    fn patterns_match_what_they_say() {
        assert!(matches("*", "a.b.c"));
        assert!(matches("invoice.paid", "invoice.paid"));
        assert!(!matches("invoice.paid", "invoice.paid.late"));
        assert!(matches("invoice.*", "invoice.paid"));
        assert!(!matches("invoice.*", "invoice.paid.late"));
        assert!(!matches("invoice.*", "invoice"));
        assert!(!matches("invoice.*", "invoices.paid"));
        assert!(matches("invoice.**", "invoice.paid"));
        assert!(matches("invoice.**", "invoice.paid.late"));
        assert!(!matches("invoice.**", "invoice"));
    }

    #[test]
    fn an_asterisk_elsewhere_is_refused() {
        for bad in ["in*", "*.paid", "a.*.b", "**", "", "a.", "a.***"] {
            assert!(Pattern::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_pattern_prints_as_it_was_written() {
        for text in ["*", "invoice.paid", "invoice.*", "invoice.**"] {
            assert_eq!(Pattern::parse(text).unwrap().to_string(), text);
        }
    }
}
