//! An endpoint's row, and its settings in the shapes that Postgres takes.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::Slug;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::matching::Matching;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::domain::pattern::Pattern;
use crate::domain::retry::RetryPolicy;
use crate::domain::shaping::Shaping;
use crate::domain::transport::Transport;
use crate::store::error::StoreError;

pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) project_id: Uuid,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) event_types: Vec<String>,
    pub(super) signature_format: String,
    pub(super) timeout_ms: i32,
    pub(super) retry: Json<RetryPolicy>,
    pub(super) matching: Json<Matching>,
    pub(super) shaping: Json<Shaping>,
    pub(super) pacing: Json<Pacing>,
    pub(super) ordering: Json<Ordering>,
    pub(super) transport: Json<Transport>,
    pub(super) status: String,
    pub(super) disabled_reason: Option<String>,
    pub(super) description: Option<String>,
    pub(super) labels: Json<BTreeMap<String, String>>,
    pub(super) metadata: Option<String>,
    pub(super) version: i64,
    pub(super) created_at: OffsetDateTime,
    pub(super) updated_at: OffsetDateTime,
    pub(super) deleted_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for Endpoint {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = EndpointId::from_uuid(row.id);
        let odd = |column| StoreError::Inconsistent { table: "endpoint", column, row: id.to_string() };
        let settings = EndpointSettings {
            name: Slug::from_stored(row.name),
            url: row.url,
            event_types: row
                .event_types
                .iter()
                .map(|pattern| Pattern::parse(pattern).map_err(|_| odd("event_types")))
                .collect::<Result<_, _>>()?,
            signature_format: row.signature_format.parse().map_err(|_| odd("signature_format"))?,
            timeout_ms: u32::try_from(row.timeout_ms).map_err(|_| odd("timeout_ms"))?,
            retry: row.retry.0,
            matching: row.matching.0,
            shaping: row.shaping.0,
            pacing: row.pacing.0,
            ordering: row.ordering.0,
            transport: row.transport.0,
            status: row.status.parse().map_err(|_| odd("status"))?,
            description: row.description,
            labels: row.labels.0,
            metadata: row
                .metadata
                .map(|text| RawValue::from_string(text).map_err(|_| odd("metadata")))
                .transpose()?,
        };
        Ok(Self {
            id,
            project: ProjectId::from_uuid(row.project_id),
            settings,
            disabled_reason: row.disabled_reason,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// Settings in the shapes that Postgres takes.
pub(super) struct Stored {
    pub(super) event_types: Vec<String>,
    pub(super) timeout_ms: i32,
    pub(super) retry: serde_json::Value,
    pub(super) matching: serde_json::Value,
    pub(super) shaping: serde_json::Value,
    pub(super) pacing: serde_json::Value,
    pub(super) ordering: serde_json::Value,
    pub(super) transport: serde_json::Value,
    pub(super) labels: serde_json::Value,
    pub(super) metadata: Option<String>,
}

impl Stored {
    pub(super) fn of(settings: &EndpointSettings) -> Self {
        Self {
            event_types: settings.event_types.iter().map(Pattern::to_string).collect(),
            timeout_ms: i32::try_from(settings.timeout_ms).unwrap_or(i32::MAX),
            // All are maps with text keys and finite numbers, which always have a JSON form.
            retry: serde_json::to_value(&settings.retry).unwrap_or_default(),
            matching: serde_json::to_value(&settings.matching).unwrap_or_default(),
            shaping: serde_json::to_value(&settings.shaping).unwrap_or_default(),
            pacing: serde_json::to_value(&settings.pacing).unwrap_or_default(),
            ordering: serde_json::to_value(settings.ordering).unwrap_or_default(),
            transport: serde_json::to_value(&settings.transport).unwrap_or_default(),
            labels: serde_json::to_value(&settings.labels).unwrap_or_default(),
            metadata: settings.metadata.as_ref().map(|raw| raw.get().to_owned()),
        }
    }
}
