//! What was measured, as a table for people and as JSON.

use std::time::Duration;

use serde::Serialize;

use super::cpu::Spent;
use super::tally::Latencies;
use super::tally::Tally;
use super::yardstick;
use super::yardstick::Yardstick;
use crate::cli::args::BenchArgs;
use crate::cli::commands::support::print_json;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::Tone;
use crate::cli::output::count;

/// Everything, in the form of the JSON.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    version: &'static str,
    setup: Setup,
    counts: Counts,
    acknowledgement_ms: Percentiles,
    commit_to_delivered_ms: Percentiles,
    per_second: PerSecond,
    cpu_us_an_event: CpuAnEvent,
    yardstick: Option<Commits>,
    /// Events end to end a second, over the yardstick's rows a second.
    ratio: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Setup {
    connections: u32,
    rate: Option<u32>,
    fan_out: u32,
    payload_bytes: u32,
    warm_up: u32,
}

#[derive(Debug, Serialize)]
struct Counts {
    accepted: u64,
    refused: u64,
    deliveries: u64,
    received: u64,
    missing: u64,
    duplicates: u64,
    signatures_checked: u64,
    signatures_invalid: u64,
    queue_left: u64,
}

#[derive(Debug, Serialize)]
struct Percentiles {
    p50: Option<f64>,
    p99: Option<f64>,
}

#[derive(Debug, Serialize)]
struct PerSecond {
    /// Until the last answer.
    published: f64,
    /// Events, until the last receipt.
    end_to_end: f64,
    /// Deliveries, until the last receipt.
    delivered: f64,
}

#[derive(Debug, Serialize)]
struct CpuAnEvent {
    hookitd: Option<f64>,
    postgres: Option<f64>,
    bench: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Commits {
    connections: u32,
    per_second: f64,
    commit_ms: Percentiles,
}

impl Report {
    /// Puts the figures together; latencies and speeds are of the events from `warm_up` on, faults of all.
    pub(super) fn of(
        args: &BenchArgs,
        tally: &Tally,
        warm_up: usize,
        spent: Spent,
        yardstick: Yardstick,
        queue_left: u64,
        dead: &[String],
    ) -> Self {
        let (all, measured) = (tally.counts(0), tally.counts(warm_up));
        let (refused, refusal) = tally.refusals();
        let (signatures_checked, signatures_invalid) = tally.signatures();
        let (publishing, whole) = tally.spans(warm_up);
        let end_to_end = per_second(measured.accepted, whole);
        let an_event = |us: Option<u64>| {
            us.filter(|_| measured.accepted > 0).map(|us| rounded(ratio(us, measured.accepted)))
        };
        let commits = yardstick.per_second().map(|per_second| Commits {
            connections: yardstick::CONNECTIONS,
            per_second: rounded(per_second),
            commit_ms: Percentiles::of(&yardstick.latencies()),
        });
        let missing = all.deliveries - all.received;
        let mut faults: Vec<String> = Vec::new();
        faults.extend(refusal.map(|first| format!("events refused; the first: {first}")));
        if missing > 0 {
            faults.push(format!("deliveries missing; dead letters: {}", dead.join(", ")));
        }
        Self {
            version: env!("CARGO_PKG_VERSION"),
            setup: Setup {
                connections: args.connections,
                rate: args.rate,
                fan_out: args.fan_out,
                payload_bytes: args.payload_bytes,
                warm_up: args.warm_up,
            },
            counts: Counts {
                accepted: all.accepted,
                refused,
                deliveries: all.deliveries,
                received: all.received,
                missing,
                duplicates: tally.duplicates(),
                signatures_checked,
                signatures_invalid,
                queue_left,
            },
            acknowledgement_ms: Percentiles::of(&tally.acknowledgements(warm_up)),
            commit_to_delivered_ms: Percentiles::of(&tally.deliveries(warm_up)),
            per_second: PerSecond {
                published: rounded(per_second(measured.accepted, publishing)),
                end_to_end: rounded(end_to_end),
                delivered: rounded(per_second(measured.received, whole)),
            },
            cpu_us_an_event: CpuAnEvent {
                hookitd: an_event(spent.hookitd),
                postgres: an_event(spent.postgres),
                bench: an_event(spent.bench),
            },
            ratio: commits
                .as_ref()
                .map(|commits| (end_to_end / commits.per_second * 1_000.0).round() / 1_000.0),
            yardstick: commits,
            faults,
        }
    }

