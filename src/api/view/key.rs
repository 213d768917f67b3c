//! An API key as it goes out: everything but the key, which is shown once when it is made.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::access::Scope;
use crate::domain::api_key::ApiKey;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::store::keys::KeyView as Stored;

/// An API key.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub(crate) struct KeyView {
    #[schema(value_type = String, example = "key_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: KeyId,
    /// What the key begins with.
    #[schema(example = "hk_7f3k9m2q")]
    prefix: String,
    /// Null for a key of the scope `admin`.
    #[schema(value_type = Option<String>, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: Option<ProjectId>,
    #[schema(example = "billing service")]
    name: String,
    #[schema(value_type = Vec<String>, example = json!(["publish", "read"]))]
    scopes: Vec<Scope>,
    created_at: Instant,
    expires_at: Option<Instant>,
    revoked_at: Option<Instant>,
    /// To the minute.
    last_used_at: Option<Instant>,
}

/// A new API key, with the key itself.
#[derive(Serialize, ToSchema)]
#[schema(as = NewApiKey)]
pub(crate) struct NewKeyView {
    #[serde(flatten)]
    view: KeyView,
    /// The key. It is shown this once and not kept.
    #[schema(example = "hk_7f3k9m2q_…")]
    key: String,
}

impl From<Stored> for KeyView {
    fn from(key: Stored) -> Self {
        Self {
            id: key.id,
            prefix: format!("hk_{}", key.public_id),
            project_id: key.project,
            name: key.name,
            scopes: key.scopes,
            created_at: key.created_at.into(),
            expires_at: key.expires_at.map(Instant),
            revoked_at: key.revoked_at.map(Instant),
            last_used_at: key.last_used_at.map(Instant),
        }
    }
}

impl NewKeyView {
    pub(crate) fn new(stored: Stored, key: &ApiKey) -> Self {
        Self { view: stored.into(), key: key.reveal().to_owned() }
    }
}
