//! The schema of an event type: what its payloads have to look like, in JSON Schema, compiled.
//!
//! A schema refers to nothing outside of itself, not to itself in a circle, and what its references unfold to is
//! bounded, so that what a payload costs grows with the payload and no faster. Patterns are matched in linear time.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jsonschema::PatternOptions;
use jsonschema::Validator;
use serde_json::Value;

use super::outcome::UnknownWord;
use super::outcome::words;

/// Longest schema, in bytes of its JSON.
pub const SCHEMA_BYTES_MAX: usize = 64 * 1_024;
/// Most values of a schema with every reference unfolded.
pub const UNFOLDED_MAX: usize = 5_000;
/// Most faults of one payload that are told.
pub const FAULTS_MAX: usize = 10;
/// Longest text of a fault, in bytes: it may repeat the payload.
const FAULT_BYTES_MAX: usize = 200;
/// Largest compiled pattern, in bytes.
const PATTERN_BYTES_MAX: usize = 128 * 1_024;

words!(
    /// What is done with events whose payload does not fit the schema.
    Enforce {
        /// Nothing is looked at.
        Off = "off",
        /// They are stored, and the producer is told.
        Warn = "warn",
        /// They are refused.
        Reject = "reject",
    }
);

/// Why a schema cannot be saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SchemaError(String);

/// A way in which a payload does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the payload.
    pub pointer: String,
    /// What is wrong there.
    pub detail: String,
}

/// A compiled schema with the text it was made of.
#[derive(Clone)]
pub struct Schema {
    source: Arc<str>,
    validator: Arc<Validator>,
}

impl Schema {
    /// Checks and compiles a schema.
    ///
    /// # Errors
    /// [`SchemaError`]: it is none, or breaks a limit.
    pub fn parse(source: &str) -> Result<Self, SchemaError> {
        let wrong = |detail: String| SchemaError(detail);
        if source.len() > SCHEMA_BYTES_MAX {
            return Err(wrong(format!("a schema has at most {SCHEMA_BYTES_MAX} bytes")));
        }
        let schema: Value =
            serde_json::from_str(source).map_err(|_| wrong("a schema is a JSON document".to_owned()))?;
        if !schema.is_object() && !schema.is_boolean() {
            return Err(wrong("a schema is an object, or true or false".to_owned()));
        }
        let mut unfolding = Unfolding { root: &schema, known: BTreeMap::new(), open: Vec::new() };
        if unfolding.size(&schema, true)? > UNFOLDED_MAX {
            return Err(wrong(format!("a schema has at most {UNFOLDED_MAX} values, references unfolded")));
        }
        let patterns =
            PatternOptions::regex().size_limit(PATTERN_BYTES_MAX).dfa_size_limit(PATTERN_BYTES_MAX);
        let validator = jsonschema::options()
            .offline()
            .with_pattern_options(patterns)
            .build(&schema)
            .map_err(|error| wrong(short(&format!("it is no JSON Schema: {error}"))))?;
        Ok(Self { source: source.into(), validator: Arc::new(validator) })
    }

    /// The text.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What of a payload does not fit, the first [`FAULTS_MAX`] faults; none when it fits.
    #[must_use]
    pub fn faults(&self, payload: &[u8]) -> Vec<Fault> {
        let Ok(payload) = serde_json::from_slice::<Value>(payload) else {
            let detail = "the payload has a number beyond every double".to_owned();
            return vec![Fault { pointer: String::new(), detail }];
        };
        if self.validator.is_valid(&payload) {
            return Vec::new();
        }
        let fault = |error: jsonschema::ValidationError<'_>| Fault {
            pointer: error.instance_path().to_string(),
            detail: short(&error.to_string()),
        };
        self.validator.iter_errors(&payload).take(FAULTS_MAX).map(fault).collect()
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Schema").field(&self.source.len()).finish()
    }
}

/// Counts what a schema unfolds to.
struct Unfolding<'s> {
    root: &'s Value,
    /// What was counted already, by reference.
    known: BTreeMap<&'s str, usize>,
    /// References that are being followed.
    open: Vec<&'s str>,
}

