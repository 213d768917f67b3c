//! The API and the delivery loop, made from the settings.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;
use zeroize::Zeroizing;

use super::error::DaemonError;
use super::examiner::examiner;
use super::eyes;
use super::operations;
use super::outbox;
use super::serve::Ends;
use super::storage_watch::Watched;
use crate::api;
use crate::api::ApiRules;
use crate::api::ApiState;
use crate::api::Probe;
use crate::api::Probed;
use crate::config::Config;
use crate::config::Loaded;
use crate::config::Role;
use crate::deliver;
use crate::deliver::DeliverError;
use crate::deliver::guard::Guard;
use crate::deliver::look::Looker;
use crate::deliver::post::ClientSettings;
use crate::deliver::probe::Prober;
use crate::deliver::proxy::ProxySettings;
use crate::domain::chain::chain;
use crate::domain::exchange::Exchange;
use crate::domain::outcome::Outcome;
use crate::domain::url_rule::UrlRules;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::publish;

/// The rooms that work while the daemon runs.
pub(super) struct Rooms {
    /// The API.
    pub(super) router: Router,
    /// What answers on TCP: the API, the dashboard before it, or one of them.
    pub(super) tcp: Router,
    /// The delivery loop and what belongs to it; a stop waits for these.
    tracker: TaskTracker,
    deliveries: JoinHandle<Result<(), DeliverError>>,
    writer: JoinHandle<()>,
    outbox: JoinHandle<()>,
    #[cfg(feature = "otel")]
    exporting: Option<super::export::Exporting>,
}

impl Rooms {
    /// Starts them. What the settings say about connections to receivers is tried here, so that a mistake in it is
    /// told at the start.
    pub(super) fn open(
        loaded: &Loaded,
        instance: &str,
        store: &Store,
        ends: &Ends,
        address: Option<SocketAddr>,
    ) -> Result<Self, DaemonError> {
        let config = &loaded.config;
        let client = client_settings(config)?;
        let prober = Prober::new(store.clone(), &client, &config.node.name)?;
        let rules = api_rules(config);
        let payload_bytes_max = rules.payload_bytes_max;
        let operations = operations::Wanted::of(&config.operations, &rules.urls)?;
        let state = ApiState::new(store.clone(), rules, Some(probe(prober)));
        let state = state
            .until(ends.stop.clone())
            .with_examiner(examiner(config, Looker::new(store.clone(), &client)?));
        let shown = eyes::rules(loaded, address);
        let router = api::router(match &shown {
            Some(rules) => state.with_dashboard(&rules.address),
            None => state,
        });
        let tcp = eyes::in_front_of(&router, config, shown, store, ends);
        let tracker = TaskTracker::new();
        let stop = deliver::Stop { drain: ends.stop.clone(), now: ends.now.clone() };
        #[cfg(feature = "otel")]
        let exporting = super::export::Exporting::start(config, &client, store)?;
        let settings = deliver_settings(config, instance, client);
        let deliveries = tracker.spawn(deliver::run(store.clone(), settings, tracker.clone(), stop));
        // Not tracked: it ends when the store closes, which is after everything that publishes has ended.
        let writer = TaskTracker::new().spawn(publish::run(store.clone()));
        let outbox = outbox::run(store.clone(), payload_bytes_max, ends.stop.clone());
        let outbox = tracker.spawn(outbox);
        // Nobody waits for these two but a stop.
        tracker.spawn(operations::run(store.clone(), operations, ends.stop.clone()));
        if let Some(watched) = Watched::of(config, store) {
            tracker.spawn(watched.run(ends.stop.clone()));
        }
        Ok(Self {
            router,
            tcp,
            tracker,
            deliveries,
            writer,
            outbox,
            #[cfg(feature = "otel")]
            exporting,
        })
    }

    /// Resolves with the reason when a part ends before it was told to.
    pub(super) async fn ended_early(&mut self) -> DaemonError {
        tokio::select! {
            ended = &mut self.deliveries => match ended {
                Ok(Err(error)) => error.into(),
                Ok(Ok(())) | Err(_) => DaemonError::Bug("the delivery loop"),
            },
            _ = &mut self.writer => DaemonError::Bug("the writer of events"),
            _ = &mut self.outbox => DaemonError::Bug("the outbox"),
        }
    }

