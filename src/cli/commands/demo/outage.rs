//! Act 2: the receiver is down; attempts fail, are tried again after growing delays, and become dead letters.

use std::time::Duration;

use serde_json::Value;
use time::OffsetDateTime;

use super::prices::Price;
use super::stage::Stage;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::span;
use crate::cli::output::text;

/// How long the delays and the attempts between them may take in all.
const DIE_MAX: Duration = Duration::from_secs(45);

/// Takes the receiver down, publishes, and watches one delivery and then all of them die.
pub(super) fn act(stage: &mut Stage, prices: &[Price]) -> Result<()> {
    stage.heading("2  the receiver is down: retries with backoff, then dead letters")?;
    stage.receiver = None;
    stage.line(Glyph::Failed, &format!("nobody listens on 127.0.0.1:{} any more", stage.port))?;
    let before = stage.matched();
    for price in prices {
        stage.publish(price.body(), price.event_type())?;
    }
    let lost = stage.matched() - before;
    stage.line(
        Glyph::Done,
        &format!(
            "{} more prices published and accepted all the same; {lost} deliveries matched",
            prices.len()
        ),
    )?;
    let delivery_id = first_delivery(stage, before)?;
    watch(stage, &delivery_id)?;
    stage.until(DIE_MAX, "the dead letters", || Ok(dead_letters(stage)? >= lost))?;
    stage.line(
        Glyph::Failed,
        &format!("{lost} dead letters: kept, with every attempt, until somebody redrives them"),
    )
}

fn dead_letters(stage: &Stage) -> Result<u64> {
    Ok(stage.deliveries("dead_lettered")?.len() as u64)
}

/// A delivery of the first event that was published after `before` deliveries had matched.
fn first_delivery(stage: &Stage, before: u64) -> Result<String> {
    let mut seen = 0;
    let event = stage.accepted.iter().find(|event| {
        seen += event.matched;
        seen > before
    });
    let event = event.ok_or_else(|| CliError::failed("no price matched an endpoint"))?;
    let shown = stage.client.json(&Request::get(&format!("/events/{}", segment(&event.event_id))))?;
    let delivery = list(&shown, "deliveries").first().map(|delivery| text(delivery, "id").to_owned());
    let delivery = delivery.ok_or_else(|| CliError::failed("an event that matched has no delivery"))?;
    stage.line(Glyph::Waiting, &format!("{delivery} of {} as it goes:", event.event_type))?;
    Ok(delivery)
}

/// Tells every attempt of one delivery as it is recorded, until the delivery is dead.
fn watch(stage: &Stage, delivery_id: &str) -> Result<()> {
    let mut told = 0;
    let mut last_at: Option<OffsetDateTime> = None;
    let path = format!("/deliveries/{}", segment(delivery_id));
    stage.until(DIE_MAX, "the delivery to die", || {
        // The state first: what it says is finished has all its attempts recorded.
        let delivery = stage.client.json(&Request::get(&path))?;
        let attempts = stage.client.json(&Request::get(&format!("{path}/attempts")))?;
        for attempt in list(&attempts, "items").iter().skip(told) {
            let at = instant(attempt, "started_at");
            stage.line(Glyph::Again, &attempt_line(attempt, at, last_at))?;
            last_at = at;
            told += 1;
        }
        match text(&delivery, "status") {
            "dead_lettered" => Ok(true),
            "succeeded" => Err(CliError::failed("a delivery succeeded although nobody listened")),
            _ => Ok(false),
        }
    })
}

fn attempt_line(attempt: &Value, at: Option<OffsetDateTime>, last_at: Option<OffsetDateTime>) -> String {
    let outcome = outcome_words(text(attempt, "outcome"), number(attempt, "response_status"));
    let after = match (at, last_at) {
        (Some(at), Some(last)) => {
            let ms = u64::try_from((at - last).whole_milliseconds()).unwrap_or(0);
            format!(", {} after the one before", span(ms))
        }
        _ => String::new(),
    };
    format!("   attempt {}: {outcome}{after}", number(attempt, "attempt_number").unwrap_or(0))
}
