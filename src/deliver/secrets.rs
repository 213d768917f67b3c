//! Opened secrets of endpoints, those that sign and those that are sent, kept while their endpoint does not change.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use super::way::Way;
use crate::domain::credentials::Credentials;
use crate::domain::endpoint::Endpoint;
use crate::domain::id::EndpointId;
use crate::domain::secret::SigningSecret;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::credentials;
use crate::store::secrets;
use crate::store::secrets::LiveSecret;

/// Endpoints whose secrets are kept; beyond it all are forgotten and read again as needed.
const KEPT_MAX: usize = 20_000;

/// Secrets by endpoint, each with the endpoint's version they were read at: a rotation changes the version.
#[derive(Default)]
pub(super) struct Secrets(Mutex<HashMap<EndpointId, Opened>>);

struct Opened {
    /// The endpoint's version.
    version: i64,
    /// The signing secrets that were live at it.
    live: Arc<Vec<LiveSecret>>,
    credentials: Option<Arc<Credentials>>,
    way: Option<Arc<Way>>,
}

/// What a request of an endpoint needs now.
pub(super) struct Keys {
    /// The secrets that sign, newest first.
    pub(super) signing: Vec<SigningSecret>,
    /// What the request carries.
    pub(super) credentials: Option<Arc<Credentials>>,
    /// By which way it goes.
    pub(super) way: Option<Arc<Way>>,
}

impl Secrets {
    /// The endpoint's secrets.
    pub(super) async fn of(&self, store: &Store, endpoint: &Endpoint) -> Result<Keys, StoreError> {
        let known = {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.get(&endpoint.id)
                .filter(|opened| opened.version == endpoint.version)
                .map(|opened| (Arc::clone(&opened.live), opened.credentials.clone(), opened.way.clone()))
        };
        let (live, credentials, way) = if let Some(known) = known {
            known
        } else {
            let live = Arc::new(secrets::live(store, endpoint.id).await?);
            let credentials = if endpoint.settings.has_credentials() {
                Some(Arc::new(credentials::of(store, endpoint).await?))
            } else {
                None
            };
            let way = Way::of(&endpoint.settings.transport, credentials.as_deref())
                .map_err(|_| StoreError::SecretUnavailable { endpoint: endpoint.id })?
                .map(Arc::new);
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT_MAX {
                kept.clear();
            }
            let opened = Opened {
                version: endpoint.version,
                live: Arc::clone(&live),
                credentials: credentials.clone(),
                way: way.clone(),
            };
            kept.insert(endpoint.id, opened);
            (live, credentials, way)
        };
        let now = store.now();
        let signing = live.iter().filter(|live| live.expires_at.is_none_or(|at| at > now));
        let signing = signing.map(|live| live.secret.clone()).collect();
        Ok(Keys { signing, credentials, way })
    }
}
