//! Moving a database to another Postgres: what is where, what is copied, and who may work on which meanwhile.
//!
//! ```text
//! mark     the row in both databases that says how far the move is
//! tables   plain tables in the order in which they can be filled, and the partitions of history by day
//! compare  counts and checksums that do not depend on the server
//! copy     one table, in one transaction of the new database
//! step     what the operator's command calls: history of past days, and then everything
//! ```

mod compare;
mod copy;
mod mark;
mod step;
mod tables;

pub use self::compare::Digest;
pub use self::mark::Mark;
pub use self::mark::MoveState;
pub use self::mark::begin;
pub use self::mark::cancel;
pub(crate) use self::mark::refuse;
pub use self::mark::set;
pub use self::mark::status;
pub use self::step::Copied;
pub use self::step::everything;
pub use self::step::past_days;
