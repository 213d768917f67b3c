//! Probing: one test request to an endpoint, signed as a delivery is, stored nowhere.

use super::attempt::Sender;
use super::post;
use super::post::Client;
use super::post::ClientError;
use super::post::ClientSettings;
use super::request;
use super::request::Parts;
use super::secrets::Secrets;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::exchange::Exchange;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::request::USER_AGENT;
use crate::store::Store;
use crate::store::StoreError;

/// The type of the test event.
pub const TEST_EVENT_TYPE: &str = "hookit.test";

/// A test request and what came of it.
#[derive(Debug, Clone)]
pub struct Probed {
    /// The request's headers, signatures among them.
    pub request_headers: Vec<(String, String)>,
    /// The request's body.
    pub request_body: String,
    /// What came of it.
    pub exchange: Exchange,
}

/// Sends test requests.
pub struct Prober {
    sender: Sender,
}

impl Prober {
    /// Sets up a client of its own, so that a probe never waits behind deliveries.
    pub fn new(store: Store, settings: &ClientSettings, node_name: &str) -> Result<Self, ClientError> {
        let sender = Sender {
            store,
            client: Client::new(settings)?,
            secrets: Secrets::default(),
            node_name: node_name.into(),
            abort: tokio_util::sync::CancellationToken::new(),
        };
        Ok(Self { sender })
    }

    /// Sends one test request, whatever the endpoint's status.
    pub async fn probe(&self, endpoint: &Endpoint) -> Result<Probed, StoreError> {
        let secrets = self.sender.secrets.of(&self.sender.store, endpoint).await?;
        let ids = crate::store::random::<16>();
        let event = EventId::from_uuid(uuid::Uuid::from_bytes(ids));
        let event_type = EventType::from_stored(TEST_EVENT_TYPE.to_owned());
        let payload = serde_json::json!({
            "endpoint": endpoint.settings.name.as_str(),
            "note": "sent by hookit endpoint test; nothing happened",
        })
        .to_string();
        let parts = Parts {
            endpoint,
            secrets: &secrets,
            event,
            event_type: &event_type,
            payload: payload.as_bytes(),
            delivery: DeliveryId::from_uuid(event.uuid()),
            number: 1,
        };
        let Some(outgoing) = request::build(&parts) else {
            let error = "the endpoint's URL cannot be requested";
            let exchange = Exchange::unsent(crate::domain::outcome::Outcome::RequestUnbuildable, error);
            return Ok(Probed { request_headers: Vec::new(), request_body: payload, exchange });
        };
        let own =
            [("host", outgoing.url.authority()), ("user-agent", USER_AGENT), ("accept-encoding", "identity")];
        let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let headers = outgoing.headers.iter().map(|(name, value)| (name.to_string(), value.clone()));
        let request_headers = own.into_iter().chain(headers).collect();
        let request_body = String::from_utf8_lossy(&outgoing.body).into_owned();
        // On a connection of its own: the whole way is to be seen.
        let exchange = post::post(&self.sender.client.fresh(), outgoing).await;
        Ok(Probed { request_headers, request_body, exchange })
    }
}
