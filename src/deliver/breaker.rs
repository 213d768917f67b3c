//! The breaker: what attempts tell of a receiver opens its endpoint's circuit and lets it recover.

use std::time::Instant;

use crate::domain::breaker;
use crate::domain::chain::chain;
use crate::domain::exchange::Exchange;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::circuits::Turn;
use crate::store::pace::circuit;
use crate::store::record::Ended;

/// Counts an attempt that was recorded. While all is well this touches no lock.
pub(super) async fn learn(store: &Store, ended: &Ended) {
    let status = ended.exchange.answer.as_ref().map(|answer| answer.status);
    let health = breaker::health(ended.exchange.outcome, status);
    let turn = store.circuits().ended(ended.endpoint, ended.id, health, Instant::now());
    if let Err(error) = obey(store, ended, turn).await {
        // The next attempt, or the next probe, says the same again.
        tracing::warn!(error = chain(&error), endpoint.id = %ended.endpoint, "a circuit could not be changed yet");
    }
}

async fn obey(store: &Store, ended: &Ended, turn: Turn) -> Result<(), StoreError> {
    let endpoint = ended.endpoint;
    match turn {
        Turn::Stays => {}
        Turn::Opens => {
            let cause = cause(&ended.exchange);
            if circuit::open(store, endpoint, &cause).await? {
                tracing::warn!(endpoint.id = %endpoint, cause, "circuit opened: the receiver is down");
            }
        }
        Turn::ProbeFailed { before } => circuit::probe_failed(store, endpoint, before).await?,
        Turn::Recovers => {
            if circuit::recover(store, endpoint).await? {
                tracing::info!(endpoint.id = %endpoint, "circuit recovers: the receiver is back");
            }
        }
    }
    Ok(())
}

/// How it failed, in a few words.
fn cause(exchange: &Exchange) -> String {
    match &exchange.answer {
        Some(answer) => format!("HTTP {}", answer.status),
        None => exchange.outcome.as_str().replace('_', " "),
    }
}
