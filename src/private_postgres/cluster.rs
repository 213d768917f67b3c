//! Makes the cluster on the first start, so that it exists whole or not at all.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::Stdio;

use super::PrivatePostgresError;
use super::find::Binaries;
use super::layout::Layout;
use super::user::User;
use super::user::run;
use super::user::tail;

/// The database role and the database of HookIt.
pub(super) const NAME: &str = "hookit";

/// Makes the cluster in a side directory, with HookIt's database in it, brings it to disk once and gives it its
/// name. Whatever an earlier try left in the side directory is thrown away. The caller holds the lock.
pub(super) fn create(layout: &Layout, binaries: &Binaries, user: &User) -> Result<(), PrivatePostgresError> {
    let aside = &layout.data_new;
    empty_dir(aside, user)?;
    initdb(aside, binaries, user, &[])?;
    create_database(aside, binaries, user)?;
    to_disk(aside)?;
    fs::rename(aside, &layout.data).map_err(PrivatePostgresError::io("rename to data", aside))?;
    names_to_disk(&layout.base)
}

/// Makes the directory anew, empty and the user's own.
pub(super) fn empty_dir(dir: &Path, user: &User) -> Result<(), PrivatePostgresError> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(PrivatePostgresError::io("remove", dir)(error));
        }
        _ => {}
    }
    fs::DirBuilder::new()
        .mode(0o700)
        .create(dir)
        .map_err(PrivatePostgresError::io("make the directory", dir))?;
    if user.other.is_some() {
        std::os::unix::fs::lchown(dir, Some(user.uid), Some(user.gid))
            .map_err(PrivatePostgresError::io("hand over", dir))?;
    }
    Ok(())
}

/// One sync of the file system and not one a file, of which there are a thousand: on a busy disk that is half a second
/// against several.
pub(super) fn to_disk(dir: &Path) -> Result<(), PrivatePostgresError> {
    File::open(dir)
        .and_then(|dir| Ok(rustix::fs::syncfs(dir)?))
        .map_err(PrivatePostgresError::io("bring to disk", dir))
}

/// Brings the names in a directory to disk.
pub(super) fn names_to_disk(dir: &Path) -> Result<(), PrivatePostgresError> {
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(PrivatePostgresError::io("sync", dir))
}

/// `--auth trust` because the socket's directory is the authentication: mode 0700, owned by the server's user,
/// so only that user and root get as far as the socket, and there is no other way in. `peer` would refuse a
/// daemon that is root. The C locale exists everywhere and never changes its order, which would break indexes.
pub(super) fn initdb(
    dir: &Path,
    binaries: &Binaries,
    user: &User,
    more: &[&str],
) -> Result<(), PrivatePostgresError> {
    // KILL: nothing is lost with a half-made cluster, and one that goes on after us would disturb the next try.
    let mut command = user.command(&binaries.initdb(), "KILL");
    command.args(["--username", NAME, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]);
    command.args(more).args(["--no-instructions", "--no-sync", "--pgdata"]).arg(dir);
    let output = run(&mut command)?;
    if output.status.success() {
        return Ok(());
    }
    Err(PrivatePostgresError::Failed {
        program: binaries.initdb().display().to_string(),
        status: output.status.to_string(),
        output: tail(&[output.stdout, output.stderr].concat()),
    })
}

/// Creates the database by a server of one process that reads statements from its standard input: no socket, no
/// client. It ends with success even when a statement failed, so we ask it for the database and read the answer.
pub(super) fn create_database(
    dir: &Path,
    binaries: &Binaries,
    user: &User,
) -> Result<(), PrivatePostgresError> {
    let program = binaries.postgres();
    let mut command = user.command(&program, "KILL");
    command.args(["--single", "-D"]).arg(dir).args(["-c", "fsync=off", "-c", "jit=off", "template1"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = || program.display().to_string();
    let failed = |source| PrivatePostgresError::Run { program: name(), source };
    let mut child = command.spawn().map_err(failed)?;
    let statements = format!(
        "CREATE DATABASE {NAME};\nSELECT 'made ' || datname AS made FROM pg_database WHERE datname = '{NAME}';\n"
    );
    // A child that ends early closes the pipe; its output then says why, better than the broken pipe does.
    let written = child.stdin.take().map(|mut stdin| stdin.write_all(statements.as_bytes()));
    let output = child.wait_with_output().map_err(failed)?;
    let made = String::from_utf8_lossy(&output.stdout).contains(&format!("\"made {NAME}\""));
    if made && output.status.success() && written.is_some_and(|written| written.is_ok()) {
        return Ok(());
    }
    let output_text = tail(&[output.stdout, output.stderr].concat());
    Err(PrivatePostgresError::Failed {
        program: name(),
        status: output.status.to_string(),
        output: output_text,
    })
}
