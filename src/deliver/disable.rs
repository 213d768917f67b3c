//! Disabling endpoints: the receiver answered 410, or failed for longer than the operator lets it.

use crate::domain::chain::chain;
use crate::domain::failing;
use crate::domain::id::EndpointId;
use crate::domain::span::span;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::endpoints;
use crate::store::failing::Failing;

/// Disables the endpoint of a receiver that is gone.
pub(super) async fn gone(store: &Store, endpoint: EndpointId) {
    let known = store.snapshot();
    if !known.endpoint(endpoint).is_some_and(|endpoint| endpoint.settings.status.is_sent()) {
        return;
    }
    match endpoints::disable(store, endpoint, "the receiver answered 410 Gone", None).await {
        Ok(true) => {
            tracing::warn!(endpoint.id = %endpoint, "endpoint disabled: its receiver answered 410 Gone");
        }
        Ok(false) => {}
        Err(error) => {
            tracing::error!(error = chain(&error), endpoint.id = %endpoint, "endpoint not disabled");
        }
    }
}

/// Disables an endpoint whose receiver has failed for too long.
pub(super) async fn if_too_long(store: &Store, one: &Failing, after_ms: u64) -> Result<(), StoreError> {
    let known = store.snapshot();
    let Some(endpoint) = known.endpoint(one.endpoint) else { return Ok(()) };
    if !endpoint.settings.status.is_sent()
        || !failing::is_over(one.streak, &endpoint.settings.retry, after_ms)
    {
        return Ok(());
    }
    let (lasted, failures) = (span(one.streak.lasted_ms), one.streak.failures);
    let reason = format!("no attempt succeeded for {lasted}, {failures} failed");
    if endpoints::disable(store, one.endpoint, &reason, Some(one.since)).await? {
        tracing::warn!(endpoint.id = %one.endpoint, lasted, failures, "endpoint disabled: its receiver failed for too long");
    }
    Ok(())
}
