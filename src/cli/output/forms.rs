//! An answer in the form that was asked for: laid out JSON, JSON a line, YAML, or bare ids.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::fields::text;
use super::json::compact;
use super::json::pretty;
use super::yaml;
use crate::cli::args::Form;
use crate::cli::error::CliError;
use crate::cli::error::Result;

/// Members that name a thing, the likeliest first: an id, where there is none the name people call it by.
const IDS: [&str; 6] = ["id", "event_id", "delivery_id", "sample_delivery_id", "plan", "name"];

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

/// The items of a list as they came; nothing for what is no list.
pub(crate) fn items_of(json: &[u8]) -> Option<Vec<&str>> {
    let page: Page<'_> = serde_json::from_slice(json).ok()?;
    Some(page.items.into_iter().map(RawValue::get).collect())
}

/// What a thing is called by: its id.
pub(crate) fn id_of(thing: &Value) -> Option<&str> {
    IDS.iter().map(|name| text(thing, name)).find(|id| !id.is_empty())
}

/// An answer's JSON in this form, without the last line's end. Nothing is to be printed for an empty list of lines
/// or ids. A thing without an id cannot be shown as one.
pub(crate) fn formed(json: &[u8], form: Form) -> Result<Option<String>> {
    Ok(match form {
        Form::Table | Form::Wide | Form::Json => Some(pretty(json)),
        Form::Yaml => Some(yaml::of(json)),
        Form::Jsonl => lines(items_of(json).map_or_else(
            || vec![compact(json)],
            |items| items.into_iter().map(|item| compact(item.as_bytes())).collect(),
        )),
        Form::Name => {
            let things = items_of(json).map_or_else(
                || vec![String::from_utf8_lossy(json)],
                |items| items.into_iter().map(Into::into).collect(),
            );
            lines(things.iter().map(|thing| name(thing)).collect::<Result<_>>()?)
        }
    })
}

fn lines(lines: Vec<String>) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn name(json: &str) -> Result<String> {
    let thing: Value = serde_json::from_str(json).unwrap_or(Value::Null);
    id_of(&thing).map(|id| super::escape(id).into_owned()).ok_or_else(|| {
        CliError::usage("-o name prints ids, and there is none in this answer")
            .hint("-o json shows all of it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &[u8] = br#"{"items": [{"id": "dlv_1", "n": 1.50}, {"id": "dlv_2"}], "next_cursor": null}"#;

    #[test]
    fn lists_are_lines_of_items_or_of_ids() {
        assert_eq!(
            formed(LIST, Form::Jsonl).unwrap().unwrap(),
            "{\"id\":\"dlv_1\",\"n\":1.50}\n{\"id\":\"dlv_2\"}"
        );
        assert_eq!(formed(LIST, Form::Name).unwrap().unwrap(), "dlv_1\ndlv_2");
        assert_eq!(formed(br#"{"items":[]}"#, Form::Name).unwrap(), None);
    }

    #[test]
    fn one_thing_is_a_line_or_an_id() {
        let event = br#"{"event_id": "evt_1"}"#;
        assert_eq!(formed(event, Form::Jsonl).unwrap().unwrap(), r#"{"event_id":"evt_1"}"#);
        assert_eq!(formed(event, Form::Name).unwrap().unwrap(), "evt_1");
        assert_eq!(formed(b"{\"up\":true}", Form::Name).unwrap_err().kind.exit_code(), 2);
    }
}
