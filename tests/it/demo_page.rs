//! The demo's page: every button changes something that is really there.

use crate::support::answer::Answer;
use crate::support::browser::Visit;
use crate::support::hookit::Hookit;
use crate::support::http::Client;
use crate::support::receiver::Receiver;
use crate::support::running::Running;
use crate::support::scratch::Scratch;
use crate::support::wait::SOON;
use serde_json::{Value, json};
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
        Self::with(&[flag])
    }

    fn with(flags: &[&str]) -> Self {
        let scratch = Scratch::new();
        let hookit = Hookit::alone().variable("TMPDIR", &scratch.path().to_string_lossy());
        let program = env!("CARGO_BIN_EXE_hookitd");
        let all = [&["demo", "--print", "--hookitd", program], flags].concat();
        let running = Running::start(&hookit, &all);
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

/// Waits until an element of the page holds a text.
fn holds(field: &str, text: &str) -> Value {
    json!({ "do": "holds", "field": field, "text": text })
}

const AGREES: &str = "✔ agrees with the event log";

/// Your receiver: down, tried again, set aside, up, redriven.
fn your_receiver(visit: Visit) -> Visit {
    visit
        .click("Switch off")
        .see("✖ off")
        .click("Send a message")
        .see("↻ will be tried again")
        .click("Fast-forward one message")
        .see("fast-forwarded dlv_")
        .see("✖ set aside")
        .step(json!({ "do": "row", "field": "#deliveries tr", "text": "set aside" }))
        .see("Band: where jitter may put the next try")
        .step(json!({ "do": "count", "field": "svg.backoff .real" }))
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
}

/// The banks: what one loses and the other does not.
fn banks(visit: Visit) -> Visit {
    visit
        .click("Lose a confirmation")
        .see("1 repetition noticed")
        .see("✖ off by")
        .click("Slip in a fake trade")
        .see("bank A answered 200, bank B 401")
        .see("1 forgery refused")
        .click("Reset from the event log")
        .see("took their books from the event log")
        .step(holds("#a-drift", AGREES))
        .step(holds("#b-drift", AGREES))
        .click("Send a rush of trades")
        .see("8 trades at once on one account")
        .step(holds("#a-drift", "✖ off by"))
        .step(holds("#b-drift", AGREES))
        .click("Take both banks offline")
        .see("both banks are offline")
        .click("One trade")
        .see("on their way")
        .click("Open both banks")
        .see("both banks are open again")
        .step(holds("#b-drift", AGREES))
}

fn feed(visit: Visit) -> Visit {
    visit
        .step(json!({ "do": "rise", "name": "Send a burst", "field": "#feed-total", "by": 200 }))
        .see("200 prices in one request")
        .click("Send the same message twice")
        .see("one of them as a repetition")
}

/// A node dies with requests under way; the other takes them over.
fn a_node(visit: Visit) -> Visit {
    visit
        .step(holds("#nodes", "✔ alive"))
        .click("Kill a delivery node")
        .see("killed node-2 (SIGKILL) with")
        .step(holds("#nodes tr", "✖ gone"))
        .step(holds("#reports tr", "unknown on node-2, then succeeded on node-1"))
        .step(holds("#killed-sum", "6 delivered: nothing is lost"))
        .click("Start it again")
        .see("node-2 runs again, as a new node")
}

#[test]
fn every_button_of_the_demo_changes_what_is_there() {
    let demo = Demo::start("--page");
    let seen = your_receiver(Visit::by(&demo.url).see("live"));
    let seen = a_node(feed(banks(seen)))
        // Under the hood.
        .step(json!({ "do": "click", "name": "Look at", "exact": false }))
        .see("Attempts, and the gaps between them")
        .see("Row of the table event")
        .see("As it arrived at")
        .step(json!({ "do": "axe" }))
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("axe"), [json!([])]);
    assert_eq!(seen.got("count"), [json!(3)], "a point for each wait of the message that was set aside");
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

#[test]
fn settings_open_the_page_to_all_and_show_its_alerts_on_discord() {
    let discord = Receiver::answering(Answer::ok());
    let scratch = Scratch::new();
    let file = scratch.path().join("hookit.yaml");
    let url = discord.url("/api/webhooks/1/token");
    fs::write(&file, format!("demo:\n  public: true\n  discord_webhook_url: {url}\n"))
        .expect("it is written");
    let demo = Demo::with(&["--page", "--config", &file.to_string_lossy()]);
    let press = |name: &str| demo.client().header("x-hookit-demo", "1").post(name, &json!({})).status;
    assert_eq!(press("/demo/act/send"), 200);
    let came = discord.wait_for(1, SOON).remove(0);
    assert_eq!((came.method.as_str(), came.path.as_str()), ("POST", "/api/webhooks/1/token"));
    let body: Value = serde_json::from_slice(&came.body).expect("it is JSON");
    assert_eq!((&body["username"], &body["embeds"][0]["title"]), (&json!("HookIt"), &json!("price.alert")));
    let seen = Visit::by(&demo.url)
        .see("Alerts go to a Discord channel too")
        .step(json!({ "do": "text", "field": "body" }))
        .make();
    seen.assert_clean();
    assert!(!seen.0.to_string().contains("/api/webhooks"), "the address is a secret");
    let answers: Vec<u16> = (0..30).map(|_| press("/demo/act/trade")).collect();
    assert!(answers.contains(&429), "it is public, by the file: {answers:?}");
    demo.end();
}
