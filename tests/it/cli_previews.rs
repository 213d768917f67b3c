//! What will happen: the times of retries, and a test request with the whole exchange.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::scratch::Scratch;
use crate::support::tls::Authority;
use crate::support::world::{World, text};
use insta::assert_snapshot;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

fn read(said: &str) -> Value {
    serde_json::from_str(said).expect("it is JSON")
}

fn at(value: &Value, member: &str) -> OffsetDateTime {
    OffsetDateTime::parse(&text(value, member), &Rfc3339).expect("it is a time")
}

#[test]
fn a_dry_run_tells_what_would_be_done_and_does_nothing() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::status(500));
    let waits = json!({ "retry": { "schedule_ms": [3_600_000], "jitter": 0.0 } });
    operator.endpoint("acme", &receiver, waits);
    operator.endpoint("other", &receiver, json!({ "event_types": ["x.*"] }));
    let hookit = Hookit::of(&world.daemon);
    let before = world.database.count("select count(*) from event");
    let said = hookit.run(&["publish", "a.b", "--dry-run"]);
    assert_eq!((said.code, said.stdout.as_str()), (0, "acme\n"), "{}", said.text());
    assert!(said.stderr.contains("a.b would go to 1 endpoint; nothing was published"), "{}", said.text());
    let plan = read(&hookit.run(&["publish", "z.z", "--dry-run", "-o", "json", "--to", "other"]).expect(0));
    assert_eq!(plan, json!({ "endpoints": [] }));
    assert_eq!(hookit.run(&["publish", "a.b", "--dry-run", "-d", "{"]).code, 2);
    assert_eq!(world.database.count("select count(*) from event"), before);
    let event = operator.publish("a.b");
    let delivery = text(&operator.until(&event, "retrying"), "id");
    let _key = hookit.run(&["key", "add", "shop", "--scope", "publish"]).expect(0);
    let node = world.database.texts("select name from node").remove(0);
    for (line, told) in [
        (&["endpoint", "pause", "acme"][..], "pauses the endpoint acme, which is active"),
        (
            &["endpoint", "rotate-secret", "acme"],
            "gives acme a new secret, and the old one signs too for 24h",
        ),
        (&["delivery", "attempt", &delivery], "which is retrying"),
        (&["delivery", "cancel", &delivery], "cancels the delivery"),
        (&["event", "cancel", &event], "cancels"),
        (&["key", "revoke", "shop"], "revokes the key shop"),
        (&["node", "drain", &node], "drains "),
    ] {
        let said = hookit.run(&[line, &["--dry-run"]].concat());
        assert_eq!(said.code, 0, "{line:?}: {}", said.text());
        assert!(said.stdout.contains(told) && said.stdout.contains("nothing was done"), "{}", said.text());
    }
    assert_eq!(operator.client().get("/endpoints/acme").expect(200)["status"], "active");
    assert_eq!(operator.client().get(&format!("/deliveries/{delivery}")).expect(200)["status"], "retrying");
    assert_eq!(receiver.received().len(), 1);
    assert_eq!(world.database.count("select count(*) from api_key where revoked_at is not null"), 0);
    assert_eq!(world.database.count("select count(*) from node where draining"), 0);
}

