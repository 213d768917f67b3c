//! What needs a look, in the words of `hookit status`.

use crate::dashboard::gate::Seat;
use crate::dashboard::show::count;
use crate::dashboard::show::outcome_words;
use crate::dashboard::show::quoted;
use crate::dashboard::state::Dashboard;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::trouble;
use crate::domain::trouble::Trouble;
use crate::domain::wording::relative;
use crate::store::StoreError;
use crate::store::projects::DEFAULT_PROJECT;
use crate::store::trouble::BLOCKED_MAX;
use crate::store::trouble::COUNTED_MAX;
use crate::store::trouble::Troubled;
use crate::store::trouble::troubled;

/// One endpoint that needs a look.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) what: String,
    pub(super) command: String,
    pub(super) held: bool,
}

/// Those of a project, the worst first.
pub(super) async fn looks(dashboard: &Dashboard, seat: &Seat) -> Result<Vec<Look>, StoreError> {
    let now = dashboard.store.now();
    let found = troubled(&dashboard.store, Some(seat.project.id)).await?;
    let look = |one: &Troubled| {
        let most = u64::try_from(COUNTED_MAX).unwrap_or(u64::MAX);
        let known = Trouble {
            name: one.endpoint.settings.name.to_string(),
            elsewhere: match one.project_name.as_str() {
                DEFAULT_PROJECT => String::new(),
                name => format!(" --project {}", quoted(name)),
            },
            status: one.endpoint.settings.status,
            disabled_reason: one.endpoint.disabled_reason.clone().unwrap_or_default(),
            stopped: one.stopped.as_ref().map(|(by, at)| (by.clone(), relative(*at, now))),
            circuit: one.circuit.as_ref().map(|circuit| (circuit.state, relative(circuit.since, now))),
            dead_letters: one.dead_letters,
            commonest: one.commonest.as_ref().and_then(|group| {
                group.last_outcome.map(|outcome| (outcome_words(outcome, group.last_status), group.count))
            }),
            held: one.held,
            blocked_keys: one.blocked_keys,
            blocked_more: one.blocked_keys >= BLOCKED_MAX.unsigned_abs(),
            failed_lately: one.failed_lately,
            delivered_lately: one.delivered_lately,
            truncated: one.dead_letters >= most || one.held >= most,
        };
        Look {
            href: seat.path(&format!("/endpoints/{}", known.name)),
            // Two spaces part them in a terminal.
            what: trouble::words(&known, count, "×").replace("  ", " · "),
            command: trouble::command(&known, quoted),
            held: known.status == EndpointStatus::Paused,
            name: known.name,
        }
    };
    Ok(found.iter().map(look).collect())
}
