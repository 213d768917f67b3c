//! The rules of the API for an event that came by SQL: it is read as if it had been an item of a batch.

use bytes::Bytes;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::handlers::events::item;
use super::handlers::events::item::ReadEvent;
use super::handlers::events::matching;
use super::problem::Problem;
use crate::domain::event::NewEvent;
use crate::domain::id::ProjectId;
use crate::domain::json_check::check_value;
use crate::store::Store;
use crate::store::outbox::OutboxRow;
use crate::store::outbox::Refusal;

/// Makes an event of a row of the outbox, or says what `POST /events` would have answered.
///
/// # Errors
/// [`Refusal`], with the code and the sentence of that answer.
pub fn judge(store: &Store, payload_bytes_max: usize, row: &OutboxRow) -> Result<NewEvent, Refusal> {
    read(store, payload_bytes_max, row)
        .map_err(|problem| Refusal { code: problem.code().to_owned(), detail: problem.sentence().to_owned() })
}

fn read(store: &Store, payload_bytes_max: usize, row: &OutboxRow) -> Result<NewEvent, Problem> {
    let project = ProjectId::from_uuid(row.project_id);
    if store.snapshot().project(&project.to_string()).is_none() {
        return Err(Problem::not_found("project"));
    }
    if row.payload.len() > payload_bytes_max {
        return Err(Problem::too_large(payload_bytes_max));
    }
    matching::known(store, event(project, row, store.now())?)
}

fn event(project: ProjectId, row: &OutboxRow, now: OffsetDateTime) -> Result<ReadEvent, Problem> {
    // Alone first: it is one value, and cannot become a member beside itself.
    check_value(row.payload.as_bytes())?;
    item::of_item(project, &Bytes::from(body(row)), now)
}

/// The row as an item of a batch; the payload goes in byte for byte.
fn body(row: &OutboxRow) -> String {
    let instant = |at: Option<OffsetDateTime>| at.and_then(|at| at.format(&Rfc3339).ok()).map(Value::from);
    let mut members = Map::new();
    let given = [
        ("type", Some(json!(row.event_type))),
        ("id", row.client_id.as_ref().map(|id| json!(id))),
        ("idempotency_key", row.idempotency_key.as_ref().map(|key| json!(key))),
        ("labels", row.labels.clone()),
        ("ordering_key", row.ordering_key.as_ref().map(|key| json!(key))),
        ("deliver_at", instant(row.deliver_at)),
        ("expires_at", instant(row.expires_at)),
        ("endpoint_ids", row.endpoint_ids.as_ref().map(|ids| json!(ids))),
    ];
    members.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    let head = Value::Object(members).to_string();
    let head = head.strip_suffix('}').unwrap_or(&head);
    format!("{head},\"payload\":{}}}", row.payload)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn row(payload: &str) -> OutboxRow {
        OutboxRow {
            id: 1,
            project_id: Uuid::nil(),
            event_type: "a\"b".to_owned(),
            payload: payload.to_owned(),
            idempotency_key: None,
            client_id: None,
            labels: None,
            ordering_key: None,
            deliver_at: None,
            expires_at: None,
            endpoint_ids: None,
            created_at: datetime!(2026-11-24 12:00 UTC),
        }
    }

    #[test]
    fn a_row_is_written_as_the_api_reads_it() {
        assert_eq!(body(&row("{\"n\": 1.50}")), r#"{"type":"a\"b","payload":{"n": 1.50}}"#);
        let all = OutboxRow {
            client_id: Some("i".to_owned()),
            idempotency_key: Some("k".to_owned()),
            deliver_at: Some(datetime!(2026-11-25 0:00 UTC)),
            labels: Some(json!({"a": "b"})),
            ..row("1")
        };
        let read: Value = serde_json::from_str(&body(&all)).unwrap();
        assert_eq!(
            read,
            json!({"type": "a\"b", "id": "i", "idempotency_key": "k", "labels": {"a": "b"},
                   "deliver_at": "2026-11-25T00:00:00Z", "payload": 1})
        );
    }

    #[test]
    fn a_payload_cannot_add_members() {
        let now = datetime!(2026-11-24 12:00 UTC);
        let project = ProjectId::from_uuid(Uuid::nil());
        let sly = OutboxRow { event_type: "a.b".to_owned(), ..row("1,\"id\":\"x\"") };
        assert_eq!(event(project, &sly, now).unwrap_err().code(), "json_invalid");
        let honest = OutboxRow { payload: " {\"n\": 1} ".to_owned(), ..sly };
        assert_eq!(&event(project, &honest, now).unwrap().event.payload[..], b"{\"n\": 1}");
    }
}
