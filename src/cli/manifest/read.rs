//! Manifests from files, folders and stdin: every mistake with its file, line and column.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;

use super::document::Document;
use super::wanted::Manifest;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;

/// Reads them all as one wish. A folder stands for its `*.yaml`, `*.yml` and `*.json`, in the order of their names.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Manifest> {
    let mut manifest = Manifest::default();
    for path in paths {
        for file in files(path)? {
            let text = text_of(&file)?;
            let shown = shown(&file);
            let mut documents = 0;
            for document in serde_yaml::Deserializer::from_str(&text) {
                // A document between two lines of `---` may be empty.
                let read =
                    Option::<Document>::deserialize(document).map_err(|error| syntax(shown, &error))?;
                if let Some(read) = read {
                    documents += 1;
                    manifest.add(read, &file)?;
                }
            }
            if documents == 0 {
                return Err(CliError::usage(format!("{} holds no document", shown.display())));
            }
        }
    }
    Ok(manifest)
}

/// How a file is called in sentences.
pub(crate) fn shown(file: &Path) -> &Path {
    if file == Path::new("-") { Path::new("stdin") } else { file }
}

/// The text of a file, or of stdin for `-`.
pub(crate) fn text_of(file: &Path) -> Result<String> {
    String::from_utf8(input::file(file)?)
        .map_err(|_| CliError::usage(format!("{} is not UTF-8", file.display())))
}

/// A mistake in a file, with its place.
pub(crate) fn syntax(file: &Path, error: &serde_yaml::Error) -> CliError {
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or_default();
    let place = error.location().map_or_else(String::new, |at| format!(":{}:{}", at.line(), at.column()));
    CliError::usage(format!("{}{place}: {said}", shown(file).display()))
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path == Path::new("-") || !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let cannot = |error| CliError::usage(format!("cannot read {}", path.display())).because(error);
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let file = entry.map_err(cannot)?.path();
        let kind = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if file.is_file() && matches!(kind, "yaml" | "yml" | "json") {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(CliError::usage(format!("{} holds no *.yaml, *.yml or *.json", path.display())));
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        let path = PathBuf::from(format!(
            "/tmp/hookit-manifest-{}-{:x}.yaml",
            std::process::id(),
            crc32fast::hash(text.as_bytes())
        ));
        fs::write(&path, text).unwrap();
        let read = read(std::slice::from_ref(&path));
        fs::remove_file(&path).unwrap();
        let error = read.unwrap_err();
        assert_eq!(error.kind.exit_code(), 2);
        error.text.replace(&path.display().to_string(), "FILE")
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let endpoint = "version: 1\nprojects:\n  - name: a\n    endpoints:\n      - name: b\n        url: https://b.test\n";
        let cases = [
            (format!("{endpoint}        colour: red\n"), "FILE:7:9: ", "unknown field `colour`"),
            (format!("{endpoint}        timeout_ms: 5\n"), "FILE:7:21: ", "from 1000 to 60000"),
            (format!("{endpoint}        event_types: [a, b..c]\n"), "FILE:7:26: ", "segments"),
            (format!("{endpoint}        status: disabled\n"), "FILE:7:17: ", "active, inactive or paused"),
            (format!("{endpoint}        retry: {{base_ms: 1}}\n"), "FILE:5:9: ", "schedule_ms"),
            (format!("{endpoint}      - name: b\n        url: https://c.test\n"), "FILE: ", "named twice"),
            ("version: 2\n".to_owned(), "FILE:1:10: ", "reads version 1"),
            ("projects: []\n".to_owned(), "FILE:1:1: ", "missing field `version`"),
            ("version: 1\nkeys: []\n".to_owned(), "FILE:2:1: ", "unknown field `keys`"),
            ("version: [\n".to_owned(), "FILE:", ""),
            ("# nothing\n".to_owned(), "FILE ", "holds no document"),
        ];
        for (text, place, said) in cases {
            let told = mistake(&text);
            assert!(told.starts_with(place) && told.contains(said), "{text}\n{told}");
        }
    }

    #[test]
    fn documents_of_one_file_are_one_wish() {
        let path = PathBuf::from(format!("/tmp/hookit-manifests-{}.yaml", std::process::id()));
        fs::write(&path, "---\nversion: 1\nprojects: [{name: a, event_types: [{name: x}]}]\n---\nversion: 1\nprojects: [{name: a, endpoints: []}]\n").unwrap();
        let manifest = read(std::slice::from_ref(&path)).unwrap();
        fs::remove_file(&path).unwrap();
        let project = &manifest.projects["a"];
        assert_eq!(project.event_types.as_ref().map(std::collections::BTreeMap::len), Some(1));
        assert!(project.endpoints.as_ref().is_some_and(std::collections::BTreeMap::is_empty));
    }
}
