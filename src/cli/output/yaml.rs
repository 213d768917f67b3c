//! JSON written as YAML: members in their order, numbers with the digits they came with.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde_json::value::RawValue;

use super::json::compact;

/// `json` as YAML, without the last line's end. What is no JSON is given back as it came, on one line.
pub(super) fn of(json: &[u8]) -> String {
    let Ok(value) = serde_json::from_slice::<&RawValue>(json) else {
        return compact(json);
    };
    let mut out = String::new();
    write(value, 0, &mut out);
    out.trim_start().to_owned()
}

/// The members of an object, in their order.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members_;
        impl<'de> Visitor<'de> for Members_ {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members<'de>, M::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    members.push((Cow::Owned(name), value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Members_)
    }
}

/// Writes a value that stands behind `name:` or `-`, or at the top: what is on one line follows a blank, a block
/// begins on the next.
fn write(value: &RawValue, depth: usize, out: &mut String) {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'{') => match serde_json::from_str::<Members<'_>>(text) {
            Ok(Members(members)) if !members.is_empty() => {
                for (name, value) in members {
                    newline(depth, out);
                    out.push_str(&scalar(&name));
                    out.push(':');
                    write(value, depth + 1, out);
                }
            }
            _ => out.push_str(" {}"),
        },
        Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(items) if !items.is_empty() => {
                for item in items {
                    newline(depth, out);
                    out.push('-');
                    let begin = out.len();
                    write(item, depth + 1, out);
                    join_first_line(out, begin, depth);
                }
            }
            _ => out.push_str(" []"),
        },
        Some(b'"') => {
            let text: Result<String, _> = serde_json::from_str(text);
            out.push(' ');
            out.push_str(&text.map_or_else(|_| compact(value.get().as_bytes()), |text| scalar(&text)));
        }
        _ => {
            out.push(' ');
            out.push_str(text);
        }
    }
}

fn newline(depth: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// Moves the first line of a block up behind its dash: `- name: value`.
fn join_first_line(out: &mut String, begin: usize, depth: usize) {
    let indent = 1 + 2 * (depth + 1);
    if out[begin..].starts_with('\n') {
        out.replace_range(begin..begin + indent, " ");
    }
}

/// A text as it stands where nobody could take it for something else, else in quotes.
fn scalar(text: &str) -> String {
    let word = |letter: char| letter.is_ascii_alphanumeric() || "_./@+-".contains(letter);
    let begins =
        text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_' || letter == '/');
    let means = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if begins && !means && text.chars().all(word) {
        return text.to_owned();
    }
    let quoted = serde_json::to_string(text).unwrap_or_default();
    compact(quoted.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_becomes_yaml_with_its_digits_and_its_order() {
        let json = br#"{"z":1.50,"a":{"n":null,"e":{}},"l":[{"id":"dlv_1","on":true},["x",2],[]],"t":"a: b","y":"no","u":"\u001b[2J"}"#;
        insta::assert_snapshot!(of(json), @r#"
        z: 1.50
        a:
          "n": null
          e: {}
        l:
          - id: dlv_1
            "on": true
          - - x
            - 2
          - []
        t: "a: b"
        "y": "no"
        u: "\u001b[2J"
        "#);
    }

    #[test]
    fn the_yaml_means_what_the_json_meant() {
        let json = serde_json::json!({
            "items": [{"id": "evt_1", "payload": {"a": [1, [2, {"b": "c\nd"}]], "": "1.0", "~": "=", "é": "- x"}}, {}],
            "next_cursor": null, "time": "2026-11-24T10:00:00Z", "big": "0x10", "deep": [[[{"a": {"b": [[]]}}]]],
        });
        let yaml = of(json.to_string().as_bytes());
        let read: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
        assert_eq!(read, json, "{yaml}");
    }
}
