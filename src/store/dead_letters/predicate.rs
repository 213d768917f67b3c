//! Which dead letters are meant: what groups, redrives, drops and exports ask the same way.

use serde::Deserialize;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::floor_of;
use crate::domain::outcome::Outcome;

/// Dead letters for which all of this is true; what is not said is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeadLetterPredicate {
    /// Of this endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<EndpointId>,
    /// Of exactly this event type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// Made at or after this instant.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub since: Option<OffsetDateTime>,
    /// Made before this instant.
    #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub until: Option<OffsetDateTime>,
    /// Whose last attempt ended so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Whose last attempt brought this HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<u16>,
    /// These, and no others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<DeliveryId>>,
}

impl DeadLetterPredicate {
    /// Whether it asks for anything; one that does not covers all there is.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self::default()
    }
}

/// The predicate as a statement takes it.
pub(crate) struct Bounds {
    pub(crate) endpoint: Option<Uuid>,
    pub(crate) event_type: Option<String>,
    pub(crate) low: Uuid,
    pub(crate) high: Uuid,
    pub(crate) outcome: Option<&'static str>,
    pub(crate) last_status: Option<i16>,
    pub(crate) ids: Option<Vec<Uuid>>,
}

impl From<&DeadLetterPredicate> for Bounds {
    fn from(predicate: &DeadLetterPredicate) -> Self {
        Self {
            endpoint: predicate.endpoint.map(EndpointId::uuid),
            event_type: predicate.event_type.clone(),
            low: predicate.since.map_or(Uuid::nil(), floor_of),
            high: predicate.until.map_or(Uuid::max(), floor_of),
            outcome: predicate.outcome.map(Outcome::as_str),
            last_status: predicate.last_status.and_then(|status| i16::try_from(status).ok()),
            ids: predicate.ids.as_ref().map(|ids| ids.iter().map(|id| id.uuid()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_predicate_that_says_nothing_narrows_nothing() {
        assert!(!DeadLetterPredicate::default().narrows());
        let one = DeadLetterPredicate { last_status: Some(503), ..DeadLetterPredicate::default() };
        assert!(one.narrows());
        assert_eq!(serde_json::to_string(&one).unwrap(), r#"{"last_status":503}"#);
    }
}
