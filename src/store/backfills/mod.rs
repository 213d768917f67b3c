//! Backfills: deliveries to one endpoint of events that were published before it would have received them.
//!
//! A backfill is an order as a redrive is, kept, steered and run with those; [`plan()`] counts what it would make, `step`
//! makes the next of them, and `window` is where both look. What was made is noted in `backfilled`, by which no event
//! gets two deliveries to one endpoint, whoever backfills beside.

mod plan;
mod step;
mod view;
mod window;

pub use self::plan::BackfillPlan;
pub use self::plan::Survey as BackfillSurvey;
pub use self::plan::plan;
pub(super) use self::step::step;
pub use self::view::of_event;
