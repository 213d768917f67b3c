//! Reads the files of another tool into one project.

use std::path::PathBuf;

use super::super::Manifest;
use super::super::read::shown;
use super::super::read::text_of;
use super::build::Build;
use super::build::Note;
use super::list;
use super::svix;
use crate::cli::error::Result;

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
    let mut build = Build::new(project);
    for path in paths {
        let text = text_of(path)?;
        match from {
            Foreign::Svix => svix::read(&mut build, shown(path), &text)?,
            Foreign::List => list::read(&mut build, shown(path), &text)?,
        }
    }
    build.manifest(paths)
}
