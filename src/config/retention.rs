//! How long history is kept.

use super::rule::number;
use super::section::Default;
use super::section::section;

section!(
    /// History.
    pub Retention, "retention", "retention." {
        /// Days after which events, deliveries and attempts are dropped; a day with unfinished deliveries is kept.
        days: u16 = Default::Text("30"), |raw| number(raw, 1, 3_650);
        /// Days for which tables are made ahead.
        partitions_ahead_days: u16 = Default::Text("7"), |raw| number(raw, 2, 60);
    }
);
