//! `hookit delivery attempt`, `cancel` and `redrive`: some deliveries, one act.

use serde_json::Value;

use super::super::support::call_or_json;
use super::super::support::each;
use super::super::support::say_done;
use super::path;
use crate::cli::args::DeliveryCancel;
use crate::cli::args::DeliveryRedrive;
use crate::cli::args::DeliverySome;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Makes waiting deliveries due now.
pub(super) fn attempt(session: &Session, args: &DeliverySome) -> Result<Done> {
    let client = session.client()?;
    each(session, &input::many(&args.which)?, |which| {
        if args.dry_run {
            let delivery = client.json(&Request::get(&path(which)))?;
            let what =
                format!("makes {} due now, which is {}", text(&delivery, "id"), text(&delivery, "status"));
            return confirm::only_told(&session.screen, true, &what).map(drop);
        }
        let request = Request::post(&format!("{}/attempt-now", path(which)));
        if call_or_json(session, client, &request)?.is_some() {
            say_done(&session.screen, Glyph::Done, &format!("delivery {which} is due now"))?;
        }
        Ok(())
    })
}

/// Cancels those that are not finished, after asking.
pub(super) fn cancel(session: &Session, args: &DeliveryCancel) -> Result<Done> {
    let client = session.client()?;
    let ids = input::many(&args.which)?;
    let what = match ids.as_slice() {
        [only] => one(&client.json(&Request::get(&path(only)))?)?,
        many => format!("cancels {}", counted(many.len() as u64, "delivery", "deliveries")),
    };
    if confirm::only_told(&session.screen, args.dry_run, &what)? {
        return Ok(Done::All);
    }
    confirm::ask(
        &session.screen,
        &Act {
            what: &what,
            count: ids.len() as u64,
            all: false,
            typed: ("the project's name", client.project()),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    each(session, &ids, |which| {
        let request = Request::post(&format!("{}/cancel", path(which)));
        if call_or_json(session, client, &request)?.is_some() {
            say_done(&session.screen, Glyph::Done, &format!("delivery {which} cancelled"))?;
        }
        Ok(())
    })
}

/// What cancelling this one means; one that is finished is refused before anybody is asked.
fn one(delivery: &Value) -> Result<String> {
    let status = text(delivery, "status");
    if matches!(status, "succeeded" | "dead_lettered" | "cancelled") {
        let said = format!("the delivery is {status}: only a delivery that waits can be cancelled");
        return Err(CliError::failed(said));
    }
    Ok(format!(
        "cancels the delivery {} of {} ({})",
        text(delivery, "id"),
        text(delivery, "event_type"),
        status
    ))
}

/// Delivers finished deliveries again; naming them is the consent.
pub(super) fn redrive(session: &Session, args: &DeliveryRedrive) -> Result<Done> {
    let client = session.client()?;
    each(session, &input::many(&args.which)?, |which| {
        let request =
            Request::post(&format!("{}/redrive", path(which))).query("force", args.force.then_some("true"));
        if call_or_json(session, client, &request)?.is_some() {
            say_done(&session.screen, Glyph::Done, &format!("delivery {which} is due again"))?;
        }
        Ok(())
    })
}
