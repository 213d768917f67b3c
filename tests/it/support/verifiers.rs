//! The official Standard Webhooks libraries for Python, JavaScript and Rust, as the judges of signatures.

use super::environment;
use super::receiver::Received;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::{HeaderMap, header};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// A request and the secret that it should be signed with.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    /// `whsec_…`, as the API showed it.
    pub(crate) secret: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Signed {
    pub(crate) fn new(secret: &str, request: &Received) -> Self {
        Self { secret: secret.to_owned(), headers: request.headers.clone(), body: request.body.clone() }
    }
}

/// The verdict of one library on one request: `ok`, or `error: …` with its own words.
pub(crate) type Verdict = String;

/// Every library with its verdicts, in the order of the requests.
pub(crate) fn verdicts(requests: &[Signed]) -> [(&'static str, Vec<Verdict>); 3] {
    [("python", by_python(requests)), ("javascript", by_javascript(requests)), ("rust", by_rust(requests))]
}

/// Asserts that all three libraries accept all requests.
#[track_caller]
pub(crate) fn assert_all_valid(requests: &[Signed]) {
    for (library, verdicts) in verdicts(requests) {
        let refused: Vec<(usize, &Verdict)> =
            verdicts.iter().enumerate().filter(|(_, v)| *v != "ok").collect();
        assert!(refused.is_empty(), "{library} refuses {} of {}: {refused:?}", refused.len(), requests.len());
    }
}

fn by_python(requests: &[Signed]) -> Vec<Verdict> {
    let mut command = Command::new(environment::python());
    command.arg(environment::package_file("tests/receive/verify.py"));
    by_script(command, requests)
}

fn by_javascript(requests: &[Signed]) -> Vec<Verdict> {
    let mut command = Command::new(environment::node());
    command.arg(environment::package_file("tests/receive/verify.mjs"));
    command.env("HOOKIT_TEST_NODE_PATH", environment::node_path());
    by_script(command, requests)
}

fn by_rust(requests: &[Signed]) -> Vec<Verdict> {
    let judge = |r: &Signed| -> Result<(), String> {
        let webhook = standardwebhooks::Webhook::new(&r.secret).map_err(|e| e.to_string())?;
        webhook.verify(&r.body, &header_map(&r.headers)?).map_err(|e| e.to_string())
    };
    requests.iter().map(|r| judge(r).map_or_else(|e| format!("error: {e}"), |()| "ok".to_owned())).collect()
}

fn header_map(headers: &[(String, String)]) -> Result<HeaderMap, String> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name: header::HeaderName = name.parse().map_err(|e| format!("header {name}: {e}"))?;
        map.append(name, value.parse().map_err(|e| format!("header value: {e}"))?);
    }
    Ok(map)
}

/// Hands the requests to a script, a JSON line each, and takes its answers, a line each.
fn by_script(mut command: Command, requests: &[Signed]) -> Vec<Verdict> {
    let program = Path::new(command.get_program()).display().to_string();
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|e| {
        panic!("{program} cannot be started ({e}): ./tests/run.sh installs the libraries")
    });
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let lines: Vec<String> = requests.iter().map(|r| as_json(r).to_string()).collect();
    let lines = lines.join("\n");
    // From a thread of its own: a script that answers as it reads must not meet a full pipe.
    let writer = thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the script can be waited for");
    writer.join().expect("the writer does not panic").expect("the script reads its input");
    assert!(output.status.success(), "{program} failed: ./tests/run.sh installs the libraries");
    let text = String::from_utf8(output.stdout).expect("the script writes UTF-8");
    let verdicts: Vec<Verdict> = text.lines().map(str::to_owned).collect();
    assert_eq!(verdicts.len(), requests.len(), "{program} answers each request");
    verdicts
}

fn as_json(request: &Signed) -> Value {
    let headers: Map<String, Value> =
        request.headers.iter().map(|(name, value)| (name.to_lowercase(), json!(value))).collect();
    json!({ "secret": request.secret, "headers": headers, "body_base64": STANDARD.encode(&request.body) })
}
