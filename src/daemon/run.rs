//! Start and stop of the daemon: what comes after what.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use super::admin_socket;
use super::database::Database;
use super::database::read_keyring;
use super::doors;
use super::doors::House;
use super::error::DaemonError;
use super::instance::Instance;
use super::lock::Lock;
use super::log::Level;
use super::notify;
use super::patience::Patience;
use super::peers::Doorman;
use super::pulse_watch;
use super::rooms::Rooms;
use super::serve::Ends;
use super::signals::Signals;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Given;
use crate::config::Loaded;
use crate::config::Role;
use crate::domain::chain::chain;
use crate::store::Store;
use crate::store::keyring;

/// What a stop is given beyond `deliver.drain_ms`: for recording the last outcomes and closing.
const CLOSING: Duration = Duration::from_secs(10);

/// What leaving at once is given.
const LEAVING: Duration = Duration::from_secs(5);

/// How long the start waits for the delivery loop's first turn.
const WORKING_WITHIN: Duration = Duration::from_secs(15);
/// How often it looks.
const PULSE_LOOK: Duration = Duration::from_millis(2);

/// How the daemon left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Everything under way was finished or given back.
    Drained,
    /// A second signal, or a drain that ran out: what was under way is for the next one to find.
    AtOnce,
}

/// Runs the daemon from its start to its end.
pub(super) async fn run(given: Given, loaded: &Loaded, level: &Level) -> Result<Left, DaemonError> {
    let config = &loaded.config;
    let ends = Ends::default();
    let signals = Signals::listen()?;
    let (doorman, reach) = Doorman::of(&config.admin).await?;
    admin_socket::prepare_directory(&config.admin.socket, reach)?;
    let lock = Lock::beside(&config.admin.socket)?;
    let instance = Instance::take(&config.state_dir, &config.host_name)?;
    let door = Door { doorman, reach, lock, instance };
    let reload = Reload { given, level: level.clone(), store: None };
    let (reloads, reload_asked) = tokio::sync::mpsc::channel(1);
    let passing = signals.pass_on(ends.clone(), move || {
        if reloads.try_send(()).is_err() {
            tracing::debug!("a reload is waiting already");
        }
    });
    let work = async {
        let opening = tokio::select! {
            database = Database::open(config) => Some(database?),
            () = ends.stop.cancelled() => None,
        };
        let Some(database) = opening else { return Ok(Left::Drained) };
        let reload = Reload { store: Some(database.store.clone()), ..reload };
        let serving = serve_and_close(loaded, database, &ends, door);
        tokio::select! {
            left = serving => left,
            () = reload.whenever(reload_asked) => Err(DaemonError::Bug("the reload")),
        }
    };
    let leaving = async {
        passing.await;
        // Leases are given back and Postgres is told to stop; that is all that is waited for.
        tokio::time::sleep(LEAVING).await;
    };
    tokio::select! {
        left = work => left,
        () = leaving => Ok(Left::AtOnce),
    }
}

/// What is taken before the database is opened, and held to the end.
struct Door {
    doorman: Doorman,
    reach: admin_socket::Reach,
    lock: Lock,
    instance: Instance,
}

/// Serves until the end and closes the database, whatever came of the serving.
async fn serve_and_close(
    loaded: &Loaded,
    database: Database,
    ends: &Ends,
    door: Door,
) -> Result<Left, DaemonError> {
    let left = serve(loaded, &database, ends, &door).await;
    notify::status("closing the database");
    database.close().await;
    if let Ok(left) = left {
        tracing::info!(drained = left == Left::Drained, "stopped");
    }
    left
}

async fn serve(loaded: &Loaded, database: &Database, ends: &Ends, door: &Door) -> Result<Left, DaemonError> {
    let config = &loaded.config;
    let store = &database.store;
    let listening = listen(config).await?;
    let admin = admin_socket::bind(&config.admin.socket, door.reach, &door.lock)?;
    let address = listening.as_ref().map(|(_, address)| *address);
    let mut rooms = Rooms::open(loaded, &door.instance.id, store, ends, address)?;
    let house = House {
        router: rooms.router.clone(),
        patience: Patience {
            head: Duration::from_millis(config.api.header_timeout_ms),
            idle: Duration::from_millis(config.api.idle_timeout_ms),
        },
        ends: ends.clone(),
        tracker: TaskTracker::new(),
    };
    if let Some((listener, _)) = listening {
        let house_on_tcp = House { router: rooms.tcp.clone(), ..house.clone() };
        house.tracker.spawn(doors::tcp(listener, house_on_tcp, config.api.clone()));
    }
    house.tracker.spawn(doors::admin(admin, house.clone(), door.doorman.clone()));
    house.tracker.spawn(pulse_watch::run(store.clone(), ends.clone()));
    let ended = tokio::select! {
        // Asked first, so that a part that ends while it starts is not called ready.
        biased;
        ended = wait_for_the_end(database, ends, &mut rooms) => ended,
        () = announce_when_working(config, store, address) => wait_for_the_end(database, ends, &mut rooms).await,
    };
    ends.stop.cancel();
    let left = drain(config, ends, &house.tracker, rooms).await;
    ended.and(left)
}

