//! The dashboard in a real browser: every page can be read by everybody, live pages live, acts act, data stays data.

use crate::support::answer::Answer;
use crate::support::browser::{Seen, Visit};
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::scene::Scene;
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text};
use serde_json::{Value, json};

fn link(world: &World) -> String {
    text(&world.operator().client().post("/sign-in-links", &json!({})).expect(201), "url")
}

/// Every page there is, with something in it.
fn pages(scene: &Scene) -> Vec<String> {
    let below = [
        String::new(),
        "/endpoints".to_owned(),
        "/endpoints/audit-log".to_owned(),
        "/endpoints/audit-log/edit".to_owned(),
        "/new-endpoint".to_owned(),
        "/events".to_owned(),
        format!("/events/{}", scene.event),
        "/deliveries".to_owned(),
        "/deliveries?status=held".to_owned(),
        format!("/deliveries/{}", scene.dead),
        format!("/deliveries/{}", scene.delivered),
        "/dead-letters".to_owned(),
        format!("/redrives/{}", scene.redrive),
        "/types".to_owned(),
        "/events?type=no.such".to_owned(),
        "/keys".to_owned(),
        "/nodes".to_owned(),
        "/audit".to_owned(),
        "/sessions".to_owned(),
        "/settings".to_owned(),
    ];
    below.iter().map(|below| format!("/dashboard/p/default{below}")).collect()
}

fn judged(scene: &Scene, scheme: &str, width: u32) -> Seen {
    let mut visit = Visit::by(&link(&scene.world)).scheme(scheme).width(width);
    for page in pages(scene) {
        visit = visit.goto(&page).step(json!({ "do": "axe" })).step(json!({ "do": "overflow" }));
    }
    visit.make()
}

#[test]
fn every_page_can_be_read_by_everybody_in_light_and_dark_wide_and_narrow() {
    let scene = Scene::set();
    for (scheme, width) in [("light", 1_280), ("dark", 1_280), ("light", 360), ("dark", 360)] {
        let seen = judged(&scene, scheme, width);
        seen.assert_clean();
        for ((page, found), overflow) in pages(&scene).iter().zip(seen.got("axe")).zip(seen.got("overflow")) {
            assert_eq!(found, json!([]), "{page} {scheme} {width}");
            assert_eq!(overflow, json!(0), "{page} is wider than {width}");
        }
    }
}

#[test]
fn an_event_appears_without_a_reload_and_a_pause_keeps_it_away() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("acme", &receiver, json!({}));
    let hookit = Hookit::of(&world.daemon);
    let publish = |name: &str| {
        let mut arguments: Vec<String> = hookit.flags().to_vec();
        arguments.extend(["publish", name].map(str::to_owned));
        json!({ "do": "run", "program": env!("CARGO_BIN_EXE_hookit"), "arguments": arguments })
    };
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/deliveries")
        .see("No deliveries yet")
        .step(publish("order.made"))
        .see("order.made")
        .see("200 OK")
        .click("live")
        .see("paused")
        .step(publish("order.paid"))
        .step(json!({ "do": "count", "field": "text=order.paid" }))
        .click("paused")
        .see("order.paid")
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("count"), [json!(0)]);
}

#[test]
fn a_receiver_breaks_its_endpoint_turns_and_its_dead_letters_are_redriven_by_mouse() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::status(503));
    operator.endpoint("acme", &receiver, retrying(&[]));
    let events: Vec<String> = (0..3).map(|_| operator.publish("invoice.paid")).collect();
    for event in &events {
        operator.until(event, "dead_lettered");
    }
    let seen = Visit::by(&link(&world))
        .see("3 dead")
        .goto("/dashboard/p/default/dead-letters")
        .see("503 Service Unavailable")
        .make();
    seen.assert_clean();
    receiver.then_always(Answer::ok());
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/dead-letters")
        .click("Redrive 503 Service Unavailable of acme")
        .see("nothing was done yet")
        .see("The newest attempt to acme failed")
        .click("Start the redrive")
        .see("3 of 3 put back")
        .see("done")
        .goto("/dashboard/p/default/endpoints/acme")
        .click("Pause")
        .see("paused")
        .click("Resume")
        .see("Resumed")
        .click("Test")
        .see("The test event ended with: 200 OK")
        .make();
    seen.assert_clean();
    for event in &events {
        operator.until(event, "succeeded");
    }
    let audit = world.database.texts("select action from audit order by id");
    for action in ["redrive.start", "endpoint.pause", "endpoint.resume"] {
        assert!(audit.iter().any(|one| one == action), "{action}: {audit:?}");
    }
}

