//! Hostile texts through every field that a page shows, in a real browser: they stay texts.

use crate::support::answer::Answer;
use crate::support::browser::Visit;
use crate::support::receiver::Receiver;
use crate::support::world::{Operator, World, text};
use serde_json::json;

fn link(world: &World) -> String {
    text(&world.operator().client().post("/sign-in-links", &json!({})).expect(201), "url")
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
            "payload_format": if payload.len() < 100_000 { "template" } else { "envelope" },
            "template": (payload.len() < 100_000).then(|| format!("{{'text': {quoted}}}")),
        });
        operator.endpoint(&format!("e{place}"), receiver, more);
        // A schema keeps its texts; the form shows them to be edited.
        let described = json!({
            "description": fits(payload, 200),
            "schema": { "title": fits(payload, 1_000), "properties": { fits(payload, 100): {} } },
        });
        operator.client().put(&format!("/event-types/known{place}"), &described).expect(201);
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

/// What an act says, and what the form shows again, is data; so is what a filter's check answers.
fn said_back(visit: Visit) -> Visit {
    visit
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
        .step(json!({ "do": "foreign" }))
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
        "/new-type",
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
            format!("/types/known{place}/edit"),
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
            format!("/new-type?name={encoded}"),
        ]
    }));
    let mut visit = Visit::by(&link(&world)).agent("<img src=x onerror=alert(1)><script>alert(2)</script>");
    for path in &paths {
        visit = visit.goto(&format!("/dashboard/p/default{path}")).step(json!({ "do": "foreign" }));
    }
    let seen = said_back(visit).make();
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
