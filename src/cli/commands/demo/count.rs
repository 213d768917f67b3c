//! Act 4: everything that was accepted is counted on both sides, and must add up.

use serde_json::Value;

use super::stage::Stage;
use crate::cli::client::Request;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::number;

/// Counts, tells, and says whether it adds up.
pub(super) fn act(stage: &Stage) -> Result<bool> {
    stage.heading("4  the count")?;
    let status = stage.client.json(&Request::get("/status"))?;
    let counted = Counted {
        accepted: stage.accepted.len() as u64,
        matched: stage.matched(),
        succeeded: stage.deliveries("succeeded")?.len() as u64,
        dead: stage.deliveries("dead_lettered")?.len() as u64,
        queued: queued(&status),
        received: stage.inbox.totals().deliveries,
        more_than_once: stage.inbox.totals().more_than_once,
        refused: stage.inbox.totals().refused,
        missing: missing(stage),
    };
    for (holds, said) in counted.checks() {
        stage.line(if holds { Glyph::Done } else { Glyph::Failed }, &said)?;
    }
    Ok(counted.checks().iter().all(|(holds, _)| *holds))
}

/// Live rows, whatever they wait for.
fn queued(status: &Value) -> u64 {
    ["due", "in_flight", "waiting", "held"].iter().filter_map(|name| number(&status["queue"], name)).sum()
}

/// Accepted events that fewer endpoints got than they matched.
fn missing(stage: &Stage) -> u64 {
    let endpoints = ["ledger", "apple-desk", "search-desk"];
    let got =
        |event_id: &str| endpoints.iter().filter(|name| stage.inbox.times(name, event_id) > 0).count() as u64;
    stage.accepted.iter().filter(|event| got(&event.event_id) != event.matched).count() as u64
}

/// Both sides of the count.
#[derive(Debug, Clone, Copy)]
struct Counted {
    accepted: u64,
    matched: u64,
    succeeded: u64,
    dead: u64,
    queued: u64,
    received: u64,
    more_than_once: u64,
    refused: u64,
    missing: u64,
}

impl Counted {
    fn checks(&self) -> Vec<(bool, String)> {
        let Self { accepted, matched, succeeded, dead, queued, received, more_than_once, refused, missing } =
            *self;
        vec![
            (
                accepted > 0 && matched >= accepted,
                format!("{accepted} events accepted, {matched} deliveries matched"),
            ),
            (succeeded == matched, format!("{succeeded} of {matched} deliveries succeeded, says HookIt")),
            (received == matched, format!("{received} of {matched} deliveries arrived, says the receiver")),
            (missing == 0, format!("{missing} events did not reach every endpoint they matched")),
            (more_than_once == 0, format!("{more_than_once} deliveries arrived more than once")),
            (refused == 0, format!("{refused} requests had a signature that did not hold")),
            (dead == 0, format!("{dead} dead letters are left")),
            (queued == 0, format!("{queued} deliveries are left in the queue")),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_delivery_too_few_or_too_many_does_not_add_up() {
        let right = Counted {
            accepted: 2,
            matched: 3,
            succeeded: 3,
            dead: 0,
            queued: 0,
            received: 3,
            more_than_once: 0,
            refused: 0,
            missing: 0,
        };
        let holds = |counted: Counted| counted.checks().iter().all(|(holds, _)| *holds);
        assert!(holds(right));
        for wrong in [
            Counted { succeeded: 2, ..right },
            Counted { received: 2, ..right },
            Counted { more_than_once: 1, ..right },
            Counted { dead: 1, ..right },
            Counted { queued: 1, ..right },
            Counted { missing: 1, ..right },
            Counted { refused: 1, ..right },
        ] {
            assert!(!holds(wrong), "{wrong:?}");
        }
    }
}
