//! How answers look: tables, cards, JSON, times, sizes, glyphs and colours, and what is made harmless before it is shown.

mod card;
mod escape;
mod fields;
mod glyph;
mod json;
mod outcome;
mod progress;
mod screen;
mod size;
mod spark;
mod style;
mod table;
mod times;

pub(crate) use card::Card;
pub(crate) use escape::escape;
pub(crate) use fields::*;
pub(crate) use glyph::Glyph;
pub(crate) use json::joined_pages;
pub(crate) use json::pretty;
pub(crate) use outcome::*;
pub(crate) use progress::Bar;
pub(crate) use screen::Screen;
pub(crate) use screen::Surroundings;
pub(crate) use size::*;
pub(crate) use spark::sparkline;
pub(crate) use style::Tone;
pub(crate) use table::Cell;
pub(crate) use table::Column;
pub(crate) use table::Table;
pub(crate) use times::*;
