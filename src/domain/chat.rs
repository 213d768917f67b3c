//! Messages for people: an event as a Discord or a Slack webhook takes it, within their limits.

use std::fmt;

use bytes::Bytes;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde_json::Value;
use serde_json::json;
use serde_json::value::RawValue;

use super::body::Told;

/// Most fields of a Discord embed; Slack gets as many.
const FIELDS_MAX: usize = 25;
/// Longest name of a Discord field, and longest title.
const NAME_MAX: usize = 256;
/// Longest value of a Discord field.
const VALUE_MAX: usize = 1_024;
/// Longest text of a Discord embed in all.
const EMBED_MAX: usize = 6_000;
/// Longest header of a Slack message.
const SLACK_HEADER_MAX: usize = 150;
/// Most fields of a Slack section.
const SLACK_FIELDS_MAX: usize = 10;
/// Longest field of a Slack section.
const SLACK_FIELD_MAX: usize = 2_000;
/// What stands for an empty text, which neither takes.
const EMPTY: &str = "(empty)";

/// A Discord message: one embed with a field for each member of the payload.
pub(super) fn discord(told: &Told<'_>) -> Bytes {
    let title = cut(told.event_type.as_str(), NAME_MAX);
    let fields = fields(told.payload);
    let id = told.event.to_string();
    // Room for the footer at its longest, so that what is left out can be told.
    let mut left = EMBED_MAX - units(&title) - units(&footer(&id, fields.len()));
    let mut shown = Vec::new();
    for (name, value) in fields.iter().take(FIELDS_MAX) {
        let (name, mut value) = (cut(name, NAME_MAX), cut(value, VALUE_MAX));
        let room = left.saturating_sub(units(&name));
        if room < 2 {
            break;
        }
        value = cut(&value, room);
        left = room - units(&value);
        shown.push(json!({ "name": name, "value": value, "inline": true }));
    }
    let footer = footer(&id, fields.len() - shown.len());
    let embed = json!({
        "title": title,
        "fields": shown,
        "footer": { "text": footer },
        "timestamp": told.published_at(),
    });
    written(&json!({ "username": "HookIt", "embeds": [embed] }))
}

/// A Slack message: a header, sections with a field for each member of the payload, and a context.
pub(super) fn slack(told: &Told<'_>) -> Bytes {
    let plain = |text: String| json!({ "type": "plain_text", "text": text, "emoji": false });
    let all = fields(told.payload);
    let shown: Vec<Value> = all
        .iter()
        .take(FIELDS_MAX)
        .map(|(name, value)| {
            let text = format!("{}\n{}", cut(name, NAME_MAX), cut(value, VALUE_MAX));
            plain(cut(&text, SLACK_FIELD_MAX))
        })
        .collect();
    let mut blocks =
        vec![json!({ "type": "header", "text": plain(cut(told.event_type.as_str(), SLACK_HEADER_MAX)) })];
    for fields in shown.chunks(SLACK_FIELDS_MAX) {
        blocks.push(json!({ "type": "section", "fields": fields }));
    }
    let footer =
        format!("{} · {}", footer(&told.event.to_string(), all.len() - shown.len()), told.published_at());
    blocks.push(json!({ "type": "context", "elements": [plain(footer)] }));
    // The text of notifications is read for markup: what would be a link or a mention is not one.
    let text = told.event_type.as_str().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    written(&json!({ "text": text, "blocks": blocks }))
}

fn footer(id: &str, hidden: usize) -> String {
    match hidden {
        0 => id.to_owned(),
        1 => format!("{id} · 1 more field"),
        _ => format!("{id} · {hidden} more fields"),
    }
}

fn written(message: &Value) -> Bytes {
    // A value always has a JSON form.
    Bytes::from(serde_json::to_vec(message).unwrap_or_default())
}

/// The payload's members in their order, or the payload as one field.
fn fields(payload: &[u8]) -> Vec<(String, String)> {
    let filled = |text: String| if text.trim().is_empty() { EMPTY.to_owned() } else { text };
    let members = match serde_json::from_slice::<Members>(payload) {
        Ok(Members(members)) => members.into_iter().map(|(name, value)| (name, shown(value.get()))).collect(),
        Err(_) => vec![("payload".to_owned(), shown(&String::from_utf8_lossy(payload)))],
    };
    members.into_iter().map(|(name, value)| (filled(name), filled(value))).collect()
}

/// A text as it reads, anything else as it was written.
fn shown(raw: &str) -> String {
    serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.trim().to_owned())
}

