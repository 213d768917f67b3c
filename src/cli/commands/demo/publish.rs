//! Act 1: recorded prices go in, signed deliveries come out; a price that is published again changes nothing.

use std::time::Duration;
use std::time::Instant;

use super::prices::Price;
use super::stage::Stage;
use super::stage::since;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::Glyph;

/// How long everything may take to arrive.
const ARRIVE_MAX: Duration = Duration::from_secs(30);

/// Publishes the prices and waits until every delivery has arrived.
pub(super) fn act(stage: &mut Stage, prices: &[Price]) -> Result<()> {
    stage.heading("1  publish, deliver")?;
    let began = Instant::now();
    for price in prices {
        stage.publish(price.body(), price.event_type())?;
        if stage.interrupt.came() {
            return Err(CliError::failed("interrupted"));
        }
    }
    if let (Some(first), Some(last)) = (prices.first(), prices.last()) {
        let matched = stage.matched();
        let said = format!(
            "{} prices from {} to {} published one by one in {}, each stored before it was answered; {matched} deliveries matched",
            prices.len(),
            first.date,
            last.date,
            since(began)
        );
        stage.line(Glyph::Done, &said)?;
    }
    let matched = stage.matched();
    stage.until(ARRIVE_MAX, "every delivery to arrive", || Ok(stage.inbox.totals().deliveries >= matched))?;
    let totals = stage.inbox.totals();
    stage.line(
        Glyph::Done,
        &format!(
            "{} deliveries arrived, {} with valid signatures of both schemes, {} refused, after {}",
            totals.deliveries,
            totals.signatures_valid,
            totals.refused,
            since(began)
        ),
    )?;
    let Some(first) = prices.first() else {
        return Ok(());
    };
    if stage.publish(first.body(), first.event_type())? {
        return Err(CliError::failed("a price that was published twice became two events"));
    }
    stage.line(
        Glyph::Same,
        &format!("{} published again with the same id: answered as before, nothing sent", first.id()),
    )
}
