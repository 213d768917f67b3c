//! What the pages share: the store, the way to the API, and what the operator decided.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use tokio_util::sync::CancellationToken;

use super::live::Hub;
use super::seen::Sights;
use super::throttle::Throttle;
use super::trust::Trusted;
use crate::domain::rank::Rank;
use crate::store::Store;

/// What the operator decided about the dashboard.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Where people reach it, without a path: `http://127.0.0.1:8000`.
    pub address: String,
    /// Names and addresses beside loopback that a browser may ask for, in lower case.
    pub hosts: Vec<String>,
    /// From which rank on payloads and bodies are shown; `None`: to nobody.
    pub payloads: Option<Rank>,
    /// Auth proxies whose word on who is signed in is believed.
    pub trusted: Option<Trusted>,
    /// The settings in force: key, value and where it comes from; secrets masked.
    pub settings: Vec<(String, String, &'static str)>,
}

impl Rules {
    /// Whether browsers reach it over TLS; then its cookie is for TLS only.
    #[must_use]
    pub(super) fn is_secure(&self) -> bool {
        self.address.starts_with("https://")
    }
}

/// Everything a page may need; cloning shares it.
#[derive(Clone)]
pub struct Dashboard {
    /// The database.
    pub(super) store: Store,
    /// The operator's rules.
    pub(super) rules: Arc<Rules>,
    /// The API, for acts.
    pub(super) api: Router,
    /// Sign-ins that failed lately.
    pub(super) throttle: Arc<Throttle>,
    /// Cancelled when the process stops: streams end, so that nobody waits for them.
    pub(super) stopping: CancellationToken,
    /// Whether something happened.
    pub(super) hub: Arc<Hub>,
    /// What was seen of projects a moment ago.
    pub(super) seen: Arc<Sights>,
}

impl Dashboard {
    /// `api` is the router that acts go to, as callers that are known already; `stopping` is cancelled when the process
    /// stops.
    #[must_use]
    pub fn new(store: Store, rules: Rules, api: Router, stopping: CancellationToken) -> Self {
        Self {
            store,
            rules: Arc::new(rules),
            api,
            throttle: Arc::default(),
            stopping,
            hub: Arc::default(),
            seen: Arc::default(),
        }
    }
}

impl fmt::Debug for Dashboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dashboard").field("rules", &self.rules).finish_non_exhaustive()
    }
}
