//! The files of the project as the rules see them.

use crate::lexer::{Piece, pieces};
use proc_macro2::TokenStream;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Folders that hold nothing written by hand.
const SKIPPED: [&str; 4] = [".git", "target", ".sqlx", "node_modules"];

/// One text file of the project.
pub(crate) struct Source {
    /// Path below the package root, with forward slashes.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The file name without folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What follows the file name's last dot: `rs`, `sh`, or nothing.
    pub(crate) fn ending(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The folder, empty for the package root.
    pub(crate) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The room below `src/` in which the file stands: `store` for `src/store/claim.rs`.
    pub(crate) fn room(&self) -> Option<&str> {
        self.path.strip_prefix("src/")?.split_once('/').map(|(room, _)| room)
    }

    pub(crate) fn syntax(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|e| panic!("{} is not Rust: {e}", self.path))
    }

    pub(crate) fn tokens(&self) -> TokenStream {
        TokenStream::from_str(&self.text).unwrap_or_else(|e| panic!("{} is not Rust: {e}", self.path))
    }

    pub(crate) fn pieces(&self) -> Vec<Piece<'_>> {
        pieces(&self.text)
    }

    /// Each line with its one-based number.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All text files that belong to the project, in the order of their paths.
pub(crate) fn all() -> Vec<Source> {
    let mut found = Vec::new();
    collect(root(), &mut found);
    found.sort();
    found.iter().filter_map(|path| read(path)).collect()
}

/// Files of `all` with this ending below this folder.
pub(crate) fn under(folder: &str, ending: &str) -> Vec<Source> {
    all().into_iter().filter(|s| s.path.starts_with(folder) && s.path.ends_with(ending)).collect()
}

/// Every Rust file: `src/` and `tests/`.
pub(crate) fn rust() -> Vec<Source> {
    let mut files = under("src/", ".rs");
    files.extend(under("tests/", ".rs"));
    assert!(files.len() > 10, "the walk finds the project's files");
    files
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the project's folders can be read") {
        let path = entry.expect("a folder's entry can be read").path();
        let skipped = path.file_name().is_some_and(|n| SKIPPED.iter().any(|s| n == *s));
        if skipped || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Reads a file; one that is not UTF-8 is a picture or a fixture of bytes and has no lines to judge.
fn read(path: &Path) -> Option<Source> {
    let text = String::from_utf8(fs::read(path).expect("the project's files can be read")).ok()?;
    let below = path.strip_prefix(root()).expect("the walk stays below the root");
    Some(Source { path: below.to_string_lossy().replace('\\', "/"), text })
}
