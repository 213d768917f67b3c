//! The JSON of every command is a contract: it is what `openapi.json` describes, or a schema that stands here.

use crate::support::environment::package_file;
use crate::support::hookit::Hookit;
use crate::support::scene::Scene;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;

/// The description of the API, in which a member that is not described is an error.
fn described() -> Value {
    let text = fs::read_to_string(package_file("openapi.json")).expect("it is generated");
    let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
    let schemas = document["components"]["schemas"].as_object_mut().expect("it has schemas");
    // What is put together with more members is closed where it is put together, so its parts stay open.
    let mut open = schemas.clone();
    open.values_mut().chain(schemas.values_mut()).for_each(point_at_open_parts);
    schemas.values_mut().for_each(close);
    schemas.extend(open.into_iter().map(|(name, schema)| (format!("{name}-open"), schema)));
    document["components"].take()
}

/// Makes what a schema is put together of the open forms of it.
fn point_at_open_parts(schema: &mut Value) {
    let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
    for part in parts.into_iter().flatten() {
        if let Some(reference) = part["$ref"].as_str().map(|reference| format!("{reference}-open")) {
            part["$ref"] = json!(reference);
        }
    }
}

/// Forbids members that a schema does not describe.
fn close(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if object.contains_key("allOf") {
        object.insert("unevaluatedProperties".to_owned(), json!(false));
    } else if object.contains_key("properties") && !object.contains_key("additionalProperties") {
        object.insert("additionalProperties".to_owned(), json!(false));
    }
}

/// The schema of this name: of the API, or of `tests/it/schemas`.
fn schema(components: &Value, name: &str) -> Value {
    let mut root = Map::new();
    if components["schemas"].get(name).is_some() {
        root.insert("$ref".to_owned(), json!(format!("#/components/schemas/{name}")));
    } else {
        let file = package_file(&format!("tests/it/schemas/{name}.json"));
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("no schema {}", file.display()));
        let own: Value = serde_json::from_str(&text).expect("a schema is JSON");
        root.extend(own.as_object().expect("a schema is an object").clone());
    }
    root.insert("components".to_owned(), components.clone());
    Value::Object(root)
}

/// The schemas, and the commands that kept them.
pub(crate) struct Contract {
    components: Value,
    pub(crate) kept: BTreeSet<String>,
}

impl Contract {
    pub(crate) fn new() -> Self {
        Self { components: described(), kept: BTreeSet::new() }
    }

    /// Runs a command and holds its JSON against a schema.
    #[track_caller]
    pub(crate) fn holds(&mut self, hookit: &Hookit, line: &[&str], name: &str, codes: &[i32]) {
        let said = hookit.run(&[line, &["-o", "json"]].concat());
        assert!(codes.contains(&said.code), "{line:?}\n{}", said.text());
        self.text_holds(&format!("{line:?}"), &said.stdout, name);
        let words = line.iter().take_while(|word| !word.starts_with('-')).take(2);
        self.kept.insert(words.copied().collect::<Vec<_>>().join(" "));
    }

    /// Holds one text of JSON against a schema: an answer, or a line of a command that goes on.
    #[track_caller]
    pub(crate) fn text_holds(&self, of: &str, text: &str, name: &str) {
        let json: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{of}: {error}\n{text}"));
        let validator = jsonschema::validator_for(&schema(&self.components, name)).expect("a schema is one");
        let faults: Vec<String> =
            validator.iter_errors(&json).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{of} is no {name}:\n{}\n{text}", faults.join("\n"));
    }
}

