//! A manifest in the making, from things that were named by somebody else's rules.

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::super::document::Document;
use super::super::wanted::Manifest;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::domain::endpoint::SLUG_BYTES_MAX;
use crate::domain::endpoint::Slug;

/// Something that could not be carried over, and what was done instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Which thing: `endpoint acme-prod`.
    pub(crate) of: String,
    /// What, and what it means.
    pub(crate) what: String,
}

/// What was found so far.
#[derive(Debug)]
pub(super) struct Build {
    project: String,
    names: BTreeSet<String>,
    endpoints: Vec<Value>,
    event_types: Vec<Value>,
    notes: Vec<Note>,
}

impl Build {
    /// For this project.
    pub(super) fn new(project: &str) -> Self {
        Self {
            project: project.to_owned(),
            names: BTreeSet::new(),
            endpoints: Vec::new(),
            event_types: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A free name like the first of these texts that makes one; a taken one gets `mark`, which is the same each time.
    pub(super) fn name(&mut self, texts: &[Option<&str>], mark: &str) -> String {
        let slug = texts.iter().flatten().find_map(|text| Slug::from_text(text));
        let base = slug.map_or_else(|| "endpoint".to_owned(), |slug| slug.to_string());
        let mut name = base.clone();
        if self.names.contains(&name) {
            let mark: String = mark.chars().filter(char::is_ascii_alphanumeric).collect();
            let mark = mark[mark.len().saturating_sub(8)..].to_ascii_lowercase();
            let room = SLUG_BYTES_MAX - mark.len() - 1;
            name = format!("{}-{mark}", base[..base.len().min(room)].trim_end_matches('-'));
        }
        self.names.insert(name.clone());
        name
    }

    /// How many endpoints there are.
    pub(super) const fn endpoints(&self) -> usize {
        self.endpoints.len()
    }

    /// Adds an endpoint, by the members of a manifest.
    pub(super) fn endpoint(&mut self, members: Map<String, Value>) {
        self.endpoints.push(Value::Object(members));
    }

    /// Adds an event type, by the members of a manifest.
    pub(super) fn event_type(&mut self, members: Map<String, Value>) {
        self.event_types.push(Value::Object(members));
    }

    /// Notes what is left behind.
    pub(super) fn note(&mut self, of: impl Into<String>, what: impl Into<String>) {
        self.notes.push(Note { of: of.into(), what: what.into() });
    }

    /// The manifest: each value is judged as if it stood in a file of one's own.
    pub(super) fn manifest(self, paths: &[PathBuf]) -> Result<(Manifest, Vec<Note>)> {
        let mut project = Map::from_iter([("name".to_owned(), json!(self.project))]);
        if !self.event_types.is_empty() {
            project.insert("event_types".to_owned(), json!(self.event_types));
        }
        if !self.endpoints.is_empty() {
            project.insert("endpoints".to_owned(), json!(self.endpoints));
        }
        for (kind, things) in [("event type", &self.event_types), ("endpoint", &self.endpoints)] {
            for thing in things {
                judged(kind, thing)?;
            }
        }
        let document = Document::deserialize(json!({"version": 1, "projects": [project]}))
            .map_err(|error| CliError::failed("the file holds what cannot be carried over").because(error))?;
        let mut manifest = Manifest::default();
        // A path of a secret begins beside the first file.
        let beside = paths.first().map_or_else(|| Path::new("-"), PathBuf::as_path);
        manifest.add(document, beside)?;
        Ok((manifest, self.notes))
    }
}

/// Fails with the thing's name, which the whole document could not tell.
fn judged(kind: &str, thing: &Value) -> Result<()> {
    use super::super::document::EndpointItem;
    use super::super::document::TypeItem;
    let fault = match kind {
        "endpoint" => EndpointItem::deserialize(thing).err(),
        _ => TypeItem::deserialize(thing).err(),
    };
    match fault {
        None => Ok(()),
        Some(error) => {
            let name = thing["name"].as_str().unwrap_or_default();
            Err(CliError::failed(format!("{kind} {name} cannot be carried over")).because(error))
        }
    }
}
