//! Small charts, drawn as SVG without a style or a script; each stands beside a table with the same figures.
//!
//! ```text
//! strip      one endpoint over time, a cell a span
//! area       figures by the minute, one above the other
//! timeline   the attempts of a delivery on a time axis to scale, and the phases of each
//! fan        an event and where it goes
//! ```

mod area;
mod fan;
mod strip;
mod timeline;
mod write;

pub(super) use area::Series;
pub(super) use area::area;
pub(super) use fan::Branch;
pub(super) use fan::fan;
pub(super) use strip::strip;
pub(super) use timeline::Bar;
pub(super) use timeline::Planned;
pub(super) use timeline::phases;
pub(super) use timeline::timeline;
