//! Opened signing secrets, kept while their endpoint does not change.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use crate::domain::endpoint::Endpoint;
use crate::domain::id::EndpointId;
use crate::domain::secret::SigningSecret;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::secrets;
use crate::store::secrets::LiveSecret;

/// Endpoints whose secrets are kept; beyond it all are forgotten and read again as needed.
const KEPT_MAX: usize = 20_000;

/// Secrets by endpoint, each with the endpoint's version they were read at: a rotation changes the version.
#[derive(Default)]
pub(super) struct Secrets(Mutex<HashMap<EndpointId, Opened>>);

/// The endpoint's version, and the secrets that were live at it.
type Opened = (i64, Arc<Vec<LiveSecret>>);

impl Secrets {
    /// The secrets that sign now, newest first.
    pub(super) async fn of(
        &self,
        store: &Store,
        endpoint: &Endpoint,
    ) -> Result<Vec<SigningSecret>, StoreError> {
        let known = {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.get(&endpoint.id)
                .filter(|(version, _)| *version == endpoint.version)
                .map(|(_, live)| Arc::clone(live))
        };
        let live = if let Some(live) = known {
            live
        } else {
            let live = Arc::new(secrets::live(store, endpoint.id).await?);
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= KEPT_MAX {
                kept.clear();
            }
            kept.insert(endpoint.id, (endpoint.version, Arc::clone(&live)));
            live
        };
        let now = store.now();
        let signing = live.iter().filter(|live| live.expires_at.is_none_or(|at| at > now));
        Ok(signing.map(|live| live.secret.clone()).collect())
    }
}
