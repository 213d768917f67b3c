//! One event out of a body: its members checked, its payload's bytes kept, its key and content hashed.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use axum::http::HeaderName;
use bytes::Bytes;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use time::OffsetDateTime;
use time::UtcOffset;
use time::format_description::well_known::Rfc3339;
use utoipa::ToSchema;

use super::matching;
use crate::api::problem::Problem;
use crate::api::view::time::Instant;
use crate::domain::event::EventType;
use crate::domain::event::Idempotency;
use crate::domain::event::NewEvent;
use crate::domain::event::ShortHash;
use crate::domain::event::WindowError;
use crate::domain::event::check_window;
use crate::domain::event::is_client_id;
use crate::domain::event::is_idempotency_key;
use crate::domain::id::ProjectId;
use crate::domain::json_check::split_event;
use crate::domain::ordering::is_ordering_key;

/// The key of a publish; the same key and the same event give the first answer again.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The same in an item of a batch.
const IDEMPOTENCY_MEMBER: &str = "idempotency_key";
const LABELS: &str = "labels";
const ENDPOINT_IDS: &str = "endpoint_ids";
/// Which events go one after the other to an endpoint that keeps order.
const ORDERING_MEMBER: &str = "ordering_key";
/// Not sent before.
const DELIVER_AT: &str = "deliver_at";
/// Not sent after.
const EXPIRES_AT: &str = "expires_at";
/// What an event may have beside its type, payload and id.
const EVENT_MEMBERS: [&str; 5] = [LABELS, ENDPOINT_IDS, ORDERING_MEMBER, DELIVER_AT, EXPIRES_AT];

/// An event to publish.
#[derive(Serialize, ToSchema)]
#[schema(as = EventInput, example = json!({"type": "invoice.paid", "payload": {"amount": 1299}, "id": "inv-42"}))]
pub(crate) struct EventBody {
    /// 1 to 255 visible ASCII characters in segments parted by `.`, not beginning with `__`.
    #[serde(rename = "type")]
    #[schema(example = "invoice.paid")]
    event_type: String,
    /// Any JSON value; its bytes are kept and sent exactly as they come.
    #[schema(value_type = Value, example = json!({"amount": 1299}))]
    payload: serde_json::Value,
    /// An id of your own, `[A-Za-z0-9_-]{1,64}`; also the idempotency key when no other is given.
    #[schema(example = "inv-42")]
    id: Option<String>,
    /// What you say about it: 32 at most, names and values of 128 bytes at most. Filters see them, and
    /// `GET /events?label=name:value` finds them.
    #[schema(example = json!({"env": "prod"}))]
    labels: Option<BTreeMap<String, String>>,
    /// Ids or names of the only endpoints that are meant, 1 to 100; they still have to receive the type. All when left
    /// out.
    #[schema(example = json!(["acme-prod"]))]
    endpoint_ids: Option<Vec<String>>,
    /// 1 to 128 visible ASCII characters. An endpoint with `ordering` `key` gets events with the same one at a time, as
    /// they were published.
    #[schema(example = "acct-7")]
    ordering_key: Option<String>,
    /// Not sent before this instant, RFC 3339, at most 90 days ahead; at once when left out or over.
    #[schema(value_type = Option<Instant>)]
    deliver_at: Option<String>,
    /// What is not sent, or still fails, at this instant is cancelled with the cause `expired`. After `deliver_at`.
    #[schema(value_type = Option<Instant>)]
    expires_at: Option<String>,
}

/// An event that was read; the endpoints it names have yet to be found.
#[derive(Debug)]
pub(crate) struct ReadEvent {
    pub(crate) event: NewEvent,
    /// Ids or names.
    pub(crate) named: Option<Vec<String>>,
}

/// The `Idempotency-Key` header.
pub(super) fn header_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut given = headers.get_all(IDEMPOTENCY_KEY).iter();
    let (Some(value), rest) = (given.next(), given.next()) else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| rest.is_none() && is_idempotency_key(key));
    key.map(Some).ok_or_else(|| Problem::bad_request("idempotency_key_invalid", KEY_FORM))
}

const KEY_FORM: &str = "an idempotency key is given once and has 1 to 255 visible ASCII characters";

