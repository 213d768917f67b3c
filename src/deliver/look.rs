//! Looking at receivers without sending them anything: names, connections, certificates, for `hookit doctor`.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::timeout_at;

use super::post::Client;
use super::post::ClientError;
use super::post::ClientSettings;
use super::secrets::Secrets;
use crate::domain::endpoint::Endpoint;
use crate::domain::look::Look;
use crate::domain::outcome::Outcome;
use crate::domain::url_rule::EndpointUrl;
use crate::store::Store;

/// Receivers that are looked at at the same time.
const AT_ONCE_MAX: usize = 32;
/// How long all looks together may take.
const WITHIN: Duration = Duration::from_secs(12);

/// Looks at receivers.
#[derive(Clone)]
pub struct Looker {
    client: Client,
    store: Store,
    secrets: Arc<Secrets>,
}

impl Looker {
    /// Sets up a client of its own.
    ///
    /// # Errors
    /// [`ClientError`] for unusable settings.
    pub fn new(store: Store, settings: &ClientSettings) -> Result<Self, ClientError> {
        Ok(Self { client: Client::new(settings)?, store, secrets: Arc::default() })
    }

    /// Looks at the receiver of each of these, in their order, with the certificates that the endpoint shows and trusts;
    /// `None` for one that there was no time for.
    pub async fn look(&self, endpoints: Vec<Arc<Endpoint>>) -> Vec<Option<Look>> {
        let mut found = vec![None; endpoints.len()];
        let (deadline, places) = (Instant::now() + WITHIN, Arc::new(Semaphore::new(AT_ONCE_MAX)));
        let mut looks = JoinSet::new();
        for (index, endpoint) in endpoints.into_iter().enumerate() {
            let Ok(url) = EndpointUrl::parse_stored(&endpoint.settings.url) else { continue };
            let (looker, places) = (self.clone(), Arc::clone(&places));
            looks.spawn(async move {
                let _place = places.acquire_owned().await;
                (index, looker.one(&endpoint, &url).await)
            });
        }
        while let Ok(Some(looked)) = timeout_at(deadline, looks.join_next()).await {
            if let Ok((index, look)) = looked {
                found[index] = Some(look);
            }
        }
        found
    }

    async fn one(&self, endpoint: &Endpoint, url: &EndpointUrl) -> Look {
        let way = if endpoint.settings.transport.wants_tls() {
            self.secrets.of(&self.store, endpoint).await.map(|keys| keys.way)
        } else {
            Ok(None)
        };
        let Ok(way) = way else {
            let error = "its client certificate's key could not be opened".to_owned();
            return Look { failure: Some((Outcome::SecretUnavailable, error)), certificate: None };
        };
        self.client.connector().look(url, way.as_deref()).await
    }
}