    /// Whether everything accepted was delivered once, rightly signed, and recorded.
    pub(super) fn is_sound(&self) -> bool {
        let counts = &self.counts;
        [counts.refused, counts.missing, counts.duplicates, counts.signatures_invalid, counts.queue_left]
            == [0; 5]
    }

    /// Prints it in the form that was asked for.
    pub(super) fn print(&self, screen: &Screen) -> Result<()> {
        if screen.is_json() {
            let json = serde_json::to_vec(self)
                .map_err(|error| CliError::failed("cannot write JSON").because(error))?;
            return print_json(screen, &json).map(drop);
        }
        self.table(screen).print(screen, "")?;
        for fault in &self.faults {
            screen.talk(fault);
        }
        Ok(())
    }

    fn table(&self, screen: &Screen) -> Table {
        let mut table = Table::new(&[
            Column::left("WHAT"),
            Column::right("VALUE"),
            Column::right("P50"),
            Column::right("P99"),
        ]);
        let mut row = |what: &str, value: String, percentiles: Option<&Percentiles>, tone: Tone| {
            let part = |value: Option<f64>| {
                value.map_or_else(|| screen.nothing().to_owned(), |ms| format!("{ms:.1} ms"))
            };
            let (p50, p99) =
                percentiles.map_or_else(Default::default, |both| (part(both.p50), part(both.p99)));
            table.row(vec![Cell::new(what), Cell::new(&value).tone(tone), Cell::new(&p50), Cell::new(&p99)]);
        };
        let speed = |value: f64| format!("{value:.0}/s");
        let counts = &self.counts;
        row("published", speed(self.per_second.published), Some(&self.acknowledgement_ms), Tone::Plain);
        row("delivered", speed(self.per_second.delivered), Some(&self.commit_to_delivered_ms), Tone::Plain);
        row("end to end", speed(self.per_second.end_to_end), None, Tone::Strong);
        if let Some(commits) = &self.yardstick {
            let what = format!("single-row commits by {}", commits.connections);
            row(&what, speed(commits.per_second), Some(&commits.commit_ms), Tone::Plain);
        }
        if let Some(ratio) = self.ratio {
            row("end to end / single-row commits", format!("{ratio:.2}"), None, Tone::Strong);
        }
        let cpu = &self.cpu_us_an_event;
        for (what, us) in [("hookitd", cpu.hookitd), ("Postgres", cpu.postgres), ("bench itself", cpu.bench)]
        {
            if let Some(us) = us {
                row(&format!("CPU an event, {what}"), format!("{us:.1} us"), None, Tone::Plain);
            }
        }
        row("events accepted", count(counts.accepted), None, Tone::Plain);
        row(
            "deliveries received",
            format!("{} of {}", count(counts.received), count(counts.deliveries)),
            None,
            Tone::Plain,
        );
        let mut must_be_none = |what: &str, number: u64| {
            row(what, count(number), None, if number == 0 { Tone::Plain } else { Tone::Bad });
        };
        must_be_none("events refused", counts.refused);
        must_be_none("duplicates", counts.duplicates);
        must_be_none(
            &format!("invalid signatures of {} checked", count(counts.signatures_checked)),
            counts.signatures_invalid,
        );
        must_be_none("left in the queue", counts.queue_left);
        table
    }
}

impl Percentiles {
    fn of(latencies: &Latencies) -> Self {
        Self { p50: latencies.percentile_ms(50), p99: latencies.percentile_ms(99) }
    }
}

fn per_second(number: u64, span: Duration) -> f64 {
    if span.is_zero() { 0.0 } else { ratio(number, 1) / span.as_secs_f64() }
}

#[expect(clippy::cast_precision_loss, reason = "counts and microseconds, far below 2^52")]
fn ratio(one: u64, other: u64) -> f64 {
    one as f64 / other as f64
}

/// To one decimal.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
