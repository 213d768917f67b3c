//! Checking the conservation law on a window of time, and naming what breaks it.

use std::fmt;
use std::str::FromStr;

use sqlx::FromRow;
use time::OffsetDateTime;
use uuid::Uuid;

use super::laws;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::id::ProjectId;
use crate::domain::id::floor_of;
use crate::domain::outcome::UnknownWord;
use crate::domain::outcome::words;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;
use crate::store::partitions;

/// Offending ids that are named of each law.
const NAMED_MAX: i64 = 20;
/// Idempotency records that are looked at.
const KEYS_MAX: i64 = 500_000;

words!(
    /// What must hold.
    Law {
        /// An event has as many deliveries, live and finished, as endpoints it was matched with and backfills made.
        MatchedCount = "matched_count",
        /// A delivery is in the queue or in history, not in both.
        OnePlace = "one_place",
        /// A delivery's event is stored.
        HasEvent = "has_event",
        /// A delivery's attempts are numbered from 1 to its count, without a hole.
        AttemptsWhole = "attempts_whole",
        /// An attempt's delivery is there.
        HasDelivery = "has_delivery",
        /// What is under way belongs to a node that is known.
        HasNode = "has_node",
        /// What is under way belongs to a node that is alive.
        LeaseRuns = "lease_runs",
        /// An idempotency record's event is stored.
        KeyHasEvent = "key_has_event",
    }
);

impl Law {
    /// The law in a sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::MatchedCount => {
                "every event has a delivery for each endpoint it was matched with or backfilled to"
            }
            Self::OnePlace => "no delivery is both in the queue and in history",
            Self::HasEvent => "every delivery has its event",
            Self::AttemptsWhole => "attempts are numbered from 1 without holes",
            Self::HasDelivery => "every attempt has its delivery",
            Self::HasNode => "whatever is under way belongs to a known node",
            Self::LeaseRuns => "whatever is under way belongs to a living node",
            Self::KeyHasEvent => "every idempotency record has its event",
        }
    }
}

/// How a law fared in a window.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which.
    pub law: Law,
    /// Rows it was asked of.
    pub checked: u64,
    /// Rows that break it.
    pub broken: u64,
    /// The first of them, as ids of events or deliveries.
    pub ids: Vec<String>,
}

/// What was looked at: events, deliveries, attempts and keys minted from `since` until before `until`.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// From when on.
    pub since: OffsetDateTime,
    /// Until before when.
    pub until: OffsetDateTime,
    /// Of one project; `None` for all.
    pub project: Option<ProjectId>,
}

#[derive(FromRow)]
struct Row {
    checked: i64,
    broken: i64,
    ids: Vec<Uuid>,
}

/// Checks every law on a window, in the order of [`Law::ALL`]. Idempotency records have no index by event and are read
/// through, up to a limit; so they are looked at only when `keys` asks for it.
pub async fn check(store: &Store, window: &Window, keys: bool) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::with_capacity(Law::ALL.len());
    for law in Law::ALL {
        if unasked(*law, window, keys).is_none() {
            findings.push(check_one(store, window, *law).await?);
        }
    }
    Ok(findings)
}

/// Laws that [`check`] does not ask on such a window, each with the reason.
#[must_use]
pub fn unchecked(window: &Window, keys: bool) -> Vec<(Law, &'static str)> {
    Law::ALL.iter().filter_map(|law| unasked(*law, window, keys).map(|why| (*law, why))).collect()
}

fn unasked(law: Law, window: &Window, keys: bool) -> Option<&'static str> {
    match law {
        Law::HasDelivery if window.project.is_some() => {
            Some("an attempt without its delivery belongs to no project; ask with a key of no project")
        }
        Law::KeyHasEvent if !keys => Some("idempotency records are read through; ask for it with keys=true"),
        _ => None,
    }
}

async fn check_one(store: &Store, window: &Window, law: Law) -> Result<Finding, StoreError> {
    let row: Row = sqlx::query_as(laws::statement(law))
        .bind(store.shards())
        .bind(floor_of(window.since))
        .bind(floor_of(window.until))
        .bind(window.project.map(ProjectId::uuid))
        .bind(NAMED_MAX)
        .bind(KEYS_MAX)
        .fetch_one(store.front())
        .await
        .doing("checking the conservation law")?;
    let named = |id: Uuid| match law {
        Law::MatchedCount | Law::KeyHasEvent => EventId::from_uuid(id).to_string(),
        _ => DeliveryId::from_uuid(id).to_string(),
    };
    Ok(Finding {
        law,
        checked: u64::try_from(row.checked).unwrap_or(0),
        broken: u64::try_from(row.broken).unwrap_or(0),
        ids: row.ids.into_iter().map(named).collect(),
    })
}

/// The first instant of the oldest day that is kept: what was minted before has left with its day.
pub async fn kept_since(store: &Store) -> Result<Option<OffsetDateTime>, StoreError> {
    let oldest = sqlx::query_scalar!(
        r#"select min(c.relname::text) from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'event'::regclass"#
    )
    .fetch_one(store.front())
    .await
    .doing("looking at partitions")?;
    Ok(oldest.as_deref().and_then(partitions::day_of).map(|day| day.midnight().assume_utc()))
}
