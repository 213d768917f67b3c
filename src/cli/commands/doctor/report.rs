//! How findings look: a line each, what is well and small on one, and the sum at the end.

use serde_json::Value;
use serde_json::json;

use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::Tone;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::domain::diagnosis::Finding;

/// Checks that have a line of their own even when all is well.
const OWN_LINE: [&str; 4] = ["daemon", "postgres", "queue", "disk"];

/// One finding, from here or from the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) check: String,
    pub(super) level: String,
    pub(super) sentence: String,
    pub(super) command: Option<String>,
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Self {
        Self {
            check: finding.check.to_owned(),
            level: finding.level.to_string(),
            sentence: finding.sentence,
            command: finding.command,
        }
    }
}

/// How many findings are of a level.
pub(super) fn count(found: &[Found], level: &str) -> u64 {
    found.iter().filter(|one| one.level == level).count() as u64
}

/// The findings as JSON.
pub(super) fn as_json(found: &[Found]) -> Value {
    let findings: Vec<Value> = found
        .iter()
        .map(|one| {
            json!({ "check": one.check, "level": one.level, "sentence": one.sentence, "command": one.command })
        })
        .collect();
    json!({
        "problems": count(found, "problem"),
        "warnings": count(found, "warning"),
        "findings": findings,
    })
}

/// Prints them.
pub(super) fn print(screen: &Screen, found: &[Found], quiet: bool) -> Result<()> {
    let shown: Vec<&Found> =
        found.iter().filter(|one| !quiet || matches!(one.level.as_str(), "warning" | "problem")).collect();
    if !screen.rich {
        let mut table = Table::new(&["LEVEL", "CHECK", "SENTENCE", "COMMAND"].map(Column::left));
        for one in shown {
            let command = one.command.as_deref().unwrap_or_default();
            table.row([one.level.as_str(), &one.check, &one.sentence, command].map(Cell::new).to_vec());
        }
        return table.print(screen, "");
    }
    for line in lines(screen, &shown) {
        screen.data(&line)?;
    }
    screen.data(&sum(screen, found))
}

fn glyph(level: &str) -> Glyph {
    match level {
        "ok" => Glyph::Done,
        "problem" => Glyph::Failed,
        "warning" => Glyph::Warning,
        _ => Glyph::Cancelled,
    }
}

fn lines(screen: &Screen, found: &[&Found]) -> Vec<String> {
    let mut lines = Vec::new();
    let small = |one: &&&Found| one.level == "ok" && !OWN_LINE.contains(&one.check.as_str());
    let (small, own): (Vec<&Found>, Vec<&Found>) = found.iter().partition(|one| small(&one));
    for one in own {
        let begin = format!("{} {:<12}", screen.glyph(glyph(&one.level)), one.check);
        let sentence = escape(&one.sentence);
        let mend = one
            .command
            .as_ref()
            .map(|command| format!("{} {}", if screen.ascii { "->" } else { "→" }, escape(command)));
        let Some(mend) = mend else {
            lines.push(format!("{begin}{sentence}"));
            continue;
        };
        let mend_painted = screen.paint(Tone::Dim, &mend);
        if 14 + sentence.chars().count() + 3 + mend.chars().count() <= usize::from(screen.width) {
            lines.push(format!("{begin}{sentence}   {mend_painted}"));
        } else {
            lines.push(format!("{begin}{sentence}"));
            lines.push(format!("{:14}{mend_painted}", ""));
        }
    }
    lines.extend(together(screen, &small));
    lines
}

/// What is well and needs few words, beside each other.
fn together(screen: &Screen, found: &[&Found]) -> Vec<String> {
    let between = if screen.ascii { ", " } else { " · " };
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for one in found {
        let words = format!("{} {}", one.check, escape(&one.sentence));
        if !line.is_empty()
            && 2 + line.chars().count() + 3 + words.chars().count() > usize::from(screen.width)
        {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push_str(between);
        }
        line.push_str(&words);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| format!("{} {line}", screen.glyph(Glyph::Done))).collect()
}

/// `1 problem, 1 warning`, and the exit code that follows from it.
fn sum(screen: &Screen, found: &[Found]) -> String {
    let (problems, warnings) = (count(found, "problem"), count(found, "warning"));
    let code = if problems > 0 { 9 } else { 0 };
    let said = match (problems, warnings) {
        (0, 0) => "all is well".to_owned(),
        (0, _) => format!("{}, no problem", counted(warnings, "warning", "warnings")),
        (_, 0) => counted(problems, "problem", "problems"),
        _ => format!(
            "{}, {}",
            counted(problems, "problem", "problems"),
            counted(warnings, "warning", "warnings")
        ),
    };
    let end = format!("exit {code}");
    let width = usize::from(screen.width).saturating_sub(end.len()).max(said.len() + 2);
    format!("{said:<width$}{}", screen.paint(Tone::Dim, &end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Vec<Found> {
        let one = |level: &str, check: &str, sentence: &str, command: Option<&str>| Found {
            check: check.to_owned(),
            level: level.to_owned(),
            sentence: sentence.to_owned(),
            command: command.map(str::to_owned),
        };
        vec![
            one("ok", "daemon", "0.4.0 answers on /run/hookit/admin.sock in 0.3 ms (you: admin)", None),
            one("ok", "postgres", "15.18, 41 of 64 connections, replication none, autovacuum keeps up", None),
            one("ok", "queue", "oldest due 4 s; no lease has run out; 8 shards on 2 nodes", None),
            one(
                "warning",
                "disk",
                "/var/lib/hookit is 88 % full, 9 days left at this rate",
                Some("hookitd check-config | grep retention"),
            ),
            one(
                "problem",
                "endpoint",
                "acme-prod: certificate expired 2d ago (CN=api.acme.test\u{1b}[2J)",
                Some("hookit endpoint test acme-prod"),
            ),
            one("ok", "dns", "12 hosts", None),
            one("ok", "egress", "ok", None),
            one("ok", "master key", "present in /var/lib/hookit/master-keys (0600)", None),
            one("skipped", "unit", "not looked at", None),
        ]
    }

    #[test]
    fn findings_are_laid_out_for_both_widths() {
        for width in [80, 200] {
            let mut screen = Screen::fixed(true, false);
            screen.width = width;
            let all = found();
            let mut shown = lines(&screen, &all.iter().collect::<Vec<_>>());
            shown.push(sum(&screen, &all));
            insta::assert_snapshot!(format!("at_{width}_columns"), shown.join("\n"));
        }
    }

    #[test]
    fn the_sum_says_what_the_exit_code_follows_from() {
        let mut screen = Screen::fixed(true, false);
        screen.width = 40;
        let all = found();
        assert!(sum(&screen, &all).starts_with("1 problem, 1 warning  "));
        assert!(sum(&screen, &all[..4]).starts_with("1 warning, no problem"));
        assert!(sum(&screen, &all[..2]).ends_with("exit 0"));
        assert_eq!(as_json(&all)["problems"], 1);
    }
}
