//! Start and stop of the private Postgres: the order in which the other files of this folder are used.

use std::path::Path;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::sync::Arc;

use super::PrivateOptions;
use super::PrivatePostgresError;
use super::cluster;
use super::conf;
use super::find::Binaries;
use super::layout::Layout;
use super::lock::Lock;
use super::server::Server;
use super::stray;
use super::user::User;

/// A private Postgres that runs and takes connections.
///
/// Call [`stop`](Self::stop) after the last connection to it is closed. Dropping it instead asks the server to
/// stop and does not wait; when the process ends, in whatever way, the kernel asks the same.
#[derive(Debug)]
pub struct PrivatePostgres {
    server: Server,
    socket_dir: PathBuf,
    version: u32,
    // Last: the lock goes when everything else has.
    _lock: Arc<Lock>,
}

/// What is decided before the server starts.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) lock: Arc<Lock>,
    pub(super) layout: Layout,
    pub(super) user: User,
    pub(super) binaries: Binaries,
}

impl Ground {
    /// Starts the server on the cluster in `data` and waits until it takes connections.
    pub(super) async fn serve(
        self,
        options: &PrivateOptions,
        data: &Path,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<PrivatePostgres, PrivatePostgresError> {
        let Self { lock, layout, user, binaries } = self;
        stray::clear(data).await?;
        conf::write(&layout.conf)?;
        let socket_dir = layout.socket_dir(options, &user)?;
        let mut command = user.command(&binaries.postgres(), "INT");
        command.arg("-D").arg(data).args(conf::arguments(&layout.conf, &socket_dir));
        let server = Server::launch(command).await?;
        let postgres = PrivatePostgres { server, socket_dir, version: binaries.version, _lock: lock };
        postgres.server.ready(data, progress).await?;
        tracing::info!(
            version = postgres.version,
            pid = postgres.pid(),
            data_dir = %data.display(),
            user = user.name(),
            "private Postgres is ready"
        );
        Ok(postgres)
    }
}

impl PrivatePostgres {
    /// Starts the server, making its cluster first if there is none, and waits until it takes connections: about
    /// two seconds the first time, a tenth of one later, minutes when it has to recover.
    ///
    /// `progress` is told in a few words what is being done, at least every two seconds while waiting for the
    /// server; use it to extend a service manager's patience. Dropping the future gives the start up.
    pub async fn start(
        options: &PrivateOptions,
        progress: &(dyn Fn(&str) + Sync),
    ) -> Result<Self, PrivatePostgresError> {
        progress("preparing the private Postgres");
        let ground = prepared(options.clone()).await?;
        let data = ground.layout.data.clone();
        ground.serve(options, &data, progress).await
    }

    /// Where to connect, for `sqlx` and for `psql`. Every part that a `PG*` variable could change is named.
    #[must_use]
    pub fn url(&self) -> String {
        let name = cluster::NAME;
        let dir = percent_encoded(&self.socket_dir);
        format!("postgres://{name}@localhost:5432/{name}?host={dir}&sslmode=disable")
    }

    /// The directory of the socket.
    #[must_use]
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// Major version of the server.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Process id of the postmaster.
    #[must_use]
    pub fn pid(&self) -> i32 {
        self.server.pid().as_raw_nonzero().get()
    }

    /// Resolves when the server has ended, with its status if the system told it. Before [`stop`](Self::stop)
    /// that means it died under us: there is nothing left to work on, so the daemon stops with an error.
    pub fn exited(&self) -> impl Future<Output = Option<ExitStatus>> + Send + use<> {
        self.server.ended()
    }

    /// Stops the server: it ends its sessions and writes a checkpoint (`SIGINT`); after 30 s it must go at once
    /// (`SIGQUIT`), and the next start recovers. No acknowledged commit is lost either way.
    pub async fn stop(self) -> Result<(), PrivatePostgresError> {
        self.server.stop().await
    }
}

/// Takes the lock and makes the cluster, away from the runtime's threads: `initdb` takes a second or two.
async fn prepared(options: PrivateOptions) -> Result<Ground, PrivatePostgresError> {
    let state_dir = options.state_dir.clone();
    match tokio::task::spawn_blocking(move || prepare(&options)).await {
        Ok(ground) => ground,
        Err(error) => Err(PrivatePostgresError::io("prepare", state_dir)(error.into())),
    }
}

fn prepare(options: &PrivateOptions) -> Result<Ground, PrivatePostgresError> {
    let layout = Layout::new(&options.state_dir);
    layout.prepare()?;
    let lock = Arc::new(Lock::take(&layout.lock)?);
    let existing = layout.cluster()?;
    let user = standing_user(options, &layout, existing.map(|(owner, _)| owner))?;
    if existing.is_none() && !layout.all_kept().is_empty() {
        // Its data are there under other names; an empty cluster in their place would deliver nothing of them.
        return Err(PrivatePostgresError::HalfUpgraded { data_dir: layout.data });
    }
    let binaries = Binaries::find(options, &layout.data, existing.map(|(_, version)| version))?;
    if existing.is_none() {
        tracing::info!(version = binaries.version, data_dir = %layout.data.display(), "making a private Postgres");
        cluster::create(&layout, &binaries, &user)?;
    }
    Ok(Ground { lock, layout, user, binaries })
}

/// The user that the cluster belongs to, who can reach it.
pub(super) fn standing_user(
    options: &PrivateOptions,
    layout: &Layout,
    owner: Option<u32>,
) -> Result<User, PrivatePostgresError> {
    let user = User::choose(options, owner)?;
    if let Some(owner) = owner
        && owner != user.uid
    {
        return Err(PrivatePostgresError::Owner { data_dir: layout.data.clone(), owner, uid: user.uid });
    }
    layout.admit(&user)?;
    Ok(user)
}

/// The path as the value of a query parameter.
fn percent_encoded(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            text.push(char::from(*byte));
        } else {
            text.push('%');
            text.extend(
                [byte >> 4, byte & 0xf].into_iter().filter_map(|nibble| char::from_digit(nibble.into(), 16)),
            );
        }
    }
    text
}
