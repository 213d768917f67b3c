//! The steps of an upgrade: count the old cluster, make the new one, compare, change places.

use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::super::archive::Archive;
use super::super::backup;
use super::super::private::Private;
use super::super::private::Running;
use super::super::private::failed;
use super::super::restore;
use crate::cli::client;
use crate::cli::client::Database;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::session::Session;
use crate::private_postgres::Clients;
use crate::private_postgres::PrivateOptions;
use crate::private_postgres::Upgrade;
use crate::private_postgres::UpgradePlan;
use crate::private_postgres::Way;
use crate::store::tables;
use crate::store::tables::TableCount;

/// What an upgrade carried over.
#[derive(Debug)]
pub(super) struct Upgraded {
    /// Rows in all.
    pub(super) rows: u64,
    /// Whether what was set by `ALTER SYSTEM` came along.
    pub(super) settings_kept: bool,
}

/// What is known of the old cluster before it is stopped.
struct Before {
    counts: Vec<(String, u64)>,
    checksums: bool,
}

/// Does all of it. Whatever fails on the way leaves the old cluster in its place.
pub(super) fn run(session: &Session, private: &Private, upgrade: &Upgrade) -> Result<Upgraded> {
    let dump_file = upgrade.plan().dump_file();
    let done = attempt(session, private, upgrade, &dump_file);
    match fs::remove_file(&dump_file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            session.screen.talk(&format!("remove {} by hand: {error}", dump_file.display()));
        }
        _ => {}
    }
    done.map_err(|error| match error.hint {
        Some(_) => error,
        None => error.hint("the old cluster is as it was: start hookitd on it, or run the upgrade again"),
    })
}

fn attempt(session: &Session, private: &Private, upgrade: &Upgrade, dump_file: &Path) -> Result<Upgraded> {
    let screen = &session.screen;
    let plan = upgrade.plan();
    let runtime = client::runtime()?;
    let talk = |what: &str| screen.talk(what);
    screen.talk(&format!("counting in Postgres {}", plan.from()));
    let before = {
        let running =
            Running::of(runtime.block_on(upgrade.start_old(&talk)).map_err(|error| failed(&error))?);
        let looked = look(session, private, plan, &running.database, dump_file);
        runtime.block_on(running.stop())?;
        looked?
    };
    screen.talk(&format!("making the cluster of Postgres {}", plan.to()));
    runtime.block_on(upgrade.make(before.checksums)).map_err(|error| failed(&error))?;
    let running = Running::of(runtime.block_on(upgrade.start_new(&talk)).map_err(|error| failed(&error))?);
    let filled = runtime.block_on(fill(session, private, plan, &running.database, dump_file, &before));
    runtime.block_on(running.stop())?;
    filled?;
    let settings_kept = upgrade.carry_settings().map_err(|error| failed(&error))?;
    upgrade.switch().map_err(|error| failed(&error))?;
    Ok(Upgraded { rows: before.counts.iter().map(|(_, rows)| rows).sum(), settings_kept })
}

/// Counts the old cluster, and dumps it where that is the way.
fn look(
    session: &Session,
    private: &Private,
    plan: &UpgradePlan,
    database: &Database,
    dump_file: &Path,
) -> Result<Before> {
    let (counts, checksums) = client::runtime()?.block_on(async {
        let store = database.open().await?;
        let looked = async { Ok((tables::counts(&store).await?, tables::page_checksums(&store).await?)) };
        let looked = looked.await.map_err(|error| database.failure(&error));
        store.close().await;
        looked
    })?;
    let counts = counts.into_iter().map(|one| (one.table, one.rows)).collect();
    if plan.way == Way::Dump {
        let cannot = |error| CliError::failed(format!("cannot write {}", dump_file.display())).because(error);
        drop(fs::remove_file(dump_file));
        let file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(dump_file).map_err(cannot)?;
        let programs = with_programs(private, plan.old_bin_dir(), plan.from());
        let _dumped = backup::dump(session, database, &programs, None, file)?;
    }
    Ok(Before { counts, checksums })
}

/// Fills the new cluster where that is to be done by us, and compares.
async fn fill(
    session: &Session,
    private: &Private,
    plan: &UpgradePlan,
    database: &Database,
    dump_file: &Path,
    before: &Before,
) -> Result<()> {
    if plan.way == Way::Dump {
        let mut archive = Archive::open(dump_file, &session.environment.temporary_dir)?;
        let programs = with_programs(private, plan.new_bin_dir(), plan.to());
        restore::fill(session, database, &programs, &mut archive).await?;
    }
    let store = database.open().await?;
    let looked = async {
        tables::analyze(&store).await?;
        tables::counts(&store).await
    };
    let looked = looked.await.map_err(|error| database.failure(&error));
    store.close().await;
    compare(before, &looked?)
}

fn compare(before: &Before, found: &[TableCount]) -> Result<()> {
    let wrong = restore::differences(&before.counts, found, ("before", "after"));
    if wrong.is_empty() {
        return Ok(());
    }
    Err(wrong
        .iter()
        .fold(CliError::failed("the new cluster has other rows than the old one"), CliError::because))
}

/// The client programs of one installation, or, where that has none, those that are found.
fn with_programs(private: &Private, bin_dir: &Path, server: u32) -> Private {
    let there = PrivateOptions { bin_dir: Some(bin_dir.to_owned()), ..private.options.clone() };
    let anywhere = PrivateOptions { bin_dir: None, ..private.options.clone() };
    let options = if Clients::find(&there, server).is_ok() { there } else { anywhere };
    Private { options, keyring_file: private.keyring_file.clone() }
}
