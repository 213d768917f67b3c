//! Merge patches (RFC 7396) on raw JSON, so that what is not touched keeps its order and its numbers to the digit.

use serde_json::value::RawValue;

use super::members::Object;
use super::members::RawMembers;

/// Applies `patch` to `target`: null removes, an object merges, anything else replaces.
pub(crate) fn merge(mut target: RawMembers, patch: RawMembers) -> RawMembers {
    for (name, change) in patch {
        let at = target.iter().position(|(other, _)| *other == name);
        if change.get() == "null" {
            if let Some(at) = at {
                target.remove(at);
            }
            continue;
        }
        let merged = match object(&change) {
            // A patch that is an object never leaves a null behind, even where there was nothing.
            Some(inner) => {
                let before = at.and_then(|at| object(&target[at].1)).unwrap_or_default();
                write(&merge(before, inner)).unwrap_or(change)
            }
            None => change,
        };
        match at {
            Some(at) => target[at].1 = merged,
            None => target.push((name, merged)),
        }
    }
    target
}

fn object(value: &RawValue) -> Option<RawMembers> {
    serde_json::from_str::<Object>(value.get()).ok().map(|Object(members)| members)
}

fn write(members: &RawMembers) -> Option<Box<RawValue>> {
    let mut text = String::from("{");
    for (name, value) in members {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&serde_json::to_string(name).ok()?);
        text.push(':');
        text.push_str(value.get());
    }
    text.push('}');
    RawValue::from_string(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(target: &str, patch: &str) -> String {
        let read = |text: &str| serde_json::from_str::<Object>(text).unwrap().0;
        write(&merge(read(target), read(patch))).unwrap().get().to_owned()
    }

    #[test]
    fn the_examples_of_rfc_7396_come_out() {
        for (target, patch, expected) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, "{}"),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (r#"{"a":{"b":"c"}}"#, r#"{"a":{"b":"d","c":null}}"#, r#"{"a":{"b":"d"}}"#),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            assert_eq!(merged(target, patch), expected, "{target} {patch}");
        }
    }

    #[test]
    fn untouched_numbers_keep_their_digits() {
        let target = r#"{"m":{"z":1.000000000000000000001,"a":1e400}}"#;
        assert_eq!(
            merged(target, r#"{"m":{"b":2}}"#),
            r#"{"m":{"z":1.000000000000000000001,"a":1e400,"b":2}}"#
        );
    }
}
