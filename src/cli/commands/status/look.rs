//! What needs a look: one endpoint a line, with the line to run.

use serde_json::Value;

use crate::cli::confirm::quoted;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::text;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::trouble as domain;
use crate::domain::trouble::Trouble;

/// Blocked ordering keys that the API counts of one endpoint.
const BLOCKED_MAX: u64 = 100;
/// Endpoints that are shown on a screen.
const SHOWN_MAX: usize = 10;

/// Which endpoints are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The project that commands work in unless another is named.
    pub(super) project: &'a str,
    /// All of them, not only a screenful.
    pub(super) all: bool,
}

/// One endpoint: its sign and name, what is the matter, and what to run.
struct Line {
    glyph: Glyph,
    name: String,
    what: String,
    act: String,
}

/// The lines, none when nothing needs a look.
pub(super) fn lines(screen: &Screen, status: &Value, shown: &Shown<'_>) -> Vec<String> {
    let troubled = list(status, "troubled_endpoints");
    if troubled.is_empty() {
        return Vec::new();
    }
    let told: Vec<Line> = troubled.iter().map(|endpoint| trouble(screen, endpoint, shown.project)).collect();
    if !screen.rich {
        let row = |line: &Line| {
            let cells =
                ["needs_a_look", &line.name, &line.what, &line.act].map(|cell| escape(cell).into_owned());
            cells.join("\t")
        };
        return told.iter().map(row).collect();
    }
    let fits = if shown.all { told.len() } else { SHOWN_MAX };
    let mut lines = vec![String::new(), screen.paint(Tone::Strong, "needs a look")];
    lines.extend(laid_out(screen, &told[..told.len().min(fits)]));
    if let Some(more) = told.len().checked_sub(fits).filter(|more| *more > 0) {
        lines.push(format!("  and {more} more:  hookit status --verbose"));
    }
    lines
}

/// In columns where there is room; else what to run stands below.
fn laid_out(screen: &Screen, told: &[Line]) -> Vec<String> {
    let width = |of: fn(&Line) -> &str| told.iter().map(|line| of(line).chars().count()).max().unwrap_or(0);
    let (name, what, act) = (width(|line| &line.name), width(|line| &line.what), width(|line| &line.act));
    let one_line = name + what + act + 9 <= usize::from(screen.width);
    told.iter()
        .flat_map(|line| {
            let sign = screen.glyph(line.glyph);
            let padded = format!("{:name$}", escape(&line.name));
            let run = screen.paint(Tone::Dim, &escape(&line.act));
            if one_line {
                vec![format!("  {sign} {padded}  {:what$}   {run}", escape(&line.what))]
            } else {
                vec![format!("  {sign} {padded}  {}", escape(&line.what)), format!("      {run}")]
            }
        })
        .collect()
}

fn trouble(screen: &Screen, endpoint: &Value, project: &str) -> Line {
    let theirs = text(endpoint, "project");
    let elsewhere = if theirs.is_empty() || theirs == project {
        String::new()
    } else {
        format!(" --project {}", quoted(theirs))
    };
    let figure = |name: &str| number(endpoint, name).unwrap_or(0);
    let outcome = text(endpoint, "last_outcome");
    let commonest = (!outcome.is_empty())
        .then(|| (outcome_words(outcome, number(endpoint, "last_status")), figure("last_outcome_count")));
    let stopped = match (text(endpoint, "stopped_by"), instant(endpoint, "stopped_at")) {
        ("", _) | (_, None) => None,
        (by, at) => Some((by.to_owned(), screen.time(at))),
    };
    let known = Trouble {
        name: text(endpoint, "name").to_owned(),
        elsewhere,
        // A state of a newer daemon is told like that of an endpoint that works.
        status: text(endpoint, "status").parse().unwrap_or(EndpointStatus::Active),
        disabled_reason: text(endpoint, "disabled_reason").to_owned(),
        stopped,
        circuit: text(&endpoint["circuit"], "state")
            .parse()
            .ok()
            .map(|state| (state, screen.time(instant(&endpoint["circuit"], "since")))),
        dead_letters: figure("dead_letters"),
        commonest,
        held: figure("held"),
        blocked_keys: figure("blocked_keys"),
        blocked_more: figure("blocked_keys") >= BLOCKED_MAX,
        failed_lately: figure("failed_lately"),
        delivered_lately: figure("delivered_lately"),
        truncated: flag(endpoint, "truncated"),
    };
    let glyph = if known.status == EndpointStatus::Paused { Glyph::Held } else { Glyph::Failed };
    let times = if screen.ascii { "x" } else { "×" };
    Line {
        glyph,
        what: domain::words(&known, count, times),
        act: domain::command(&known, quoted),
        name: known.name,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_trouble_comes_with_what_to_do() {
        let screen = Screen::fixed(true, false);
        let of = |endpoint: Value| {
            let line = trouble(&screen, &endpoint, "default");
            (line.what, line.act)
        };
        assert_eq!(
            of(json!({"name": "acme", "status": "active", "failed_lately": 9, "delivered_lately": 1})),
            (
                "failing, 9 in 10 min".to_owned(),
                "hookit delivery list --status retrying --endpoint acme".to_owned()
            )
        );
        assert_eq!(
            of(json!({"name": "gone", "status": "disabled", "disabled_reason": "410 Gone", "project": "p"})),
            ("disabled: 410 Gone".to_owned(), "hookit endpoint resume gone --project p".to_owned())
        );
    }

    #[test]
    fn a_screen_shows_ten_and_says_how_to_see_the_rest() {
        let one = json!({"name": "acme", "status": "paused"});
        let status = json!({"troubled_endpoints": vec![one; 14]});
        let mut shown = Shown { project: "default", all: false };
        let screen = Screen::fixed(true, false);
        let few = lines(&screen, &status, &shown);
        assert_eq!(few.len(), 13);
        assert_eq!(few.last().map(String::as_str), Some("  and 4 more:  hookit status --verbose"));
        shown.all = true;
        assert_eq!(lines(&screen, &status, &shown).len(), 16);
    }
}
