//! A real browser, driven by tests/browser/drive.cjs: steps go in, what was seen comes out.

use super::environment;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// One visit: a link that signs in, and what is done then.
#[derive(Debug)]
pub(crate) struct Visit {
    wanted: Value,
}

impl Visit {
    pub(crate) fn by(link: &str) -> Self {
        let chromium = environment::chromium();
        Self { wanted: json!({ "link": link, "chromium": chromium, "steps": [], "confirms": true }) }
    }

    /// In `light` or `dark`.
    pub(crate) fn scheme(mut self, scheme: &str) -> Self {
        self.wanted["scheme"] = json!(scheme);
        self
    }

    pub(crate) fn width(mut self, width: u32) -> Self {
        self.wanted["width"] = json!(width);
        self
    }

    /// Calling itself this.
    pub(crate) fn agent(mut self, agent: &str) -> Self {
        self.wanted["agent"] = json!(agent);
        self
    }

    /// Adds a step.
    pub(crate) fn step(mut self, step: Value) -> Self {
        self.wanted["steps"].as_array_mut().expect("steps are a list").push(step);
        self
    }

    pub(crate) fn goto(self, path: &str) -> Self {
        self.step(json!({ "do": "goto", "path": path }))
    }

    /// Waits until a text is there.
    pub(crate) fn see(self, text: &str) -> Self {
        self.step(json!({ "do": "see", "text": text }))
    }

    pub(crate) fn click(self, name: &str) -> Self {
        self.step(json!({ "do": "click", "name": name }))
    }

    /// Makes the visit. Whatever went wrong in it ends the test.
    #[track_caller]
    pub(crate) fn make(self) -> Seen {
        let mut command = Command::new(environment::node());
        command
            .env("NODE_PATH", environment::node_path())
            .arg(environment::package_file("tests/browser/drive.cjs"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("node is installed");
        let mut input = child.stdin.take().expect("it is a pipe");
        input.write_all(self.wanted.to_string().as_bytes()).expect("it takes the steps");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Seen(serde_json::from_slice(&output.stdout).expect("it says what it saw"))
    }
}

/// What a browser saw.
#[derive(Debug)]
pub(crate) struct Seen(pub(crate) Value);

impl Seen {
    /// What the steps of this kind brought, in order.
    pub(crate) fn got(&self, kind: &str) -> Vec<Value> {
        let steps = self.0["steps"].as_array().into_iter().flatten();
        steps.filter(|step| step["do"] == kind).map(|step| step["got"].clone()).collect()
    }

    /// No page asked anything, broke its policy, failed, or went elsewhere.
    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        for what in ["dialogs", "reports", "errors", "requests"] {
            assert_eq!(self.0[what], json!([]), "{what}");
        }
    }
}