/// The event in a whole body, under the header's key if there is one.
pub(super) fn of_body(
    project: ProjectId,
    body: &Bytes,
    key: Option<&str>,
    now: OffsetDateTime,
) -> Result<ReadEvent, Problem> {
    read(project, body, &[], key, now)
}

/// The event in an item of a batch, under the item's own key if it has one.
pub(crate) fn of_item(project: ProjectId, item: &Bytes, now: OffsetDateTime) -> Result<ReadEvent, Problem> {
    read(project, item, &[IDEMPOTENCY_MEMBER], None, now)
}

fn read(
    project: ProjectId,
    body: &Bytes,
    more: &[&str],
    key: Option<&str>,
    now: OffsetDateTime,
) -> Result<ReadEvent, Problem> {
    let known = [more, &EVENT_MEMBERS].concat();
    let fields = split_event(body, &known)?;
    let event_type = EventType::parse(&fields.event_type)
        .map_err(|error| Problem::field("/type", "event_type_invalid", error.to_string()))?;
    if fields.id.as_deref().is_some_and(|id| !is_client_id(id)) {
        let detail = "an event's own id has 1 to 64 letters, digits, `_` and `-`";
        return Err(Problem::field("/id", "id_invalid", detail));
    }
    let (mut item_key, mut labels, mut named) = (None, BTreeMap::new(), None);
    let (mut deliver_at, mut expires_at, mut ordering_key) = (None, None, None);
    for (name, range) in fields.others {
        let raw = &body[range];
        match name.as_str() {
            LABELS => labels = matching::labels(raw)?,
            ENDPOINT_IDS => named = matching::named(raw)?,
            DELIVER_AT => deliver_at = instant(DELIVER_AT, raw)?,
            EXPIRES_AT => expires_at = instant(EXPIRES_AT, raw)?,
            ORDERING_MEMBER => ordering_key = ordering_member(raw)?,
            _ => item_key = member_key(raw)?,
        }
    }
    check_window(now, deliver_at, expires_at).map_err(|error| match error {
        WindowError::TooFar => Problem::field("/deliver_at", "deliver_at_too_far", error.to_string()),
        WindowError::Reversed => Problem::field("/expires_at", "expires_at_too_early", error.to_string()),
    })?;
    let payload = body.slice(fields.payload);
    let key = key.or(item_key.as_deref()).or(fields.id.as_deref());
    let idempotency = key.map(|key| Idempotency {
        key_hash: short_hash(&[key.as_bytes()]),
        body_hash: {
            let mut parts: Vec<&[u8]> =
                vec![event_type.as_str().as_bytes(), &payload, presence(fields.id.as_deref()).as_bytes()];
            // What was not given adds nothing, so an event without it is recognised across an upgrade.
            let times = [(DELIVER_AT, deliver_at), (EXPIRES_AT, expires_at)].map(timed);
            parts.extend(times.iter().flatten().map(String::as_bytes));
            if let Some(key) = &ordering_key {
                parts.extend([ORDERING_MEMBER.as_bytes(), key.as_bytes()]);
            }
            push_receivers(&mut parts, &labels, named.as_deref());
            short_hash(&parts)
        },
    });
    let event = NewEvent {
        project,
        event_type,
        payload,
        client_id: fields.id,
        idempotency,
        labels,
        ordering_key,
        deliver_at,
        expires_at,
        endpoint_ids: None,
        trace: None,
    };
    Ok(ReadEvent { event, named })
}

fn member_key(raw: &[u8]) -> Result<Option<String>, Problem> {
    let pointer = format!("/{IDEMPOTENCY_MEMBER}");
    let key: Option<String> = serde_json::from_slice(raw)
        .map_err(|_| Problem::field(pointer.clone(), "wrong_type", "the value must be a string"))?;
    match key {
        Some(key) if !is_idempotency_key(&key) => {
            Err(Problem::field(pointer, "idempotency_key_invalid", KEY_FORM))
        }
        key => Ok(key),
    }
}

