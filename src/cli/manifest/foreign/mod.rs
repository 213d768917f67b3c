//! Endpoints and event types that another tool wrote down: read into a manifest, with a note for what is left behind.
//!
//! ```text
//! read   files of one tool, as one project
//! svix   the pages of Svix' lists of endpoints and of event types
//! list   a table of endpoints, as CSV or as JSON
//! build  from what they found to a manifest, under the same rules as one's own files
//! ```

mod build;
mod list;
mod read;
mod svix;

pub(crate) use build::Note;
pub(crate) use read::Foreign;
pub(crate) use read::read_foreign;
