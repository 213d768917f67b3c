//! The receivers that docs/receive.md shows do what it says: verify, deduplicate, answer.

use crate::support::answer::Answer;
use crate::support::environment;
use crate::support::receiver::{Received, Receiver};
use crate::support::wait::SOON;
use crate::support::world::World;
use serde_json::{Map, Value, json};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// What follows a Python example: the request, the request again, and a changed one.
const PYTHON: &str = r#"
import base64, json, sys
given = json.load(sys.stdin)
body, seen = base64.b64decode(given["body"]).decode(), set()
answers = [receive(given["secret"], given["headers"], text, seen) for text in (body, body, body + " ")]
print("answers", *answers, file=sys.stderr)
"#;
const JAVASCRIPT: &str = r#"
const given = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const body = Buffer.from(given.body, "base64").toString("utf8");
const seen = new Set();
const answers = [body, body, body + " "].map((text) => receive(given.secret, given.headers, text, seen));
console.error("answers", ...answers);
"#;
/// The same without a library: right, and changed.
const BY_HAND: &str = r#"
import base64, json, sys
given = json.load(sys.stdin)
body = base64.b64decode(given["body"])
answers = [is_ours(given["secret"], given["headers"], data) for data in (body, body + b" ")]
print("answers", *answers, file=sys.stderr)
"#;

/// The code blocks of this language in the document.
fn examples(language: &str) -> Vec<String> {
    let page = fs::read_to_string(environment::package_file("docs/receive.md")).expect("there is the page");
    let opening = format!("```{language}\n");
    let blocks = page.split(&opening).skip(1);
    blocks.filter_map(|rest| rest.split_once("```")).map(|(block, _)| block.to_owned()).collect()
}

/// What the example answers to a request, in its driver's words.
fn answers(mut command: Command, secret: &str, request: &Received) -> String {
    use base64::Engine;
    let body = base64::engine::general_purpose::STANDARD.encode(&request.body);
    let pairs = request.headers.iter().map(|(name, value)| (name.to_lowercase(), Value::from(value.clone())));
    let given = json!({ "secret": secret, "headers": pairs.collect::<Map<_, _>>(), "body": body });
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the language is installed");
    let mut input = child.stdin.take().expect("it is a pipe");
    input.write_all(given.to_string().as_bytes()).expect("it takes the request");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    told.trim().to_owned()
}

fn python(script: String) -> Command {
    let mut command = Command::new(environment::python());
    command.arg("-c").arg(script);
    command
}

fn node(script: String) -> Command {
    let mut command = Command::new(environment::node());
    command.env("NODE_PATH", environment::node_path()).arg("-e").arg(script);
    command
}

#[test]
fn documented_receivers_verify_and_deduplicate() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let secret = world.operator().endpoint("acme", &receiver, json!({})).secret;
    let event = r#"{"type":"invoice.paid","payload":{"amount": 1299, "for": "Ödön ☃"}}"#;
    world.operator().client().send("POST", "/events", Some(event.as_bytes())).expect(201);
    let request = receiver.wait_for(1, SOON).remove(0);

    let pythons = examples("python");
    assert_eq!(pythons.len(), 2, "with a library and without");
    let with_library = answers(python(format!("{}{PYTHON}", pythons[0])), &secret, &request);
    assert_eq!(with_library, "answers 204 200 401");
    let by_hand = answers(python(format!("{}{BY_HAND}", pythons[1])), &secret, &request);
    assert_eq!(by_hand, "answers True False");

    let scripts = examples("javascript");
    assert_eq!(scripts.len(), 1, "one for JavaScript");
    let by_node = answers(node(format!("{}{JAVASCRIPT}", scripts[0])), &secret, &request);
    assert_eq!(by_node, "answers 204 200 401");
}
