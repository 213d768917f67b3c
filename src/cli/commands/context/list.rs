//! `hookit context list`.

use serde_json::Value;
use serde_json::json;

use super::super::support::print_list;
use crate::cli::client;
use crate::cli::client::Listed;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Glyph;
use crate::cli::output::Table;
use crate::cli::output::flag;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lists contexts by name. Keys are never shown.
pub(super) fn run(session: &Session) -> Result<Done> {
    let contexts = client::contexts(&session.environment)?;
    let items: Vec<Value> = contexts
        .contexts
        .iter()
        .map(|(name, context)| {
            json!({
                "name": name,
                "current": contexts.current.as_ref() == Some(name),
                "way": context.way(),
                "project": context.project,
                "has_key": context.key.is_some() || context.key_file.is_some(),
            })
        })
        .collect();
    let json = json!({ "items": items, "next_cursor": null }).to_string().into_bytes();
    let listed = Listed { json, items, next_cursor: None };
    let screen = &session.screen;
    print_list(session, &listed, "no contexts; add one with hookit context add NAME --url URL", |items| {
        let mut table = Table::new(&[
            Column::whole("CONTEXT"),
            Column::left("CURRENT"),
            Column::left("WAY"),
            Column::left("PROJECT"),
            Column::left("KEY"),
        ]);
        for item in items {
            let sign = if screen.rich { Glyph::Done.sign(screen.ascii) } else { "current" };
            table.row(vec![
                Cell::new(text(item, "name")),
                Cell::new(if flag(item, "current") { sign } else { "" }),
                Cell::new(text(item, "way")),
                Cell::new(text(item, "project")),
                Cell::new(if flag(item, "has_key") { "yes" } else { "" }),
            ]);
        }
        Ok(table)
    })
}
