//! Endpoints: made, read, changed and removed, each change with a new configuration version.

mod change;
mod create;
mod disable;
mod history;
mod read;
mod remove;
mod row;

pub use self::change::Change;
pub use self::change::change;
pub use self::change::set_status;
pub use self::create::create;
pub use self::disable::disable;
pub use self::history::at_version;
pub(crate) use self::history::note;
pub(crate) use self::history::prune;
pub(crate) use self::read::Changed;
pub(crate) use self::read::changed_since;
pub use self::read::find;
pub use self::read::list;
pub use self::remove::remove;
