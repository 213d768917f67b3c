//! The handle to the database that every verb takes: two pools, the clock, the cached configuration.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::RwLock;

use sqlx::PgPool;
use time::OffsetDateTime;

use super::circuits::Circuits;
use super::clock::Clock;
use super::connect;
use super::error::StoreError;
use super::handoff::HandOff;
use super::hint::Hints;
use super::keys::KeyUses;
use super::meters::Meters;
use super::mint::Mint;
use super::publish::Intake;
use super::pulse::Pulse;
use super::rollup::Rollups;
use super::snapshot::Snapshot;
#[cfg(feature = "otel")]
use super::traces::Traces;
use crate::domain::keyring::Keyring;

/// How to reach the database and how much to ask of it.
#[derive(Clone)]
pub struct StoreOptions {
    /// A `postgres://` URL.
    pub url: String,
    /// Connections for the API and publishing.
    pub front_connections_max: u32,
    /// Connections for the delivery loop; its own pool, so that neither starves the other.
    pub delivery_connections_max: u32,
    /// How long to wait for a connection, in milliseconds.
    pub acquire_timeout_ms: u64,
    /// Shown in `pg_stat_activity`.
    pub application_name: String,
    /// Events that may wait to be stored; beyond it publishing is refused.
    pub publish_waiting_max: usize,
    /// How long an idempotency key is kept at least, in hours.
    pub idempotency_hours: u32,
}

/// The database, as every verb of this room sees it; cloning shares it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    front: PgPool,
    delivery: PgPool,
    clock: Clock,
    mint: Mint,
    meters: Meters,
    pulse: Pulse,
    hints: Hints,
    handoff: HandOff,
    circuits: Circuits,
    intake: Intake,
    rollups: Rollups,
    key_uses: KeyUses,
    #[cfg(feature = "otel")]
    traces: Traces,
    keyring: RwLock<Option<Arc<Keyring>>>,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Set once by the first snapshot; a database's shard count never changes while it is open.
    shards: OnceLock<u8>,
    idempotency_hours: u32,
}

impl Store {
    /// Connects, proves that the database takes writes, and reads its clock. Asks no schema yet.
    pub async fn open(options: &StoreOptions) -> Result<Self, StoreError> {
        let front = connect::pool(options, "front", options.front_connections_max)?;
        let delivery = connect::pool(options, "delivery", options.delivery_connections_max)?;
        let clock = Clock::read(&front).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                front,
                delivery,
                clock,
                mint: Mint::new(),
                meters: Meters::default(),
                pulse: Pulse::default(),
                hints: Hints::default(),
                handoff: HandOff::default(),
                circuits: Circuits::default(),
                intake: Intake::new(options.publish_waiting_max),
                rollups: Rollups::default(),
                key_uses: KeyUses::default(),
                #[cfg(feature = "otel")]
                traces: Traces::default(),
                keyring: RwLock::new(None),
                snapshot: RwLock::new(Arc::default()),
                shards: OnceLock::new(),
                idempotency_hours: options.idempotency_hours,
            }),
        })
    }

    /// Connects once and lets go again; a failure says what Postgres, or the way to it, has against it.
    pub async fn probe(options: &StoreOptions) -> Result<(), StoreError> {
        connect::once(options).await
    }

    /// Closes both pools after what is under way.
    pub async fn close(&self) {
        self.inner.intake.close();
        self.inner.front.close().await;
        self.inner.delivery.close().await;
    }

    /// What the database's clock shows about now.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.inner.clock.now()
    }

    /// What this process counted.
    #[must_use]
    pub fn meters(&self) -> &Meters {
        &self.inner.meters
    }

    /// Spans that wait to be exported.
    #[cfg(feature = "otel")]
    #[must_use]
    pub fn traces(&self) -> &Traces {
        &self.inner.traces
    }

    /// How the delivery loop of this process is.
    #[must_use]
    pub fn pulse(&self) -> &Pulse {
        &self.inner.pulse
    }

    /// The door through which fresh deliveries go straight to the loop.
    #[must_use]
    pub fn handoff(&self) -> &HandOff {
        &self.inner.handoff
    }

    /// Circuits that are not closed, as this process last read them.
    #[must_use]
    pub fn circuits(&self) -> &Circuits {
        &self.inner.circuits
    }

    /// What wakes the loop.
    #[must_use]
    pub fn hints(&self) -> &Hints {
        &self.inner.hints
    }

    /// The master keys, once they were checked against this database.
    #[must_use]
    pub fn keyring(&self) -> Option<Arc<Keyring>> {
        self.inner.keyring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_keyring(&self, keyring: Arc<Keyring>) {
        *self.inner.keyring.write().unwrap_or_else(PoisonError::into_inner) = Some(keyring);
    }

    /// The configuration as this process last read it.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.inner.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_snapshot(&self, snapshot: Snapshot) {
        // The first one decides; later ones say the same.
        self.inner.shards.get_or_init(|| snapshot.shards());
        let mut slot = self.inner.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        if snapshot.version() >= slot.version() {
            *slot = Arc::new(snapshot);
        }
    }

    /// Every shard there is.
    #[must_use]
    pub fn shards(&self) -> Vec<i16> {
        (0..i16::from(self.shard_count())).collect()
    }

    pub(crate) fn shard_count(&self) -> u8 {
        self.inner.shards.get().copied().unwrap_or(1)
    }

    pub(crate) fn front(&self) -> &PgPool {
        &self.inner.front
    }

    pub(crate) fn delivery(&self) -> &PgPool {
        &self.inner.delivery
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub(crate) fn minter(&self) -> &Mint {
        &self.inner.mint
    }

    pub(crate) fn intake(&self) -> &Intake {
        &self.inner.intake
    }

    /// Counts by the minute that wait to be written.
    pub(crate) fn rollups(&self) -> &Rollups {
        &self.inner.rollups
    }

    pub(crate) fn key_uses(&self) -> &KeyUses {
        &self.inner.key_uses
    }

    pub(crate) fn idempotency_hours(&self) -> u32 {
        self.inner.idempotency_hours
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("snapshot_version", &self.snapshot().version()).finish_non_exhaustive()
    }
}