/// Lengths as these services count them at the strictest: in UTF-16 units.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// At most `max` units of the text, with `…` where it was cut.
fn cut(text: &str, max: usize) -> String {
    if units(text) <= max {
        return text.to_owned();
    }
    let mut left = max.saturating_sub(1);
    let fits = |letter: &char| {
        let size = letter.len_utf16();
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push('…');
    kept
}

/// An object's members in the order they were written.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventType;
    use crate::domain::id::EventId;

    fn made(form: fn(&Told<'_>) -> Bytes, payload: &str) -> Value {
        let event_type = EventType::parse("invoice.<paid>&").unwrap();
        let event = EventId::from_uuid(uuid::Uuid::from_u128(1_795_511_471_250 << 80));
        let labels = std::collections::BTreeMap::new();
        let told = Told { event, event_type: &event_type, payload: payload.as_bytes(), labels: &labels };
        serde_json::from_slice(&form(&told)).unwrap()
    }

    #[test]
    fn a_discord_message_has_a_field_for_each_member_in_its_order() {
        let message = made(discord, r#"{"z":"Ödön","a":{"b": [1.50]},"n":null,"e":""}"#);
        assert_eq!(message["username"], "HookIt");
        let embed = &message["embeds"][0];
        assert_eq!(embed["title"], "invoice.<paid>&");
        assert_eq!(embed["timestamp"], "2026-11-24T09:11:11.25Z");
        assert!(embed["footer"]["text"].as_str().unwrap().starts_with("evt_"));
        let fields: Vec<_> = embed["fields"].as_array().unwrap().iter().collect();
        let pairs: Vec<_> =
            fields.iter().map(|f| (f["name"].as_str().unwrap(), f["value"].as_str().unwrap())).collect();
        assert_eq!(pairs, [("z", "Ödön"), ("a", r#"{"b": [1.50]}"#), ("n", "null"), ("e", EMPTY)]);
        assert!(fields.iter().all(|field| field["inline"] == true));
    }

    #[test]
    fn discords_limits_hold_whatever_the_payload() {
        let long = "😀".repeat(2_000);
        let members: serde_json::Map<_, _> =
            (0..40).map(|number| (format!("{number}{long}"), json!(long))).collect();
        let message = made(discord, &Value::Object(members).to_string());
        let embed = &message["embeds"][0];
        let fields = embed["fields"].as_array().unwrap();
        assert!(fields.len() <= FIELDS_MAX && fields.len() >= 4, "{}", fields.len());
        let text = |value: &Value| units(value.as_str().unwrap());
        let mut total = text(&embed["title"]) + text(&embed["footer"]["text"]);
        for field in fields {
            assert!(text(&field["name"]) <= NAME_MAX && text(&field["value"]) <= VALUE_MAX);
            assert!(text(&field["name"]) > 0 && text(&field["value"]) > 0);
            total += text(&field["name"]) + text(&field["value"]);
        }
        assert!(total <= EMBED_MAX, "{total}");
        let hidden = format!("{} more fields", 40 - fields.len());
        assert!(embed["footer"]["text"].as_str().unwrap().ends_with(&hidden));
        let many: serde_json::Map<_, _> = (0..40).map(|number| (format!("{number}"), json!(1))).collect();
        let message = made(discord, &Value::Object(many).to_string());
        assert_eq!(message["embeds"][0]["fields"].as_array().unwrap().len(), FIELDS_MAX);
    }

    #[test]
    fn slacks_limits_hold_and_a_text_is_no_markup() {
        let many: serde_json::Map<_, _> =
            (0..40).map(|number| (format!("{number}"), json!("<!channel>".repeat(400)))).collect();
        let message = made(slack, &Value::Object(many).to_string());
        assert_eq!(message["text"], "invoice.&lt;paid&gt;&amp;");
        let blocks = message["blocks"].as_array().unwrap();
        let kinds: Vec<_> = blocks.iter().map(|block| block["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["header", "section", "section", "section", "context"]);
        let fields: Vec<_> =
            blocks.iter().flat_map(|block| block["fields"].as_array().into_iter().flatten()).collect();
        assert_eq!(fields.len(), FIELDS_MAX);
        for field in fields {
            assert_eq!(field["type"], "plain_text", "mentions are not read out of it");
            assert!(units(field["text"].as_str().unwrap()) <= SLACK_FIELD_MAX);
        }
        assert!(message["blocks"][4]["elements"][0]["text"].as_str().unwrap().contains("15 more fields"));
    }

    #[test]
    fn a_payload_that_is_no_object_is_one_field() {
        for (payload, shown) in
            [("\"hello\"", "hello"), ("[1, 2]", "[1, 2]"), ("null", "null"), ("\" \"", EMPTY)]
        {
            let message = made(discord, payload);
            assert_eq!(
                message["embeds"][0]["fields"],
                json!([{"name": "payload", "value": shown, "inline": true}])
            );
        }
    }
}
