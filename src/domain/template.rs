//! A template: a CEL expression that makes the body of a request of an event.

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
use super::matching::FILTERED_BYTES_MAX;

/// A CEL expression over an event's `type`, `payload`, `labels`, `id` and `created_at`, compiled.
#[derive(Clone)]
pub struct Template {
    source: Arc<str>,
    program: Result<Arc<Program>, CelError>,
}

/// An event as a template looks at it.
#[derive(Debug, Clone, Copy)]
pub struct TemplateEvent<'e> {
    /// Its id in its text form.
    pub id: &'e str,
    /// Its type.
    pub event_type: &'e str,
    /// The published bytes.
    pub payload: &'e [u8],
    /// What its producer says about it.
    pub labels: &'e BTreeMap<String, String>,
    /// When it was published.
    pub created_at: OffsetDateTime,
}

impl Template {
    /// Checks and compiles an expression.
    ///
    /// # Errors
    /// [`CelError`]: it is none, or breaks a limit.
    pub fn parse(source: &str) -> Result<Self, CelError> {
        let program = cel::parse_template(source)?;
        Ok(Self { source: source.into(), program: Ok(Arc::new(program)) })
    }

    /// The expression as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The JSON that it makes of an event: the same on every machine at any time, within the limits of a filter.
    ///
    /// # Errors
    /// One sentence: the event is not as the expression expects, or a limit was broken.
    pub fn render(&self, event: &TemplateEvent<'_>) -> Result<String, String> {
        let program = self.program.as_ref().map_err(ToString::to_string)?;
        if event.payload.len() > FILTERED_BYTES_MAX {
            return Err("the payload is larger than the 256 KiB that a template looks at".to_owned());
        }
        let payload: serde_json::Value = serde_json::from_slice(event.payload)
            .map_err(|_| "the payload has a number that is too large".to_owned())?;
        let variables = Variables {
            event_type: event.event_type,
            payload: &payload,
            labels: event.labels,
            id: event.id,
            created_at: event.created_at,
        };
        cel::json(program, variables).map_err(|error| error.to_string())
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.source, f)
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Template {
    /// It was checked before it was stored. Should this version refuse it all the same, every attempt says why.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        let program = cel::parse_template(&source).map(Arc::new);
        Ok(Self { source: source.into(), program })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn render(template: &str, payload: &str) -> Result<String, String> {
        let labels = BTreeMap::from([("env".to_owned(), "prod".to_owned())]);
        Template::parse(template).unwrap().render(&TemplateEvent {
            id: "evt_1",
            event_type: "invoice.paid",
            payload: payload.as_bytes(),
            labels: &labels,
            created_at: datetime!(2026-11-24 09:11:11.25 UTC),
        })
    }

    #[test]
    fn a_template_makes_json_of_all_that_an_event_has() {
        let template =
            "{'text': 'paid: ' + payload.name, 'z': payload.lines.map(l, {'sku': l.sku, 'ok': l.n > 1}),
            'a': [1, 2u, 1.5, null, true, -3], 'id': id, 'type': type, 'at': created_at, 'labels': labels,
            'all': payload, 'for': duration('90s')}";
        assert_eq!(
            render(
                template,
                r#"{"name": "a \"b\"\n", "lines": [{"sku": "x", "n": 1}, {"sku": "y", "n": 2}]}"#
            )
            .unwrap(),
            r#"{"text":"paid: a \"b\"\n","z":[{"sku":"x","ok":false},{"sku":"y","ok":true}],"a":[1,2,1.5,null,true,-3],"id":"evt_1","type":"invoice.paid","at":"2026-11-24T09:11:11.25Z","labels":{"env":"prod"},"all":{"lines":[{"n":1,"sku":"x"},{"n":2,"sku":"y"}],"name":"a \"b\"\n"},"for":"90s"}"#
        );
        assert_eq!(render("payload.n", r#"{"n": 9007199254740993}"#).unwrap(), "9007199254740993");
    }

    #[test]
    fn what_cannot_be_made_is_told_and_never_breaks_anything() {
        for (template, reason) in [
            ("payload.cents", "no such key `cents`"),
            ("{1: 2}", "an int cannot be the name of a member"),
            ("1.0 / 0.0", "JSON has no infinity, and no number that is none"),
            ("payload.list.map(x, payload.list)", "it makes more than 262144 bytes"),
            ("payload.list.map(x, payload.list.map(y, x))", "it takes more than 100000 steps"),
        ] {
            let payload = format!(r#"{{"list": [{}0]}}"#, "0,".repeat(999));
            let error = render(template, &payload).unwrap_err();
            let either = ["it builds more than 65536 bytes", "it takes more than 100000 steps", reason];
            assert!(either.contains(&error.as_str()), "{template}: {error}");
        }
        assert!(render("payload", &format!("\"{}\"", "x".repeat(300_000))).is_err());
        assert!(render("payload", "1e400").is_err());
    }

    #[test]
    fn a_text_that_is_no_template_is_refused_with_its_place() {
        for (source, place) in [("{'a': ", 6), ("event.x", 0), ("{'a' 1}", 5)] {
            assert_eq!(Template::parse(source).unwrap_err().place, place, "{source}");
        }
        assert!(Template::parse(&"1+".repeat(2_000)).is_err());
        // A filter does not know what only a template has.
        assert!(cel::parse("id == 'evt_1'").is_err());
    }

    #[test]
    fn a_stored_template_that_is_no_longer_read_says_so_when_it_is_used() {
        let template: Template = serde_json::from_str("\"oops(\"").unwrap();
        let labels = BTreeMap::new();
        let event = TemplateEvent {
            id: "evt_1",
            event_type: "a",
            payload: b"1",
            labels: &labels,
            created_at: OffsetDateTime::UNIX_EPOCH,
        };
        assert!(template.render(&event).is_err());
        assert_eq!(serde_json::to_string(&template).unwrap(), "\"oops(\"");
    }
}
