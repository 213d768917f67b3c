//! `GET /doctor`: looks at Postgres, the queue, the machine and the receivers, and says what is wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use time::OffsetDateTime;

use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::state::Examiner;
use crate::api::state::Surroundings;
use crate::api::view::doctor::DiagnosisView;
use crate::api::view::doctor::FindingView;
use crate::domain::breaker::CircuitState;
use crate::domain::diagnosis;
use crate::domain::diagnosis::Disk;
use crate::domain::diagnosis::Finding;
use crate::domain::diagnosis::History;
use crate::domain::diagnosis::Level;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::id::EndpointId;
use crate::domain::look::Look;
use crate::domain::outcome::Outcome;
use crate::domain::url_rule::EndpointUrl;
use crate::store::diagnosis as measured;
use crate::store::diagnosis::Days;
use crate::store::nodes;
use crate::store::operations;
use crate::store::outbox::refused;
use crate::store::trouble;
use crate::store::trouble::Troubled;

/// Receivers that are looked at.
const RECEIVERS_MAX: usize = 200;
/// An event in the outbox that waits so long is not drained.
const OUTBOX_LATE: time::Duration = time::Duration::seconds(10);
/// Endpoints in trouble that are told one by one.
const TROUBLED_MAX: usize = 10;
/// The project that commands work in unless another is named.
const DEFAULT_PROJECT: &str = "default";
/// What is said of checks that only a daemon can make.
const DAEMON_ONLY: &str = "not looked at: only a running hookitd can";

/// Find what is wrong
///
/// Looks at Postgres, the queue, days of history, the machine and at most 200 receivers: their names, whether they take
/// connections, and their certificates. It takes up to 12 seconds and sends receivers nothing.
#[utoipa::path(get, path = "/doctor", tag = "System", operation_id = "examine",
    responses((status = 200, description = "What was found", body = DiagnosisView)))]
pub(crate) async fn examine(State(state): State<ApiState>) -> Result<Json<DiagnosisView>, Problem> {
    let around = state.examiner.as_ref().map(|examiner| (examiner.surroundings)());
    let wall = around.as_ref().and_then(wall_clock);
    let mut findings = postgres(&state, around.as_ref(), wall).await?;
    findings.push(diagnosis::queue(&measured::queue(&state.store).await?));
    findings.extend(outbox(&state).await?);
    findings.extend(versions(&state).await?);
    findings.extend(operations(&state).await?);
    let days = measured::days(&state.store).await?;
    match &around {
        Some(around) => findings.extend(machine(&state, around, &days)),
        None => findings.extend(["disk", "clock", "master key"].map(skipped)),
    }
    match &state.examiner {
        Some(examiner) => findings.extend(receivers(&state, examiner).await),
        None => findings.extend(["endpoint", "dns", "egress"].map(skipped)),
    }
    findings.extend(in_trouble(&trouble::troubled(&state.store, None).await?));
    Ok(Json(DiagnosisView {
        version: env!("CARGO_PKG_VERSION"),
        node: state.rules.node.clone(),
        now: wall.map(Into::into),
        findings: findings.into_iter().map(FindingView::from).collect(),
    }))
}

/// Endpoints that stand still, fail just now or have dead letters: each with the command that goes on from there.
fn in_trouble(troubled: &[Troubled]) -> Vec<Finding> {
    let mut found: Vec<Finding> = troubled.iter().take(TROUBLED_MAX).map(one_in_trouble).collect();
    if let Some(more) = troubled.len().checked_sub(TROUBLED_MAX).filter(|more| *more > 0) {
        let sentence = format!("{more} more need a look");
        found.push(Finding::new("endpoint", Level::Warning, sentence).mend("hookit status --verbose"));
    }
    found
}

