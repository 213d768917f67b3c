//! `hookit node`: the runs of `hookitd` on this database, listed and drained.

use serde_json::Value;

use super::support::call_or_json;
use super::support::say_done;
use crate::cli::args::NodeCommand;
use crate::cli::args::NodeDrain;
use crate::cli::args::NodeOne;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::confirm::quoted;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::flag;
use crate::cli::output::instant;
use crate::cli::output::list as items;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::cli::output::words;
use crate::cli::session::Session;

/// Narrower terminals are told less of each node.
const WIDE: u16 = 120;

/// Runs one of its commands.
pub(super) fn run(session: &Session, command: &NodeCommand) -> Result<Done> {
    match command {
        NodeCommand::List => list(session),
        NodeCommand::Drain(args) => drain(session, args),
        NodeCommand::Undrain(args) => undrain(session, args),
    }
}

fn list(session: &Session) -> Result<Done> {
    if let Some(answer) = call_or_json(session, session.client()?, &Request::get("/nodes"))? {
        let nodes = answer.json()?;
        table(&session.screen, items(&nodes, "items")).print(&session.screen, "no node was ever here")?;
    }
    Ok(Done::All)
}

/// The word for how a node is.
fn state(node: &Value) -> (Glyph, &'static str) {
    match (flag(node, "alive"), flag(node, "draining")) {
        (false, _) => (Glyph::Cancelled, "ended"),
        (true, true) if flag(node, "drained") => (Glyph::Held, "drained"),
        (true, true) => (Glyph::Held, "draining"),
        (true, false) => (Glyph::Done, "running"),
    }
}

fn table(screen: &Screen, nodes: &[Value]) -> Table {
    let wide = !screen.rich || screen.width >= WIDE;
    let mut columns = vec![Column::left("NODE"), Column::whole("STATE")];
    columns.extend(wide.then_some(Column::left("ROLES")));
    columns.push(Column::right("IN FLIGHT"));
    if wide {
        columns.extend([Column::right("WAITING"), Column::left("VERSION"), Column::left("LEASE UNTIL")]);
    }
    columns.extend([Column::whole("SINCE"), Column::whole("ID")]);
    let mut table = Table::new(&columns);
    for node in nodes {
        let (glyph, word) = state(node);
        let shown =
            if screen.rich { format!("{} {word}", glyph.sign(screen.ascii)) } else { word.to_owned() };
        let mut row = vec![Cell::new(text(node, "name")), Cell::new(&shown).tone(glyph.tone())];
        row.extend(wide.then(|| Cell::new(&words(node, "roles"))));
        row.push(Cell::number(number(node, "in_flight")));
        if wide {
            row.push(Cell::number(number(node, "waiting")));
            row.push(Cell::new(text(node, "version")));
            row.push(Cell::new(&screen.time(instant(node, "lease_until"))));
        }
        row.extend([Cell::new(&screen.time(instant(node, "started_at"))), Cell::new(text(node, "id"))]);
        table.row(row);
    }
    table
}

/// Drains a node; where no other delivers, that is asked about first.
fn drain(session: &Session, args: &NodeDrain) -> Result<Done> {
    let client = session.client()?;
    let nodes = client.json(&Request::get("/nodes"))?;
    let (which, screen) = (&args.node.which, &session.screen);
    let is_meant = |node: &Value| text(node, "name") == which || text(node, "id") == which;
    let delivers = |node: &Value| {
        flag(node, "alive") && items(node, "roles").iter().any(|role| role.as_str() == Some("deliver"))
    };
    let (meant, others): (Vec<&Value>, Vec<&Value>) =
        items(&nodes, "items").iter().filter(|node| delivers(node)).partition(|node| is_meant(node));
    if let (true, [only]) = (args.dry_run, meant.as_slice()) {
        let of = |what: &str| number(only, what).unwrap_or(0);
        let name = text(only, "name");
        let what =
            format!("drains {name}, which has {} under way and {} waiting", of("in_flight"), of("waiting"));
        confirm::only_told(screen, true, &what)?;
        return Ok(Done::All);
    }
    if let ([only], false) = (meant.as_slice(), others.iter().any(|node| !flag(node, "draining"))) {
        let name = text(only, "name");
        confirm::ask(
            screen,
            &Act {
                what: &format!("drains {name}; no other node delivers, so everything waits until one does"),
                count: 1,
                all: false,
                typed: ("the node's name", name),
                yes: args.sure.yes,
                line: &session.line,
            },
        )?;
    }
    let Some(answer) = call_or_json(session, client, &order(&args.node, "drain"))? else {
        return Ok(Done::All);
    };
    let node = answer.json()?;
    let what = format!(
        "node {} takes nothing more; it has {} under way and {} waiting",
        text(&node, "name"),
        number(&node, "in_flight").unwrap_or(0),
        number(&node, "waiting").unwrap_or(0)
    );
    say_done(screen, Glyph::Held, &what)?;
    screen.talk(&format!(
        "it obeys when it next renews its lease, and is drained when hookit node list says so; \
         back with: hookit node undrain {}",
        quoted(which)
    ));
    Ok(Done::All)
}

fn undrain(session: &Session, args: &NodeOne) -> Result<Done> {
    if let Some(answer) = call_or_json(session, session.client()?, &order(args, "undrain"))? {
        let node = answer.json()?;
        say_done(
            &session.screen,
            Glyph::Done,
            &format!("node {} takes deliveries again", text(&node, "name")),
        )?;
    }
    Ok(Done::All)
}

fn order(args: &NodeOne, verb: &str) -> Request {
    Request::post(&format!("/nodes/{}/{verb}", segment(&args.which)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_node_is_shown_with_what_it_has() {
        let node = |name: &str, alive: bool, draining: bool, in_flight: u32, drained: bool| {
            json!({
                "id": "node_01kb6y3v5nfk8s2w0x9q7d4tcm", "name": name, "version": "0.4.0", "roles": ["api", "deliver"],
                "started_at": "2026-11-24T10:00:00Z", "lease_until": "2026-11-24T10:00:15Z", "alive": alive,
                "draining": draining, "drained": drained, "in_flight": in_flight, "waiting": 0,
            })
        };
        let nodes = [
            node("a", true, false, 3, false),
            node("b", true, true, 1, false),
            node("c", true, true, 0, true),
            node("d", false, true, 0, false),
            // Nothing under way when it last told, and it has not heard yet.
            node("e", true, true, 0, false),
        ];
        let mut screen = Screen::fixed(true, false);
        let shown = [80, 160].map(|width| {
            screen.width = width;
            table(&screen, &nodes).render(&screen)
        });
        insta::assert_snapshot!(shown.join("\n"));
    }
}