#[test]
fn what_reads_keeps_the_contract() {
    let scene = Scene::set();
    let hookit = &scene.hookit;
    let mut contract = Contract::new();
    for (line, name) in [
        (&["status"][..], "Status"),
        (&["endpoint", "list"], "ListView_Endpoint"),
        (&["endpoint", "show", "acme-prod"], "Endpoint"),
        (&["endpoint", "test", "acme-prod"], "EndpointTest"),
        (&["event", "list"], "ListView_Event"),
        (&["event", "show", &scene.event], "EventDetail"),
        (&["delivery", "list"], "ListView_Delivery"),
        (&["delivery", "show", &scene.delivered], "delivery-show"),
        (&["dlq", "list"], "ListView_Delivery"),
        (&["dlq", "show", &scene.dead], "delivery-show"),
        (&["dlq", "groups"], "DeadLetterGroups"),
        (&["redrive", "list"], "ListView_Redrive"),
        (&["redrive", "show", &scene.redrive], "Redrive"),
        (&["redrive", "--all", "--dry-run"], "RedrivePlan"),
        (&["key", "list"], "ListView_ApiKey"),
        (&["key", "show", &scene.key], "ApiKey"),
        (&["project", "list"], "ListView_Project"),
        (&["project", "show", "default"], "Project"),
        (&["version"], "version"),
        (&["node", "list"], "Nodes"),
        (&["retry-preview", "--endpoint", "acme-prod"], "PolicyPreview"),
        (&["retry-preview", &scene.dead], "DeliveryPreview"),
        (&["audit", "--since", "1h"], "Conservation"),
        (&["trail"], "ListView_Act"),
        (&["delivery", "curl", &scene.delivered], "DeliveryRequest"),
    ] {
        contract.holds(hookit, line, name, &[0]);
    }
    // Whether this machine has its troubles is not the contract's business.
    contract.holds(hookit, &["doctor"], "doctor", &[0, 9]);
    let alone = Hookit::alone();
    let add = ["context", "add", "here", "--url", "http://127.0.0.1:1", "--key-file", "/k"];
    contract.holds(&alone, &add, "context-changed", &[0]);
    contract.holds(&alone, &["config", "show"], "config-show", &[0]);
    contract.holds(&alone, &["config", "check"], "config-check", &[0]);
    contract.holds(&alone, &["config", "path"], "config-path", &[0]);
    contract.holds(&alone, &["context", "list"], "context-list", &[0]);
    contract.holds(&alone, &["context", "use", "here"], "context-changed", &[0]);
    contract.holds(&alone, &["context", "remove", "here"], "context-changed", &[0]);
    let direct = Hookit::alone().flag("--database-url", scene.world.database.url());
    contract.holds(&direct, &["db", "status"], "db-status", &[0]);
    contract.holds(&direct, &["db", "migrate", "--dry-run"], "db-migrate", &[0]);
    contract.holds(&direct, &["status"], "Status", &[0]);
    assert_eq!(contract.kept.len(), 35, "{:?}", contract.kept);
}

#[test]
fn what_writes_keeps_the_contract() {
    let scene = Scene::set();
    let hookit = &scene.hookit;
    let url = scene.url();
    let mut contract = Contract::new();
    for (line, name, code) in [
        (&["endpoint", "add", &url, "--name", "third", "--event", "order.*"][..], "NewEndpoint", 0),
        (&["endpoint", "edit", "third", "--timeout", "5s"], "Endpoint", 0),
        (&["endpoint", "pause", "third"], "Endpoint", 0),
        (&["endpoint", "rotate-secret", "third"], "RotatedSecret", 0),
        (&["publish", "order.made"], "publish", 0),
        (&["event", "cancel", &scene.event, "--yes"], "CancelledEvent", 0),
        (&["endpoint", "pause", "audit-log"], "Endpoint", 0),
        (&["delivery", "redrive", &scene.dead], "Delivery", 0),
        (&["delivery", "attempt", &scene.dead], "Delivery", 0),
        (&["delivery", "cancel", &scene.dead, "--yes"], "Delivery", 0),
        (&["endpoint", "resume", "third"], "Endpoint", 0),
        (&["endpoint", "remove", "third", "--yes"], "RemovedEndpoint", 0),
        (&["publish", "invoice.paid", "--wait"], "publish", 7),
        (&["key", "add", "other", "--scope", "publish"], "NewApiKey", 0),
        (&["key", "revoke", &scene.key, "--yes"], "nothing", 0),
        (&["project", "add", "billing"], "Project", 0),
        (&["project", "use", "billing"], "project-use", 0),
        (&["project", "rename", "billing", "invoicing"], "Project", 0),
        (&["project", "remove", "invoicing", "--yes"], "nothing", 0),
    ] {
        contract.holds(hookit, line, name, &[code]);
    }
}

#[test]
fn sign_and_verify_keep_the_contract() {
    let scratch = crate::support::scratch::Scratch::new();
    let secret = scratch.write("secret", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    let secret = secret.to_string_lossy().into_owned();
    let body = scratch.write("body", "{}").to_string_lossy().into_owned();
    let hookit = Hookit::alone();
    let mut contract = Contract::new();
    contract.holds(&hookit, &["sign", "--secret-file", &secret, "--id", "evt_1", &body], "sign", &[0]);
    let headers = hookit.run(&["sign", "--secret-file", &secret, "--id", "evt_1", &body]).expect(0);
    let headers = scratch.write("headers", &headers).to_string_lossy().into_owned();
    contract.holds(
        &hookit,
        &["verify", "--secret-file", &secret, "--headers", &headers, &body],
        "verify",
        &[0],
    );
}
