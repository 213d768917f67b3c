//! An event type as it goes out: registered, or seen lately.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::id::ProjectId;
use crate::domain::schema::Enforce;
use crate::store::event_types::RegisteredType;
use crate::store::event_types::SeenType;

/// An event type of the registry.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EventType)]
pub(crate) struct EventTypeView {
    #[schema(example = "invoice.paid")]
    name: String,
    #[schema(value_type = String, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: ProjectId,
    #[schema(example = "An invoice was paid in full.")]
    description: Option<String>,
    /// JSON Schema of its payloads, as it was written.
    #[schema(value_type = Option<Object>)]
    schema: Option<Box<RawValue>>,
    /// `off`, `warn` or `reject`.
    #[schema(value_type = String, example = "off")]
    enforce: Enforce,
    deprecated: bool,
    created_at: Instant,
    updated_at: Instant,
}

/// An event type that was published lately.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeenEventType)]
pub(crate) struct SeenTypeView {
    #[schema(example = "invoice.paid")]
    name: String,
    last_event_at: Instant,
    /// Whether it is in the registry.
    registered: bool,
}

/// Event types that were published in the last seven days.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeenEventTypes)]
pub(crate) struct SeenTypesView {
    /// By name, 500 at most.
    pub items: Vec<SeenTypeView>,
}

impl From<RegisteredType> for EventTypeView {
    fn from(stored: RegisteredType) -> Self {
        Self {
            name: stored.name.to_string(),
            project_id: stored.project,
            description: stored.description,
            schema: stored.schema.and_then(|schema| RawValue::from_string(schema.source().to_owned()).ok()),
            enforce: stored.enforce,
            deprecated: stored.deprecated,
            created_at: stored.created_at.into(),
            updated_at: stored.updated_at.into(),
        }
    }
}

impl From<SeenType> for SeenTypeView {
    fn from(seen: SeenType) -> Self {
        Self {
            name: seen.name.to_string(),
            last_event_at: seen.last_event_at.into(),
            registered: seen.registered,
        }
    }
}
