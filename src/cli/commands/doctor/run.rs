//! The examination: the daemon from outside, what it says of itself, and this machine.

use std::path::Path;

use serde_json::Value;

use super::super::support::print_json;
use super::daemon;
use super::here;
use super::report;
use super::report::Found;
use super::unit;
use crate::cli::args::DoctorArgs;
use crate::cli::args::Form;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::list;
use crate::cli::session::Session;

/// Where a service manager keeps units, the strongest first.
const UNITS: [&str; 3] = [
    "/etc/systemd/system/hookitd.service",
    "/usr/lib/systemd/system/hookitd.service",
    "/lib/systemd/system/hookitd.service",
];

/// Examines everything that can be reached, and leaves with 9 when there is a problem.
pub(in crate::cli) fn run(session: &Session, args: &DoctorArgs) -> Result<Done> {
    let mut found = Vec::new();
    let reached = daemon::reach(session, &mut found);
    if let Some(client) = reached {
        match client.json(&Request::get("/doctor")) {
            Ok(diagnosis) => {
                found.extend(list(&diagnosis, "findings").iter().filter_map(Found::read));
                found.extend(daemon::clock(client));
            }
            Err(error) => found.push(daemon::unexamined(&error)),
        }
    } else {
        found.extend(here::look());
    }
    found.extend(unit::look(&UNITS.map(Path::new)));
    let screen = &session.screen;
    if screen.form == Form::Jsonl {
        for finding in list(&report::as_json(&found), "findings") {
            screen.data(&finding.to_string())?;
        }
    } else if screen.is_json() {
        print_json(screen, report::as_json(&found).to_string().as_bytes())?;
    } else {
        report::print(screen, &found, args.quiet)?;
    }
    Ok(if report::count(&found, "problem") > 0 { Done::Unhealthy } else { Done::All })
}

impl Found {
    /// A finding of the API.
    fn read(finding: &Value) -> Option<Self> {
        let member = |name: &str| finding.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            check: member("check")?,
            level: member("level")?,
            sentence: member("sentence")?,
            command: member("command"),
        })
    }
}
