//! The demo from curtain to curtain.

use std::time::Instant;

use super::count;
use super::outage;
use super::prices;
use super::prices::Price;
use super::publish;
use super::recovery;
use super::stage::Stage;

use crate::cli::args::DemoArgs;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::span;
use crate::cli::session::Session;

/// Prices that are published while the receiver is down.
const DURING_OUTAGE: usize = 12;

/// Plays the demo; everything it started is gone when it returns, whatever happened.
pub(super) fn run(session: &Session, args: &DemoArgs) -> Result<Done> {
    let began = Instant::now();
    let series = prices::series();
    let wanted = usize::try_from(args.events).unwrap_or(series.len());
    let (first, rest) = series.split_at(wanted.min(series.len() - DURING_OUTAGE));
    session
        .screen
        .data("HookIt, one whole pass: a real hookitd, a Postgres of its own, a receiver, real prices")?;
    let mut stage = Stage::set(session, args)?;
    let adds_up = play(&mut stage, first, &rest[..DURING_OUTAGE]).map_err(|error| stage.explained(error))?;
    stage.leave()?;
    let took = span(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    session.screen.data("")?;
    session.screen.data(&format!(
        "{} in {took}; nothing is left behind",
        if adds_up { "done" } else { "it does not add up" }
    ))?;
    Ok(if adds_up { Done::All } else { Done::Failed })
}

/// The acts in their order; says whether the count adds up.
fn play(stage: &mut Stage, first: &[Price], during_outage: &[Price]) -> Result<bool> {
    publish::act(stage, first)?;
    outage::act(stage, during_outage)?;
    recovery::act(stage)?;
    count::act(stage)
}
