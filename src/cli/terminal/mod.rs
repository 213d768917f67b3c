//! The whole screen of a terminal: taken and given back in good order, its keys, its colours.

mod keys;
mod paint;
mod screen;

pub(crate) use keys::read_keys;
pub(crate) use paint::Paint;
pub(crate) use screen::FullScreen;
