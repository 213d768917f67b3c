//! What an event says about who receives it: its labels, and the endpoints it names.

use std::collections::BTreeMap;

use super::item::ReadEvent;
use crate::api::input::members::Members;
use crate::api::input::members::Object;
use crate::api::problem::FieldError;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::domain::event::NAMED_ENDPOINTS_MAX;
use crate::domain::event::NewEvent;
use crate::domain::id::EndpointId;
use crate::domain::labels;
use crate::store::Store;
use crate::store::endpoints;

/// Reads labels; none where they are null.
pub(super) fn labels(raw: &[u8]) -> Result<BTreeMap<String, String>, Problem> {
    let wrong = || Problem::field("/labels", "wrong_type", "the value must be an object of strings");
    let Ok(members) = serde_json::from_slice::<Option<Object>>(raw) else { return Err(wrong()) };
    let Some(Object(members)) = members else { return Ok(BTreeMap::new()) };
    let mut read = BTreeMap::new();
    for (name, value) in members {
        let value: String = serde_json::from_str(value.get()).map_err(|_| wrong())?;
        if read.insert(name, value).is_some() {
            return Err(Problem::field("/labels", "duplicate_member", "a label is given twice"));
        }
    }
    labels::check(&read).map_err(|error| Problem::field("/labels", error.code(), error.to_string()))?;
    Ok(read)
}

/// Reads the endpoints an event names, in order and each once; `None` where all are meant.
pub(super) fn named(raw: &[u8]) -> Result<Option<Vec<String>>, Problem> {
    let wrong = |code, detail: String| Problem::field("/endpoint_ids", code, detail);
    let named: Option<Vec<String>> = serde_json::from_slice(raw)
        .map_err(|_| wrong("wrong_type", "the value must be a list of strings".to_owned()))?;
    let Some(mut named) = named else { return Ok(None) };
    named.sort_unstable();
    named.dedup();
    if named.is_empty() || named.len() > NAMED_ENDPOINTS_MAX {
        let detail =
            format!("an event names 1 to {NAMED_ENDPOINTS_MAX} endpoints, or none by leaving them out");
        return Err(wrong("endpoint_ids_count", detail));
    }
    Ok(Some(named))
}

/// Finds the endpoints that the event names. What this process does not know yet, another node may have made: then the
/// database is asked.
pub(super) async fn found(state: &ApiState, read: ReadEvent) -> Result<NewEvent, Problem> {
    let ReadEvent { event, named } = read;
    let Some(named) = named else { return Ok(event) };
    let mut ids = Vec::with_capacity(named.len());
    for name in &named {
        let known = state.store.snapshot().endpoint_named(event.project, name).map(|endpoint| endpoint.id);
        ids.push(match known {
            Some(id) => Some(id),
            None => endpoints::find(&state.store, event.project, name).await?.map(|endpoint| endpoint.id),
        });
    }
    naming(event, &named, ids)
}

/// The same without asking the database.
pub(crate) fn known(store: &Store, read: ReadEvent) -> Result<NewEvent, Problem> {
    let ReadEvent { event, named } = read;
    let Some(named) = named else { return Ok(event) };
    let snapshot = store.snapshot();
    let id = |name: &String| snapshot.endpoint_named(event.project, name).map(|endpoint| endpoint.id);
    let ids = named.iter().map(id).collect();
    naming(event, &named, ids)
}

fn naming(
    mut event: NewEvent,
    named: &[String],
    found: Vec<Option<EndpointId>>,
) -> Result<NewEvent, Problem> {
    let mut ids: Vec<EndpointId> = Vec::with_capacity(found.len());
    let mut unknown = Vec::new();
    for (name, id) in named.iter().zip(found) {
        match id {
            Some(id) if ids.contains(&id) => {}
            Some(id) => ids.push(id),
            None => unknown.push(FieldError {
                pointer: "/endpoint_ids".to_owned(),
                detail: format!("the project has no endpoint {}", shown(name)).into(),
                code: "endpoint_unknown",
            }),
        }
    }
    if !unknown.is_empty() {
        return Err(Problem::invalid(unknown));
    }
    event.endpoint_ids = Some(ids);
    Ok(event)
}

/// A name as it is repeated in a refusal: what could be one, and no more.
fn shown(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.len() <= 64 && !name.is_empty() && name.chars().all(plain) {
        format!("`{name}`")
    } else {
        "of that name".to_owned()
    }
}

/// The labels that stand in a body of named members.
pub(crate) fn labels_of(members: &mut Members) -> BTreeMap<String, String> {
    let Some(read) = members.json::<BTreeMap<String, String>>("labels", "an object of strings") else {
        return BTreeMap::new();
    };
    if let Err(error) = labels::check(&read) {
        members.refuse("labels", error.code(), error);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_named_endpoints_are_checked() {
        assert!(labels(b"null").unwrap().is_empty() && named(b"null").unwrap().is_none());
        assert_eq!(labels(br#"{"a":"b"}"#).unwrap().len(), 1);
        for (raw, code) in [
            (br#"{"a":1}"#.as_slice(), "wrong_type"),
            (b"[]", "wrong_type"),
            (br#"{"":"x"}"#, "label_invalid"),
            (br#"{"a":"x","a":"y"}"#, "duplicate_member"),
        ] {
            assert_eq!(labels(raw).unwrap_err().code(), code);
        }
        assert_eq!(named(br#"["b","a","b"]"#).unwrap().unwrap(), ["a", "b"]);
        for (raw, code) in
            [(b"[]".as_slice(), "endpoint_ids_count"), (b"\"a\"", "wrong_type"), (b"[1]", "wrong_type")]
        {
            assert_eq!(named(raw).unwrap_err().code(), code);
        }
        assert_eq!(shown("acme"), "`acme`");
        assert_eq!(shown("\u{1b}[2J"), "of that name");
    }
}