    /// Waits until everything under way is finished or given back.
    pub(super) async fn close(self) {
        self.tracker.close();
        self.tracker.wait().await;
        #[cfg(feature = "otel")]
        if let Some(exporting) = self.exporting {
            exporting.end().await;
        }
    }
}

fn client_settings(config: &Config) -> Result<ClientSettings, DaemonError> {
    let settings = &config.deliver;
    let extra_ca = settings.extra_ca.iter().map(|path| {
        fs::read_to_string(path)
            .map_err(DaemonError::io("read the certificates of deliver.extra_ca in", path))
    });
    let proxy = proxy(settings.proxy.as_deref(), settings.proxy_credentials_file.as_deref())?;
    Ok(ClientSettings {
        proxy,
        allow_cidrs: settings.allow_cidrs.clone(),
        nat64_prefixes: settings.nat64_prefixes.clone(),
        resolver: settings.resolver,
        extra_ca: extra_ca.collect::<Result<_, _>>()?,
    })
}

fn proxy(address: Option<&str>, file: Option<&Path>) -> Result<Option<ProxySettings>, DaemonError> {
    let credentials = match file {
        None => None,
        Some(path) => {
            let read = fs::read_to_string(path).map(Zeroizing::new);
            let text = read.map_err(DaemonError::io(
                "read the credentials of deliver.proxy_credentials_file in",
                path,
            ))?;
            let text = Zeroizing::new(text.trim().to_owned());
            if address.is_none() || !text.contains(':') || text.contains(char::is_control) {
                return Err(DaemonError::ProxyCredentials);
            }
            Some(text)
        }
    };
    Ok(address.map(|address| ProxySettings { address: address.to_owned(), credentials }))
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
        disable_after_ms: config.deliver.disable_after_ms,
        drain_ms: config.deliver.drain_ms,
        client,
        retention_days: config.retention.days,
        partitions_ahead_days: config.retention.partitions_ahead_days,
    }
}

fn api_rules(config: &Config) -> ApiRules {
    let deliver = &config.deliver;
    // The machine's own addresses, as they are now, are among those that no endpoint may name; whoever takes a new
    // one later is stopped when it is dialled.
    let guard = Guard::new(deliver.allow_cidrs.clone(), deliver.nat64_prefixes.clone());
    ApiRules {
        payload_bytes_max: usize::try_from(config.ingest.payload_bytes_max).unwrap_or(usize::MAX),
        body_timeout_ms: config.api.body_timeout_ms,
        urls: UrlRules {
            allow_http: deliver.allow_http,
            allow_ports: Vec::new(),
            policy: guard.policy().as_ref().clone(),
        },
        metrics_public: config.metrics.public,
        node: config.node.name.clone(),
    }
}

/// The way from `POST /endpoints/{id}/test` to the delivery room.
fn probe(prober: Prober) -> Probe {
    let prober = Arc::new(prober);
    Arc::new(move |endpoint| {
        let prober = Arc::clone(&prober);
        Box::pin(async move {
            match prober.probe(&endpoint).await {
                Ok(sent) => Probed {
                    request_headers: sent.request_headers,
                    request_body: sent.request_body,
                    exchange: sent.exchange,
                },
                Err(error) => {
                    tracing::error!(endpoint.id = %endpoint.id, error = chain(&error), "endpoint not tested");
                    Probed {
                        request_headers: Vec::new(),
                        request_body: String::new(),
                        exchange: unsent(&error),
                    }
                }
            }
        })
    })
}

fn unsent(error: &StoreError) -> Exchange {
    match error {
        StoreError::NoMasterKey
        | StoreError::WrongMasterKey { .. }
        | StoreError::SecretUnavailable { .. } => {
            Exchange::unsent(Outcome::SecretUnavailable, "a secret of the endpoint cannot be opened")
        }
        _ => Exchange::unsent(Outcome::Aborted, "HookIt could not read the endpoint's secrets; try later"),
    }
}
