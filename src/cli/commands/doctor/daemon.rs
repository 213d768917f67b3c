//! The daemon as seen from outside: whether it answers, how fast, who we are to it, and its clock.

use std::time::Instant;

use serde_json::Value;
use time::OffsetDateTime;

use super::report::Found;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::clock as here;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::output::list;
use crate::cli::session::Session;
use crate::domain::diagnosis;
use crate::domain::diagnosis::Finding;
use crate::domain::diagnosis::Level;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The way to the API, if there is one, with a finding on it.
pub(super) fn reach<'s>(session: &'s Session, found: &mut Vec<Found>) -> Option<&'s Client> {
    match session.client() {
        Ok(client) if client.is_direct() => {
            found.push(if session.global.database_url.is_some() {
                Finding::new("daemon", Level::Skipped, "not asked: --database-url names Postgres itself")
                    .into()
            } else if !client.nobody_delivers() {
                let sentence = "a node is alive, but hookitd does not answer here; what follows is said by Postgres alone";
                Finding::new("daemon", Level::Problem, sentence).mend("hookit node list").into()
            } else {
                let sentence = "hookitd is not running; what follows is said by Postgres alone";
                Finding::new("daemon", Level::Problem, sentence).mend("systemctl start hookitd").into()
            });
            Some(client)
        }
        Ok(client) => {
            found.push(answers(client));
            Some(client)
        }
        Err(error) => {
            found.push(refused(&error));
            None
        }
    }
}

/// Asks it something that touches nothing else, and who we are.
fn answers(client: &Client) -> Found {
    let began = Instant::now();
    let health = match client.call(&Request::get("/health")) {
        Ok(health) => health,
        Err(error) => return refused(&error),
    };
    let took_us = began.elapsed().as_micros();
    let theirs = health.header("hookit-version").unwrap_or("an unknown version").to_owned();
    let you = client.json(&Request::get("/me")).ok().map(|me| {
        let scopes: Vec<&str> = list(&me, "scopes").iter().filter_map(Value::as_str).collect();
        format!(" (you: {})", scopes.join(", "))
    });
    let sentence = format!(
        "{theirs} answers on {} in {}.{} ms{}",
        client.place(),
        took_us / 1_000,
        took_us % 1_000 / 100,
        you.unwrap_or_default()
    );
    if theirs == VERSION {
        return Finding::new("daemon", Level::Ok, sentence).into();
    }
    let sentence = format!("{sentence}; this hookit is {VERSION}");
    Finding::new("daemon", Level::Warning, sentence).mend("systemctl restart hookitd").into()
}

/// What it means that nothing could be asked.
fn refused(error: &CliError) -> Found {
    let sentence = [vec![error.text.clone()], error.causes.clone()].concat().join(": ");
    let finding = match error.kind {
        Kind::NoDatabase => Finding::new("postgres", Level::Problem, sentence),
        _ => Finding::new("daemon", Level::Problem, sentence),
    };
    match error.kind {
        Kind::NoDaemon => finding.mend("systemctl start hookitd").into(),
        _ => match &error.hint {
            Some(hint) => finding.mend(hint.clone()).into(),
            None => finding.into(),
        },
    }
}

/// What it means that the daemon answers, and not this.
pub(super) fn unexamined(error: &CliError) -> Found {
    let finding = Finding::new("daemon", Level::Problem, format!("it cannot be examined: {}", error.text));
    match error.kind {
        Kind::Denied => finding.mend("hookit key add ops --scope admin").into(),
        _ => finding.mend("journalctl -u hookitd -n 50").into(),
    }
}

/// This machine's clock beside the daemon's, by the date of an answer, which is told in whole seconds.
pub(super) fn clock(client: &Client) -> Option<Found> {
    let health = client.call(&Request::get("/health")).ok().filter(|_| !client.is_direct())?;
    let theirs = httpdate::parse_http_date(health.header("date")?).ok()?;
    let skew_ms = i64::try_from((here::now() - OffsetDateTime::from(theirs)).whole_milliseconds()).ok()?;
    // Up to a second has been cut off, and the answer took a moment.
    let skew_ms = if (-1_000..2_000).contains(&skew_ms) { 0 } else { skew_ms };
    Some(diagnosis::clock("this machine", skew_ms).into())
}
