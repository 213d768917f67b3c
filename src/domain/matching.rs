//! Which events an endpoint receives, beyond their types: those that its filter is true of.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use time::OffsetDateTime;

use super::cel;
use super::cel::CelError;
use super::cel::Program;
use super::cel::Variables;

/// Longest payload that a filter looks at, in bytes.
pub const FILTERED_BYTES_MAX: usize = 256 * 1_024;

/// Which events an endpoint receives, beyond their types.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matching {
    /// Only events that this is true of; `None`: all of its types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

/// A CEL expression over an event's `type`, `payload` and `labels`, compiled.
#[derive(Clone)]
pub struct Filter {
    source: Arc<str>,
    program: Result<Arc<Program>, CelError>,
}

impl Filter {
    /// Checks and compiles an expression.
    ///
    /// # Errors
    /// [`CelError`]: it is none, or breaks a limit.
    pub fn parse(source: &str) -> Result<Self, CelError> {
        let program = cel::parse(source)?;
        program.check_condition()?;
        Ok(Self { source: source.into(), program: Ok(Arc::new(program)) })
    }

    /// Takes an expression that was checked before it was stored. Should this version refuse it all the same, it
    /// matches nothing and says why.
    #[must_use]
    pub fn from_stored(source: &str) -> Self {
        Self { source: source.into(), program: cel::parse(source).map(Arc::new) }
    }

    /// The expression as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it is true of an event. The same event gets the same answer on every machine at any time.
    #[must_use]
    pub fn judge(&self, subject: &Subject<'_>) -> Judgement {
        let whole = || self.source.to_string();
        let program = match &self.program {
            Ok(program) => program,
            Err(error) => return Judgement::Failed { clause: whole(), reason: error.to_string() },
        };
        let payload = match subject.parsed() {
            Ok(payload) => payload,
            Err(reason) => return Judgement::Failed { clause: whole(), reason: (*reason).to_owned() },
        };
        let variables = Variables {
            event_type: subject.event_type,
            payload,
            labels: subject.labels,
            // No filter can name them.
            id: "",
            created_at: OffsetDateTime::UNIX_EPOCH,
        };
        match cel::truth(program, variables) {
            Ok(None) => Judgement::Matched,
            Ok(Some(clause)) => Judgement::Refused { clause: clause.text },
            Err((error, clause)) => Judgement::Failed { clause: clause.text, reason: error.to_string() },
        }
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.source, f)
    }
}

impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Filter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|source| Self::from_stored(&source))
    }
}

/// What a filter says of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It is true.
    Matched,
    /// It is not, because of this part.
    Refused {
        /// The first part of the outermost `&&` that was false.
        clause: String,
    },
    /// It has no value for this event, and so does not match.
    Failed {
        /// The part without a value.
        clause: String,
        /// Why.
        reason: String,
    },
}

impl Judgement {
    /// Whether the event is received.
    #[must_use]
    pub const fn is_matched(&self) -> bool {
        matches!(self, Self::Matched)
    }
}

/// An event as filters look at it; its payload is parsed when the first one asks, and once.
pub struct Subject<'e> {
    event_type: &'e str,
    payload: &'e [u8],
    labels: &'e BTreeMap<String, String>,
    parsed: OnceCell<Result<serde_json::Value, &'static str>>,
}

impl<'e> Subject<'e> {
    /// An event.
    #[must_use]
    pub const fn new(event_type: &'e str, payload: &'e [u8], labels: &'e BTreeMap<String, String>) -> Self {
        Self { event_type, payload, labels, parsed: OnceCell::new() }
    }

    fn parsed(&self) -> Result<&serde_json::Value, &&'static str> {
        let parse = || {
            if self.payload.len() > FILTERED_BYTES_MAX {
                return Err("the payload is larger than the 256 KiB that a filter looks at");
            }
            // It was checked to be JSON when it was taken; what is left is a number that no double holds.
            serde_json::from_slice(self.payload).map_err(|_| "the payload has a number beyond every double")
        };
        self.parsed.get_or_init(parse).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn judge(filter: &str, payload: &str) -> Judgement {
        let labels = BTreeMap::from([("env".to_owned(), "prod".to_owned())]);
        let subject = Subject::new("invoice.paid", payload.as_bytes(), &labels);
        Filter::parse(filter).unwrap_or_else(|error| panic!("{filter}: {error}")).judge(&subject)
    }