#[test]
fn an_endpoint_is_added_and_changed_and_a_key_is_shown_once() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let fill = |field: &str, text: &str| json!({ "do": "fill", "field": field, "text": text });
    let seen = Visit::by(&link(&world))
        .see("No endpoints yet")
        .goto("/dashboard/p/default/new-endpoint")
        .step(fill("input[name=url]", "https://localhost/in"))
        .click("Add the endpoint")
        .see("the endpoint URL")
        .step(fill("input[name=url]", &receiver.url("/in")))
        .step(fill("input[name=name]", "made-here"))
        .step(fill("textarea[name=event_types]", "order.*"))
        .click("Add the endpoint")
        .see("whsec_")
        .step(json!({ "do": "click", "role": "link", "name": "Back" }))
        .see("order.*")
        .step(json!({ "do": "click", "role": "link", "name": "Edit" }))
        .step(fill("textarea[name=event_types]", "order.*\ninvoice.**"))
        .click("Save")
        .see("invoice.**")
        .goto("/dashboard/p/default/keys")
        .step(fill("form[action$=add-key] input[name=name]", "billing"))
        .click("Add the key")
        .see("hk_")
        .step(json!({ "do": "text", "field": "pre" }))
        .make();
    seen.assert_clean();
    let made = world.operator().client().get("/endpoints/made-here").expect(200);
    assert_eq!(made["event_types"], json!(["order.*", "invoice.**"]));
    let key = seen.got("text")[0].as_str().expect("it is shown").trim().to_owned();
    let published =
        world.daemon.over_tcp().bearer(&key).post("/events", &json!({ "type": "order.made", "payload": 1 }));
    assert_eq!(published.status, 201);
}

#[test]
fn every_setting_is_in_the_form_and_what_is_sealed_stays_sealed() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let fill =
        |field: &str, text: &str| json!({ "do": "fill", "field": format!("[name={field}]"), "text": text });
    let choose = |field: &str, value: &str| json!({ "do": "choose", "field": format!("[name={field}]"), "value": value });
    let mut visit = Visit::by(&link(&world)).goto("/dashboard/p/default/new-endpoint");
    for (field, text) in [
        ("url", receiver.url("/in").as_str()),
        ("name", "full"),
        ("event_types", "order.*"),
        ("description", "d"),
        ("labels", "team=billing\nenv=prod"),
        ("filter", "payload.amount > 10"),
        ("headers", "x-tenant: acme"),
        ("username", "sam"),
        ("login", "s3cret"),
        ("metadata", "{\"a\": 1.5}"),
        ("timeout", "20s"),
        ("jitter", "0"),
        ("base", "1s"),
        ("cap", "1m"),
        ("attempts", "4"),
        ("rate_limit_rps", "2.5"),
        ("max_in_flight", "3"),
    ] {
        visit = visit.step(fill(field, text));
    }
    for (field, value) in [
        ("payload_format", "bare"),
        ("auth", "basic"),
        ("signature_format", "standard"),
        ("retry", "backoff"),
        ("ordering", "key"),
        ("on_dead", "skip"),
        ("status", "inactive"),
    ] {
        visit = visit.step(choose(field, value));
    }
    visit = visit.click("Add the endpoint").see("whsec_").goto("/dashboard/p/default/endpoints/full");
    for words in [
        "payload.amount > 10",
        "user name sam, password ***",
        "at most 2.5 requests a second",
        "by ordering key",
    ] {
        visit = visit.see(words);
    }
    let seen = visit
        .step(json!({ "do": "click", "role": "link", "name": "Edit" }))
        .step(json!({ "do": "value", "field": "[name=login]" }))
        .step(json!({ "do": "value", "field": "[name=headers]" }))
        .step(fill("labels", "env=test"))
        .click("Save")
        .see("Saved.")
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("value"), [json!("***"), json!("x-tenant: ***")]);
    let made = world.operator().client().get("/endpoints/full").expect(200);
    let expected = json!({
        "event_types": ["order.*"], "description": "d", "labels": { "env": "test" }, "filter": "payload.amount > 10",
        "headers": { "x-tenant": "***" }, "auth": { "basic": { "username": "sam", "password": "***" } },
        "metadata": { "a": 1.5 }, "timeout_ms": 20_000, "rate_limit_rps": 2.5, "max_in_flight": 3,
        "retry": { "base_ms": 1_000, "cap_ms": 60_000, "max_attempts": 4, "jitter": 0.0 }, "payload_format": "bare",
        "signature_format": "standard", "ordering": "key", "on_dead": "skip", "status": "inactive",
    });
    for (member, value) in expected.as_object().expect("it is an object") {
        assert_eq!(&made[member], value, "{member}");
    }
}

