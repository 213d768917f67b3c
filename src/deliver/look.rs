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
use crate::domain::look::Look;
use crate::domain::url_rule::EndpointUrl;

/// Receivers that are looked at at the same time.
const AT_ONCE_MAX: usize = 32;
/// How long all looks together may take.
const WITHIN: Duration = Duration::from_secs(12);

/// Looks at receivers.
#[derive(Clone)]
pub struct Looker {
    client: Client,
}

impl Looker {
    /// Sets up a client of its own.
    ///
    /// # Errors
    /// [`ClientError`] for unusable settings.
    pub fn new(settings: &ClientSettings) -> Result<Self, ClientError> {
        Ok(Self { client: Client::new(settings)? })
    }

    /// Looks at each of these, in their order; `None` for one that there was no time for.
    pub async fn look(&self, urls: Vec<String>) -> Vec<Option<Look>> {
        let mut found = vec![None; urls.len()];
        let (deadline, places) = (Instant::now() + WITHIN, Arc::new(Semaphore::new(AT_ONCE_MAX)));
        let mut looks = JoinSet::new();
        for (index, url) in urls.into_iter().enumerate() {
            let Ok(url) = EndpointUrl::parse_stored(&url) else { continue };
            let (client, places) = (self.client.clone(), Arc::clone(&places));
            looks.spawn(async move {
                let _place = places.acquire_owned().await;
                (index, client.connector().look(&url).await)
            });
        }
        while let Ok(Some(looked)) = timeout_at(deadline, looks.join_next()).await {
            if let Ok((index, look)) = looked {
                found[index] = Some(look);
            }
        }
        found
    }
}
