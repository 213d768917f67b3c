//! `hookit db upgrade --drop-old`: removes the clusters that upgrades have kept.

use serde_json::json;

use super::super::super::support::print_json;
use super::super::super::support::say_done;
use super::super::private::failed;
use crate::cli::args::DbUpgrade;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::session::Session;
use crate::private_postgres::Kept;
use crate::private_postgres::PrivateOptions;

/// Removes them, or shows what would be removed. The daemon may run: it never opens them.
pub(super) fn run(session: &Session, args: &DbUpgrade, options: &PrivateOptions) -> Result<Done> {
    let screen = &session.screen;
    let kept = Kept::all(options).map_err(|error| failed(&error))?;
    let told = || {
        let kept: Vec<_> = kept
            .iter()
            .map(|one| json!({"version": one.version, "dir": one.dir, "size_bytes": one.size_bytes}))
            .collect();
        json!({"dry_run": args.dry_run, "removed": kept})
    };
    if !kept.is_empty() && !args.dry_run {
        let all: Vec<String> = kept.iter().map(described).collect();
        let what = format!("removes {}; there is no way back to it then but a backup", all.join(", "));
        let act = Act {
            what: &what,
            count: kept.len() as u64,
            all: false,
            typed: ("the word", "drop"),
            yes: args.sure.yes,
            line: &session.line,
        };
        confirm::ask(screen, &act)?;
        for one in &kept {
            one.remove().map_err(|error| failed(&error))?;
        }
    }
    if screen.is_json() {
        return print_json(screen, told().to_string().as_bytes());
    }
    if kept.is_empty() {
        say_done(screen, Glyph::Same, "no old cluster is kept, nothing to do")?;
    }
    for one in &kept {
        if args.dry_run {
            screen.data(&format!("would remove {}", described(one)))?;
        } else {
            say_done(screen, Glyph::Done, &format!("removed {}", described(one)))?;
        }
    }
    Ok(Done::All)
}

fn described(one: &Kept) -> String {
    format!("{} (Postgres {}, {})", one.dir.display(), one.version, bytes(one.size_bytes))
}
