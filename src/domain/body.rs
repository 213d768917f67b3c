//! The body of a request: an event in the form that its endpoint asks for.

use std::collections::BTreeMap;

use bytes::Bytes;
use bytes::BytesMut;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::chat;
use super::event::EventType;
use super::id::EventId;
use super::id::unix_ms_of;
use super::shaping::PayloadFormat;
use super::shaping::Shaping;
use super::template::TemplateEvent;

/// An event, as far as a body tells of it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'e> {
    /// Its id.
    pub event: EventId,
    /// Its type.
    pub event_type: &'e EventType,
    /// The published bytes, which are JSON.
    pub payload: &'e [u8],
    /// What its producer says about it.
    pub labels: &'e BTreeMap<String, String>,
}

/// An event cannot be put into the form that its endpoint asks for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unshapable(pub String);

impl Told<'_> {
    /// When it was published, to the millisecond, as its id tells: the same in every attempt, so that the body is the
    /// same too.
    #[must_use]
    pub fn published_at(&self) -> String {
        self.instant().and_then(|at| at.format(&Rfc3339).ok()).unwrap_or_default()
    }

    /// 48 bits of milliseconds reach beyond the year 9999, where there is no such time.
    fn instant(&self) -> Option<OffsetDateTime> {
        let ms = i64::try_from(unix_ms_of(self.event.uuid())).unwrap_or(i64::MAX);
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).ok()
    }
}

/// The body for an endpoint. Whatever form has the published bytes in it has them byte for byte.
///
/// # Errors
/// [`Unshapable`], with the reason for the record.
pub fn shaped(shaping: &Shaping, told: &Told<'_>) -> Result<Bytes, Unshapable> {
    Ok(match shaping.payload_format {
        PayloadFormat::Envelope => envelope(told.event, told.event_type, told.payload),
        PayloadFormat::Bare => Bytes::copy_from_slice(told.payload),
        PayloadFormat::Standard => {
            let head = format!(
                r#"{{"type":{},"timestamp":"{}","data":"#,
                json_text(told.event_type.as_str()),
                told.published_at()
            );
            around(&head, told.payload)
        }
        PayloadFormat::Discord => chat::discord(told),
        PayloadFormat::Slack => chat::slack(told),
        PayloadFormat::Template => rendered(shaping, told)?,
    })
}

fn rendered(shaping: &Shaping, told: &Told<'_>) -> Result<Bytes, Unshapable> {
    let Some(template) = &shaping.template else {
        return Err(Unshapable("the endpoint has no template".to_owned()));
    };
    let event = TemplateEvent {
        id: &told.event.to_string(),
        event_type: told.event_type.as_str(),
        payload: told.payload,
        labels: told.labels,
        created_at: told.instant().unwrap_or(OffsetDateTime::UNIX_EPOCH),
    };
    let body =
        template.render(&event).map_err(|reason| Unshapable(format!("the template failed: {reason}")))?;
    Ok(body.into())
}

/// `{"event_id":…,"type":…,"payload":…}` around the published bytes, which are not touched.
#[must_use]
pub fn envelope(event: EventId, event_type: &EventType, payload: &[u8]) -> Bytes {
    let event_type = json_text(event_type.as_str());
    around(&format!(r#"{{"event_id":"{event}","type":{event_type},"payload":"#), payload)
}

fn around(head: &str, payload: &[u8]) -> Bytes {
    let mut body = BytesMut::with_capacity(head.len() + payload.len() + 1);
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(payload);
    body.extend_from_slice(b"}");
    body.freeze()
}

fn json_text(text: &str) -> String {
    // A text always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::template::Template;
    use super::*;
    use proptest::prelude::*;

    const AT: u128 = 1_795_511_471_250;

    fn event() -> EventId {
        EventId::from_uuid(uuid::Uuid::from_u128(AT << 80))
    }

    fn body(payload_format: PayloadFormat, event_type: &str, payload: &str) -> Bytes {
        let event_type = EventType::parse(event_type).unwrap();
        let labels = BTreeMap::new();
        let told =
            Told { event: event(), event_type: &event_type, payload: payload.as_bytes(), labels: &labels };
        let template = (payload_format == PayloadFormat::Template)
            .then(|| Template::parse("{'id': id, 'at': created_at, 'type': type, 'of': payload}").unwrap());
        shaped(&Shaping { payload_format, template, ..Shaping::default() }, &told).unwrap()
    }

    #[test]
    fn the_envelope_keeps_the_published_bytes_and_is_json() {
        let body = body(PayloadFormat::Envelope, r#"odd"\type"#, "{ \"a\" : 1.0 }");
        assert!(body.ends_with(b"\"payload\":{ \"a\" : 1.0 }}"));
        let value: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(value["type"], r#"odd"\type"#);
        assert_eq!(value["event_id"], event().to_string());
    }

    #[test]
    fn bare_is_the_published_bytes_and_nothing_else() {
        assert_eq!(&body(PayloadFormat::Bare, "a", " [1, 2.50]\n")[..], b" [1, 2.50]\n");
    }

    #[test]
    fn standard_has_type_timestamp_and_data_and_nothing_else() {
        let body = body(PayloadFormat::Standard, "invoice.paid", r#"{"a":1.00}"#);
        assert_eq!(
            std::str::from_utf8(&body).unwrap(),
            r#"{"type":"invoice.paid","timestamp":"2026-11-24T09:11:11.25Z","data":{"a":1.00}}"#
        );
    }

    proptest! {
        #[test]
        fn every_form_of_every_payload_is_json(text in "\\PC{0,40}", name in "\\PC{0,300}", count in 0_usize..40) {
            let mut members = serde_json::Map::new();
            for number in 0..count {
                members.insert(format!("{name}{number}"), serde_json::json!([text, number]));
            }
            for payload in [serde_json::json!(members), serde_json::json!(text), serde_json::json!([text])] {
                for format in PayloadFormat::ALL {
                    let body = body(*format, "a.b", &payload.to_string());
                    prop_assert!(serde_json::from_slice::<serde_json::Value>(&body).is_ok(), "{format}");
                }
            }
        }
    }
}
