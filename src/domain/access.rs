//! Access: what a caller may do, and who it is.

use std::fmt;
use std::str::FromStr;

use super::id::KeyId;
use super::id::ProjectId;
use super::outcome::UnknownWord;
use super::outcome::words;

words!(
    /// What a key, or a peer on the admin socket, may do.
    Scope {
        /// Publish events.
        Publish = "publish",
        /// Read everything of its project.
        Read = "read",
        /// Change endpoints, cancel and redrive.
        Manage = "manage",
        /// Read `/metrics`.
        Metrics = "metrics",
        /// Everything, in every project; such a key belongs to no project.
        Admin = "admin",
    }
);

/// Who a request comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// For the audit trail: `key:key_…`, `uid:0`, `direct`.
    pub actor: String,
    /// The key it came with, on TCP.
    pub key: Option<KeyId>,
    /// The one project it may touch; `None` for admins, who choose.
    pub project: Option<ProjectId>,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

impl Caller {
    /// Whether the caller may do what `scope` covers.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&Scope::Admin) || self.scopes.contains(&scope)
    }
}
