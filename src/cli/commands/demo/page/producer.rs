//! The producer: a small trading program that publishes prices, alerts and trades by itself, from the recorded series.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;

use super::show::Show;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::clock;
use crate::cli::commands::demo::prices;
use crate::cli::commands::demo::prices::Price;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;

/// How often a price ticks.
const TICK: Duration = Duration::from_millis(500);
/// Every so many ticks an alert, and every so many a trade.
const ALERT_EVERY: usize = 12;
const TRADE_EVERY: usize = 10;
/// The account of every trade.
const ACCOUNT: &str = "acct-7";

/// Publishes until the end.
pub(super) fn run(show: &Show, interrupt: &Interrupt) {
    let client = show.client();
    let source = Source::default();
    let mut ticks = 0_usize;
    while !interrupt.wait(TICK) {
        ticks += 1;
        let mut events = vec![source.tick()];
        if ticks.is_multiple_of(ALERT_EVERY) {
            events.push(source.alert());
        }
        if ticks.is_multiple_of(TRADE_EVERY) {
            events.push(source.trade());
        }
        // The daemon is gone: the end is near, or somebody killed it; the watcher says so.
        drop(publish(&client, &events));
    }
}

/// Publishes events in one request; what HookIt answers for each.
pub(super) fn publish(client: &Client, events: &[Value]) -> Result<Value> {
    client.json(&Request::post("/events/batch").json(&json!({ "events": events })))
}

/// Where events come from.
pub(super) struct Source {
    series: Vec<Price>,
}

/// How far the series was read, by all.
static NEXT: AtomicUsize = AtomicUsize::new(0);

impl Default for Source {
    fn default() -> Self {
        Self { series: prices::series() }
    }
}

impl Source {
    fn next(&self) -> (usize, &Price) {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        (number, &self.series[number % self.series.len()])
    }

    /// A price.
    pub(super) fn tick(&self) -> Value {
        let (_, price) = self.next();
        let at_ms = clock::now().unix_timestamp_nanos() / 1_000_000;
        json!({ "type": "price.tick", "payload": {
            "symbol": price.symbol, "date": price.date, "price": dollars(price),
            "at_ms": i64::try_from(at_ms).unwrap_or(0),
        } })
    }

    /// A price that somebody wanted to be told of.
    pub(super) fn alert(&self) -> Value {
        let (number, price) = self.next();
        json!({ "type": "price.alert", "payload": {
            "alert": number, "symbol": price.symbol, "price": dollars(price),
            "says": format!("{} is at ${}", price.symbol, price.dollars),
        } })
    }

    /// A report that somebody reads for a while.
    pub(super) fn report(&self) -> Value {
        let (number, price) = self.next();
        json!({ "type": "report.ready", "payload": { "report": number, "symbol": price.symbol } })
    }

    /// A trade on the one account: bought for a price, or sold for it.
    pub(super) fn trade(&self) -> Value {
        let (number, price) = self.next();
        #[expect(clippy::cast_possible_truncation, reason = "a price in cents is far from the end of i64")]
        let cents = (dollars(price) * 100.0).round() as i64;
        let cents = if number.is_multiple_of(3) { -cents } else { cents };
        json!({ "type": "trade.executed", "payload": {
            "trade": number, "account": ACCOUNT, "symbol": price.symbol, "cents": cents,
        } })
    }
}

fn dollars(price: &Price) -> f64 {
    price.dollars.parse().unwrap_or(0.0)
}
