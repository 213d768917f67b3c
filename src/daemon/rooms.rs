//! The API and the delivery loop, made from the settings.

use std::fs;

use axum::Router;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use super::error::DaemonError;
use super::serve::Ends;
use crate::config::Config;
use crate::config::Role;
use crate::deliver;
use crate::deliver::DeliverError;
use crate::deliver::post::ClientSettings;
use crate::deliver::probe::Prober;
use crate::store::Store;
use crate::store::publish;

/// The rooms that work while the daemon runs.
pub(super) struct Rooms {
    /// The API.
    pub(super) router: Router,
    /// The delivery loop and what belongs to it; a stop waits for these.
    tracker: TaskTracker,
    deliveries: JoinHandle<Result<(), DeliverError>>,
    writer: JoinHandle<()>,
}

impl Rooms {
    /// Starts them. What the settings say about connections to receivers is tried here, so that a mistake in it is
    /// told at the start.
    pub(super) fn open(
        config: &Config,
        instance: &str,
        store: &Store,
        ends: &Ends,
    ) -> Result<Self, DaemonError> {
        let client = client_settings(config)?;
        let prober = Prober::new(store.clone(), &client, &config.node.name)?;
        let router = router(config, store, prober);
        let tracker = TaskTracker::new();
        let stop = deliver::Stop { drain: ends.stop.clone(), now: ends.now.clone() };
        let settings = deliver_settings(config, instance, client);
        let deliveries = tracker.spawn(deliver::run(store.clone(), settings, tracker.clone(), stop));
        // Not tracked: it ends when the store closes, which is after everything that publishes has ended.
        let writer = TaskTracker::new().spawn(publish::run(store.clone()));
        Ok(Self { router, tracker, deliveries, writer })
    }

    /// Resolves with the reason when a part ends before it was told to.
    pub(super) async fn ended_early(&mut self) -> DaemonError {
        tokio::select! {
            ended = &mut self.deliveries => match ended {
                Ok(Err(error)) => error.into(),
                Ok(Ok(())) | Err(_) => DaemonError::Bug("the delivery loop"),
            },
            _ = &mut self.writer => DaemonError::Bug("the writer of events"),
        }
    }

    /// Waits until everything under way is finished or given back.
    pub(super) async fn close(self) {
        self.tracker.close();
        self.tracker.wait().await;
    }
}

fn client_settings(config: &Config) -> Result<ClientSettings, DaemonError> {
    let settings = &config.deliver;
    let extra_ca = settings.extra_ca.iter().map(|path| {
        fs::read_to_string(path)
            .map_err(DaemonError::io("read the certificates of deliver.extra_ca in", path))
    });
    Ok(ClientSettings {
        allow_cidrs: settings.allow_cidrs.clone(),
        nat64_prefixes: settings.nat64_prefixes.clone(),
        resolver: settings.resolver,
        extra_ca: extra_ca.collect::<Result<_, _>>()?,
    })
}

fn deliver_settings(config: &Config, instance: &str, client: ClientSettings) -> deliver::Settings {
    deliver::Settings {
        node_name: config.node.name.as_str().into(),
        instance: instance.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        roles: config.node.roles.iter().copied().map(Role::word).map(str::to_owned).collect(),
        in_flight_max: config.deliver.in_flight_max,
        lane_waiting_max: config.deliver.lane_waiting_max,
        lease_ms: config.deliver.lease_ms,
        drain_ms: config.deliver.drain_ms,
        client,
        retention_days: config.retention.days,
        partitions_ahead_days: config.retention.partitions_ahead_days,
    }
}

fn router(_config: &Config, _store: &Store, _prober: Prober) -> Router {
    Router::new()
}
