//! Telling: what the log says of attempts, with the ids by which one delivery is followed.
//!
//! Failures are told at `info`, dead letters at `warn`, successes at `debug`; of failures no more than somebody can
//! read.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use crate::domain::delivery::Next;
use crate::domain::endpoint::Endpoint;
use crate::domain::exchange::Exchange;
use crate::domain::id::EndpointId;
use crate::domain::outcome::Outcome;
use crate::domain::trace::TraceId;
use crate::store::handoff::Owned;

/// How long lines are counted before counting starts anew.
const WINDOW: Duration = Duration::from_secs(10);
/// Lines about failures of one endpoint in that time.
const OF_ENDPOINT_MAX: u32 = 20;
/// Lines about failures of all endpoints in that time.
const OF_ALL_MAX: u32 = 500;

/// Counts what was told lately.
#[derive(Debug, Default)]
pub(super) struct Teller(Mutex<Window>);

#[derive(Debug, Default)]
struct Window {
    began: Option<Instant>,
    of_endpoint: HashMap<EndpointId, u32>,
    of_all: u32,
    untold: u64,
}

/// Whether a line may be written.
#[derive(Debug, PartialEq, Eq)]
struct May {
    tell: bool,
    /// Lines that were left out of the window that just ended.
    untold: u64,
}

impl Teller {
    /// Says how an attempt ended, and what becomes of its delivery.
    pub(super) fn ended(&self, endpoint: &Endpoint, owned: &Owned, exchange: &Exchange, next: &Next) {
        if exchange.outcome == Outcome::Succeeded {
            tracing::debug!(
                delivery.id = %owned.id,
                event.id = %owned.event,
                endpoint.id = %owned.endpoint,
                endpoint.name = %endpoint.settings.name,
                attempt.number = owned.progress.attempt,
                node.id = %owned.owner,
                trace.id = trace_id(owned),
                outcome = exchange.outcome.as_str(),
                status = exchange.answer.as_ref().map(|answer| answer.status),
                duration_ms = exchange.duration_ms,
                "attempt succeeded"
            );
            return;
        }
        let may = self.may(Instant::now(), owned.endpoint);
        if may.untold > 0 {
            tracing::info!(
                attempts = may.untold,
                "more attempts failed than the log tells; see hookit delivery list"
            );
        }
        if may.tell {
            failed(endpoint, owned, exchange, next);
        }
    }

    fn may(&self, now: Instant, endpoint: EndpointId) -> May {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = window.began.is_none_or(|began| now.saturating_duration_since(began) >= WINDOW);
        let untold = if is_over { std::mem::take(&mut *window).untold } else { 0 };
        window.began.get_or_insert(now);
        let of_endpoint = window.of_endpoint.entry(endpoint).or_default();
        let is_known = *of_endpoint >= OF_ENDPOINT_MAX;
        *of_endpoint = of_endpoint.saturating_add(1);
        let tell = !is_known && window.of_all < OF_ALL_MAX;
        if tell {
            window.of_all += 1;
        } else {
            window.untold += 1;
        }
        May { tell, untold }
    }
}

fn failed(endpoint: &Endpoint, owned: &Owned, exchange: &Exchange, next: &Next) {
    let status = exchange.answer.as_ref().map(|answer| answer.status);
    match next {
        Next::DeadLettered { cause } => tracing::warn!(
            delivery.id = %owned.id,
            event.id = %owned.event,
            endpoint.id = %owned.endpoint,
            endpoint.name = %endpoint.settings.name,
            attempt.number = owned.progress.attempt,
            node.id = %owned.owner,
            trace.id = trace_id(owned),
            outcome = exchange.outcome.as_str(),
            status,
            duration_ms = exchange.duration_ms,
            cause = cause.as_str(),
            "delivery dead-lettered"
        ),
        Next::Cancelled { cause } => tracing::info!(
            delivery.id = %owned.id,
            event.id = %owned.event,
            endpoint.id = %owned.endpoint,
            endpoint.name = %endpoint.settings.name,
            attempt.number = owned.progress.attempt,
            node.id = %owned.owner,
            trace.id = trace_id(owned),
            outcome = exchange.outcome.as_str(),
            status,
            cause = cause.as_str(),
            "delivery cancelled after a failed attempt"
        ),
        Next::Retry { after_ms, .. } => tracing::info!(
            delivery.id = %owned.id,
            event.id = %owned.event,
            endpoint.id = %owned.endpoint,
            endpoint.name = %endpoint.settings.name,
            attempt.number = owned.progress.attempt,
            node.id = %owned.owner,
            trace.id = trace_id(owned),
            outcome = exchange.outcome.as_str(),
            status,
            duration_ms = exchange.duration_ms,
            retry_in_ms = after_ms,
            "attempt failed"
        ),
        // A failure never makes a delivery a success.
        Next::Succeeded => {}
    }
}

/// The producer's trace, by which its own log is searched.
fn trace_id(owned: &Owned) -> Option<tracing::field::DisplayValue<TraceId>> {
    owned.trace.as_ref().map(|context| tracing::field::display(context.trace))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn endpoint(number: u128) -> EndpointId {
        EndpointId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn one_endpoint_cannot_fill_the_log_nor_silence_another() {
        let (teller, now) = (Teller::default(), Instant::now());
        let told = (0..100).filter(|_| teller.may(now, endpoint(1)).tell).count();
        assert_eq!(told, 20);
        assert!(teller.may(now, endpoint(2)).tell);
        let later = teller.may(now + WINDOW, endpoint(1));
        assert_eq!(later, May { tell: true, untold: 80 });
        assert_eq!(teller.may(now + WINDOW, endpoint(1)).untold, 0, "it is told once");
    }

    #[test]
    fn many_endpoints_together_cannot_fill_the_log() {
        let (teller, now) = (Teller::default(), Instant::now());
        let told = (0..2_000).filter(|number| teller.may(now, endpoint(*number)).tell).count();
        assert_eq!(told, 500);
    }
}
