//! Endpoints and event types that another tool wrote down: read into a manifest, with a note for what is left behind.
//!
//! ```text
//! svix   the pages of Svix' lists of endpoints and of event types
//! list   a table of endpoints, as CSV or as JSON
//! build  from what they found to a manifest, under the same rules as one's own files
//! ```

mod build;
mod list;
mod svix;

use std::path::PathBuf;

use super::Manifest;
use super::read::shown;
use super::read::text_of;
use crate::cli::error::Result;

pub(crate) use build::Note;

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// Svix.
    Svix,
    /// Anybody's, as a table.
    List,
}

/// Reads them all into one project.
pub(crate) fn read_foreign(paths: &[PathBuf], from: Foreign, project: &str) -> Result<(Manifest, Vec<Note>)> {
    let mut build = build::Build::new(project);
    for path in paths {
        let text = text_of(path)?;
        match from {
            Foreign::Svix => svix::read(&mut build, shown(path), &text)?,
            Foreign::List => list::read(&mut build, shown(path), &text)?,
        }
    }
    build.manifest(paths)
}
