//! An endpoint as it goes out, its signing secret only when it is made or rotated.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::attempt::HeadersView;
use super::attempt::PhasesView;
use super::attempt::ResponseBody;
use super::masked::masked_auth;
use super::masked::masked_headers;
use super::pace::BlockedKeyView;
use super::pace::CircuitView;
use super::time::Instant;
use crate::api::state::Probed;
use crate::domain::credentials::MASK;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::id::ProjectId;
use crate::domain::matching::Filter;
use crate::domain::ordering::OnDead;
use crate::domain::ordering::OrderBy;
use crate::domain::outcome::Outcome;
use crate::domain::retry::RetryPolicy;
use crate::domain::secret::Signing;
use crate::domain::secret::SigningSecret;
use crate::domain::shaping::PayloadFormat;
use crate::domain::signature::SignatureFormat;
use crate::domain::transport::Pin;
use crate::store::pace::circuit::CircuitView as Circuit;
use crate::store::pace::view::BlockedKey;

/// An endpoint: where events of some types are sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Endpoint)]
pub(crate) struct EndpointView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub id: EndpointId,
    #[schema(value_type = String, example = "prj_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    project_id: ProjectId,
    #[schema(example = "acme-prod")]
    name: String,
    #[schema(example = "https://api.acme.example/webhooks")]
    url: String,
    #[schema(example = json!(["invoice.*"]))]
    event_types: Vec<String>,
    /// Only events that this is true of; null: all of its types.
    #[schema(value_type = Option<String>, example = "payload.amount > 1000")]
    filter: Option<Filter>,
    #[schema(value_type = String, example = "both")]
    signature_format: SignatureFormat,
    /// Whole attempt, the answer's body included.
    #[schema(example = 15000)]
    timeout_ms: u32,
    #[schema(value_type = Object, example = json!({"schedule_ms": [5000, 30000], "jitter": 0.2}))]
    retry: RetryPolicy,
    /// Requests that begin a second, over all nodes; null: no limit.
    #[schema(example = 50)]
    rate_limit_rps: Option<f64>,
    /// Requests under way, over all nodes; null: ten on each node.
    #[schema(example = 4)]
    max_in_flight: Option<u16>,
    /// How long a due delivery may be held before it is cancelled; null: for ever.
    #[schema(example = 604_800_000)]
    max_age_ms: Option<u64>,
    #[schema(value_type = String, example = "none")]
    ordering: OrderBy,
    /// What a dead letter does to those behind it that have its ordering key.
    #[schema(value_type = String, example = "block")]
    on_dead: OnDead,
    /// Null while deliveries go out.
    circuit: Option<CircuitView>,
    #[schema(value_type = String, example = "active")]
    status: EndpointStatus,
    /// Why HookIt disabled it.
    disabled_reason: Option<String>,
    description: Option<String>,
    #[schema(example = json!({"team": "billing"}))]
    labels: BTreeMap<String, String>,
    /// A JSON object of your own, as you wrote it.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Box<RawValue>>,
    /// How the newest secret signs: `hmac` or `ed25519`.
    #[schema(value_type = String, example = "hmac")]
    signing: Signing,
    /// What a receiver checks `v1a` signatures with; null of `hmac`.
    #[schema(example = "whpk_…")]
    public_key: Option<String>,
    /// The form of a request's body.
    #[schema(value_type = String, example = "envelope")]
    payload_format: PayloadFormat,
    /// What makes the body, where the format is `template`.
    #[schema(example = json!(null))]
    template: Option<String>,
    /// Headers of your own; the values are not shown again.
    #[schema(value_type = Object, example = json!({"x-tenant": "***"}))]
    headers: BTreeMap<String, &'static str>,
    /// The login; its secret part is not shown again.
    #[schema(value_type = Option<Object>, example = json!({"bearer": {"token": "***"}}))]
    auth: Option<Value>,
    /// PEM of the certificate that HookIt shows.
    client_certificate: Option<String>,
    /// Its key is not shown again.
    #[schema(example = "***")]
    client_key: Option<&'static str>,
    /// What the receiver's certificate must be; empty: what the authorities trust.
    #[schema(value_type = Vec<String>)]
    pinned_certificate_sha256: Vec<Pin>,
    /// Another one after every change; a change or removal that carries it as `If-Match` is refused when it is old.
    #[schema(example = 17)]
    version: i64,
    created_at: Instant,
    updated_at: Instant,
}

/// An endpoint, whether it fails, and what its order holds back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EndpointDetail)]
pub(crate) struct EndpointDetailView {
    #[serde(flatten)]
    view: EndpointView,
    /// Ordering keys whose deliveries wait for a dead letter, the first 20; left out where no order is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked_keys: Option<Vec<BlockedKeyView>>,
    /// Its first failed attempt after its last success; left out while its receiver answers. After five days, as
    /// `deliver.disable_after_ms` says, the endpoint is disabled.
    #[serde(skip_serializing_if = "Option::is_none")]
    failing_since: Option<Instant>,
}

/// A new endpoint, with its signing secret.
#[derive(Serialize, ToSchema)]
#[schema(as = NewEndpoint)]
pub(crate) struct NewEndpointView {
    #[serde(flatten)]
    view: EndpointView,
    /// The signing secret. It is shown this once.
    #[schema(example = "whsec_…")]
    secret: String,
}

