//! A horizon: which transactions were over at an instant, so that later readers tell what was committed since.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error;

use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Transactions under way that one horizon names at most; more than Postgres can have connections in practice.
const UNDER_WAY_MAX: usize = 2_000;

/// A snapshot as Postgres writes it: `xmin:xmax:xip,xip`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// Every transaction below is over.
    pub(super) low: u64,
    /// No transaction from here on had begun to write.
    pub(super) high: u64,
    /// Those between that were under way.
    under_way: Vec<u64>,
}

impl FromStr for Snapshot {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "not a snapshot of Postgres";
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // Postgres takes no number that is beyond a signed one from us.
            text.parse::<i64>().ok().filter(|_| digits).and_then(|number| u64::try_from(number).ok())
        };
        let mut parts = text.split(':');
        let (Some(low), Some(high), Some(list), None) =
            (parts.next().and_then(number), parts.next().and_then(number), parts.next(), parts.next())
        else {
            return Err(wrong);
        };
        let under_way: Option<Vec<u64>> =
            if list.is_empty() { Some(Vec::new()) } else { list.split(',').map(number).collect() };
        let under_way = under_way.ok_or(wrong)?;
        let in_order = under_way.windows(2).all(|pair| pair[0] < pair[1]);
        let within = under_way.iter().all(|one| (low..high).contains(one));
        if low == 0 || low > high || !in_order || !within || under_way.len() > UNDER_WAY_MAX {
            return Err(wrong);
        }
        Ok(Self { low, high, under_way })
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.low, self.high)?;
        for (index, one) in self.under_way.iter().enumerate() {
            write!(f, "{}{one}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl Serialize for Snapshot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Snapshot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A snapshot and when it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Horizon {
    /// What was visible.
    pub(super) snapshot: Snapshot,
    /// By the database's clock, in microseconds since 1970; never before the snapshot.
    pub(super) at_us: i64,
}

/// Takes the horizon of now. With it comes the server's identity: a snapshot means nothing on another one.
pub(super) async fn take(store: &Store) -> Result<(Horizon, i64), StoreError> {
    let row = sqlx::query!(
        r#"select pg_current_snapshot()::text as "snapshot!",
                  (extract(epoch from clock_timestamp()) * 1000000)::bigint as "at_us!",
                  (select system_identifier from pg_control_system()) as "server!""#
    )
    .fetch_one(store.front())
    .await
    .doing("looking how far transactions are")?;
    let snapshot = row.snapshot.parse().map_err(|_| StoreError::Inconsistent {
        table: "pg_current_snapshot",
        column: "snapshot",
        row: String::new(),
    })?;
    Ok((Horizon { snapshot, at_us: row.at_us }, row.server))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_read_as_postgres_writes_it() {
        for text in ["10:10:", "10:20:10,14,15", "4294967300:4294967301:4294967300"] {
            assert_eq!(text.parse::<Snapshot>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_postgres_would_not_take_is_refused_before_it_is_asked() {
        for text in
            ["", "10", "10:9:", "10:20", "10:20:9", "10:20:20", "10:20:15,14", "10:20:14,14", "0:5:", "a:b:c"]
        {
            assert!(text.parse::<Snapshot>().is_err(), "{text}");
        }
        assert!("10:20:1;drop".parse::<Snapshot>().is_err());
        assert!("10:99999999999999999999:".parse::<Snapshot>().is_err());
        assert!("10:20::".parse::<Snapshot>().is_err());
    }
}