#[test]
fn a_filter_is_tried_while_it_is_written_and_on_what_was() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    operator.endpoint("acme", &receiver, json!({}));
    for amount in [5, 50, 500] {
        let body = json!({ "type": "order.made", "payload": { "amount": amount } });
        operator.client().post("/events", &body).expect(201);
    }
    let fill = |text: &str| json!({ "do": "fill", "field": "#filter", "text": text });
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/endpoints/acme/edit")
        .step(fill("payload.amount > 100"))
        .see("✔ The sample is received.")
        .step(fill("payload.amount > 1000"))
        .see("payload.amount > 1000 is false")
        .step(fill("payload.amount >"))
        .see("✖")
        .step(fill("payload.amount > 10"))
        .click("Try on the last 500 events")
        .see("Of the last 3 events, 3 are of its types. It would receive 2 of them, and receives 3 now: 0 come anew, 1 come no more.")
        .see("Would not come any more")
        .click("Save")
        .see("Saved.")
        .make();
    seen.assert_clean();
    assert_eq!(operator.client().get("/endpoints/acme").expect(200)["filter"], "payload.amount > 10");
}

#[test]
fn what_cannot_be_saved_is_told_at_its_field_and_nothing_that_was_typed_is_lost() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let fill =
        |field: &str, text: &str| json!({ "do": "fill", "field": format!("[name={field}]"), "text": text });
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/new-endpoint")
        .step(fill("url", &receiver.url("/in")))
        .step(fill("description", "kept as typed"))
        .step(fill("timeout", "soon"))
        .click("Add the endpoint")
        .see("`soon` is no span of time")
        .step(fill("timeout", "15s"))
        .step(fill("filter", "amount >"))
        .click("Add the endpoint")
        .see("Nothing was saved")
        .step(json!({ "do": "value", "field": "[name=description]" }))
        .step(json!({ "do": "count", "field": "label:has([name=filter]) .wrong" }))
        .make();
    assert_eq!(seen.got("value"), [json!("kept as typed")]);
    assert_eq!(seen.got("count"), [json!(1)]);
    assert_eq!(world.operator().list("/endpoints").len(), 0);
}

#[test]
fn an_event_is_explained_a_node_drained_and_an_endpoint_removed_by_mouse() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    operator.endpoint("acme", &receiver, json!({}));
    operator.endpoint("big-only", &receiver, json!({ "filter": "payload.n > 1" }));
    let event = operator.publish("order.made");
    operator.until(&event, "succeeded");
    let seen = Visit::by(&link(&world))
        .goto(&format!("/dashboard/p/default/events/{event}"))
        .see("Why it went there")
        .see("filter was false: payload.n > 1")
        .goto("/dashboard/p/default/nodes")
        .step(json!({ "do": "click", "name": "Drain", "exact": false }))
        .see("finishes those it has")
        .step(json!({ "do": "click", "name": "Undrain", "exact": false }))
        .see("It takes deliveries again.")
        .goto("/dashboard/p/default/endpoints/big-only")
        .click("Remove")
        .see("big-only is removed; 0 pending deliveries were cancelled.")
        .make();
    seen.assert_clean();
    assert_eq!(operator.client().get("/endpoints/big-only").status, 404);
}

#[test]
fn pages_are_small_on_the_wire_and_all_of_them_comes_from_here() {
    let scene = Scene::set();
    let mut visit = Visit::by(&link(&scene.world));
    for page in pages(&scene) {
        visit = visit.goto(&page).step(json!({ "do": "weight" }));
    }
    let seen = visit.make();
    seen.assert_clean();
    for (page, weight) in pages(&scene).iter().zip(seen.got("weight")) {
        let bytes = weight.as_u64().expect("it is a number");
        assert!((1_000..=150 * 1_024).contains(&bytes), "{page} weighs {bytes} bytes");
    }
}

#[test]
fn the_keyboard_is_enough() {
    let scene = Scene::set();
    let press = |key: &str| json!({ "do": "press", "key": key });
    let seen = Visit::by(&link(&scene.world))
        .step(press("Tab"))
        .step(json!({ "do": "focused" }))
        .step(press("g"))
        .step(press("d"))
        .see("Last outcome")
        .step(press("j"))
        .step(press("Enter"))
        .see("Attempts in time")
        .step(press("?"))
        .see("down and up through rows")
        .step(press("Escape"))
        .step(json!({ "do": "path" }))
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("focused"), [json!("Skip to the page")]);
    assert!(seen.got("path")[0].as_str().is_some_and(|path| path.contains("/deliveries/dlv_")));
}

