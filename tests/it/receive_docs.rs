//! The receivers that docs/receive.md shows do what it says: verify, deduplicate, answer.

use crate::receive_example;
use crate::support::answer::Answer;
use crate::support::environment;
use crate::support::receiver::{Received, Receiver};
use crate::support::scratch::Scratch;
use crate::support::wait::SOON;
use crate::support::world::World;
use axum::http::{HeaderMap, HeaderName};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
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
/// What follows the examples that take lines: the secret, three headers, and the body in base64.
const GO: &str = r#"package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	next := func() string { lines.Scan(); return lines.Text() }
	secret, headers := next(), http.Header{}
	for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
		headers.Set(name, next())
	}
	body, _ := base64.StdEncoding.DecodeString(next())
	seen := map[string]bool{}
	first, again := receive(secret, headers, body, seen), receive(secret, headers, body, seen)
	fmt.Fprintln(os.Stderr, "answers", first, again, receive(secret, headers, append(body, ' '), seen))
}
"#;
const JAVA: &str = r#"
class Main {
    public static void main(String[] none) throws Exception {
        var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
        String secret = lines.readLine();
        Map<String, String> headers = new java.util.HashMap<>();
        for (String name : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
            headers.put(name, lines.readLine());
        }
        byte[] body = Base64.getDecoder().decode(lines.readLine());
        byte[] changed = java.util.Arrays.copyOf(body, body.length + 1);
        Set<String> seen = new java.util.HashSet<>();
        int first = Receiver.receive(secret, headers, body, seen);
        int again = Receiver.receive(secret, headers, body, seen);
        System.err.println("answers " + first + " " + again + " " + Receiver.receive(secret, headers, changed, seen));
    }
}
"#;
const RUBY: &str = r#"
require "set"
secret, *values, body = $stdin.read.lines.map(&:chomp)
headers = %w[webhook-id webhook-timestamp webhook-signature].zip(values).to_h
body, seen = body.unpack1("m0"), Set.new
warn "answers #{[body, body, body + " "].map { |data| receive(secret, headers, data, seen) }.join(" ")}"
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
    let pairs = request.headers.iter().map(|(name, value)| (name.to_lowercase(), Value::from(value.clone())));
    let given =
        json!({ "secret": secret, "headers": pairs.collect::<Map<_, _>>(), "body": in_base64(request) });
    said(&mut command, &given.to_string())
}

fn in_base64(request: &Received) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(&request.body)
}

/// The request as the drivers read it that take lines.
fn in_lines(secret: &str, request: &Received) -> String {
    let header = |name: &str| request.header(name).expect("a signed request has it").to_owned();
    let [id, timestamp, signature] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(header);
    [secret, &id, &timestamp, &signature, &in_base64(request)].map(|line| format!("{line}\n")).concat()
}

/// What a program says on its standard error about this on its standard input.
fn said(command: &mut Command, given: &str) -> String {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the language is installed");
    let mut input = child.stdin.take().expect("it is a pipe");
    input.write_all(given.as_bytes()).expect("it takes the request");
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

/// The only example of this language.
fn example(language: &str) -> String {
    let mut found = examples(language);
    assert_eq!(found.len(), 1, "one for {language}");
    found.remove(0)
}

/// A request of an endpoint, and its secret.
fn signed() -> (String, Received) {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let secret = world.operator().endpoint("acme", &receiver, json!({})).secret;
    let event = r#"{"type":"invoice.paid","payload":{"amount": 1299, "for": "Ödön ☃"}}"#;
    world.operator().client().send("POST", "/events", Some(event.as_bytes())).expect(201);
    (secret, receiver.wait_for(1, SOON).remove(0))
}

#[test]
fn the_example_in_rust_verifies_and_deduplicates() {
    // A test cannot compile what it reads, so the example stands in a file as well.
    assert_eq!(
        example("rust"),
        include_str!("receive_example.rs"),
        "the page shows tests/it/receive_example.rs"
    );
    let (secret, request) = signed();
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        let name: HeaderName = name.parse().expect("it is a name");
        headers.append(name, value.parse().expect("it is a value"));
    }
    let mut seen = HashSet::new();
    let changed = [&request.body[..], b" "].concat();
    let bodies = [&request.body[..], &request.body, &changed];
    assert_eq!(
        bodies.map(|body| receive_example::receive(&secret, &headers, body, &mut seen)),
        [204, 200, 401]
    );
}

/// These run where their language is at hand; elsewhere nothing is proved about them, and the test says so. What the
/// page says without an example, that there are libraries, no test proves.
#[test]
fn the_examples_without_a_library_verify_and_deduplicate() {
    let (go, java, ruby) = (example("go"), example("java"), example("ruby"));
    let folder = Scratch::new();
    folder.write("receive.go", &go);
    folder.write("main.go", GO);
    // The class that stands first is the one that is run.
    let (imports, class) = java.split_once("class Receiver").expect("it is a class");
    folder.write("Main.java", &format!("{imports}{JAVA}class Receiver{class}"));
    folder.write("receive.rb", &format!("{ruby}{RUBY}"));
    let (secret, request) = signed();
    let given = in_lines(&secret, &request);
    let mut ran = 0;
    for (program, says, arguments) in [
        ("go", "HOOKIT_TEST_GO", &["run", "receive.go", "main.go"][..]),
        ("java", "HOOKIT_TEST_JAVA", &["Main.java"]),
        ("ruby", "HOOKIT_TEST_RUBY", &["receive.rb"]),
    ] {
        let Some(found) = environment::program(program, says) else {
            skipped(&format!("no {program}: its example was not run"));
            continue;
        };
        let mut command = Command::new(found);
        command.args(arguments).current_dir(folder.file(".")).env("GOCACHE", folder.file("cache"));
        command.env("GO111MODULE", "off");
        assert_eq!(said(&mut command, &given), "answers 204 200 401", "{program}");
        ran += 1;
    }
    skipped(&format!("{} of 3", 3 - ran));
}

#[expect(clippy::print_stderr, reason = "what was not looked at is told")]
fn skipped(what: &str) {
    eprintln!("skipped: {what}");
}

#[test]
fn documented_receivers_verify_and_deduplicate() {
    let (secret, request) = signed();

    let pythons = examples("python");
    assert_eq!(pythons.len(), 2, "with a library and without");
    let with_library = answers(python(format!("{}{PYTHON}", pythons[0])), &secret, &request);
    assert_eq!(with_library, "answers 204 200 401");
    let by_hand = answers(python(format!("{}{BY_HAND}", pythons[1])), &secret, &request);
    assert_eq!(by_hand, "answers True False");

    let by_node = answers(node(format!("{}{JAVASCRIPT}", example("javascript"))), &secret, &request);
    assert_eq!(by_node, "answers 204 200 401");
}
