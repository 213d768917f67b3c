//! The live feed: prices that came, how many a second, and how long from publishing to arriving.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;

use super::stand::Came;
use crate::cli::clock;

/// Seconds that are shown.
const SECONDS: usize = 30;
/// Times that are remembered.
const TIMES_MAX: usize = 500;

/// What came.
#[derive(Default)]
pub(super) struct Feed {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    total: u64,
    arrivals: VecDeque<Instant>,
    took_ms: VecDeque<u64>,
    newest: Value,
}

impl Feed {
    pub(super) fn take(&self, came: &Came) -> u16 {
        let Ok(body) = serde_json::from_slice::<Value>(&came.body) else { return 400 };
        let now_ms = u64::try_from(clock::now().unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
        let sent_ms = body["payload"]["at_ms"].as_u64().unwrap_or(now_ms);
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.total += 1;
        inner.arrivals.push_back(Instant::now());
        inner.took_ms.push_back(now_ms.saturating_sub(sent_ms));
        while inner.took_ms.len() > TIMES_MAX {
            inner.took_ms.pop_front();
        }
        inner.newest = body["payload"].clone();
        200
    }

    /// For the page: the last seconds, newest last.
    pub(super) fn shown(&self) -> Value {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while inner.arrivals.front().is_some_and(|at| now - *at >= Duration::from_secs(SECONDS as u64)) {
            inner.arrivals.pop_front();
        }
        let mut seconds = vec![0_u32; SECONDS];
        for at in &inner.arrivals {
            let ago = usize::try_from((now - *at).as_secs()).unwrap_or(SECONDS);
            if let Some(second) = seconds.iter_mut().rev().nth(ago) {
                *second += 1;
            }
        }
        let mut took: Vec<u64> = inner.took_ms.iter().copied().collect();
        took.sort_unstable();
        let at = |share: usize| took.get((took.len().saturating_sub(1)) * share / 100).copied();
        json!({
            "total": inner.total, "seconds": seconds, "newest": inner.newest, "p50_ms": at(50), "p99_ms": at(99),
        })
    }
}
