//! Examples: every JSON body of the description shows one, put together from the examples of its members.
//!
//! So a member is shown in one way everywhere, and a new member appears in every body that has it. What a handler says
//! itself stands. A member of which no example can be made is left out where it may be missing, or null; where it must
//! be there and be something, the body has no example, and a test names it.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use utoipa::openapi::Content;
use utoipa::openapi::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::Operation;

/// How deep schemas may lie in each other.
const DEPTH_MAX: u8 = 12;

/// Gives an example to every body that has none.
pub(super) fn fill(document: &mut OpenApi) {
    let Ok(components) = serde_json::to_value(&document.components) else { return };
    let schemas = components.get("schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    for item in document.paths.paths.values_mut() {
        super::openapi::operations_mut(item).for_each(|operation| show(operation, &schemas));
    }
}

fn show(operation: &mut Operation, schemas: &Map<String, Value>) {
    let asked = match &mut operation.request_body {
        Some(RefOr::T(body)) => Some(body.content.iter_mut()),
        Some(RefOr::Ref(_)) | None => None,
    };
    let answered = operation
        .responses
        .responses
        .iter_mut()
        // Refusals have one form, which is described once.
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, response)| match response {
            RefOr::T(response) => Some(response),
            RefOr::Ref(_) => None,
        })
        .flat_map(|response| response.content.iter_mut());
    for (kind, content) in asked.into_iter().flatten().chain(answered) {
        let RefOr::T(content) = content else { continue };
        if kind == "application/json" && content.example.is_none() && content.examples.is_empty() {
            content.example = of_content(content, schemas);
        }
    }
}

fn of_content(content: &Content, schemas: &Map<String, Value>) -> Option<Value> {
    let schema = serde_json::to_value(content.schema.as_ref()?).ok()?;
    of(&schema, schemas, DEPTH_MAX)
}

/// An example of a schema; `None` when nothing says what one could be.
fn of(schema: &Value, schemas: &Map<String, Value>, depth: u8) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    if let Some(said) = schema.get("example").or_else(|| schema.get("examples")?.get(0)) {
        return Some(said.clone());
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return of(schemas.get(name.rsplit('/').next()?)?, schemas, depth);
    }
    if let Some(only) = schema.get("const").or_else(|| schema.get("enum")?.get(0)) {
        return Some(only.clone());
    }
    if let Some(forms) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        return forms.iter().filter(|form| !is_null(form)).find_map(|form| of(form, schemas, depth));
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        let mut whole = Map::new();
        for part in parts {
            whole.extend(of(part, schemas, depth)?.as_object()?.clone());
        }
        return Some(Value::Object(whole));
    }
    let Some(kind) = kind(schema) else {
        // Any JSON at all: what a producer publishes.
        return schema.as_object().map(|_| json!({ "amount": 1299 }));
    };
    match kind {
        "object" => object(schema, schemas, depth),
        "array" => {
            let item = schema.get("items").and_then(|items| of(items, schemas, depth));
            Some(Value::Array(item.into_iter().collect()))
        }
        "integer" | "number" => Some(schema.get("minimum").cloned().unwrap_or_else(|| Value::from(1))),
        "boolean" => Some(Value::Bool(true)),
        "string" if schema.get("format").is_some_and(|format| format == "date-time") => {
            Some(Value::from("2026-11-24T10:00:00.000Z"))
        }
        _ => None,
    }
}

fn object(schema: &Value, schemas: &Map<String, Value>, depth: u8) -> Option<Value> {
    let mut members = Map::new();
    let required = schema.get("required").and_then(Value::as_array);
    for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let must = required.is_some_and(|names| names.iter().any(|required| required == name));
        match of(member, schemas, depth) {
            // An object of any form shows nothing.
            Some(Value::Object(empty)) if empty.is_empty() && !must => {}
            Some(example) => drop(members.insert(name.clone(), example)),
            None if must && may_be_null(member) => drop(members.insert(name.clone(), Value::Null)),
            None if must => return None,
            None => {}
        }
    }
    Some(Value::Object(members))
}

/// The type of a schema, null aside.
fn kind(schema: &Value) -> Option<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => Some(one),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
}

fn may_be_null(schema: &Value) -> bool {
    let forms = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
    let kinds = schema.get("type").and_then(Value::as_array);
    forms.is_some_and(|forms| forms.iter().any(is_null))
        || kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"))
}

#[cfg(test)]
mod tests {
    use super::super::router::openapi_json;
    use super::*;

    /// Every body that an operation takes or answers with when it goes well: whose, and the media type's part.
    fn bodies(document: &Value) -> Vec<(String, Value)> {
        let mut found = Vec::new();
        let items = document["paths"].as_object().unwrap().values();
        for operation in items.flat_map(|item| item.as_object().unwrap().values()) {
            let Some(id) = operation["operationId"].as_str() else { continue };
            let answers = operation["responses"].as_object().unwrap().iter();
            let answers = answers.filter(|(status, _)| status.starts_with('2'));
            let parts = answers.map(|(status, answer)| (status.as_str(), answer));
            for (name, part) in parts.chain([("request", &operation["requestBody"])]) {
                for (kind, content) in part["content"].as_object().into_iter().flatten() {
                    found.push((format!("{id} {name} {kind}"), content.clone()));
                }
            }
        }
        found
    }

    #[test]
    fn every_body_shows_an_example_of_its_schema() {
        let document: Value = serde_json::from_str(&openapi_json()).unwrap();
        // The page, and the description itself.
        let untold = ["read_docs 200 text/html", "describe_api 200 application/json"];
        let bodies = bodies(&document);
        assert!(bodies.len() > 70, "{}", bodies.len());
        let mut wrong = Vec::new();
        for (name, content) in bodies.iter().filter(|(name, _)| !untold.contains(&name.as_str())) {
            let Some(example) = content.get("example") else {
                wrong.push(format!("{name}: a member has no #[schema(example = …)]; {content}"));
                continue;
            };
            let mut schema = content["schema"].clone();
            schema["components"] = document["components"].clone();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let found = validator.iter_errors(example).map(|error| format!("{name}: {error} in {example}"));
            wrong.extend(found);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_nothing_is_known_about_is_left_out_nulled_or_makes_no_example() {
        let schemas = Map::new();
        let known = json!({ "type": "object", "required": ["a", "b"], "properties": {
            "a": { "type": "integer", "minimum": 0 },
            "b": { "type": ["string", "null"] },
            "c": { "type": "string" },
            "d": { "oneOf": [{ "type": "null" }, { "type": "string", "enum": ["x", "y"] }] },
        }});
        assert_eq!(of(&known, &schemas, DEPTH_MAX), Some(json!({ "a": 0, "b": null, "d": "x" })));
        let unknown =
            json!({ "type": "object", "required": ["c"], "properties": { "c": { "type": "string" } } });
        assert_eq!(of(&unknown, &schemas, DEPTH_MAX), None);
    }

    #[test]
    fn a_schema_that_holds_itself_ends() {
        let schemas = json!({ "A": { "type": "array", "items": { "$ref": "#/components/schemas/A" } } });
        assert!(
            of(&schemas["A"], schemas.as_object().unwrap(), DEPTH_MAX)
                .is_some_and(|example| example.is_array())
        );
    }
}