fn one_in_trouble(one: &Troubled) -> Finding {
    let name = &one.endpoint.settings.name;
    let project = match one.project_name.as_str() {
        "" | DEFAULT_PROJECT => String::new(),
        other => format!(" --project {other}"),
    };
    let plus = |count| if count >= trouble::COUNTED_MAX.unsigned_abs() { "+" } else { "" };
    let counted = |count: u64, one: &str, many: &str| {
        format!("{count}{} {}", plus(count), if count == 1 { one } else { many })
    };
    let dead = (one.dead_letters > 0).then(|| {
        let how = one.commonest.as_ref().and_then(|group| match (group.last_status, group.last_outcome) {
            (Some(status), _) => Some(format!(", most often {status}")),
            (None, outcome) => {
                outcome.map(|outcome| format!(", most often {}", outcome.as_str().replace('_', " ")))
            }
        });
        counted(one.dead_letters, "dead letter", "dead letters") + &how.unwrap_or_default()
    });
    let held = (one.held > 0).then(|| counted(one.held, "delivery held", "deliveries held"));
    let blocked = (one.blocked_keys > 0).then(|| {
        let keys = if one.blocked_keys == 1 { "ordering key" } else { "ordering keys" };
        let more = if one.blocked_keys >= trouble::BLOCKED_MAX.unsigned_abs() { "+" } else { "" };
        format!("{}{more} {keys} blocked", one.blocked_keys)
    });
    let is_blocked = blocked.is_some();
    let said = |first: String, rest: Vec<Option<String>>| {
        let parts: Vec<String> = std::iter::once(first).chain(rest.into_iter().flatten()).collect();
        format!("{name}: {}", parts.join(", "))
    };
    let (sentence, act) = match one.endpoint.settings.status {
        EndpointStatus::Paused => (said("paused".to_owned(), vec![held, dead, blocked]), "endpoint resume"),
        EndpointStatus::Disabled => {
            let why = one.endpoint.disabled_reason.as_deref().map(|reason| format!(" ({reason})"));
            let disabled = format!("disabled by HookIt{}", why.unwrap_or_default());
            (said(disabled, vec![held, dead, blocked]), "endpoint resume")
        }
        _ if one.circuit.is_some() => {
            let is_open = one.circuit.as_ref().is_some_and(|circuit| circuit.state == CircuitState::Open);
            let state =
                if is_open { "its receiver is down, its circuit open" } else { "its receiver is just back" };
            (said(state.to_owned(), vec![dead, blocked]), "endpoint test")
        }
        _ if one.failed_lately > one.delivered_lately => {
            let attempts = counted(one.failed_lately, "failed attempt", "failed attempts");
            (said(format!("fails now, {attempts} in 10 minutes"), vec![dead, blocked]), "endpoint test")
        }
        // It names each key with the dead letter that blocks it.
        _ if is_blocked => (said(dead.unwrap_or_default(), vec![blocked]), "endpoint show"),
        _ => (said(dead.unwrap_or_default(), Vec::new()), "dlq list --endpoint"),
    };
    Finding::new("endpoint", Level::Warning, sentence).mend(format!("hookit {act} {name}{project}"))
}

fn skipped(check: &'static str) -> Finding {
    Finding::new(check, Level::Skipped, DAEMON_ONLY)
}

fn wall_clock(around: &Surroundings) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(around.wall_unix_ms) * 1_000_000).ok()
}

async fn postgres(
    state: &ApiState,
    around: Option<&Surroundings>,
    wall: Option<OffsetDateTime>,
) -> Result<Vec<Finding>, Problem> {
    let began = std::time::Instant::now();
    let mut facts = measured::postgres(&state.store).await?;
    facts.is_private = around.is_some_and(|around| around.private_postgres);
    let mut findings = diagnosis::postgres(&facts);
    if let Some(wall) = wall {
        // The machine's clock was read before Postgres was asked.
        let skew = state.store.now() - (wall + began.elapsed());
        let skew_ms = i64::try_from(skew.whole_milliseconds()).unwrap_or(i64::MAX);
        findings.push(diagnosis::clock("Postgres", skew_ms));
    }
    Ok(findings)
}

