//! Dead letters: which are meant, how many by cause, exported with their payloads, dropped for good.

mod drop;
mod export;
mod groups;
mod passed_over;
mod predicate;
mod survey;

pub use self::drop::DROPPED_MAX;
pub use self::drop::Dropped;
pub use self::drop::drop_some;
pub use self::export::Exported;
pub use self::export::export;
pub use self::groups::DeadLetterGroups;
pub use self::groups::Group;
pub use self::groups::LOOKED_AT_MAX;
pub(crate) use self::groups::grouped;
pub use self::groups::groups;
pub use self::passed_over::PassedOver;
pub use self::passed_over::PassedReason;
pub use self::passed_over::passed_over;
pub(crate) use self::predicate::Bounds;
pub use self::predicate::DeadLetterPredicate;
pub use self::survey::Survey;
pub(crate) use self::survey::look;
pub use self::survey::survey;
