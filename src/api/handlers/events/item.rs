//! One event out of a body: its members checked, its payload's bytes kept, its key and content hashed.

use axum::http::HeaderMap;
use axum::http::HeaderName;
use bytes::Bytes;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use utoipa::ToSchema;

use crate::api::problem::Problem;
use crate::domain::event::EventType;
use crate::domain::event::Idempotency;
use crate::domain::event::NewEvent;
use crate::domain::event::ShortHash;
use crate::domain::event::is_client_id;
use crate::domain::event::is_idempotency_key;
use crate::domain::id::ProjectId;
use crate::domain::json_check::split_event;

/// The key of a publish; the same key and the same event give the first answer again.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The same in an item of a batch.
const IDEMPOTENCY_MEMBER: &str = "idempotency_key";

/// An event to publish.
#[derive(Serialize, ToSchema)]
#[schema(as = EventInput)]
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
pub(super) fn of_body(project: ProjectId, body: &Bytes, key: Option<&str>) -> Result<NewEvent, Problem> {
    read(project, body, &[], key)
}

/// The event in an item of a batch, under the item's own key if it has one.
pub(super) fn of_item(project: ProjectId, item: &Bytes) -> Result<NewEvent, Problem> {
    read(project, item, &[IDEMPOTENCY_MEMBER], None)
}

fn read(project: ProjectId, body: &Bytes, known: &[&str], key: Option<&str>) -> Result<NewEvent, Problem> {
    let fields = split_event(body, known)?;
    let event_type = EventType::parse(&fields.event_type)
        .map_err(|error| Problem::field("/type", "event_type_invalid", error.to_string()))?;
    if fields.id.as_deref().is_some_and(|id| !is_client_id(id)) {
        let detail = "an event's own id has 1 to 64 letters, digits, `_` and `-`";
        return Err(Problem::field("/id", "id_invalid", detail));
    }
    let mut item_key = None;
    for (_, range) in fields.others {
        item_key = member_key(&body[range])?;
    }
    let payload = body.slice(fields.payload);
    let key = key.or(item_key.as_deref()).or(fields.id.as_deref());
    let idempotency = key.map(|key| Idempotency {
        key_hash: short_hash(&[key.as_bytes()]),
        body_hash: short_hash(&[
            event_type.as_str().as_bytes(),
            &payload,
            presence(fields.id.as_deref()).as_bytes(),
        ]),
    });
    Ok(NewEvent { project, event_type, payload, client_id: fields.id, idempotency })
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
    use uuid::Uuid;

    use super::*;

    fn event(body: &str, key: Option<&str>) -> Result<NewEvent, Problem> {
        of_body(ProjectId::from_uuid(Uuid::nil()), &Bytes::copy_from_slice(body.as_bytes()), key)
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
        assert_eq!(first, hash(r#"{"payload":1,"type":"t"}"#));
        for other in [
            r#"{"type":"u","payload":1}"#,
            r#"{"type":"t","payload":2}"#,
            r#"{"type":"t","payload":1,"id":"a"}"#,
            r#"{"type":"t1","payload":1}"#,
        ] {
            assert_ne!(first, hash(other), "{other}");
        }
    }

    #[test]
    fn an_item_has_a_key_of_its_own_and_a_body_has_not() {
        let project = ProjectId::from_uuid(Uuid::nil());
        let item = Bytes::from_static(br#"{"type":"t","payload":1,"idempotency_key":"k"}"#);
        let read = of_item(project, &item).unwrap();
        assert_eq!(read.idempotency, event(r#"{"type":"t","payload":1}"#, Some("k")).unwrap().idempotency);
        assert_eq!(of_body(project, &item, None).unwrap_err().code(), "unknown_member");
        for (raw, code) in
            [("7", "wrong_type"), ("\"\"", "idempotency_key_invalid"), ("\"a b\"", "idempotency_key_invalid")]
        {
            let item = format!(r#"{{"type":"t","payload":1,"idempotency_key":{raw}}}"#);
            assert_eq!(of_item(project, &Bytes::from(item)).unwrap_err().code(), code);
        }
    }

    #[test]
    fn fields_that_are_not_built_are_unknown() {
        for name in ["labels", "ordering_key", "deliver_at", "expires_at", "endpoint_ids"] {
            let body = format!(r#"{{"type":"t","payload":1,"{name}":null}}"#);
            assert_eq!(event(&body, None).unwrap_err().code(), "unknown_member", "{name}");
        }
    }
}
