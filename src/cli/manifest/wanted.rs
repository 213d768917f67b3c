//! All documents as one wish: projects by name, and in them event types and endpoints by name.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use super::document::Document;
use super::document::EndpointItem;
use super::document::ProjectItem;
use super::document::TypeItem;
use super::event_type::TypeSettings;
use super::sealed::Sealed;
use super::secret::SecretPlace;
use super::settings::Settings;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::domain::endpoint::METADATA_BYTES_MAX;
use crate::domain::endpoint::PATTERNS_MAX;
use crate::domain::labels;
use crate::domain::matching::Filter;
use crate::domain::schema::Schema;
use crate::domain::template::Template;

/// What is wanted.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// Projects by name.
    pub(crate) projects: BTreeMap<String, Project>,
}

/// What is wanted of a project; a kind that no document names is `None`.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// Event types by name.
    pub(crate) event_types: Option<BTreeMap<String, TypeSettings>>,
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
    /// Where the values are that its requests carry.
    pub(crate) sealed: Sealed,
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
            let settings = TypeSettings::wanted(wanted);
            check_type(wanted).map_err(|why| wrong(file, &format!("event type {}: {why}", wanted.name.0)))?;
            if types.insert(wanted.name.0.clone(), settings).is_some() {
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
                sealed: Sealed::of(&wanted),
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

fn check_type(item: &TypeItem) -> std::result::Result<(), String> {
    match &item.schema {
        Some(schema) => {
            Schema::parse(&schema.to_string()).map(drop).map_err(|error| format!("schema: {error}"))
        }
        None if item.enforce.as_ref().is_some_and(|word| word.0 != "off") => {
            Err("there is no schema to enforce".to_owned())
        }
        None => Ok(()),
    }
}

/// The limits that no single value can check.
fn check(item: &EndpointItem) -> std::result::Result<(), String> {
    if item.event_types.as_ref().is_some_and(|types| types.is_empty() || types.len() > PATTERNS_MAX) {
        return Err(format!("event_types has 1 to {PATTERNS_MAX} patterns"));
    }
    if let Some(labels) = &item.labels {
        labels::check(labels).map_err(|error| error.to_string())?;
    }
    if let Some(template) = &item.template {
        Template::parse(template).map_err(|error| format!("template: {error}"))?;
    }
    if let Some(filter) = &item.filter {
        Filter::parse(filter).map_err(|error| format!("filter: {error}"))?;
    }
    if item.client_certificate.is_some() != item.client_key.is_some() {
        return Err("client_certificate and client_key go together".to_owned());
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
