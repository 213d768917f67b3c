//! Why a private Postgres did not start or stop, each with what to do about it.

use std::io;
use std::path::PathBuf;

/// What went wrong with the private Postgres. The texts are for the operator.
#[derive(Debug, thiserror::Error)]
pub enum PrivatePostgresError {
    /// No usable server programs were found.
    #[error(
        "found no Postgres server (14 to 18); install it (Debian: apt-get install postgresql), set \
         database.bin_dir, or set database.url to use a Postgres that is running (looked in {searched})"
    )]
    NoBinaries {
        /// The places that were searched.
        searched: String,
    },
    /// `database.bin_dir` holds no usable server programs.
    #[error("database.bin_dir {bin_dir} holds no Postgres server of version 14 to 18: {reason}")]
    BinDir {
        /// The configured directory.
        bin_dir: PathBuf,
        /// What was found instead.
        reason: String,
    },
    /// No client programs that know the server were found.
    #[error(
        "found no pg_dump and pg_restore of Postgres {server} or newer; install them (Debian: apt-get install \
         postgresql-client-{server}) or set database.bin_dir (looked in {searched})"
    )]
    NoClients {
        /// Major version of the server.
        server: u32,
        /// The places that were searched.
        searched: String,
    },
    /// The cluster that exists needs programs of its own major version.
    #[error(
        "the private Postgres in {data_dir} was made by version {wanted}, found only {found}; install Postgres \
         {wanted} or set database.bin_dir to it"
    )]
    WrongVersion {
        /// The cluster.
        data_dir: PathBuf,
        /// Major version written in the cluster.
        wanted: u32,
        /// Versions that were found.
        found: String,
    },
    /// There is nothing to upgrade.
    #[error("there is no private Postgres in {data_dir}")]
    NoCluster {
        /// Where one would be.
        data_dir: PathBuf,
    },
    /// The programs of the cluster's own version are gone.
    #[error(
        "the private Postgres in {data_dir} was made by version {wanted}, whose programs read it out; found only \
         {found}; install Postgres {wanted} beside the newer one"
    )]
    OldGone {
        /// The cluster.
        data_dir: PathBuf,
        /// Its major version.
        wanted: u32,
        /// What was found.
        found: String,
    },
    /// Not enough room for the new cluster beside the old one.
    #[error(
        "the new cluster needs about {needed_mb} MB beside the old one, {dir} has {free_mb} MB free; make room, or \
         move the state directory to a larger disk"
    )]
    NoRoom {
        /// Where.
        dir: PathBuf,
        /// What is needed.
        needed_mb: u64,
        /// What is free.
        free_mb: u64,
    },
    /// The new programs cannot read what is compressed in the old cluster.
    #[error(
        "the Postgres programs in {bin_dir} were built without LZ4, which payloads are compressed with; take others"
    )]
    NoLz4 {
        /// The new programs.
        bin_dir: PathBuf,
    },
    /// An upgrade ended between two renames.
    #[error("an upgrade of the private Postgres in {data_dir} was cut off; hookit db upgrade finishes it")]
    HalfUpgraded {
        /// The cluster's place, which is empty.
        data_dir: PathBuf,
    },
    /// Another daemon holds the lock.
    #[error(
        "another hookitd (pid {pid}) runs the private Postgres in {dir}; stop it or choose another state_dir"
    )]
    InUse {
        /// The locked directory.
        dir: PathBuf,
        /// What the lock file says about its holder.
        pid: String,
    },
    /// Root needs an ordinary user for Postgres.
    #[error(
        "Postgres does not run as root and there is no user {tried}; make one (useradd --system hookit) or run \
         hookitd as an ordinary user"
    )]
    NoUser {
        /// The names that were tried.
        tried: String,
    },
    /// Only root may run Postgres as somebody else.
    #[error("only root can run Postgres as {user}; leave database.user out or start hookitd as root")]
    NotRoot {
        /// The configured user.
        user: String,
    },
    /// The cluster belongs to somebody else.
    #[error(
        "the private Postgres in {data_dir} belongs to uid {owner}, hookitd would run it as uid {uid}; chown it"
    )]
    Owner {
        /// The cluster.
        data_dir: PathBuf,
        /// Its owner.
        owner: u32,
        /// The user it would run as.
        uid: u32,
    },
    /// The user of the server cannot reach its directory.
    #[error(
        "user {user} may not enter {dir}; allow it on each directory above (chmod o+x) or choose another state_dir"
    )]
    Unreachable {
        /// The user of the server.
        user: String,
        /// The directory.
        dir: PathBuf,
    },
    /// No directory is short enough for the socket.
    #[error(
        "found no private directory for the Postgres socket whose path fits in 107 bytes (tried {tried}); choose a \
         shorter state_dir"
    )]
    NoSocketDir {
        /// The directories that were tried.
        tried: String,
    },
    /// A file or directory could not be prepared.
    #[error("cannot {action} {path}")]
    Io {
        /// What we were doing.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// A program could not be run at all.
    #[error("cannot run {program}{}", hint_for(program, source))]
    Run {
        /// The program.
        program: String,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// A program ran and failed.
    #[error("{program} failed ({status}): {output}")]
    Failed {
        /// The program.
        program: String,
        /// How it ended.
        status: String,
        /// The end of what it said.
        output: String,
    },
    /// Somebody still works in the cluster and does not go.
    #[error(
        "processes {pids} of an earlier Postgres still use {data_dir} and do not stop; end them and start again"
    )]
    Stray {
        /// The cluster.
        data_dir: PathBuf,
        /// Their process ids.
        pids: String,
    },
    /// The server ended instead of getting ready.
    #[error("Postgres ended while starting ({status}): {output}")]
    EndedEarly {
        /// How it ended.
        status: String,
        /// The end of its log.
        output: String,
    },
    /// The server is alive and not ready after a long wait.
    #[error("Postgres is not ready after {waited_s} s: {output}")]
    NotReady {
        /// How long we waited, in seconds.
        waited_s: u64,
        /// The end of its log.
        output: String,
    },
    /// The server does not stop.
    #[error("Postgres (pid {pid}) does not stop, not even at once; it may wait for its disk")]
    NotStopped {
        /// The postmaster.
        pid: i32,
    },
}

impl PrivatePostgresError {
    /// For `map_err`: we could not `action` the `path`.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// `setpriv` is the one program here that a small system may lack.
fn hint_for(program: &str, source: &io::Error) -> &'static str {
    if program.ends_with("setpriv") && source.kind() == io::ErrorKind::NotFound {
        " (part of util-linux; Alpine: apk add setpriv)"
    } else {
        ""
    }
}
