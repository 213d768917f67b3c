//! The outbox: events that a transaction of the application's own published, in SQL.
//!
//! [`publisher`] makes the function and the role for it; [`drain`] stores what it left, each row gone in the transaction
//! that stores its event; [`refused`] is what had to be set aside; [`source`] brings rows of a table in
//! another database.

pub mod drain;
pub mod publisher;
pub mod refused;
mod row;
pub mod source;

pub use self::row::OutboxRow;
pub use self::row::Refusal;