/// What of an event's content says who receives it.
fn push_receivers<'p>(
    parts: &mut Vec<&'p [u8]>,
    labels: &'p BTreeMap<String, String>,
    named: Option<&'p [String]>,
) {
    if !labels.is_empty() {
        parts.push(LABELS.as_bytes());
        parts.extend(labels.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]));
    }
    if let Some(named) = named {
        parts.push(ENDPOINT_IDS.as_bytes());
        parts.extend(named.iter().map(String::as_bytes));
    }
}

fn ordering_member(raw: &[u8]) -> Result<Option<String>, Problem> {
    let pointer = format!("/{ORDERING_MEMBER}");
    let key: Option<String> = serde_json::from_slice(raw)
        .map_err(|_| Problem::field(pointer.clone(), "wrong_type", "the value must be a string"))?;
    match key {
        Some(key) if !is_ordering_key(&key) => {
            let detail = "an ordering key has 1 to 128 visible ASCII characters";
            Err(Problem::field(pointer, "ordering_key_invalid", detail))
        }
        key => Ok(key),
    }
}

/// An instant, to the microsecond that Postgres keeps.
fn instant(name: &str, raw: &[u8]) -> Result<Option<OffsetDateTime>, Problem> {
    let pointer = || format!("/{name}");
    let text: Option<String> = serde_json::from_slice(raw)
        .map_err(|_| Problem::field(pointer(), "wrong_type", "the value must be a string"))?;
    let Some(text) = text else { return Ok(None) };
    let at = OffsetDateTime::parse(&text, &Rfc3339).ok().and_then(|at| {
        let at = at.checked_to_offset(UtcOffset::UTC)?;
        at.replace_nanosecond(at.microsecond() * 1_000).ok()
    });
    let form = "an instant is written as 2026-11-24T10:00:00Z";
    at.map(Some).ok_or_else(|| Problem::field(pointer(), "instant_invalid", form))
}

/// An instant with its member's name, for telling two events apart.
fn timed((name, at): (&str, Option<OffsetDateTime>)) -> Option<String> {
    at.map(|at| format!("{name}={}", at.unix_timestamp_nanos()))
}

/// An id is never empty, so the empty text says that there is none.
fn presence(id: Option<&str>) -> &str {
    id.unwrap_or_default()
}

