//! `hookit demo`: one whole pass on a daemon of its own, told as it happens, ending with a count that must add up.
//!
//! ```text
//! daemon     a real hookitd with a private Postgres in a temporary directory, gone with the demo
//! receiver   a real HTTP server that checks every signature; it can be taken down and brought up
//! inbox      what the receiver got: which event for which endpoint, how often, signed how
//! prices     the recorded series that is published
//! stage      all of it together, and how waiting and telling is done
//! publish    act 1: prices go in, signed deliveries come out
//! outage     act 2: the receiver is down; retries with backoff, then dead letters
//! recovery   act 3: the receiver is up; the dead letters are redriven
//! count      act 4: accepted × matched = delivered, once each
//! ```

mod count;
pub(super) mod daemon;
mod inbox;
mod outage;
mod prices;
mod publish;
mod receiver;
mod recovery;
mod stage;

use std::time::Instant;

use stage::Stage;

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
    publish::act(&mut stage, first)?;
    outage::act(&mut stage, &rest[..DURING_OUTAGE])?;
    recovery::act(&mut stage)?;
    let adds_up = count::act(&stage)?;
    stage.leave()?;
    let took = span(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    session.screen.data("")?;
    session.screen.data(&format!(
        "{} in {took}; nothing is left behind",
        if adds_up { "done" } else { "it does not add up" }
    ))?;
    Ok(if adds_up { Done::All } else { Done::Failed })
}
