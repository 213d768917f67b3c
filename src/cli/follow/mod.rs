//! Following a project's feed: a thread that reads it from its cursor on, whatever becomes of the daemon meanwhile.

mod gate;
mod item;
mod reader;

pub(crate) use gate::Gate;
pub(crate) use item::Item;
pub(crate) use reader::Followed;
pub(crate) use reader::Wish;
pub(crate) use reader::follow;
