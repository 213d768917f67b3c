//! A table of endpoints: CSV with a first line of names, or a JSON array of objects with the same names.

use std::path::Path;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use url::Url;

use super::build::Build;
use crate::cli::error::CliError;
use crate::cli::error::Result;

/// The columns that there are. `url` has to be there; the others may be missing or empty.
const COLUMNS: [&str; 8] =
    ["name", "url", "event_types", "description", "status", "timeout_ms", "secret_env", "secret_file"];

/// Reads a table.
pub(super) fn read(build: &mut Build, file: &Path, text: &str) -> Result<()> {
    let rows = if text.trim_start().starts_with(['[', '{']) {
        from_json(file, text)?
    } else {
        from_csv(file, text)?
    };
    if rows.is_empty() {
        return Err(wrong(file, "it has no row"));
    }
    for (number, row) in rows.iter().enumerate() {
        endpoint(build, file, number + 1, row)?;
    }
    Ok(())
}

fn wrong(file: &Path, why: &str) -> CliError {
    CliError::usage(format!("{}: {why}", file.display()))
        .hint(format!("a list has the columns {}; only url has to be there", COLUMNS.join(", ")))
}

fn from_json(file: &Path, text: &str) -> Result<Vec<Map<String, Value>>> {
    serde_json::from_str(text).map_err(|error| wrong(file, "it is no JSON array of objects").because(error))
}

fn from_csv(file: &Path, text: &str) -> Result<Vec<Map<String, Value>>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken = |error: csv::Error| wrong(file, "it is no CSV").because(error);
    let columns = reader.headers().map_err(broken)?.clone();
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(broken)?;
        let members = columns.iter().zip(row.iter()).filter(|(_, value)| !value.is_empty());
        rows.push(members.map(|(name, value)| (name.to_owned(), json!(value))).collect());
    }
    // A column that nobody knows is refused even where it is empty.
    match columns.iter().find(|name| !COLUMNS.contains(name)) {
        Some(unknown) => Err(wrong(file, &format!("there is no column {unknown}"))),
        None => Ok(rows),
    }
}

fn endpoint(build: &mut Build, file: &Path, number: usize, row: &Map<String, Value>) -> Result<()> {
    let fault = |why: String| wrong(file, &format!("row {number}: {why}"));
    if let Some(unknown) = row.keys().find(|name| !COLUMNS.contains(&name.as_str())) {
        return Err(fault(format!("there is no column {unknown}")));
    }
    let text = |name: &str| row.get(name).and_then(Value::as_str);
    let url = text("url").ok_or_else(|| fault("it has no url".to_owned()))?;
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
    // A name that was given is taken as it is, and refused if it is none.
    let name =
        text("name").map_or_else(|| build.name(&[host.as_deref()], &number.to_string()), str::to_owned);
    let mut members = Map::from_iter([("name".to_owned(), json!(name)), ("url".to_owned(), json!(url))]);
    for member in ["description", "status"] {
        if let Some(value) = row.get(member) {
            members.insert(member.to_owned(), value.clone());
        }
    }
    match row.get("event_types") {
        Some(Value::String(types)) => {
            let types: Vec<&str> =
                types.split([' ', ';', ',']).map(str::trim).filter(|one| !one.is_empty()).collect();
            members.insert("event_types".to_owned(), json!(types));
        }
        Some(types) => drop(members.insert("event_types".to_owned(), types.clone())),
        None => {}
    }
    match row.get("timeout_ms") {
        Some(Value::String(text)) => {
            let ms: u64 = text.parse().map_err(|_| fault(format!("timeout_ms is no number: {text}")))?;
            members.insert("timeout_ms".to_owned(), json!(ms));
        }
        Some(ms) => drop(members.insert("timeout_ms".to_owned(), ms.clone())),
        None => {}
    }
    match (text("secret_env"), text("secret_file")) {
        (Some(_), Some(_)) => return Err(fault("it names two places for one secret".to_owned())),
        (Some(env), None) => drop(members.insert("secret".to_owned(), json!({ "env": env }))),
        (None, Some(path)) => drop(members.insert("secret".to_owned(), json!({ "file": path }))),
        (None, None) => {}
    }
    build.endpoint(members);
    Ok(())
}
