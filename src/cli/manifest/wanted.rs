//! All documents as one wish: projects by name, and in them event types and endpoints by name.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use super::document::Document;
use super::document::EndpointItem;
use super::document::ProjectItem;
use super::secret::SecretPlace;
use super::settings::Settings;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::domain::endpoint::LABEL_BYTES_MAX;
use crate::domain::endpoint::LABELS_MAX;
use crate::domain::endpoint::METADATA_BYTES_MAX;
use crate::domain::endpoint::PATTERNS_MAX;

/// What is wanted.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// Projects by name.
    pub(crate) projects: BTreeMap<String, Project>,
}

/// What is wanted of a project; a kind that no document names is `None`.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// Descriptions by name.
    pub(crate) event_types: Option<BTreeMap<String, Option<String>>>,
    /// Endpoints by name.
    pub(crate) endpoints: Option<BTreeMap<String, Endpoint>>,
}

/// What is wanted of an endpoint.
#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Its settings.
    pub(crate) settings: Settings,
    /// Where its secret is, for when it is made.
    pub(crate) secret: Option<SecretPlace>,
    /// The folder of its file, where a secret's path begins.
    pub(crate) beside: PathBuf,
}

impl Manifest {
    /// Adds what a document of `file` wants; a name that is wanted twice is refused.
    pub(super) fn add(&mut self, document: Document, file: &Path) -> Result<()> {
        document.projects.into_iter().try_for_each(|item| self.add_project(item, file))
    }

    fn add_project(&mut self, item: ProjectItem, file: &Path) -> Result<()> {
        let name = item.name.0;
        let project = self.projects.entry(name.clone()).or_default();
        let twice = |kind: &str, what: &str| {
            wrong(file, &format!("the {kind} {what} of the project {name} is named twice"))
        };
        for wanted in item.event_types.iter().flatten() {
            let types = project.event_types.get_or_insert_default();
            let description = wanted.description.as_ref().map(|text| text.0.clone());
            if types.insert(wanted.name.0.clone(), description).is_some() {
                return Err(twice("event type", &wanted.name.0));
            }
        }
        if item.event_types.is_some() {
            project.event_types.get_or_insert_default();
        }
        if item.endpoints.is_some() {
            project.endpoints.get_or_insert_default();
        }
        for wanted in item.endpoints.into_iter().flatten() {
            let name = wanted.name.0.clone();
            check(&wanted).map_err(|why| wrong(file, &format!("endpoint {name}: {why}")))?;
            let endpoint = Endpoint {
                settings: Settings::wanted(&wanted),
                secret: wanted.secret,
                beside: file.parent().unwrap_or(Path::new("")).to_owned(),
            };
            if project.endpoints.get_or_insert_default().insert(name.clone(), endpoint).is_some() {
                return Err(twice("endpoint", &name));
            }
        }
        Ok(())
    }
}

/// The limits that no single value can check.
fn check(item: &EndpointItem) -> std::result::Result<(), String> {
    if item.event_types.as_ref().is_some_and(|types| types.is_empty() || types.len() > PATTERNS_MAX) {
        return Err(format!("event_types has 1 to {PATTERNS_MAX} patterns"));
    }
    let fits = |text: &str| text.len() <= LABEL_BYTES_MAX && !text.contains('\0');
    if let Some(labels) = &item.labels
        && (labels.len() > LABELS_MAX
            || labels.iter().any(|(name, value)| name.is_empty() || !fits(name) || !fits(value)))
    {
        return Err(format!("there are at most {LABELS_MAX} labels of at most {LABEL_BYTES_MAX} bytes"));
    }
    let bytes = item.metadata.as_ref().and_then(|metadata| serde_json::to_vec(metadata).ok());
    if bytes.is_some_and(|bytes| bytes.len() > METADATA_BYTES_MAX) {
        return Err(format!("metadata has at most {METADATA_BYTES_MAX} bytes"));
    }
    Ok(())
}

fn wrong(file: &Path, why: &str) -> CliError {
    CliError::usage(format!("{}: {why}", super::read::shown(file).display()))
}
