//! `hookit db migrate`: brings the schema up to this version; several at once take turns.

use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use super::reach;
use crate::cli::args::DbMigrate;
use crate::cli::client;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::session::Session;
use crate::store::migrate;

/// Migrates, or shows what would be done.
pub(super) fn run(session: &Session, args: &DbMigrate) -> Result<Done> {
    let database = reach::database(session, args.state.state_dir.as_deref())?;
    let screen = &session.screen;
    let (before, applied) = client::runtime()?.block_on(async {
        let store = database.open().await?;
        let done = async {
            let before = migrate::state(&store).await?;
            let applied = if args.dry_run { Vec::new() } else { migrate::run(&store).await? };
            Ok((before, applied))
        };
        let done = done.await.map_err(|error| database.failure(&error));
        store.close().await;
        done
    })?;
    if screen.is_json() {
        let applied: Vec<_> =
            applied.iter().map(|one| json!({ "version": one.version, "name": one.name })).collect();
        let said = json!({ "found": before.found, "known": before.known, "applied": applied, "dry_run": args.dry_run });
        return print_json(screen, said.to_string().as_bytes());
    }
    if args.dry_run {
        let said = if before.found < before.known { "would go" } else { "is current, nothing to do" };
        screen.data(&format!("schema {} of {}: {said}", before.found, before.known))?;
        return Ok(Done::All);
    }
    for one in &applied {
        say_done(screen, Glyph::Done, &format!("{}  {}", one.version, one.name))?;
    }
    let said = if applied.is_empty() { "was current already" } else { "is current" };
    say_done(
        screen,
        if applied.is_empty() { Glyph::Same } else { Glyph::Done },
        &format!("schema {} {said}", before.known),
    )?;
    Ok(Done::All)
}
