//! `hookit db status`: which database, its schema, its size, and the nodes that work on it.

use serde_json::json;

use super::super::support::print_json;
use super::reach;
use crate::cli::args::DbStatus;
use crate::cli::client;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::session::Session;
use crate::store::migrate;
use crate::store::nodes;
use crate::store::stats;

/// Shows it. A database without HookIt's schema is shown as such, and is no failure.
pub(super) fn run(session: &Session, args: &DbStatus) -> Result<Done> {
    let database = reach::database(session, args.state.state_dir.as_deref())?;
    let (schema, facts, alive) = client::runtime()?.block_on(async {
        let store = database.open().await?;
        let asked = async {
            let schema = migrate::state(&store).await?;
            if schema.found == 0 {
                return Ok((schema, None, 0));
            }
            let facts = stats::database(&store).await?;
            let alive = nodes::list(&store).await?.iter().filter(|node| node.alive).count();
            Ok((schema, Some(facts), alive))
        };
        let asked = asked.await.map_err(|error| database.failure(&error));
        store.close().await;
        asked
    })?;
    let current = schema.found == schema.known;
    let screen = &session.screen;
    if screen.is_json() {
        let said = json!({
            "schema": {"found": schema.found, "known": schema.known, "current": current},
            "version": facts.as_ref().map(|facts| &facts.version),
            "size_bytes": facts.as_ref().map(|facts| facts.size_bytes),
            "nodes_alive": alive,
        });
        return print_json(screen, said.to_string().as_bytes());
    }
    let sign = if screen.rich {
        format!(" {}", if current { Glyph::Done } else { Glyph::Warning }.sign(screen.ascii))
    } else {
        String::new()
    };
    let mut card = Card::new()
        .fact("named by", database.named_by)
        .fact("schema", &format!("{} of {}{sign}", schema.found, schema.known));
    if let Some(facts) = facts {
        card = card.fact("postgres", &facts.version).fact("size", &bytes(facts.size_bytes));
    }
    card.fact("nodes alive", &alive.to_string()).print(screen)?;
    if !current {
        screen.talk("hookit db migrate brings the schema up to date");
    }
    Ok(Done::All)
}