/// What an attacker would like a page to take for more than text.
fn hostile() -> Vec<String> {
    let mut payloads: Vec<String> = [
        "<script>alert(1)</script>",
        "</script><script>alert(2)</script>",
        "<img src=x onerror=alert(3)>",
        "\"><img data-hostile src=x onerror=alert(4)>",
        "'><svg onload=alert(5)>",
        "<svg><script>alert(6)</script></svg>",
        "<svg><animate onbegin=alert(7) attributeName=x dur=1s>",
        "javascript:alert(8)",
        "<a href=javascript:alert(9)>x</a>",
        "<iframe srcdoc='<script>alert(10)</script>'>",
        "{{7*7}}${7*7}<%= 7*7 %>",
        "</title><script>alert(11)</script>",
        "</textarea><script>alert(12)</script>",
        "</pre><script>alert(13)</script>",
        "<!--<script>alert(14)</script>-->",
        "\u{202e}gpj.exe\u{2066}",
        "<style>*{display:none}</style><link rel=stylesheet href=//evil.test>",
        "<base href=//evil.test><form action=//evil.test>",
        "hx-on:click='alert(15)' data-hx-on:load=\"alert(16)\" <div hx-get=//evil.test hx-trigger=load>",
    ]
    .map(str::to_owned)
    .to_vec();
    payloads.push(format!("<b data-hostile>{}", "A".repeat(1_000_000)));
    payloads
}

/// Bytes that a receiver's answer and an event may have.
fn fits(payload: &str, bytes: usize) -> String {
    payload.chars().take(bytes).collect()
}

/// A daemon that takes payloads of a megabyte, and a browser that calls itself something hostile.
fn hostile_world() -> World {
    World::with(1, |setup| {
        setup.set("ingest.payload_bytes_max", json!(4 << 20));
        setup.set("node.name", json!("<img-src=x-onerror=alert(1)>"));
    })
}

/// Endpoints, types and keys whose every text is hostile; a label, a description, a filter, metadata.
fn hostile_settings(operator: &Operator, receiver: &Receiver) {
    for (place, payload) in hostile().iter().enumerate() {
        let quoted = json!(fits(payload, 200)).to_string();
        let more = json!({
            "event_types": [format!("t{place}.*")], "description": fits(payload, 200),
            "labels": { "note": fits(payload, 100), fits(payload, 100): "x" },
            "metadata": { fits(payload, 100): fits(payload, 100) },
            "headers": { "x-note": fits(payload, 60).chars().filter(char::is_ascii_graphic).collect::<String>() },
            // A filter looks at no payload of a megabyte.
            "filter": (payload.len() < 100_000).then(|| format!("type != {quoted}")),
            "auth": { "basic": { "username": fits(payload, 40).replace(':', "").chars().filter(char::is_ascii_graphic).collect::<String>(), "password": "p" } },
            "retry": { "schedule_ms": [], "jitter": 0 },
        });
        operator.endpoint(&format!("e{place}"), receiver, more);
        let name = json!({ "name": fits(payload, 100), "scopes": ["read"] });
        let made = operator.client().post("/projects/default/api-keys", &name);
        assert!(matches!(made.status, 201 | 422), "{}", made.text());
    }
}

/// An event of each, in type, payload, labels and id; published until none is open any more.
fn hostile_events(operator: &Operator) -> Vec<String> {
    let mut events = Vec::new();
    for (place, payload) in hostile().iter().enumerate() {
        // Types are visible ASCII: what of it fits is put there too.
        let kept: String =
            payload.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '.' | '*')).take(100).collect();
        let body = json!({
            "type": format!("t{place}.{kept}"), "ordering_key": format!("k{kept}"), "labels": { "note": fits(payload, 100) },
            "payload": { fits(payload, 100): payload, "deep": [{ "x": fits(payload, 100) }] },
        });
        events.push(text(&operator.client().post("/events", &body).expect(201), "event_id"));
    }
    for event in &events {
        operator.until(event, "dead_lettered");
    }
    events
}

