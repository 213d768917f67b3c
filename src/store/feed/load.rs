//! What a reader of the feed is given: the rows that were found, with their events.

use std::collections::HashMap;

use time::OffsetDateTime;
use uuid::Uuid;

use super::place::instant;
use super::sources::AttemptRow;
use super::sources::Found;
use super::sources::What;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::RedriveId;
use crate::domain::outcome::Outcome;
use crate::store::error::StoreError;
use crate::store::events;
use crate::store::events::EventView;
use crate::store::handle::Store;

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum FeedItem {
    /// An event was published.
    Event {
        /// It, with its payload if that was wanted.
        event: EventView,
    },
    /// An operator put a delivery back.
    Redrive {
        /// When.
        at: OffsetDateTime,
        /// Its event's id.
        event_id: EventId,
        /// Its event's type.
        event_type: EventType,
        /// The delivery.
        delivery_id: DeliveryId,
        /// Where it goes.
        endpoint_id: EndpointId,
        /// The order it was part of; `None` if it was redriven by itself.
        redrive_id: Option<RedriveId>,
        /// Its event; `None` where retention dropped it meanwhile.
        event: Option<EventView>,
    },
    /// An attempt was recorded.
    Attempt(FeedAttempt),
}

/// An attempt, in short.
#[derive(Debug, Clone)]
pub struct FeedAttempt {
    /// When it was recorded.
    pub at: OffsetDateTime,
    /// The event that was sent.
    pub event_id: EventId,
    /// Its type.
    pub event_type: EventType,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// Where it went.
    pub endpoint_id: EndpointId,
    /// The redrive that put the delivery back last.
    pub redrive_id: Option<RedriveId>,
    /// Counts from 1, on over redrives.
    pub number: u16,
    /// How it ended.
    pub outcome: Outcome,
    /// What HTTP status it brought.
    pub response_status: Option<u16>,
    /// How long it took.
    pub duration_ms: Option<u32>,
    /// One sentence, when it did not succeed.
    pub error: Option<String>,
    /// Which node made it.
    pub node: String,
}

/// Adds the events to what was found. An event that retention dropped between the two looks is left out.
pub(super) async fn load(
    store: &Store,
    found: Vec<Found>,
    payloads: bool,
) -> Result<Vec<FeedItem>, StoreError> {
    let wanted: Vec<Uuid> =
        found.iter().filter(|one| !matches!(one.what, What::Attempt(_))).map(|one| one.event_id).collect();
    let mut events: HashMap<EventId, EventView> = if wanted.is_empty() {
        HashMap::new()
    } else {
        let loaded = events::by_ids(store, &wanted, payloads).await?;
        loaded.into_iter().map(|event| (event.id, event)).collect()
    };
    // An event may be there twice: published, and redriven in the same page.
    Ok(found.into_iter().filter_map(|one| item(one, &mut events)).collect())
}

fn item(found: Found, events: &mut HashMap<EventId, EventView>) -> Option<FeedItem> {
    let (at, event_id) = (instant(found.place.at_us), EventId::from_uuid(found.event_id));
    match found.what {
        What::Event => events.get(&event_id).cloned().map(|event| FeedItem::Event { event }),
        What::Redrive { delivery, endpoint, event_type, redrive } => Some(FeedItem::Redrive {
            at,
            event_id,
            event_type: EventType::from_stored(event_type),
            delivery_id: DeliveryId::from_uuid(delivery),
            endpoint_id: EndpointId::from_uuid(endpoint),
            redrive_id: redrive.map(RedriveId::from_uuid),
            event: events.get(&event_id).cloned(),
        }),
        What::Attempt(row) => attempt(at, event_id, row).map(FeedItem::Attempt),
    }
}

/// An outcome that this program does not know is of a newer one beside it, which tells of it.
fn attempt(at: OffsetDateTime, event_id: EventId, row: AttemptRow) -> Option<FeedAttempt> {
    Some(FeedAttempt {
        at,
        event_id,
        event_type: EventType::from_stored(row.event_type),
        delivery_id: DeliveryId::from_uuid(row.delivery),
        endpoint_id: EndpointId::from_uuid(row.endpoint),
        redrive_id: row.redrive.map(RedriveId::from_uuid),
        number: u16::try_from(row.number).unwrap_or(0),
        outcome: row.outcome.parse().ok()?,
        response_status: row.response_status.and_then(|status| u16::try_from(status).ok()),
        duration_ms: row.duration_ms.and_then(|ms| u32::try_from(ms).ok()),
        error: row.error,
        node: row.node,
    })
}
