//! One attempt: sign, post, and decide what becomes of the delivery.

use std::sync::Arc;

#[cfg(feature = "otel")]
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;

use super::post;
use super::post::Client;
use super::request;
use super::request::Content;
use super::request::Parts;
use super::secrets::Keys;
use super::secrets::Secrets;
use super::telling::Teller;
use crate::domain::body::Unshapable;
use crate::domain::chain::chain;
use crate::domain::delivery;
use crate::domain::delivery::Cause;
use crate::domain::delivery::Next;
use crate::domain::endpoint::Endpoint;
use crate::domain::exchange::Exchange;
use crate::domain::outcome::Outcome;
#[cfg(feature = "otel")]
use crate::domain::traced::Traced;
#[cfg(feature = "otel")]
use crate::domain::traced::Work;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::handoff::Owned;
use crate::store::record::Ended;

/// What every attempt of this node needs.
pub(super) struct Sender {
    pub(super) store: Store,
    pub(super) client: Client,
    pub(super) secrets: Secrets,
    pub(super) node_name: Arc<str>,
    pub(super) teller: Teller,
    /// Cancelled when a stop has waited long enough: what is under way then ends as `aborted`.
    pub(super) abort: CancellationToken,
}

/// How an attempt went.
pub(super) enum Made {
    /// It was made, or could not be: either way it is for the record.
    Ended(Box<Ended>),
    /// HookIt could not do its own part yet, nothing was sent: the delivery goes back as it was.
    Unsent,
}

/// Makes the attempt that `owned` is due for.
pub(super) async fn make(sender: &Sender, endpoint: &Endpoint, owned: &Owned) -> Made {
    let started_at = sender.store.now();
    let exchange = match exchange(sender, endpoint, owned).await {
        Ok(exchange) => exchange,
        Err(error) => {
            tracing::warn!(
                error = chain(&error),
                delivery.id = %owned.id,
                event.id = %owned.event,
                endpoint.id = %owned.endpoint,
                attempt.number = owned.progress.attempt,
                "an attempt was put off: its secrets could not be read"
            );
            return Made::Unsent;
        }
    };
    #[cfg(feature = "otel")]
    sender.store.traces().add(|| span(owned, &exchange, started_at));
    let policy = &endpoint.settings.retry;
    let next = delivery::after(exchange.outcome, exchange.retry_after_ms, owned.progress, policy, owned.id);
    let next = delivery::until(next, sender.store.now(), owned.expires_at);
    sender.teller.ended(endpoint, owned, &exchange, &next);
    Made::Ended(Box::new(Ended {
        id: owned.id,
        endpoint: owned.endpoint,
        project: owned.project,
        owner: owned.owner,
        node: Arc::clone(&sender.node_name),
        number: owned.progress.attempt,
        charged: owned.progress.charged.saturating_add(u16::from(exchange.outcome.is_charged())),
        started_at: Some(started_at),
        exchange,
        next,
    }))
}

/// The span of the request that was made.
#[cfg(feature = "otel")]
fn span(owned: &Owned, exchange: &Exchange, started_at: OffsetDateTime) -> Option<Traced> {
    let work = Work::Attempt {
        delivery: owned.id,
        endpoint: owned.endpoint,
        number: owned.progress.attempt,
        outcome: exchange.outcome.as_str(),
        status: exchange.answer.as_ref().map(|answer| answer.status),
        error: exchange.error.clone(),
    };
    let ended_at = started_at + time::Duration::milliseconds(exchange.duration_ms.into());
    let event = (owned.event, owned.event_type.as_str());
    Traced::of(owned.trace.as_ref(), event, work, (started_at, ended_at))
}

/// How an attempt ends that panicked: its delivery is set aside, to be looked at.
pub(super) fn broken(sender: &Sender, owned: &Owned) -> Made {
    Made::Ended(Box::new(Ended {
        id: owned.id,
        endpoint: owned.endpoint,
        project: owned.project,
        owner: owned.owner,
        node: Arc::clone(&sender.node_name),
        number: owned.progress.attempt,
        charged: owned.progress.charged.saturating_add(1),
        started_at: None,
        exchange: Exchange::unsent(
            Outcome::RequestUnbuildable,
            "HookIt failed on this delivery; see its log",
        ),
        next: Next::DeadLettered { cause: Cause::RequestUnbuildable },
    }))
}

async fn exchange(sender: &Sender, endpoint: &Endpoint, owned: &Owned) -> Result<Exchange, StoreError> {
    let Some(payload) = &owned.payload else {
        return Ok(Exchange::unsent(Outcome::RequestUnbuildable, "the event is no longer stored"));
    };
    let Keys { signing, credentials, way } = match sender.secrets.of(&sender.store, endpoint).await {
        Ok(keys) => keys,
        Err(StoreError::SecretUnavailable { .. } | StoreError::NoMasterKey) => {
            let error =
                "a secret of the endpoint could not be opened: set it anew, or restore its master key";
            return Ok(Exchange::unsent(Outcome::SecretUnavailable, error));
        }
        Err(error) => return Err(error),
    };
    let content = Content {
        event: owned.event,
        event_type: owned.event_type.clone(),
        payload: payload.clone(),
        labels: Arc::clone(&owned.labels),
    };
    let body = match request::body(&endpoint.settings.shaping, content).await {
        Ok(body) => body,
        Err(Unshapable(error)) => return Ok(Exchange::unsent(Outcome::RequestUnbuildable, error)),
    };
    let parts = Parts {
        endpoint,
        secrets: &signing,
        credentials: credentials.as_deref(),
        way: way.as_ref(),
        event: owned.event,
        event_type: &owned.event_type,
        body: &body,
        delivery: owned.id,
        backfilled: owned.backfilled,
        number: owned.progress.attempt,
        trace: owned.trace.as_ref(),
    };
    let outgoing = match request::build(&parts) {
        Ok(outgoing) => outgoing,
        Err(Unshapable(error)) => return Ok(Exchange::unsent(Outcome::RequestUnbuildable, error)),
    };
    let exchange = tokio::select! {
        exchange = post::post(&sender.client, outgoing) => exchange,
        () = sender.abort.cancelled() => {
            Exchange::unsent(Outcome::Aborted, "the node stopped before the receiver had answered")
        }
    };
    Ok(exchange)
}