/// A new signing secret.
#[derive(Serialize, ToSchema)]
#[schema(as = RotatedSecret)]
pub(crate) struct RotatedView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    endpoint_id: EndpointId,
    /// The new signing secret. It is shown this once.
    #[schema(example = "whsec_…")]
    secret: String,
    /// What a receiver checks its signatures with, of an ed25519 key.
    #[schema(example = "whpk_…")]
    public_key: Option<String>,
    /// Until when the secret before signs too.
    previous_expires_at: Instant,
}

/// What removing an endpoint ended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RemovedEndpoint)]
pub(crate) struct RemovedEndpointView {
    #[schema(value_type = String, example = "ep_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    pub id: EndpointId,
    /// Deliveries that were pending for it.
    pub cancelled_deliveries: u64,
}

/// What TLS agreed on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TlsSession)]
pub(crate) struct TlsView {
    #[schema(example = "TLS 1.3")]
    version: &'static str,
    /// Until when the receiver's certificate is valid.
    certificate_until: Option<Instant>,
}

/// A test request and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EndpointTest)]
pub(crate) struct ProbeView {
    #[schema(value_type = String, example = "succeeded")]
    outcome: Outcome,
    error: Option<String>,
    duration_ms: u32,
    phases: PhasesView,
    /// The address that was dialled.
    #[schema(example = "192.0.2.7:443")]
    dialled: Option<String>,
    /// Null without TLS.
    tls: Option<TlsView>,
    request_headers: HeadersView,
    /// Byte for byte what was sent.
    #[schema(example = r#"{"event_id":"evt_01kb6y3v5nfk8s2w0x9q7d4tcm","type":"hookit.test","payload":{}}"#)]
    request_body: String,
    response_status: Option<u16>,
    response_headers: HeadersView,
    #[serde(flatten)]
    response_body: ResponseBody,
}

impl From<Endpoint> for EndpointView {
    fn from(endpoint: Endpoint) -> Self {
        let settings = endpoint.settings;
        Self {
            id: endpoint.id,
            project_id: endpoint.project,
            name: settings.name.to_string(),
            url: settings.url,
            event_types: settings.event_types.iter().map(ToString::to_string).collect(),
            filter: settings.matching.filter,
            signature_format: settings.signature_format,
            timeout_ms: settings.timeout_ms,
            retry: settings.retry,
            rate_limit_rps: settings.pacing.rate_limit_rps,
            max_in_flight: settings.pacing.max_in_flight,
            max_age_ms: settings.pacing.max_age_ms,
            ordering: settings.ordering.by,
            on_dead: settings.ordering.on_dead,
            circuit: None,
            status: settings.status,
            disabled_reason: endpoint.disabled_reason,
            description: settings.description,
            labels: settings.labels,
            metadata: settings.metadata,
            signing: settings.shaping.signing(),
            payload_format: settings.shaping.payload_format,
            template: settings.shaping.template.as_ref().map(|template| template.source().to_owned()),
            headers: masked_headers(&settings.shaping),
            auth: masked_auth(&settings.shaping),
            public_key: settings.shaping.public_key,
            client_key: settings.transport.client_certificate.as_ref().map(|_| MASK),
            client_certificate: settings.transport.client_certificate,
            pinned_certificate_sha256: settings.transport.pinned_certificate_sha256,
            version: endpoint.version,
            created_at: endpoint.created_at.into(),
            updated_at: endpoint.updated_at.into(),
        }
    }
}

impl EndpointView {
    /// Notes the endpoint's circuit, unless that is closed.
    pub(crate) fn hold(&mut self, circuit: Option<Circuit>) {
        self.circuit = circuit.map(Into::into);
    }
}

impl EndpointDetailView {
    pub(crate) fn new(
        view: EndpointView,
        blocked: Option<Vec<BlockedKey>>,
        failing_since: Option<OffsetDateTime>,
    ) -> Self {
        let blocked_keys = blocked.map(|keys| keys.into_iter().map(Into::into).collect());
        Self { view, blocked_keys, failing_since: failing_since.map(Instant) }
    }
}

impl NewEndpointView {
    pub(crate) fn new(endpoint: Endpoint, secret: &SigningSecret) -> Self {
        Self { view: endpoint.into(), secret: secret.reveal().to_owned() }
    }
}

impl RotatedView {
    pub(crate) fn new(
        endpoint_id: EndpointId,
        secret: &SigningSecret,
        old_expires_at: OffsetDateTime,
    ) -> Self {
        let previous_expires_at = old_expires_at.into();
        let public_key = secret.public_key().map(|key| key.to_string());
        Self { endpoint_id, secret: secret.reveal().to_owned(), public_key, previous_expires_at }
    }
}

impl From<Probed> for ProbeView {
    fn from(probed: Probed) -> Self {
        let exchange = probed.exchange;
        let (status, headers, body) = match exchange.answer {
            Some(answer) => {
                let body = ResponseBody::new(Some(&answer.body), answer.body_incomplete);
                (Some(answer.status), answer.headers, body)
            }
            None => (None, Vec::new(), ResponseBody::new(None, false)),
        };
        Self {
            outcome: exchange.outcome,
            error: exchange.error,
            duration_ms: exchange.duration_ms,
            phases: exchange.phases.into(),
            dialled: exchange.dialled.map(|address| address.to_string()),
            tls: exchange.tls.map(|tls| TlsView {
                version: tls.version,
                certificate_until: tls.certificate_until.map(Instant),
            }),
            request_headers: probed.request_headers.into(),
            request_body: probed.request_body,
            response_status: status,
            response_headers: headers.into(),
            response_body: body,
        }
    }
}
