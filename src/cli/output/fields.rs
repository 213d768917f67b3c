//! Reading fields of the API's JSON for tables: a field that is missing or unknown shows as nothing, so that an
//! older `hookit` can talk to a newer daemon.

use serde_json::Value;
use time::OffsetDateTime;

use super::times;

/// The text at `name`, or nothing.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The number at `name`, if there is one.
pub(crate) fn number(value: &Value, name: &str) -> Option<u64> {
    let found = value.get(name)?;
    found.as_u64().or_else(|| found.as_f64().filter(|n| *n >= 0.0).map(whole))
}

/// The fraction at `name`, if there is one.
pub(crate) fn fraction(value: &Value, name: &str) -> Option<f64> {
    value.get(name).and_then(Value::as_f64)
}

/// The instant at `name`, if there is one.
pub(crate) fn instant(value: &Value, name: &str) -> Option<OffsetDateTime> {
    value.get(name).and_then(Value::as_str).and_then(times::parse)
}

/// Whether `name` is there and true.
pub(crate) fn flag(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// The list at `name`, empty when there is none.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The texts of the list at `name`, with `, ` between them.
pub(crate) fn words(value: &Value, name: &str) -> String {
    list(value, name).iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}

/// The texts by name at `name`, as `name=value` with `, ` between them.
pub(crate) fn pairs(value: &Value, name: &str) -> String {
    let members = value.get(name).and_then(Value::as_object);
    let pair = |(name, value): (&String, &Value)| format!("{name}={}", value.as_str().unwrap_or_default());
    members.map(|members| members.iter().map(pair).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only shown, checked to be positive, and `as` saturates"
)]
fn whole(number: f64) -> u64 {
    number.round() as u64
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_missing_or_odd_field_shows_as_nothing() {
        let value = json!({"a": "x", "n": 3, "f": 2.6, "null": null, "l": ["p", 1, "q"]});
        assert_eq!(text(&value, "a"), "x");
        assert_eq!(text(&value, "n"), "");
        assert_eq!(number(&value, "n"), Some(3));
        assert_eq!(number(&value, "f"), Some(3));
        assert_eq!(number(&value, "null"), None);
        assert_eq!(instant(&value, "a"), None);
        assert_eq!(words(&value, "l"), "p, q");
        assert_eq!(pairs(&json!({"o": {"a": "b", "c": 1}}), "o"), "a=b, c=");
        assert_eq!(pairs(&value, "a"), "");
    }
}
