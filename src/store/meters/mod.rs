//! Meters: what this process counts and what a scrape reads beside it, as Prometheus metrics.
//!
//! [`crate::domain::metric`] is the list of all there are. [`Meters`] are the [`counters`] that everybody adds to;
//! [`scrape`] puts the gauges of this process and of Postgres beside them.

mod counters;
mod gauges;
mod scrape;
mod sheet;

pub use self::counters::Meters;
pub use self::scrape::Disk;
pub use self::scrape::scrape;