#[test]
fn the_previewed_times_are_those_that_happen() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(500));
    let operator = world.operator();
    operator.endpoint(
        "acme",
        &receiver,
        json!({ "retry": { "schedule_ms": [1_500, 700, 900], "jitter": 0.5 } }),
    );
    let event = operator.publish("a.b");
    let delivery = operator.until(&event, "retrying");
    let hookit = Hookit::of(&world.daemon);
    let preview = read(&hookit.run(&["retry-preview", &text(&delivery, "id"), "-o", "json"]).expect(0));
    let steps = preview["attempts"].as_array().expect("it has attempts").clone();
    assert_eq!(
        steps.iter().map(|step| step["attempt"].as_u64()).collect::<Vec<_>>(),
        [Some(2), Some(3), Some(4)]
    );
    assert!((at(&steps[0], "due_at") - at(&delivery, "next_attempt_at")).abs().whole_milliseconds() <= 2);
    let dead = operator.until(&event, "dead_lettered");
    let attempts = operator.attempts(&dead);
    for (step, attempt) in steps.iter().zip(&attempts[1..]) {
        let late = at(attempt, "started_at") - at(step, "due_at");
        assert!((-5..1_500).contains(&late.whole_milliseconds()), "{late}: {step} {attempt}");
    }
    // Each delay, measured from the failure before it, is the one that was told.
    for (step, pair) in steps[1..].iter().zip(attempts[1..].windows(2)) {
        let told = i128::from(step["delay_ms"].as_u64().expect("a delay"));
        let passed = (at(&pair[1], "started_at") - at(&pair[0], "started_at")).whole_milliseconds();
        assert!((told - 5..told + 500).contains(&passed), "{told} {passed}");
    }
    let over = hookit.run(&["retry-preview", &text(&delivery, "id")]);
    assert!(over.code == 0 && over.stderr.contains("no further attempt: it "), "{}", over.text());
    let over = hookit.run(&["retry-preview", &text(&delivery, "id"), "-o", "json"]).expect(0);
    assert_eq!(read(&over)["attempts"], json!([]));
    let policy = hookit.run(&["retry-preview", "--endpoint", "acme"]).text();
    assert_snapshot!("retry_preview_of_an_endpoint", policy);
    let json = read(&hookit.run(&["retry-preview", "--endpoint", "acme", "-o", "json"]).expect(0));
    assert_eq!(
        json["attempts"][1],
        json!({
            "attempt": 2, "delay_ms": 1_500, "delay_min_ms": 750, "delay_max_ms": 2_250,
            "elapsed_min_ms": 750, "elapsed_max_ms": 2_250,
        })
    );
}

#[test]
fn a_policy_is_previewed_without_a_daemon() {
    let hookit = Hookit::alone();
    let flags = ["retry-preview", "--retry-base", "1s", "--retry-cap", "3s", "--retry-attempts", "4"];
    let exact = [&flags[..], &["--retry-jitter", "0"]].concat();
    assert_snapshot!("retry_preview_of_flags", hookit.run(&exact).text());
    let json = read(&hookit.run(&[&exact[..], &["-o", "json"]].concat()).expect(0));
    assert!(json["endpoint_id"].is_null() && json["retry"]["cap_ms"] == 3_000, "{json}");
    let default = read(&hookit.run(&["retry-preview", "-o", "json"]).expect(0));
    assert_eq!(default["attempts"].as_array().map(Vec::len), Some(12));
    let _odd = hookit
        .run(&["retry-preview", "--retry-base", "9s", "--retry-cap", "3s", "--retry-attempts", "4"])
        .expect(2);
    let _both = hookit.run(&["retry-preview", "--endpoint", "a", "--retry-schedule", "1s"]).expect(2);
}

#[test]
fn a_test_shows_the_whole_exchange() {
    let authority = Authority::new();
    let scratch = Scratch::new();
    let ca = scratch.write("ca.pem", &authority.pem());
    let world = World::with(1, |setup| {
        setup.set("deliver.extra_ca", json!(ca));
    });
    let hookit = Hookit::of(&world.daemon);
    let until = crate::support::tls::now() + time::Duration::days(5);
    let address = authority.receiver(until);
    let url = format!("https://{address}/in");
    let _added = hookit.run(&["endpoint", "add", &url, "--name", "tls", "--event", "a.*"]).expect(0);
    let exchange = read(&hookit.run(&["endpoint", "test", "tls", "-o", "json"]).expect(0));
    assert_eq!((&exchange["tls"]["version"], &exchange["response_status"]), (&json!("TLS 1.3"), &json!(200)));
    assert_eq!(at(&exchange["tls"], "certificate_until").unix_timestamp(), until.unix_timestamp());
    assert!(text(&exchange, "request_body").contains("hookit.test"), "{exchange}");
    assert!(
        exchange["request_headers"]["user-agent"].as_str().is_some_and(|agent| agent.starts_with("HookIt/"))
    );
    let said = hookit.run(&["endpoint", "test", "tls"]).expect(0);
    for part in
        ["TLS 1.3", "the receiver takes deliveries", "(4 days: soon)", "> webhook-id: evt_", "< ok", "tls "]
    {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let receiver = Receiver::answering(Answer::status(401).body("who are you"));
    world.operator().endpoint("closed", &receiver, json!({}));
    let said = hookit.run(&["endpoint", "test", "closed"]);
    assert_eq!(said.code, 1, "{}", said.text());
    assert!(
        said.stdout.contains("refuses the request") && said.stdout.contains("< who are you"),
        "{}",
        said.text()
    );
    receiver.down();
    let said = hookit.run(&["endpoint", "test", "closed", "-o", "json"]);
    assert_eq!((said.code, read(&said.stdout)["outcome"].clone()), (1, json!("connect_failed")));
}
