//! Event types in files of several forms: lists, and OpenAPI 3.1 documents by their webhooks.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::manifest;
use crate::cli::output::text;

/// Methods of a webhook's operation, the likeliest first.
const METHODS: [&str; 3] = ["post", "put", "patch"];

/// An entry of a list: a name alone, or a name with its description.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Name(manifest::TypeName),
    Item(Described),
}

/// What else an event type can be given is not in these files.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    name: manifest::TypeName,
    description: Option<manifest::Description>,
}

/// Names with their descriptions, in the file's order.
pub(super) fn event_types(file: &Path, source: &str) -> Result<Vec<(String, Option<String>)>> {
    let document: Value = serde_yaml::from_str(source).map_err(|error| manifest::syntax(file, &error))?;
    let wrong = |why: &str| CliError::usage(format!("{}: {why}", manifest::shown(file).display()));
    let form = "it is neither a list of event types, nor `event_types`, nor an OpenAPI 3.1 document";
    let list = match &document {
        Value::Array(_) => document,
        Value::Object(members) if members.contains_key("openapi") => {
            return webhooks(&document).map_err(|why| wrong(&why));
        }
        Value::Object(members) if members.len() == 1 => {
            members.get("event_types").cloned().ok_or_else(|| wrong(form))?
        }
        _ => return Err(wrong(form)),
    };
    let entries = Vec::<Entry>::deserialize(&list)
        .map_err(|_| wrong("an event type is its name, or a `name` and a `description`, and nothing else"))?;
    Ok(entries
        .into_iter()
        .map(|entry| match entry {
            Entry::Name(name) => (name.0, None),
            Entry::Item(item) => (item.name.0, item.description.map(|text| text.0)),
        })
        .collect())
}

/// The `webhooks` of an OpenAPI document (3.1, "OpenAPI Object"), each with its operation's summary or description.
fn webhooks(document: &Value) -> std::result::Result<Vec<(String, Option<String>)>, String> {
    let version = text(document, "openapi");
    if !version.starts_with("3.1") && !version.starts_with("3.2") {
        return Err(format!("it is OpenAPI {version}; webhooks are part of OpenAPI since 3.1"));
    }
    let Some(webhooks) = document.get("webhooks").and_then(Value::as_object) else {
        return Err("the OpenAPI document has no `webhooks`".to_owned());
    };
    let mut found = Vec::with_capacity(webhooks.len());
    for (name, item) in webhooks {
        let checked: Described = Described::deserialize(&serde_json::json!({ "name": name }))
            .map_err(|error| format!("webhook {name}: {error}"))?;
        let operation = METHODS.iter().find_map(|method| item.get(*method)).unwrap_or(item);
        let said = ["summary", "description"].map(|member| text(operation, member));
        let description = said.into_iter().find(|said| !said.is_empty()).map(ToOwned::to_owned);
        found.push((checked.name.0, description));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> std::result::Result<Vec<(String, Option<String>)>, String> {
        event_types(Path::new("f"), source).map_err(|error| error.text)
    }

    #[test]
    fn lists_of_names_and_of_descriptions_are_read() {
        let expected = vec![("a.b".to_owned(), None), ("c".to_owned(), Some("d".to_owned()))];
        assert_eq!(read("- a.b\n- {name: c, description: d}\n").unwrap(), expected);
        assert_eq!(read("event_types: [a.b, {name: c, description: d}]").unwrap(), expected);
        assert_eq!(read(r#"["a.b", {"name": "c", "description": "d"}]"#).unwrap(), expected);
    }

    #[test]
    fn the_webhooks_of_an_openapi_document_are_read_with_their_summaries() {
        let source = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nwebhooks:\n  invoice.paid:\n    post: {summary: It was paid.}\n  invoice.voided: {}\n";
        let expected = vec![
            ("invoice.paid".to_owned(), Some("It was paid.".to_owned())),
            ("invoice.voided".to_owned(), None),
        ];
        assert_eq!(read(source).unwrap(), expected);
        assert!(read("openapi: 3.0.3\n").unwrap_err().contains("since 3.1"));
        assert!(read("openapi: 3.1.0\n").unwrap_err().contains("no `webhooks`"));
    }

    #[test]
    fn anything_else_is_refused() {
        for odd in ["7", "{}", "a: b", "- {name: a, schema: {}}", "- 'a b'", "- [", "event_types: 7"] {
            assert!(read(odd).is_err(), "{odd}");
        }
    }
}
