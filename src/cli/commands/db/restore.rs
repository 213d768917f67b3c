//! `hookit db restore`: a backup into a database that no daemon works on.

use std::fs;
use std::io;
use std::io::Read;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::thread;

use serde_json::json;

use super::super::support::print_json;
use super::super::support::say_done;
use super::archive::Archive;
use super::archive::CHUNK_BYTES;
use super::archive::Head;
use super::archive::KeyringText;
use super::private::Private;
use super::programs;
use super::reach;
use crate::cli::args::DbRestore;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::confirm;
use crate::cli::confirm::Act;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Bar;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::output::count;
use crate::cli::session::Session;
use crate::private_postgres::Clients;
use crate::store::migrate;
use crate::store::tables;
use crate::store::tables::TableCount;

/// Restores, or shows what is in the file.
pub(super) fn run(session: &Session, args: &DbRestore) -> Result<Done> {
    let mut archive = Archive::open(&args.file, &session.environment.temporary_dir)?;
    if archive.head.schema > migrate::known() {
        let (found, known) = (archive.head.schema, migrate::known());
        let what = format!("the backup's schema is version {found}, this hookit knows {known}");
        return Err(CliError::failed(what).hint("use the hookit of the newer version"));
    }
    if args.dry_run {
        return tell(session, &archive, "backup is whole", "");
    }
    let private = Private::of(args.state.state_dir.as_deref())?;
    let named = if args.state.state_dir.is_some() { None } else { session.database()? };
    let runtime = client::runtime()?;
    let target = if let Some(database) = named {
        runtime.block_on(into(session, args, &database, &private, &mut archive))?;
        programs::shown(&database)
    } else {
        if args.state.state_dir.is_none() && reach::status_of_daemon(session).is_some() {
            let what = "a hookitd is running, and a backup is restored where none runs";
            return Err(CliError::failed(what).hint("stop it, or say where to restore: --state-dir DIR"));
        }
        let keyring = archive.head.keyring.clone();
        check_keyring(&private, keyring.as_ref(), args.force)?;
        runtime.block_on(async {
            let running = private.start(&session.screen).await?;
            let done = into(session, args, &running.database, &private, &mut archive).await;
            running.stop().await?;
            done
        })?;
        put_keyring(&private, keyring.as_ref())?;
        private.options.state_dir.display().to_string()
    };
    if archive.head.schema < migrate::known() {
        session
            .screen
            .talk("its schema is an older one: hookitd migrates it at the start, or hookit db migrate");
    }
    session.screen.talk("what was delivered after the backup was made will be delivered again");
    tell(session, &archive, "restored into", &target)
}

/// Into a database, after looking at what is in it.
async fn into(
    session: &Session,
    args: &DbRestore,
    database: &Database,
    private: &Private,
    archive: &mut Archive,
) -> Result<()> {
    let store = database.open().await?;
    let looked = async { Ok((tables::daemons(&store).await?, tables::counts(&store).await?)) };
    let looked = looked.await.map_err(|error| database.failure(&error));
    let prepared = match looked {
        Ok((daemons, held)) => {
            let allowed = allow(session, args, &daemons, &held, &archive.head);
            match allowed {
                Ok(()) => {
                    let ours: Vec<String> =
                        archive.head.tables.iter().map(|(table, _)| table.clone()).collect();
                    tables::drop_all(&store, &ours).await.map_err(|error| database.failure(&error))
                }
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    };
    store.close().await;
    prepared?;
    fill(session, database, private, archive).await
}

/// No daemon, and nothing to lose, or the operator's word.
fn allow(
    session: &Session,
    args: &DbRestore,
    daemons: &[String],
    held: &[TableCount],
    head: &Head,
) -> Result<()> {
    // In a private Postgres, which this process runs, a lease is a leftover: its daemon held the lock that we hold.
    let private = args.state.state_dir.is_some() || session.database()?.is_none();
    if !daemons.is_empty() && !private {
        let what = format!("refused: hookitd works on this database ({})", daemons.join(", "));
        return Err(CliError::failed(what).hint("stop it first: systemctl stop hookitd"));
    }
    let rows: u64 = held.iter().map(|one| one.rows).sum();
    if held.is_empty() {
        return Ok(());
    }
    let what = format!("the database holds {} tables with {} rows", held.len(), count(rows));
    if !args.force {
        return Err(CliError::failed(format!("refused: {what}")).hint("--force replaces what it holds"));
    }
    let what = format!(
        "{what}; they are replaced by the backup of {} with {} rows",
        head.made_at,
        count(head.rows())
    );
    let act = Act {
        what: &what,
        count: rows,
        all: true,
        typed: ("the word", "replace"),
        yes: args.sure.yes,
        line: &session.line,
    };
    confirm::ask(&session.screen, &act)
}

/// Fills an empty database and counts what came out.
pub(super) async fn fill(
    session: &Session,
    database: &Database,
    private: &Private,
    archive: &mut Archive,
) -> Result<()> {
    let store = database.open().await?;
    let server = async { Ok(tables::freeze(&store).await?.server) };
    let server = server.await.map_err(|error| database.failure(&error));
    store.close().await;
    let wanted = server?.max(archive.head.pg_dump);
    let clients =
        Clients::find(&private.options, wanted).map_err(|error| CliError::failed(error.to_string()))?;
    pipe(session, database, &clients, archive)?;
    let store = database.open().await?;
    let counted = async {
        tables::end_leases(&store).await?;
        tables::counts(&store).await
    };
    let counted = counted.await.map_err(|error| database.failure(&error));
    store.close().await;
    compare(&archive.head, &counted?)
}

fn pipe(session: &Session, database: &Database, clients: &Clients, archive: &mut Archive) -> Result<()> {
    let mut command = Command::new(clients.pg_restore());
    let url = programs::connection(database, &mut command);
    command.args([
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        "--no-password",
    ]);
    command.arg("--dbname").arg(url).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = programs::start(&mut command)?;
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        // What cannot be read is not said.
        drop(stderr.map(|mut pipe| pipe.read_to_end(&mut said)));
        said
    });
    let bar = Bar::bytes(&session.screen, "restore");
    let copied = (|| {
        let mut pipe = stdin.ok_or_else(|| io::Error::other("pg_restore has no input"))?;
        let mut contents = archive.contents().map_err(|error| io::Error::other(error.text))?;
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut moved = 0;
        loop {
            let read = contents.read(&mut chunk)?;
            if read == 0 {
                return Ok(());
            }
            pipe.write_all(&chunk[..read])?;
            moved += read as u64;
            bar.show(moved, String::new());
        }
    })();
    let ended = child.wait().map_err(|error| CliError::failed("pg_restore is lost").because(error))?;
    bar.clear();
    if !ended.success() {
        // Its own words say more than the pipe that it closed.
        return Err(programs::failed("pg_restore", &said.join().unwrap_or_default()));
    }
    copied.map_err(|error: io::Error| CliError::failed("cannot read the backup").because(error))
}

