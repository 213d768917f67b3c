//! `hookit delivery attempt`, `cancel` and `redrive`: one delivery, one act.

use super::super::support::call_or_json;
use super::super::support::say_done;
use super::path;
use crate::cli::args::DeliveryCancel;
use crate::cli::args::DeliveryOne;
use crate::cli::args::DeliveryRedrive;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Makes a waiting delivery due now.
pub(super) fn attempt(session: &Session, args: &DeliveryOne) -> Result<Done> {
    let request = Request::post(&format!("{}/attempt-now", path(&args.which)));
    if call_or_json(session, session.client()?, &request)?.is_some() {
        say_done(&session.screen, Glyph::Done, &format!("delivery {} is due now", args.which))?;
    }
    Ok(Done::All)
}

/// Cancels one that is not finished, after asking.
pub(super) fn cancel(session: &Session, args: &DeliveryCancel) -> Result<Done> {
    let client = session.client()?;
    let delivery = client.json(&Request::get(&path(&args.which)))?;
    confirm::ask(
        &session.screen,
        &Act {
            what: &format!(
                "cancels the delivery {} of {} ({})",
                text(&delivery, "id"),
                text(&delivery, "event_type"),
                text(&delivery, "status")
            ),
            count: 1,
            all: false,
            typed: ("the delivery's id", text(&delivery, "id")),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    if call_or_json(session, client, &Request::post(&format!("{}/cancel", path(&args.which))))?.is_some() {
        say_done(&session.screen, Glyph::Done, &format!("delivery {} cancelled", args.which))?;
    }
    Ok(Done::All)
}

/// Delivers one finished delivery again.
pub(super) fn redrive(session: &Session, args: &DeliveryRedrive) -> Result<Done> {
    let request =
        Request::post(&format!("{}/redrive", path(&args.which))).query("force", args.force.then_some("true"));
    if call_or_json(session, session.client()?, &request)?.is_some() {
        say_done(&session.screen, Glyph::Done, &format!("delivery {} is due again", args.which))?;
    }
    Ok(Done::All)
}
