//! Probing: one test request to an endpoint, signed as a delivery is, stored nowhere.

use std::sync::Arc;

use super::attempt::Sender;
use super::post;
use super::post::Client;
use super::post::ClientError;
use super::post::ClientSettings;
use super::request;
use super::request::Content;
use super::request::Parts;
use super::secrets::Keys;
use super::secrets::Secrets;
use super::telling::Teller;
use crate::domain::body::Unshapable;
use crate::domain::credentials::MASK;
use crate::domain::endpoint::Endpoint;
use crate::domain::event::EventType;
use crate::domain::exchange::Exchange;
use crate::domain::id::DeliveryId;
use crate::domain::outcome::Outcome;
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
            teller: Teller::default(),
            abort: tokio_util::sync::CancellationToken::new(),
        };
        Ok(Self { sender })
    }

    /// Sends one test request, whatever the endpoint's status.
    pub async fn probe(&self, endpoint: &Endpoint) -> Result<Probed, StoreError> {
        let Keys { signing, credentials, way } = self.sender.secrets.of(&self.sender.store, endpoint).await?;
        let event = self.sender.store.fresh_event();
        let event_type = EventType::from_stored(TEST_EVENT_TYPE.to_owned());
        let payload = serde_json::json!({
            "endpoint": endpoint.settings.name.as_str(),
            "note": "sent by hookit endpoint test; nothing happened",
        })
        .to_string();
        let content = Content {
            event,
            event_type: event_type.clone(),
            payload: self.sender.store.handoff().payload(payload.clone().into()),
            labels: Arc::default(),
        };
        let unbuildable = |error| Probed {
            request_headers: Vec::new(),
            request_body: payload.clone(),
            exchange: Exchange::unsent(Outcome::RequestUnbuildable, error),
        };
        let body = match request::body(&endpoint.settings.shaping, content).await {
            Ok(body) => body,
            Err(Unshapable(error)) => return Ok(unbuildable(error)),
        };
        let parts = Parts {
            endpoint,
            secrets: &signing,
            credentials: credentials.as_deref(),
            way: way.as_ref(),
            event,
            event_type: &event_type,
            body: &body,
            delivery: DeliveryId::from_uuid(event.uuid()),
            backfilled: false,
            number: 1,
            trace: None,
        };
        let outgoing = match request::build(&parts) {
            Ok(outgoing) => outgoing,
            Err(Unshapable(error)) => return Ok(unbuildable(error)),
        };
        let own =
            [("host", outgoing.url.authority()), ("user-agent", USER_AGENT), ("accept-encoding", "identity")];
        let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let shaping = &endpoint.settings.shaping;
        let shown = |name: &str, value: &String| {
            if shaping.hides(name) { MASK.to_owned() } else { value.clone() }
        };
        let headers = outgoing.headers.iter().map(|(name, value)| (name.to_string(), shown(name, value)));
        let request_headers = own.into_iter().chain(headers).collect();
        let request_body = String::from_utf8_lossy(&outgoing.body).into_owned();
        // On a connection of its own: the whole way is to be seen.
        let exchange = post::post(&self.sender.client.fresh(), outgoing).await;
        Ok(Probed { request_headers, request_body, exchange })
    }
}
