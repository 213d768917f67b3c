//! The demo's page: every button changes something that is really there.

use crate::support::browser::Visit;
use crate::support::hookit::Hookit;
use crate::support::http::Client;
use crate::support::running::Running;
use crate::support::scratch::Scratch;
use serde_json::json;
use std::fs;
use std::time::Duration;

/// How long a daemon with a Postgres of its own may take to start on a busy machine.
const START: Duration = Duration::from_mins(1);

/// A demo that is running, and the address of its page.
struct Demo {
    running: Running,
    url: String,
    scratch: Scratch,
}

impl Demo {
    fn start(flag: &str) -> Self {
        let scratch = Scratch::new();
        let hookit = Hookit::alone().variable("TMPDIR", &scratch.path().to_string_lossy());
        let program = env!("CARGO_BIN_EXE_hookitd");
        let running = Running::start(&hookit, &["demo", flag, "--print", "--hookitd", program]);
        let url = running.lines(1, START).remove(0);
        Self { running, url, scratch }
    }

    /// Whoever presses a button without the page.
    fn client(&self) -> Client {
        let address = self.url.strip_prefix("http://").and_then(|rest| rest.strip_suffix("/demo"));
        Client::tcp(address.expect("it is an address").parse().expect("with a port"))
    }

    /// ^C: everything is gone.
    fn end(self) {
        let (code, _) = self.running.interrupt();
        assert_eq!(code, 0);
        assert_eq!(fs::read_dir(self.scratch.path()).expect("the folder can be read").count(), 0);
    }
}

#[test]
fn every_button_of_the_demo_changes_what_is_there() {
    let demo = Demo::start("--page");
    let seen = Visit::by(&demo.url)
        .see("live")
        // Your receiver: down, tried again, set aside, up, redriven.
        .click("Switch off")
        .see("✖ off")
        .click("Send a message")
        .see("↻ will be tried again")
        .click("Fast-forward one message")
        .see("fast-forwarded dlv_")
        .see("✖ set aside")
        .click("Switch on")
        .see("✔ on")
        .click("Deliver the set-aside messages")
        .see("messages that were set aside go out again")
        .see("✔ signature holds")
        .click("Answer 500")
        .see("✖ answering 500")
        .click("Slow mode")
        .see("◔ slow")
        .click("Switch on")
        .see("✔ on")
        .click("Send a fake message")
        .see("✖ not from HookIt, refused")
        // The banks.
        .click("Lose a confirmation")
        .see("1 repetition noticed")
        .see("✖ off by")
        .click("Slip in a fake trade")
        .see("bank A answered 200, bank B 401")
        .see("1 forgery refused")
        .click("Send a rush of trades")
        .see("8 trades at once on one account")
        .click("Reset from the event log")
        .see("took their books from the event log")
        .click("Take both banks offline")
        .see("both banks are offline")
        .click("One trade")
        .see("on their way")
        .click("Open both banks")
        .see("both banks are open again")
        // The feed.
        .click("Send a burst")
        .see("200 prices in one request")
        .click("Send the same message twice")
        .see("one of them as a repetition")
        // Under the hood.
        .step(json!({ "do": "click", "name": "Look at", "exact": false }))
        .see("Attempts, and the gaps between them")
        .see("Row of the table event")
        .see("As it arrived at")
        .step(json!({ "do": "axe" }))
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("axe"), [json!([])]);
    let narrow = Visit::by(&demo.url)
        .scheme("dark")
        .width(360)
        .see("live")
        .see("prices arrived")
        .step(json!({ "do": "axe" }))
        .step(json!({ "do": "overflow" }))
        .make();
    narrow.assert_clean();
    assert_eq!((narrow.got("axe"), narrow.got("overflow")), (vec![json!([])], vec![json!(0)]));
    demo.end();
}

#[test]
fn buttons_of_a_public_page_are_fixed_acts_and_limited() {
    let demo = Demo::start("--public");
    let press = |name: &str| demo.client().header("x-hookit-demo", "1").post(name, &json!({})).status;
    assert_eq!(demo.client().post("/demo/act/send", &json!({})).status, 403, "another page's form");
    assert_eq!((press("/demo/act/drop-tables"), press("/events")), (404, 404));
    let answers: Vec<u16> = (0..30).map(|_| press("/demo/act/trade")).collect();
    assert_eq!(answers[0], 200, "{answers:?}");
    assert!(answers.contains(&429), "{answers:?}");
    let page = demo.client().get("/demo");
    assert!(
        page.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'"))
    );
    demo.end();
}