#[test]
fn data_stays_data_wherever_it_comes_from() {
    let world = hostile_world();
    let operator = world.operator();
    let body = hostile().join("\n");
    let receiver = Receiver::answering(
        Answer::status(500).header("x-request-id", "<script>alert(1)</script>").body(fits(&body, 12_000)),
    );
    hostile_settings(&operator, &receiver);
    let events = hostile_events(&operator);
    let mut paths: Vec<String> = [
        "",
        "/endpoints",
        "/events",
        "/deliveries",
        "/dead-letters",
        "/types",
        "/audit",
        "/keys",
        "/sessions",
        "/nodes",
        "/settings",
        "/new-endpoint",
    ]
    .map(str::to_owned)
    .to_vec();
    for (place, event) in events.iter().enumerate() {
        let delivery = operator.delivery_of(event);
        paths.extend([
            format!("/events/{event}"),
            format!("/deliveries/{}", text(&delivery, "id")),
            format!("/endpoints/e{place}"),
            format!("/endpoints/e{place}/edit"),
        ]);
    }
    // What stands in the address is data too.
    paths.extend(hostile().iter().flat_map(|payload| {
        let encoded =
            fits(payload, 300).bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        [
            format!("/deliveries?endpoint=e1&type=a.b&said={encoded}"),
            format!("/events?id={encoded}"),
            format!("/deliveries?type={encoded}"),
            format!("/endpoints/{encoded}"),
        ]
    }));
    let mut visit = Visit::by(&link(&world)).agent("<img src=x onerror=alert(1)><script>alert(2)</script>");
    for path in &paths {
        visit = visit.goto(&format!("/dashboard/p/default{path}")).step(json!({ "do": "foreign" }));
    }
    // What an act says, and what the form shows again, is data; so is what a filter's check answers.
    visit = visit
        .goto("/dashboard/p/default/endpoints/e0")
        .click("Test")
        .see("The test event ended with")
        .step(json!({ "do": "foreign" }))
        .goto("/dashboard/p/default/new-endpoint")
        .step(json!({ "do": "fill", "field": "input[name=url]", "text": "https://localhost/<img src=x onerror=alert(1)>" }))
        .step(json!({ "do": "fill", "field": "textarea[name=labels]", "text": "<img src=x onerror=alert(1)>" }))
        .step(json!({ "do": "fill", "field": "#filter", "text": "payload.a == '<img src=x onerror=alert(1)>'" }))
        .see("The sample is not received")
        .step(json!({ "do": "foreign" }))
        .click("Add the endpoint")
        .see("Nothing was saved: the endpoint URL contains white space")
        .step(json!({ "do": "foreign" }));
    let seen = visit.make();
    for what in ["dialogs", "reports", "requests"] {
        assert_eq!(seen.0[what], json!([]), "{what}");
    }
    let found = seen.got("foreign");
    assert_eq!(found.len(), paths.len() + 3);
    for (path, found) in paths.iter().map(String::as_str).chain(["a test", "a check", "a refusal"]).zip(found)
    {
        assert_eq!(found, json!([]), "{path}");
    }
}

#[test]
fn what_is_shown_agrees_with_the_rows() {
    let scene = Scene::set();
    let operator = scene.world.operator();
    // Three events to each of two endpoints, one to one; three redriven in vain: their attempts are six.
    until("the roll-ups to be written", SOON, || {
        let status = operator.client().get("/status").expect(200);
        (status["summary"]["attempts"]["http_status"] == 6 && status["summary"]["attempts"]["succeeded"] == 4)
            .then_some(())
    });
    let seen = Visit::by(&link(&scene.world))
        .goto("/dashboard/p/default/endpoints/audit-log")
        .see("0.0 % of 6 attempts succeeded")
        .goto("/dashboard/p/default/endpoints/acme-prod")
        .see("100.0 % of 4 attempts succeeded")
        .goto("/dashboard/p/default/dead-letters")
        .see("3 set aside")
        .make();
    seen.assert_clean();
    let rows: i64 = scene.world.database.count("select count(*) from attempt");
    assert_eq!(rows, 10);
}

#[test]
fn payloads_are_hidden_from_ranks_below_the_setting() {
    let scene = Scene::set();
    let viewer =
        scene.world.operator().client().post("/sign-in-links", &json!({ "role": "viewer" })).expect(201);
    let seen = Visit::by(&text(&viewer, "url"))
        .goto(&format!("/dashboard/p/default/events/{}", scene.event))
        .see("Payloads are hidden from your role")
        .make();
    seen.assert_clean();
    let seen = Visit::by(&link(&scene.world))
        .goto(&format!("/dashboard/p/default/events/{}", scene.event))
        .see("\"n\": 1")
        .make();
    seen.assert_clean();
    let cookies: &Value = &seen.0["cookies"];
    assert_eq!(cookies, &json!([{ "name": "hookit", "httpOnly": true, "sameSite": "Strict", "path": "/" }]));
}