    const PAYLOAD: &str = r#"{"amount": 1299, "rate": 0.5, "name": "Äpfel", "null": null, "yes": true, "at": "2026-11-24T10:00:00Z",
        "big": 18446744073709551615, "items": [{"price": 3, "tags": ["a"]}, {"price": 12.5, "tags": []}], "odd-name": {"a": 1}}"#;

    #[test]
    fn expressions_mean_what_cel_says() {
        for truth in [
            "payload.amount > 1000 && payload.amount <= 1299.0",
            "payload.amount == 1299.0 && payload.amount != '1299' && payload.rate * 2 == 1",
            "type == 'invoice.paid' && type.startsWith('invoice.') && !type.endsWith('x')",
            "labels.env == 'prod' && !has(labels.team) && 'env' in labels && labels['env'].contains('ro')",
            "has(payload.null) && payload.null == null && !has(payload.none)",
            "payload.name.size() == 5 && size(payload.items) == 2 && payload['odd-name'].a == 1",
            "payload.name.matches('^Ä\\\\w+$') && !payload.name.matches('x')",
            "payload.items.exists(i, i.price > 10) && !payload.items.all(i, i.price > 10)",
            "payload.items.exists_one(i, size(i.tags) == 0) && payload.items.filter(i, i.price < 5).size() == 1",
            "payload.items.map(i, i.price) == [3, 12.5] && payload.items.map(i, i.price > 5, i.price)[0] == 12.5",
            "payload.items.exists(i, i.tags.exists(t, t == 'a')) && labels.all(name, name == 'env')",
            "payload.amount in [1, 1299] && !('b' in payload.items[0].tags)",
            "(payload.yes ? 1 : 2) == 1 && (false || payload.yes) && -payload.amount == -1299",
            "7 / 2 == 3 && -7 / 2 == -3 && 7 % 4 == 3 && 7.0 / 2 == 3.5 && 2u + 3u == 5u && 1 + 2 * 3 == 7",
            "payload.big > 9223372036854775807 && payload.big == 18446744073709551615u",
            "'a' + 'b' == 'ab' && [1] + [2] == [1, 2] && {'a': 1}.a == 1 && {'a': 1} == {'a': 1.0}",
            "string(5) == '5' && int('7') == 7 && double('1.5') == 1.5 && uint(3) == 3u && int(2.9) == 2",
            "timestamp(payload.at) < timestamp('2026-11-24T10:00:01Z')",
            "timestamp(payload.at) - timestamp('2026-11-23T10:00:00Z') == duration('24h')",
            "timestamp(payload.at) + duration('1h30m') == timestamp('2026-11-24T11:30:00Z')",
            "true || payload.none > 1",
            "payload.none > 1 || true",
            "payload.items.exists(i, i.none > 1 || i.price > 10)",
        ] {
            assert_eq!(judge(truth, PAYLOAD), Judgement::Matched, "{truth}");
        }
    }

    #[test]
    fn the_part_that_was_false_is_named_as_it_was_written() {
        let refused =
            judge("type == 'invoice.paid'  &&  (payload.amount  > 2000) && labels.env == 'x'", PAYLOAD);
        assert_eq!(refused, Judgement::Refused { clause: "(payload.amount  > 2000)".to_owned() });
        let one = judge("payload.amount > 2000 || payload.rate > 1", PAYLOAD);
        assert_eq!(
            one,
            Judgement::Refused { clause: "payload.amount > 2000 || payload.rate > 1".to_owned() }
        );
        // False decides although the part before it has no value.
        let beside = judge("payload.none > 1 && labels.env == 'x'", PAYLOAD);
        assert_eq!(beside, Judgement::Refused { clause: "labels.env == 'x'".to_owned() });
    }

    #[test]
    fn a_filter_without_a_value_does_not_match_and_says_why() {
        for (filter, expected) in [
            ("payload.none > 1", "no such key `none`"),
            ("payload.amount.cents > 1", "an int has no member `cents`"),
            ("payload.name > 1", "a string cannot be compared with an int"),
            ("payload.amount", "it is an int, not true or false"),
            ("payload.amount / 0 == 1", "a division by zero"),
            ("payload.items[7] == 1", "the list has no such element"),
            ("payload.amount.all(i, true)", "an int has no elements"),
            ("payload.amount * 9223372036854775807 > 0", "a number that is too large"),
            ("timestamp(payload.name) > timestamp(0)", "this is no time of RFC 3339"),
            ("payload.amount.contains('1')", "contains cannot be used with an int"),
        ] {
            let Judgement::Failed { clause, reason } = judge(filter, PAYLOAD) else { panic!("{filter}") };
            assert_eq!((clause.as_str(), reason.as_str()), (filter, expected));
        }
        assert!(matches!(judge("true", "1e400"), Judgement::Failed { .. }));
        let large = format!("\"{}\"", "x".repeat(FILTERED_BYTES_MAX));
        assert!(matches!(judge("true", &large), Judgement::Failed { .. }));
    }

    /// What would build 64 MiB elsewhere: an expression that doubles a text again and again.
    #[test]
    fn a_short_expression_cannot_build_64_mib() {
        let mut bomb = format!("'{}'", "x".repeat(64));
        for _ in 0..20 {
            bomb = format!("[{bomb}].map(x, x + x)[0]");
        }
        assert!(Filter::parse(&bomb).is_err(), "macros are counted");
        // Within every limit of the source: six macros, two deep, over lists that macros made.
        let x = "x".repeat(24);
        let list = format!("[{}]", ["1"; 8].join(","));
        let bomb = format!(
            "{list}.map(a, {list}.map(b, '{x}' + '{x}' + '{x}' + '{x}' + '{x}' + '{x}'))\
             .map(c, c + c + c + c + c + c + c + c).map(d, d + d + d + d + d + d + d + d + d + d) == []"
        );
        assert!(bomb.len() < 400, "{}", bomb.len());
        let Judgement::Failed { reason, .. } = judge(&bomb, "{}") else { panic!("it was not stopped") };
        assert_eq!(reason, "it builds more than 65536 bytes");
    }

    /// Two macros over a payload of 100,000 elements would be ten thousand million steps.
    #[test]
    fn a_large_payload_cannot_make_an_expression_long() {
        let payload = format!("[{}0]", "0,".repeat(100_000));
        for filter in [
            "payload.all(x, payload.all(y, x == y))",
            "payload.map(x, x) == payload",
            "payload.exists(x, x == 1) || payload.exists(x, x == 2)",
        ] {
            let Judgement::Failed { reason, .. } = judge(filter, &payload) else { panic!("{filter}") };
            assert!(
                ["it takes more than 100000 steps", "it builds more than 65536 bytes"]
                    .contains(&reason.as_str())
            );
        }
        let text = format!("\"{}\"", "a".repeat(200_000));
        let many = vec!["payload.matches('^(a|aa)+$')"; 40].join(" && ");
        assert!(matches!(judge(&many, &text), Judgement::Failed { .. }));
    }

    #[test]
    fn a_stored_filter_that_is_no_longer_read_matches_nothing() {
        let matching: Matching = serde_json::from_value(json!({"filter": "oops("})).unwrap();
        let labels = BTreeMap::new();
        let judged = matching.filter.as_ref().unwrap().judge(&Subject::new("t", b"1", &labels));
        assert!(matches!(judged, Judgement::Failed { .. }));
        assert_eq!(serde_json::to_value(&matching).unwrap(), json!({"filter": "oops("}));
        assert_eq!(serde_json::to_value(Matching::default()).unwrap(), json!({}));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in r#"[a-z0-9 .,:?!&|<>=+*/%()\[\]{}'"\\-]{0,60}"#) {
            if let Ok(filter) = Filter::parse(&text) {
                let labels = BTreeMap::new();
                let subject = Subject::new("t", br#"{"a":[1,{"b":"c"}]}"#, &labels);
                prop_assert_eq!(filter.judge(&subject), filter.judge(&subject));
            }
        }
    }
}
