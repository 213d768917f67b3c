//! `hookit db backup`: the whole database at one instant, and the master keys of a private one, in one file.

use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::IsTerminal;
use std::io::Read;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;
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
use super::archive::Writer;
use super::private::Private;
use super::programs;
use super::reach;
use super::restore;
use crate::cli::args::DbBackup;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::Bar;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::output::count;
use crate::cli::output::exact;
use crate::cli::session::Session;
use crate::private_postgres::Clients;
use crate::store::tables;

/// Writes the backup, and tries it if that was asked for.
pub(super) fn run(session: &Session, args: &DbBackup) -> Result<Done> {
    let to_stdout = args.file == Path::new("-");
    refuse_odd_targets(args, to_stdout)?;
    let reached = reach::reach(session, args.state.state_dir.as_deref())?;
    let private = Private::of(reached.state_dir.as_deref())?;
    let keyring = if reached.state_dir.is_some() { keyring(args, &private)? } else { None };
    let database = reached.database;
    let (head, size) = if to_stdout {
        dump(session, &database, &private, keyring, io::stdout().lock())
            .map(|(head, _, size)| (head, size))?
    } else {
        into_file(session, &database, &private, keyring, &args.file)?
    };
    let verified = if args.verify { Some(verify(session, &private, &args.file)?) } else { None };
    if to_stdout {
        session.screen.talk(&format!("backup of {} rows, {}", count(head.rows()), bytes(size)));
        return Ok(Done::All);
    }
    tell(session, args, &head, size, verified.is_some())
}

fn refuse_odd_targets(args: &DbBackup, to_stdout: bool) -> Result<()> {
    if to_stdout && args.verify {
        return Err(CliError::usage("--verify needs a file to read again, not stdout"));
    }
    if to_stdout && io::stdout().is_terminal() {
        return Err(CliError::usage("a backup is not for a terminal: send it into a file or a pipe"));
    }
    if !to_stdout && !args.force && args.file.exists() {
        let what = format!("{} is there already", args.file.display());
        return Err(CliError::failed(what).hint("choose another name, or add --force"));
    }
    Ok(())
}

/// The keyring of a private Postgres, unless it shall be left out.
fn keyring(args: &DbBackup, private: &Private) -> Result<Option<KeyringText>> {
    if args.without_keyring {
        return Ok(None);
    }
    match fs::read_to_string(&private.keyring_file) {
        Ok(text) => Ok(Some(KeyringText(text))),
        Err(error) => {
            let what = format!("cannot read the master keys {}", private.keyring_file.display());
            Err(CliError::failed(what).because(error).hint(
                "run it as the user of hookitd, or leave the keys out with --without-keyring and keep them yourself",
            ))
        }
    }
}

/// Into a file that appears under its name when it is whole.
fn into_file(
    session: &Session,
    database: &Database,
    private: &Private,
    keyring: Option<KeyringText>,
    path: &Path,
) -> Result<(Head, u64)> {
    let cannot = |error| CliError::failed(format!("cannot write {}", path.display())).because(error);
    let part = PathBuf::from(format!("{}.part", path.display()));
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot(error)),
        _ => {}
    }
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).map_err(cannot)?;
    let written = dump(session, database, private, keyring, file).and_then(|(head, file, size)| {
        file.sync_all().and_then(|()| fs::rename(&part, path)).map_err(cannot)?;
        Ok((head, size))
    });
    if written.is_err() {
        // Half a backup must not be taken for one.
        drop(fs::remove_file(&part));
    }
    written
}