/// The first 16 bytes of SHA-256 over the parts, each with its length before it so that none runs into the next.
fn short_hash(parts: &[&[u8]]) -> ShortHash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut short = ShortHash::default();
    short.copy_from_slice(&digest[..16]);
    short
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-24 12:00 UTC);

    fn event(body: &str, key: Option<&str>) -> Result<NewEvent, Problem> {
        of_body(ProjectId::from_uuid(Uuid::nil()), &Bytes::copy_from_slice(body.as_bytes()), key, NOW)
            .map(|read| read.event)
    }

    #[test]
    fn the_payload_keeps_its_bytes() {
        let read = event(r#"{ "payload" : {"b": 1.0,  "a":1e400} , "type":"t" }"#, None).unwrap();
        assert_eq!(&read.payload[..], br#"{"b": 1.0,  "a":1e400}"#);
        assert!(read.idempotency.is_none() && read.client_id.is_none());
    }

    #[test]
    fn the_headers_key_goes_before_the_events_id() {
        let body = r#"{"type":"t","payload":1,"id":"x"}"#;
        let by_id = event(body, None).unwrap().idempotency.unwrap();
        let by_key = event(body, Some("k")).unwrap().idempotency.unwrap();
        let key_x = event(body, Some("x")).unwrap().idempotency.unwrap();
        assert_eq!(by_id, key_x);
        assert_ne!(by_id.key_hash, by_key.key_hash);
        assert_eq!(by_id.body_hash, by_key.body_hash);
    }

    #[test]
    fn every_part_of_an_event_counts_towards_its_content() {
        let hash = |body: &str| event(body, Some("k")).unwrap().idempotency.unwrap().body_hash;
        let first = hash(r#"{"type":"t","payload":1}"#);
        assert_eq!(first, short_hash(&[b"t", b"1", b""]), "as it was before events had labels");
        assert_eq!(first, hash(r#"{"type":"t","payload":1,"labels":{},"endpoint_ids":null}"#));
        assert_eq!(
            hash(r#"{"type":"t","payload":1,"labels":{"a":"b","c":"d"},"endpoint_ids":["x","y"]}"#),
            hash(r#"{"type":"t","payload":1,"labels":{"c":"d","a":"b"},"endpoint_ids":["y","x","y"]}"#)
        );
        assert_eq!(first, hash(r#"{"payload":1,"type":"t"}"#));
        for other in [
            r#"{"type":"u","payload":1}"#,
            r#"{"type":"t","payload":2}"#,
            r#"{"type":"t","payload":1,"id":"a"}"#,
            r#"{"type":"t1","payload":1}"#,
            r#"{"type":"t","payload":1,"labels":{"a":"b"}}"#,
            r#"{"type":"t","payload":1,"endpoint_ids":["a"]}"#,
            r#"{"type":"t","payload":1,"ordering_key":"a"}"#,
            r#"{"type":"t","payload":1,"deliver_at":"2026-11-25T00:00:00Z"}"#,
            r#"{"type":"t","payload":1,"expires_at":"2026-11-25T00:00:00Z"}"#,
        ] {
            assert_ne!(first, hash(other), "{other}");
        }
    }

    #[test]
    fn an_item_has_a_key_of_its_own_and_a_body_has_not() {
        let project = ProjectId::from_uuid(Uuid::nil());
        let item = Bytes::from_static(br#"{"type":"t","payload":1,"idempotency_key":"k"}"#);
        let read = of_item(project, &item, NOW).unwrap();
        let other = event(r#"{"type":"t","payload":1}"#, Some("k")).unwrap();
        assert_eq!(read.event.idempotency, other.idempotency);
        assert_eq!(of_body(project, &item, None, NOW).unwrap_err().code(), "unknown_member");
        for (raw, code) in
            [("7", "wrong_type"), ("\"\"", "idempotency_key_invalid"), ("\"a b\"", "idempotency_key_invalid")]
        {
            let item = format!(r#"{{"type":"t","payload":1,"idempotency_key":{raw}}}"#);
            assert_eq!(of_item(project, &Bytes::from(item), NOW).unwrap_err().code(), code);
        }
    }

    #[test]
    fn an_event_says_when_it_is_to_be_sent() {
        let read = |deliver: &str, expires: &str| {
            event(
                &format!(r#"{{"type":"t","payload":1,"deliver_at":{deliver},"expires_at":{expires}}}"#),
                None,
            )
        };
        let both = read(r#""2026-11-25T02:00:00.123456789+02:00""#, r#""2026-11-26T00:00:00Z""#).unwrap();
        assert_eq!(both.deliver_at, Some(datetime!(2026-11-25 00:00:00.123456 UTC)));
        assert_eq!(both.expires_at, Some(datetime!(2026-11-26 00:00 UTC)));
        assert_eq!(read("null", "null").unwrap().deliver_at, None);
        for (deliver, expires, code) in [
            ("7", "null", "wrong_type"),
            (r#""soon""#, "null", "instant_invalid"),
            (r#""2027-02-23T00:00:00Z""#, "null", "deliver_at_too_far"),
            (r#""2026-11-25T00:00:00Z""#, r#""2026-11-25T00:00:00Z""#, "expires_at_too_early"),
        ] {
            assert_eq!(read(deliver, expires).unwrap_err().code(), code, "{deliver} {expires}");
        }
    }

    #[test]
    fn an_ordering_key_is_read_and_checked() {
        let with = |key: &str| event(&format!(r#"{{"type":"t","payload":1,"ordering_key":{key}}}"#), None);
        assert_eq!(with("\"acct-7\"").unwrap().ordering_key.as_deref(), Some("acct-7"));
        assert_eq!(with("null").unwrap().ordering_key, None);
        for (key, code) in
            [("7", "wrong_type"), ("\"\"", "ordering_key_invalid"), ("\"a b\"", "ordering_key_invalid")]
        {
            assert_eq!(with(key).unwrap_err().code(), code, "{key}");
        }
    }

    #[test]
    fn fields_that_are_not_built_are_unknown() {
        for name in ["colour", "idempotency_key"] {
            let body = format!(r#"{{"type":"t","payload":1,"{name}":null}}"#);
            assert_eq!(event(&body, None).unwrap_err().code(), "unknown_member", "{name}");
        }
    }
}