/// Whether every table has the rows that the head promised.
fn compare(head: &Head, found: &[TableCount]) -> Result<()> {
    let wrong = differences(&head.tables, found, ("in the backup", "restored"));
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong
        .iter()
        .fold(CliError::failed("the restored rows are not those of the backup"), CliError::because))
}

/// The tables that have not as many rows as they should, in a sentence each.
pub(super) fn differences(
    wanted: &[(String, u64)],
    found: &[TableCount],
    (there, here): (&str, &str),
) -> Vec<String> {
    let wrong = wanted.iter().filter_map(|(table, rows)| {
        let now = found.iter().find(|one| one.table == *table).map(|one| one.rows);
        (now != Some(*rows)).then(|| format!("{table}: {rows} {there}, {} {here}", now.unwrap_or(0)))
    });
    wrong.collect()
}

/// Another keyring in the place of the backup's is not written over by accident.
fn check_keyring(private: &Private, keyring: Option<&KeyringText>, force: bool) -> Result<()> {
    let there = fs::read_to_string(&private.keyring_file).ok();
    if let (Some(keyring), Some(there)) = (keyring, there)
        && there != keyring.0
        && !force
    {
        let what = format!("refused: {} holds other master keys", private.keyring_file.display());
        return Err(CliError::failed(what)
            .hint("move it away, or --force keeps it beside the backup's as .before-restore"));
    }
    Ok(())
}

/// Puts the keyring where the daemon looks for it, readable by the owner of the state directory alone.
fn put_keyring(private: &Private, keyring: Option<&KeyringText>) -> Result<()> {
    let path = &private.keyring_file;
    let Some(keyring) = keyring else { return Ok(()) };
    let cannot = |error| CliError::failed(format!("cannot write {}", path.display())).because(error);
    match fs::read_to_string(path) {
        Ok(there) if there == keyring.0 => return Ok(()),
        Ok(_) => {
            let aside = format!("{}.before-restore", path.display());
            if Path::new(&aside).exists() {
                return Err(CliError::failed(format!(
                    "{aside} is there already; move it away, and restore again"
                )));
            }
            fs::rename(path, aside).map_err(cannot)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(cannot(error)),
    }
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(cannot)?;
    file.write_all(keyring.0.as_bytes()).and_then(|()| file.sync_all()).map_err(cannot)?;
    let owner = fs::metadata(&private.options.state_dir).map_err(cannot)?;
    if owner.uid() != file.metadata().map_err(cannot)?.uid() {
        std::os::unix::fs::chown(path, Some(owner.uid()), Some(owner.gid())).map_err(cannot)?;
    }
    Ok(())
}

fn tell(session: &Session, archive: &Archive, what: &str, place: &str) -> Result<Done> {
    let screen = &session.screen;
    let head = &archive.head;
    if screen.is_json() {
        let tables: serde_json::Map<_, _> =
            head.tables.iter().map(|(table, rows)| (table.clone(), json!(rows))).collect();
        let said = json!({
            "made_at": head.made_at, "schema": head.schema, "postgres": head.postgres, "rows": head.rows(),
            "tables": tables, "keyring": head.keyring.is_some(), "restored": !place.is_empty(),
        });
        return print_json(screen, said.to_string().as_bytes());
    }
    say_done(screen, Glyph::Done, format!("{what} {place}").trim_end())?;
    Card::new()
        .fact("made", &head.made_at)
        .fact("by", &format!("hookit {}, Postgres {}", head.hookit, head.postgres))
        .fact("archive", &bytes(archive.bytes()))
        .fact("rows", &count(head.rows()))
        .fact("schema", &head.schema.to_string())
        .fact("master keys", if head.keyring.is_some() { "in it" } else { "not in it" })
        .print(screen)?;
    Ok(Done::All)
}
