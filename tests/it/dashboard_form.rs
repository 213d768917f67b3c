//! The form of an endpoint in a real browser: it has every setting, tries filters, and says what is wrong where it is.

use crate::support::answer::Answer;
use crate::support::browser::Visit;
use crate::support::receiver::Receiver;
use crate::support::world::{World, text};
use serde_json::json;

fn link(world: &World) -> String {
    text(&world.operator().client().post("/sign-in-links", &json!({})).expect(201), "url")
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
