//! Svix: the answers of its API to `GET …/endpoint/` and `GET …/event-type/`, as they came.

use std::path::Path;

use serde::Deserialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use url::Url;

use super::build::Build;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::domain::schema::Schema;

/// Members that say nothing of what is to be delivered.
const OF_NO_MEANING: [&str; 5] = ["id", "createdAt", "updatedAt", "version", "uid"];

/// Reads a page, several after each other, or a bare array of things.
pub(super) fn read(build: &mut Build, file: &Path, text: &str) -> Result<()> {
    let mut last = None;
    let before = build.endpoints();
    for page in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let page =
            page.map_err(|error| CliError::usage(format!("{} is not JSON", file.display())).because(error))?;
        let things = match &page {
            Value::Array(things) => things,
            Value::Object(members) if members.contains_key("data") => {
                page["data"].as_array().ok_or_else(|| unknown(file, "its `data` is no array"))?
            }
            _ => return Err(unknown(file, "it is neither a page with `data` nor an array")),
        };
        for thing in things {
            one(build, file, thing)?;
        }
        last = Some(page);
    }
    let Some(last) = last else { return Err(unknown(file, "it is empty")) };
    if build.endpoints() > before {
        build.note(
            file.display().to_string(),
            "holds no signing secrets: each endpoint gets a new one; to keep one, write the endpoint with `secret` and \
             hookit apply it",
        );
    }
    if last["done"] == json!(false) {
        let iterator = last["iterator"].as_str().unwrap_or_default();
        build.note(
            file.display().to_string(),
            format!("more follow in Svix: get the page with iterator={iterator} as well"),
        );
    }
    Ok(())
}

fn unknown(file: &Path, why: &str) -> CliError {
    CliError::usage(format!("{} is no list of Svix: {why}", file.display()))
        .hint("it takes what Svix answers to GET /api/v1/app/APP/endpoint/ and GET /api/v1/event-type/")
}

fn one(build: &mut Build, file: &Path, thing: &Value) -> Result<()> {
    if thing.get("url").is_some() {
        let found = Endpoint::deserialize(thing);
        let found = found.map_err(|error| unknown(file, "an endpoint is not as expected").because(error))?;
        endpoint(build, found);
        return Ok(());
    }
    if thing.get("name").is_some() && (thing.get("schemas").is_some() || thing.get("description").is_some()) {
        let found = EventType::deserialize(thing);
        let found =
            found.map_err(|error| unknown(file, "an event type is not as expected").because(error))?;
        event_type(build, &found);
        return Ok(());
    }
    Err(unknown(file, "it holds things that are neither endpoints nor event types"))
}

/// What Svix shows of an endpoint; `rest` is what this program knows nothing of.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Endpoint {
    url: String,
    #[serde(default)]
    id: String,
    uid: Option<String>,
    description: Option<String>,
    #[serde(default)]
    disabled: bool,
    filter_types: Option<Vec<String>>,
    channels: Option<Vec<String>>,
    /// Requests a second; the older name of `throttle_rate`.
    rate_limit: Option<u32>,
    throttle_rate: Option<u32>,
    metadata: Option<Map<String, Value>>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EventType {
    name: String,
    description: Option<String>,
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    deprecated: bool,
    /// By their version, counted from 1.
    schemas: Option<Map<String, Value>>,
    group_name: Option<String>,
    feature_flags: Option<Vec<String>>,
    feature_flag: Option<String>,
}

fn endpoint(build: &mut Build, found: Endpoint) {
    let host = Url::parse(&found.url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let description = found.description.as_deref().filter(|text| !text.is_empty());
    let name = build.name(&[found.uid.as_deref(), description, host.as_deref()], &found.id);
    let of = format!("endpoint {name}");
    let mut members =
        Map::from_iter([("name".to_owned(), json!(name)), ("url".to_owned(), json!(found.url))]);
    let mut set = |member: &str, value: Value| members.insert(member.to_owned(), value);
    if let Some(types) = found.filter_types.filter(|types| !types.is_empty()) {
        set("event_types", json!(types));
    }
    if let Some(description) = description {
        set("description", json!(description));
    }
    if let Some(metadata) = found.metadata.filter(|metadata| !metadata.is_empty()) {
        set("metadata", Value::Object(metadata));
    }
    if !found.id.is_empty() {
        set("labels", json!({"svix_id": found.id}));
    }
    if let Some(rate) = found.throttle_rate.or(found.rate_limit) {
        set("rate_limit_rps", json!(rate));
    }
    let channels = found.channels.filter(|channels| !channels.is_empty());
    if found.disabled || channels.is_some() {
        set("status", json!("inactive"));
    }
    build.endpoint(members);
    if let Some(channels) = channels {
        // Active, it would be sent what was never meant for it.
        build
            .note(&of, format!("channels ({}) are not known here; it is made inactive", channels.join(", ")));
    }
    for (member, value) in found.rest.iter().filter(|(name, value)| meaningful(name, value)) {
        build.note(&of, format!("{member} ({value}) is not carried over"));
    }
}

fn meaningful(member: &str, value: &Value) -> bool {
    !OF_NO_MEANING.contains(&member) && !value.is_null()
}

fn event_type(build: &mut Build, found: &EventType) {
    let of = format!("event type {}", found.name);
    if found.archived {
        return build.note(of, "is archived and left out");
    }
    let mut members = Map::from_iter([("name".to_owned(), json!(found.name))]);
    if let Some(description) = found.description.as_ref().filter(|text| !text.is_empty()) {
        members.insert("description".to_owned(), json!(description));
    }
    if found.deprecated {
        members.insert("deprecated".to_owned(), json!(true));
    }
    if let Some((version, schema)) = found.schemas.as_ref().and_then(newest) {
        match Schema::parse(&schema.to_string()) {
            Ok(_) => drop(members.insert("schema".to_owned(), schema.clone())),
            Err(error) => build.note(&of, format!("its schema {version} is not carried over: {error}")),
        }
    }
    build.event_type(members);
    let flags =
        found.feature_flags.as_ref().is_some_and(|flags| !flags.is_empty()) || found.feature_flag.is_some();
    for (there, what) in [
        (found.group_name.is_some(), "its group is not carried over"),
        (flags, "its feature flags are not carried over"),
    ] {
        if there {
            build.note(&of, what);
        }
    }
}

/// The schema of the highest version: Svix keeps the older ones beside it.
fn newest(schemas: &Map<String, Value>) -> Option<(u32, &Value)> {
    let versions = schemas.iter().filter_map(|(version, schema)| Some((version.parse().ok()?, schema)));
    versions.max_by_key(|(version, _)| *version)
}