/// Binds the API's address, if this node answers there, by the API or the dashboard.
async fn listen(config: &Config) -> Result<Option<(TcpListener, SocketAddr)>, DaemonError> {
    if !config.node.does(Role::Api) && !config.node.does(Role::Dashboard) {
        return Ok(None);
    }
    let address = config.api.listen;
    let cannot = |source| DaemonError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let bound = listener.local_addr().map_err(cannot)?;
    Ok(Some((listener, bound)))
}

/// Says that the daemon is ready once the delivery loop turns and hints from other nodes are heard. If Postgres
/// keeps it from that for long, the doors are open all the same, and `GET /ready` says what is missing.
async fn announce_when_working(config: &Config, store: &Store, address: Option<SocketAddr>) {
    let working = async {
        while !(store.pulse().is_turning() && store.pulse().is_listening()) {
            tokio::time::sleep(PULSE_LOOK).await;
        }
    };
    if timeout(WORKING_WITHIN, working).await.is_err() {
        tracing::warn!("the delivery loop does not turn yet");
    }
    announce(config, address);
}

fn announce(config: &Config, address: Option<SocketAddr>) {
    if !config.deliver.allow_cidrs.is_empty() {
        let ranges =
            config.deliver.allow_cidrs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        tracing::warn!(allow_cidrs = ranges, "private or reserved addresses are delivered to");
    }
    notify::ready("ready");
    tracing::info!(
        api_addr = address.map(tracing::field::display),
        admin_socket = %config.admin.socket.display(),
        node = config.node.name,
        version = env!("CARGO_PKG_VERSION"),
        "ready"
    );
}

/// Until a signal, or until something ends that must not.
async fn wait_for_the_end(database: &Database, ends: &Ends, rooms: &mut Rooms) -> Result<(), DaemonError> {
    let postgres_ended = async {
        match &database.private {
            Some(private) => drop(private.exited().await),
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        () = ends.stop.cancelled() => Ok(()),
        () = postgres_ended => {
            // There is nothing left to record outcomes in.
            tracing::error!("the private Postgres ended: hookitd leaves with it");
            ends.now.cancel();
            Err(DaemonError::PostgresEnded)
        }
        error = rooms.ended_early() => Err(error),
    }
}

/// Waits for open requests and for the rooms, up to the limit of the drain.
async fn drain(config: &Config, ends: &Ends, doors: &TaskTracker, rooms: Rooms) -> Result<Left, DaemonError> {
    let limit = Duration::from_millis(config.deliver.drain_ms) + CLOSING;
    notify::extend_timeout(limit + CLOSING);
    doors.close();
    let finished = async {
        tokio::join!(doors.wait(), rooms.close());
    };
    let mut finished = std::pin::pin!(finished);
    if timeout(limit, finished.as_mut()).await.is_err() {
        tracing::warn!("the stop took too long, leaving what is under way");
        ends.now.cancel();
        // The rooms still give back what they hold.
        drop(timeout(LEAVING, finished).await);
    }
    Ok(if ends.now.is_cancelled() { Left::AtOnce } else { Left::Drained })
}

/// What SIGHUP reads again.
struct Reload {
    given: Given,
    level: Level,
    store: Option<Store>,
}

impl Reload {
    async fn whenever(self, mut asked: tokio::sync::mpsc::Receiver<()>) {
        while asked.recv().await.is_some() {
            match self.once().await {
                Ok(()) => tracing::info!("read the log's level and the master keys again"),
                Err(error) => tracing::error!(error = chain(&error), "kept the settings as they were"),
            }
        }
        std::future::pending::<()>().await;
    }

    async fn once(&self) -> Result<(), DaemonError> {
        let config = Config::load(&self.given, &Environment::read())?.config;
        let broken = |source| DaemonError::NoMasterKey { source: Some(source) };
        let keys = read_keyring(&config).map_err(broken)?.ok_or(DaemonError::NoMasterKey { source: None })?;
        if let Some(store) = &self.store {
            keyring::unlock(store, keys).await?;
        }
        self.level.set(config.log.level);
        Ok(())
    }
}
