//! Redrives: many dead letters put back by one order, planned first, then moved at a pace as a durable job.
//!
//! Backfills are orders of another kind, and run with them.
//!
//! [`plan`] counts and keeps the order; [`order`] starts and steers it; [`advance`] is one
//! step of the job, called by whichever node has it, and [`settle`] keeps what became of it; [`view`] reads it.

mod advance;
mod order;
mod plan;
mod view;

pub(super) use self::advance::Order;
pub(super) use self::advance::Progress;

pub use self::advance::Step;
pub use self::advance::advance;
pub use self::advance::settle;
pub use self::advance::take;
pub use self::order::Planned;
pub use self::order::Steer;
pub use self::order::start;
pub use self::order::steer;
pub use self::plan::RedrivePlan;
pub use self::plan::plan;
pub use self::view::OrderKind;
pub use self::view::RedriveState;
pub use self::view::RedriveView;
pub use self::view::list;
pub use self::view::show;
