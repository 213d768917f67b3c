//! `hookit db distribute`: spreads the database over the workers of a Citus cluster.

use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use super::programs;
use super::reach;
use crate::cli::args::DbDistribute;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Glyph;
use crate::cli::session::Session;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::distribute;
use crate::store::distribute::Readiness;
use crate::store::migrate;
use crate::store::tables;

/// What was found, and what would be run.
struct Looked {
    daemons: Vec<String>,
    ready: Readiness,
    plan: Vec<String>,
}

/// Distributes, or shows the statements and what stands in the way.
pub(super) fn run(session: &Session, args: &DbDistribute) -> Result<Done> {
    let database = reach::database(session, args.state.state_dir.as_deref())?;
    let screen = &session.screen;
    client::runtime()?.block_on(async {
        let store = database.open().await?;
        let done = async {
            let looked = look(&store, args.shards).await.map_err(|error| database.failure(&error))?;
            let refused = in_the_way(&looked, args.shards);
            if args.dry_run {
                return show(session, &looked, refused);
            }
            if looked.ready.distributed {
                say_done(screen, Glyph::Same, "the tables are distributed already, nothing to do")?;
                return Ok(Done::All);
            }
            refused?;
            ask(session, args, &database)?;
            distribute::run(&store, &looked.plan).await.map_err(|error| database.failure(&error))?;
            if screen.is_json() {
                return told(session, &looked, false);
            }
            say_done(screen, Glyph::Done, &format!("distributed over {} shards", args.shards))?;
            Ok(Done::All)
        };
        let done = done.await;
        store.close().await;
        done
    })
}

async fn look(store: &Store, shards: u8) -> std::result::Result<Looked, StoreError> {
    migrate::require_current(store).await?;
    Ok(Looked {
        daemons: tables::daemons(store).await?,
        ready: distribute::look(store).await?,
        plan: distribute::plan(store, shards).await?,
    })
}

/// The first thing that stands in the way, with what to do about it.
fn in_the_way(looked: &Looked, shards: u8) -> Result<()> {
    let ready = &looked.ready;
    if ready.citus.is_none() {
        return Err(if ready.available {
            CliError::failed("refused: the extension citus was not created in this database")
                .hint("hookit db shell -- -c 'create extension citus', then name its workers: select citus_add_node(…)")
        } else {
            CliError::failed("refused: this Postgres has no Citus").hint(
                "install Citus for its version on the server and the workers, set shared_preload_libraries = 'citus', \
                 restart, create extension citus",
            )
        });
    }
    if !looked.daemons.is_empty() {
        let what = format!("refused: hookitd works on this database ({})", looked.daemons.join(", "));
        return Err(CliError::failed(what).hint("stop every node first: systemctl stop hookitd"));
    }
    if ready.queued {
        return Err(CliError::failed("refused: deliveries wait in the queue; a live row keeps its shard")
            .hint("let hookitd finish them, or cancel them: hookit delivery list --status pending"));
    }
    if shards < ready.shards {
        let what = format!("refused: the database has {} shards, and history in them", ready.shards);
        return Err(CliError::failed(what).hint("give at least as many with --shards"));
    }
    Ok(())
}

fn ask(session: &Session, args: &DbDistribute, database: &Database) -> Result<()> {
    let what = format!(
        "distributes the tables of {} over {} shards; there is no way back but a backup",
        programs::shown(database),
        args.shards
    );
    let act = Act {
        what: &what,
        count: 1,
        all: true,
        typed: ("the word", "distribute"),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)
}

fn show(session: &Session, looked: &Looked, refused: Result<()>) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() {
        return told(session, looked, true);
    }
    for statement in &looked.plan {
        screen.data(&format!("{statement};"))?;
    }
    if looked.ready.distributed {
        screen.talk("the tables are distributed already");
    } else if let Err(error) = refused {
        screen.talk(&format!("it would be {}", error.text));
    }
    Ok(Done::All)
}

fn told(session: &Session, looked: &Looked, dry_run: bool) -> Result<Done> {
    let said = json!({"dry_run": dry_run, "citus": looked.ready.citus, "statements": looked.plan});
    print_json(&session.screen, said.to_string().as_bytes())
}
