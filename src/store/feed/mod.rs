//! The feed of a project: events, redrives and attempts in the order of time, each exactly once, as they are committed.
//!
//! Ids are minted before the commit, so no id and no time says what a reader has not seen yet. Postgres does: a
//! [`horizon`] is a snapshot, and a round of the feed is what is visible in the newer of two and was not in the older.
//! A [`position`] holds both and the place between them; [`page`] takes the next steps, [`sources`] are the three tables.

mod horizon;
mod load;
mod page;
mod place;
mod position;
mod sources;

pub use self::load::FeedAttempt;
pub use self::load::FeedItem;
pub use self::page::FeedKinds;
pub use self::page::FeedPage;
pub use self::page::FeedWish;
pub use self::page::begin;
pub use self::page::page;
pub use self::position::FeedPosition;