/// Events that were published in SQL and are not stored: refused, or waiting much longer than a drain takes.
async fn outbox(state: &ApiState) -> Result<Option<Finding>, Problem> {
    let standing = refused::standing(&state.store, None).await?;
    if standing.refused > 0 {
        let sentence = format!("{} events that were published in SQL were refused", standing.refused);
        return Ok(Some(Finding::new("outbox", Level::Warning, sentence).mend("hookit outbox list")));
    }
    let waited = standing.oldest_at.map(|at| state.store.now() - at).filter(|waited| *waited > OUTBOX_LATE);
    Ok(waited.map(|waited| {
        let sentence = format!(
            "an event that was published in SQL has waited {} s to be stored",
            waited.whole_seconds()
        );
        Finding::new("outbox", Level::Problem, sentence).mend("hookit node list")
    }))
}

/// Operational events that have no project to be told in.
async fn operations(state: &ApiState) -> Result<Option<Finding>, Problem> {
    if operations::has_project(&state.store).await? {
        return Ok(None);
    }
    let sentence = "operational events are not told: somebody else made the project hookit; rename it and restart hookitd";
    Ok(Some(Finding::new("operations", Level::Warning, sentence).mend("hookit project list")))
}

/// Nodes of several versions: one is left over from an upgrade.
async fn versions(state: &ApiState) -> Result<Option<Finding>, Problem> {
    let known = nodes::list(&state.store).await?;
    let mut by_version: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in known.iter().filter(|node| node.alive) {
        by_version.entry(&node.version).or_default().push(&node.name);
    }
    if by_version.len() < 2 {
        return Ok(None);
    }
    let told: Vec<String> =
        by_version.iter().map(|(version, names)| format!("{version} on {}", names.join(", "))).collect();
    let sentence = format!("nodes run different versions: {}", told.join("; "));
    Ok(Some(Finding::new("nodes", Level::Warning, sentence).mend("hookit node list")))
}

fn machine(state: &ApiState, around: &Surroundings, days: &Days) -> Vec<Finding> {
    let days_kept = i64::from(around.retention_days);
    let mut findings = diagnosis::history(&History { days_kept, ..days.history });
    if let Some((free_bytes, total_bytes)) = around.disk_bytes {
        findings.push(diagnosis::disk(&Disk {
            directory: around.state_dir.clone(),
            free_bytes,
            total_bytes,
            day_bytes: days.day_bytes.filter(|_| around.private_postgres),
            days: days.days,
            days_kept: u64::from(around.retention_days),
        }));
    }
    findings.push(diagnosis::keyring(
        &around.keyring_file,
        state.store.keyring().is_some(),
        around.keyring_mode,
        around.keyring_is_credential,
    ));
    findings
}

/// Looks at every receiver once, however many endpoints are behind it.
async fn receivers(state: &ApiState, examiner: &Examiner) -> Vec<Finding> {
    let snapshot = state.store.snapshot();
    // By scheme, host and port; the first endpoint's name speaks for all. What shows or trusts certificates of its own is
    // looked at by itself.
    let mut behind: BTreeMap<(bool, String, Option<EndpointId>), Arc<Endpoint>> = BTreeMap::new();
    for endpoint in snapshot.endpoints() {
        let settings = &endpoint.settings;
        if settings.status == EndpointStatus::Disabled {
            continue;
        }
        let Ok(url) = EndpointUrl::parse_stored(&settings.url) else { continue };
        let own = settings.transport.wants_tls().then_some(endpoint.id);
        behind
            .entry((url.is_https(), url.authority().to_owned(), own))
            .and_modify(|first| {
                if settings.name < first.settings.name {
                    *first = Arc::clone(endpoint);
                }
            })
            .or_insert_with(|| Arc::clone(endpoint));
    }
    let endpoints: Vec<Arc<Endpoint>> = behind.into_values().take(RECEIVERS_MAX).collect();
    let names: Vec<String> = endpoints.iter().map(|endpoint| endpoint.settings.name.to_string()).collect();
    if names.is_empty() {
        return vec![Finding::new("endpoint", Level::Ok, "none to look at")];
    }
    let mut looked: Vec<(String, Option<Look>)> =
        names.into_iter().zip((examiner.look)(endpoints).await).collect();
    looked.sort_by(|(one, _), (other, _)| one.cmp(other));
    judge(&looked, state.store.now())
}

