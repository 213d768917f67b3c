//! A private cluster to newer Postgres programs, in a way that leaves either the old one or the new one, whole.
//!
//! ```text
//! data.upgrade   is made by the new programs, filled, counted and brought to disk
//! exchange       data.upgrade and data change names in one step: from here on it is the new one
//! data.15        is what the old one is called then, until it is dropped
//! ```
//!
//! Whatever ends it before the exchange leaves the old cluster untouched and a side directory that the next try throws
//! away. Whatever ends it after leaves the old one under the side directory's name, which is put right by the next run.

mod kept;
mod make;
mod plan;
mod switch;

pub use kept::Kept;
pub use make::Upgrade;
pub use plan::UpgradePlan;
pub use plan::Way;