impl<'s> Unfolding<'s> {
    fn size(&mut self, value: &'s Value, is_root: bool) -> Result<usize, SchemaError> {
        let mut size = 1_usize;
        match value {
            Value::Array(items) => {
                for item in items {
                    size = size.saturating_add(self.size(item, false)?);
                }
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let below = match (name.as_str(), value.as_str()) {
                        ("$ref", Some(reference)) => self.followed(reference)?,
                        ("$dynamicRef" | "$recursiveRef", Some(_)) => {
                            return Err(SchemaError(format!("`{name}` is not supported; use `$ref`")));
                        }
                        // It would give references another root.
                        ("$id" | "id", Some(_)) if !is_root && self.is_schema_id(name) => {
                            return Err(SchemaError("only the schema itself has an `$id`".to_owned()));
                        }
                        _ => self.size(value, false)?,
                    };
                    size = size.saturating_add(below);
                }
            }
            _ => {}
        }
        Ok(size)
    }

    /// `id` was the word of draft 4 and is an ordinary name since.
    fn is_schema_id(&self, name: &str) -> bool {
        let draft = self.root.get("$schema").and_then(Value::as_str).unwrap_or_default();
        name == "$id" || draft.contains("draft-04")
    }

    fn followed(&mut self, reference: &'s str) -> Result<usize, SchemaError> {
        if let Some(size) = self.known.get(reference) {
            return Ok(*size);
        }
        if self.open.contains(&reference) || reference == "#" {
            return Err(SchemaError("a schema does not refer to itself in a circle".to_owned()));
        }
        let target = reference.strip_prefix('#').filter(|pointer| pointer.starts_with('/'));
        let Some(target) = target.and_then(|pointer| self.root.pointer(pointer)) else {
            let detail = "a `$ref` points to something in the schema itself, as in \"#/$defs/money\"";
            return Err(SchemaError(detail.to_owned()));
        };
        self.open.push(reference);
        let size = self.size(target, false)?;
        self.open.pop();
        self.known.insert(reference, size);
        Ok(size)
    }
}

/// A text cut where it is long.
fn short(text: &str) -> String {
    if text.len() <= FAULT_BYTES_MAX {
        return text.to_owned();
    }
    let end = (0..=FAULT_BYTES_MAX).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(source: &str) -> String {
        Schema::parse(source).unwrap_err().to_string()
    }

    #[test]
    fn a_payload_is_told_where_it_does_not_fit() {
        let schema = Schema::parse(
            r##"{"type": "object", "required": ["amount"], "properties": {"amount": {"$ref": "#/$defs/money"},
                "code": {"pattern": "^[A-Z]+$"}}, "$defs": {"money": {"type": "integer", "minimum": 0}}}"##,
        )
        .unwrap();
        assert_eq!(schema.faults(br#"{"amount": 1}"#), []);
        let faults = schema.faults(br#"{"amount": -1, "code": "a"}"#);
        let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/amount", "/code"]);
        assert_eq!(schema.faults(b"{}")[0].pointer, "");
        assert_eq!(schema.faults(b"1e400").len(), 1);
        let long = format!("{{\"amount\": \"{}\"}}", "x".repeat(10_000));
        assert!(schema.faults(long.as_bytes())[0].detail.len() < 250);
    }

    #[test]
    fn a_schema_reaches_for_nothing_outside_and_does_not_unfold_without_end() {
        for (source, said) in [
            ("[]", "an object"),
            ("{", "a JSON document"),
            (r#"{"type": 7}"#, "no JSON Schema"),
            (r#"{"$ref": "https://example.com/schema.json"}"#, "in the schema itself"),
            (r#"{"$ref": "file:///etc/passwd"}"#, "in the schema itself"),
            (r##"{"$ref": "#/$defs/none"}"##, "in the schema itself"),
            (r##"{"properties": {"next": {"$ref": "#"}}}"##, "in a circle"),
            (r##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##, "in a circle"),
            (r#"{"properties": {"a": {"$dynamicRef": "x"}}}"#, "not supported"),
            (r#"{"properties": {"a": {"$id": "x"}}}"#, "only the schema itself"),
            (r#"{"pattern": "(?=x)"}"#, "no JSON Schema"),
            (r#"{"pattern": "(?:[a-z]{500}){500}"}"#, "no JSON Schema"),
        ] {
            assert!(refusal(source).contains(said), "{source}: {}", refusal(source));
        }
        // Thirty definitions, each naming the next one twice: 2^30 values unfolded.
        let doubling: Vec<String> = (0..30)
            .map(|n| {
                format!(
                    r##""d{n}": {{"anyOf": [{{"$ref": "#/$defs/d{0}"}}, {{"$ref": "#/$defs/d{0}"}}]}}"##,
                    n + 1
                )
            })
            .collect();
        let bomb = format!(
            r##"{{"$ref": "#/$defs/d0", "$defs": {{{}, "d30": {{"type": "null"}}}}}}"##,
            doubling.join(",")
        );
        assert!(refusal(&bomb).contains("references unfolded"));
        assert!(refusal(&format!("{{\"title\": \"{}\"}}", "x".repeat(SCHEMA_BYTES_MAX))).contains("at most"));
    }

    #[test]
    fn a_pattern_takes_linear_time() {
        let schema = Schema::parse(r#"{"pattern": "^(a+)+$"}"#).unwrap();
        assert_eq!(schema.faults(format!("\"{}!\"", "a".repeat(100_000)).as_bytes()).len(), 1);
    }
}