fn judge(looked: &[(String, Option<Look>)], now: OffsetDateTime) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let failed = |outcome| {
        let is = move |look: &&Look| look.failure.as_ref().is_some_and(|(found, _)| *found == outcome);
        looked.iter().filter_map(|(_, look)| look.as_ref()).filter(is).count()
    };
    for (name, look) in looked {
        let Some(look) = look else {
            findings.push(Finding::new(
                "endpoint",
                Level::Skipped,
                format!("{name}: there was no time to look at it"),
            ));
            continue;
        };
        let certificate = look
            .certificate
            .as_ref()
            .and_then(|shown| diagnosis::certificate(name, &shown.name, shown.until, now));
        match (certificate, &look.failure) {
            (Some(finding), _) => findings.push(finding),
            (None, Some((outcome, error))) => findings.push(unreached(name, *outcome, error)),
            (None, None) => {}
        }
    }
    let looks = looked.iter().filter(|(_, look)| look.is_some()).count();
    let (unnamed, unreached) = (failed(Outcome::DnsFailed), failed(Outcome::ConnectFailed));
    if unnamed == 0 {
        let hosts = if looks == 1 { "1 host".to_owned() } else { format!("{looks} hosts") };
        findings.push(Finding::new("dns", Level::Ok, hosts));
    }
    if looks > unnamed {
        // One receiver that is down is its own trouble; all of them are not.
        let (level, sentence) = if unreached > 1 && unreached == looks - unnamed {
            (Level::Problem, format!("none of {unreached} receivers takes a connection: is there a way out?"))
        } else {
            (Level::Ok, "ok".to_owned())
        };
        findings.push(Finding::new("egress", level, sentence));
    }
    findings
}

fn unreached(name: &str, outcome: Outcome, error: &str) -> Finding {
    let (check, level) = match outcome {
        Outcome::DnsFailed => ("dns", Level::Problem),
        Outcome::ConnectFailed => ("endpoint", Level::Warning),
        _ => ("endpoint", Level::Problem),
    };
    let finding = Finding::new(check, level, format!("{name}: {error}"));
    match outcome {
        Outcome::DnsFailed => finding.mend(format!("hookit endpoint show {name}")),
        Outcome::Blocked => finding.mend("hookitd check-config | grep allow_cidrs"),
        _ => finding.mend(format!("hookit endpoint test {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(failure: Option<(Outcome, &str)>) -> Look {
        Look { failure: failure.map(|(outcome, error)| (outcome, error.to_owned())), certificate: None }
    }

    fn told(looked: &[(String, Option<Look>)]) -> Vec<String> {
        let findings = judge(looked, OffsetDateTime::UNIX_EPOCH);
        findings
            .iter()
            .map(|finding| format!("{} {}: {}", finding.level, finding.check, finding.sentence))
            .collect()
    }

    #[test]
    fn one_receiver_that_is_down_is_a_warning_and_all_of_them_are_a_problem() {
        let refused = || Some(look(Some((Outcome::ConnectFailed, "refused"))));
        let one = [("a".to_owned(), refused()), ("b".to_owned(), Some(look(None)))];
        assert_eq!(told(&one), ["warning endpoint: a: refused", "ok dns: 2 hosts", "ok egress: ok"]);
        let all = [("a".to_owned(), refused()), ("b".to_owned(), refused())];
        assert_eq!(
            told(&all)[3],
            "problem egress: none of 2 receivers takes a connection: is there a way out?"
        );
    }

    #[test]
    fn what_had_no_time_and_what_has_no_name_are_told() {
        let looked = [
            ("a".to_owned(), None),
            ("b".to_owned(), Some(look(Some((Outcome::DnsFailed, "no such name"))))),
        ];
        assert_eq!(
            told(&looked),
            ["skipped endpoint: a: there was no time to look at it", "problem dns: b: no such name"]
        );
    }
}
