//! The first line: who answers, for how long, on which database.

use serde_json::Value;

use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::bytes;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;

/// `hookitd 0.4.0  up 12d 4h  node web-1 (1 of 3)      Postgres 15.18 private · 2.1 GB · schema 14 ✔`, the second half
/// at the right edge, or on a line of its own where there is no room.
pub(super) fn lines(screen: &Screen, status: &Value, direct: bool) -> Vec<String> {
    let who = escape(&who(status, direct)).into_owned();
    let strong = screen.paint(Tone::Strong, &who);
    let Some(database) = status.get("database").filter(|database| !database.is_null()) else {
        return vec![strong];
    };
    let said = escape(&database_said(screen, database)).into_owned();
    let checks = list(status, "checks");
    let current = checks.iter().find(|check| text(check, "name") == "schema_current");
    let glyph = if current.is_none_or(|check| flag(check, "ok")) { Glyph::Done } else { Glyph::Failed };
    let sign = screen.glyph(glyph);
    let used = who.chars().count() + said.chars().count() + 2;
    match usize::from(screen.width).checked_sub(used).filter(|gap| *gap >= 3) {
        Some(gap) => vec![format!("{strong}{:gap$}{said} {sign}", "")],
        None => vec![strong, format!("{said} {sign}")],
    }
}

fn who(status: &Value, direct: bool) -> String {
    let nodes = list(status, "nodes");
    let alive = nodes.iter().filter(|node| flag(node, "alive")).count();
    if direct {
        return format!("no daemon here; {alive} of {} nodes alive", nodes.len());
    }
    let up = span(number(status, "uptime_ms").unwrap_or(0));
    let among = if nodes.len() > 1 { format!(" ({alive} of {} alive)", nodes.len()) } else { String::new() };
    format!("hookitd {}  up {up}  node {}{among}", text(status, "version"), text(status, "node"))
}

fn database_said(screen: &Screen, database: &Value) -> String {
    let dot = if screen.ascii { "," } else { " ·" };
    format!(
        "Postgres {}{}{dot} {}{dot} schema {}",
        text(database, "version"),
        if flag(database, "private") { " private" } else { "" },
        bytes(number(database, "size_bytes").unwrap_or(0)),
        number(database, "schema").unwrap_or(0)
    )
}
