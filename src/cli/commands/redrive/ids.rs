//! Redriving deliveries that are named one by one.

use super::super::delivery;
use super::super::support::call_or_json;
use super::super::support::each;
use super::super::support::say_done;
use crate::cli::args::RedriveChoice;
use crate::cli::client::Request;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::session::Session;
use crate::domain::id::DeliveryId;

/// The ids that were named, those on stdin among them, each once, in their order.
pub(super) fn named(given: &[String]) -> Result<Vec<String>> {
    let mut ids: Vec<String> = Vec::new();
    for word in given {
        if word == "-" {
            // A heading may come along when a list is piped in.
            ids.extend(
                input::ids_from_stdin()?.into_iter().filter(|word| word != "delivery" && word != "DELIVERY"),
            );
        } else {
            ids.push(word.clone());
        }
    }
    let mut once = std::collections::HashSet::new();
    ids.retain(|id| once.insert(id.clone()));
    if let Some(odd) = ids.iter().find(|id| id.parse::<DeliveryId>().is_err()) {
        return Err(CliError::usage(format!("{} is not a delivery's id", escape(odd)))
            .hint("ids look like dlv_01h455vb4pex5vsknk084sn02q; hookit dlq list shows them"));
    }
    if ids.is_empty() && !given.is_empty() {
        return Err(CliError::usage("there were no ids on stdin"));
    }
    Ok(ids)
}

/// Redrives the one delivery that was named; naming it is the consent.
pub(super) fn one(session: &Session, id: &str) -> Result<Done> {
    let client = session.client()?;
    let request = Request::post(&format!("{}/redrive", delivery::path(id)));
    if call_or_json(session, client, &request)?.is_some() {
        say_done(&session.screen, Glyph::Done, &format!("delivery {id} is due again"))?;
        if client.is_direct() {
            session.screen.talk("it is delivered as soon as hookitd runs");
        }
    }
    Ok(Done::All)
}

/// Redrives several without a daemon: nobody is there to pace a redrive, so each row is put back at once.
pub(super) fn each_directly(session: &Session, args: &RedriveChoice) -> Result<Done> {
    let client = session.client()?;
    let many = counted(args.choice.ids.len() as u64, "dead letter", "dead letters");
    confirm::ask(
        &session.screen,
        &Act {
            what: &format!("{many} become due again; they are delivered as soon as hookitd runs"),
            count: args.choice.ids.len() as u64,
            all: false,
            typed: ("the project's name", client.project()),
            yes: args.sure.yes,
            line: &session.line,
        },
    )?;
    each(session, &args.choice.ids, |id| one(session, id).map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_deliveries_are_taken_and_each_once() {
        let id = "dlv_01h455vb4pex5vsknk084sn02q".to_owned();
        assert_eq!(named(&[id.clone(), id.clone()]).unwrap(), [id]);
        let odd = named(&["lst".to_owned()]).unwrap_err();
        assert_eq!(odd.kind.exit_code(), 2);
        assert!(odd.text.contains("lst"));
    }
}
