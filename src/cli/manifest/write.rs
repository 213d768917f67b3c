//! Manifests as text: what `apply` reads.

use serde_json::Value;

use super::document::Document;
use super::document::EndpointItem;
use super::document::ProjectItem;
use super::document::TypeItem;
use super::event_type::TypeSettings;
use super::sealed;
use super::settings::Settings;
use super::text::Version;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::text as text_at;

/// A project with everything in it, from what the API shows, in the order of names.
pub(crate) fn exported(name: &str, event_types: &[Value], endpoints: &[Value]) -> Result<ProjectItem> {
    let mut types = event_types
        .iter()
        .map(|view| {
            let set = TypeSettings::shown(view).additions().into_iter();
            let mut members: serde_json::Map<_, _> =
                set.map(|one| (one.field.to_owned(), one.after)).collect();
            members.insert("name".to_owned(), view["name"].clone());
            item(&Value::Object(members))
        })
        .collect::<Result<Vec<TypeItem>>>()?;
    types.sort_by(|one, other| one.name.cmp(&other.name));
    let mut items = endpoints.iter().map(endpoint).collect::<Result<Vec<EndpointItem>>>()?;
    items.sort_by(|one, other| one.name.cmp(&other.name));
    let mut project: ProjectItem = item(&serde_json::json!({ "name": name }))?;
    project.event_types = Some(types);
    project.endpoints = Some(items);
    Ok(project)
}

/// An endpoint without what is the default; `disabled` is HookIt's own doing and is not written. What is sealed is
/// written as the variables that hold it.
fn endpoint(view: &Value) -> Result<EndpointItem> {
    let shown = Settings::shown(view);
    let set = shown.additions().into_iter().filter(|one| one.field != "status" || one.after != "disabled");
    let name = text_at(view, "name");
    let placed = set.map(|mut one| {
        sealed::placed(name, one.field, &mut one.after);
        (one.field.to_owned(), one.after)
    });
    let mut members: serde_json::Map<_, _> = placed.collect();
    members.insert("name".to_owned(), Value::String(name.to_owned()));
    item(&Value::Object(members))
}

fn item<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T> {
    T::deserialize(value).map_err(|error| {
        CliError::failed("the daemon shows something that this hookit cannot write; use its own version")
            .because(error)
    })
}

/// A document of these projects, as YAML or as JSON.
pub(crate) fn text(projects: Vec<ProjectItem>, json: bool) -> Result<String> {
    let document = Document { version: Version, projects };
    let cannot = |error: String| CliError::failed("the projects cannot be written").because(error);
    if json {
        return serde_json::to_string(&document).map_err(|error| cannot(error.to_string()));
    }
    serde_yaml::to_string(&document).map_err(|error| cannot(error.to_string()))
}