/// Holds the database still, counts it, and lets `pg_dump` write what was counted.
pub(super) fn dump<W: Write>(
    session: &Session,
    database: &Database,
    private: &Private,
    keyring: Option<KeyringText>,
    out: W,
) -> Result<(Head, W, u64)> {
    let runtime = client::runtime()?;
    let (store, mut frozen, counted) = runtime.block_on(async {
        let store = database.open().await?;
        let counted = async {
            let mut frozen = tables::freeze(&store).await?;
            let counts = frozen.counts().await?;
            Ok((frozen, counts))
        };
        let (frozen, counts) = counted.await.map_err(|error| database.failure(&error))?;
        Ok::<_, CliError>((store, frozen, counts))
    })?;
    if frozen.schema == 0 {
        return Err(CliError::failed("this database has no schema of HookIt: there is nothing to back up"));
    }
    let clients = Clients::find(&private.options, frozen.server)
        .map_err(|error| CliError::failed(error.to_string()))?;
    let head = Head {
        made_at: exact(clock::now()),
        hookit: env!("CARGO_PKG_VERSION").to_owned(),
        schema: frozen.schema,
        postgres: frozen.server,
        pg_dump: clients.version,
        tables: counted.into_iter().map(|one| (one.table, one.rows)).collect(),
        keyring,
    };
    let snapshot = std::mem::take(&mut frozen.snapshot);
    let written = pipe(session, database, &clients, &snapshot, &head, out);
    runtime.block_on(async {
        let thawed = frozen.thaw().await.map_err(|error| database.failure(&error));
        store.close().await;
        thawed
    })?;
    let (out, size) = written?;
    Ok((head, out, size))
}

fn pipe<W: Write>(
    session: &Session,
    database: &Database,
    clients: &Clients,
    snapshot: &str,
    head: &Head,
    out: W,
) -> Result<(W, u64)> {
    let mut command = Command::new(clients.pg_dump());
    let url = programs::connection(database, &mut command);
    command.args([
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-password",
        "--exclude-schema=hookit",
    ]);
    command.arg(format!("--snapshot={snapshot}")).arg("--dbname").arg(url);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = programs::start(&mut command)?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        // What cannot be read is not said.
        drop(stderr.map(|mut pipe| pipe.read_to_end(&mut said)));
        said
    });
    let bar = Bar::bytes(&session.screen, "backup");
    let copied = (|| {
        let mut writer = Writer::begin(out, head)?;
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut pipe = stdout.ok_or_else(|| io::Error::other("pg_dump has no output"))?;
        loop {
            let read = pipe.read(&mut chunk)?;
            if read == 0 {
                return Ok(writer);
            }
            writer.write(&chunk[..read])?;
            bar.show(writer.written(), String::new());
        }
    })();
    bar.clear();
    if copied.is_err() {
        // It would wait for ever for somebody to read.
        drop(child.kill());
    }
    let ended = child.wait().map_err(|error| CliError::failed("pg_dump is lost").because(error))?;
    let writer = copied.map_err(|error| CliError::writing(&error))?;
    if !ended.success() {
        return Err(programs::failed("pg_dump", &said.join().unwrap_or_default()));
    }
    writer.end().map_err(|error| CliError::writing(&error))
}

/// Restores the file into a Postgres of its own and counts what came out.
fn verify(session: &Session, private: &Private, file: &Path) -> Result<()> {
    let mut archive = Archive::open(file, &session.environment.temporary_dir)?;
    let dir = session.environment.temporary_dir.join(format!("hookit-verify-{}", std::process::id()));
    let scratch = private.scratch(&dir);
    session.screen.talk("verifying: restoring it into a Postgres that is thrown away");
    let verified = client::runtime()?.block_on(async {
        let running = scratch.start(&session.screen).await?;
        let tried = restore::fill(session, &running.database, &scratch, &mut archive).await;
        running.stop().await?;
        tried
    });
    drop(fs::remove_dir_all(&dir));
    verified
}

fn tell(session: &Session, args: &DbBackup, head: &Head, size: u64, verified: bool) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() {
        let said = json!({
            "file": args.file, "size_bytes": size, "schema": head.schema, "rows": head.rows(),
            "keyring": head.keyring.is_some(), "verified": verified, "made_at": head.made_at,
        });
        return print_json(screen, said.to_string().as_bytes());
    }
    say_done(screen, Glyph::Done, &format!("backup {}", args.file.display()))?;
    let keys = if head.keyring.is_some() {
        "in it: whoever has the file can open the signing secrets"
    } else {
        "not in it: without them the signing secrets cannot be opened"
    };
    Card::new()
        .fact("made", &head.made_at)
        .fact("size", &bytes(size))
        .fact("rows", &count(head.rows()))
        .fact("schema", &head.schema.to_string())
        .fact("master keys", keys)
        .fact("verified", if verified { "restored and counted: all there" } else { "" })
        .print(screen)?;
    Ok(Done::All)
}
