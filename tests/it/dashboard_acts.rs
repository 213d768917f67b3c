//! What an operator does by mouse beside the endpoint's form: types, rotations, drops, backfills.

use crate::support::answer::Answer;
use crate::support::browser::Visit;
use crate::support::receiver::Receiver;
use crate::support::scene::Scene;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying, text};
use serde_json::{Value, json};

fn link(world: &World) -> String {
    text(&world.operator().client().post("/sign-in-links", &json!({})).expect(201), "url")
}

fn fill(field: &str, text: &str) -> Value {
    json!({ "do": "fill", "field": format!("[name={field}]"), "text": text })
}

fn choose(field: &str, value: &str) -> Value {
    json!({ "do": "choose", "field": format!("[name={field}]"), "value": value })
}

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

#[test]
fn an_event_type_is_registered_tried_changed_and_removed_by_mouse() {
    let world = World::start();
    let schema = r#"{"type": "object", "required": ["b", "a"]}"#;
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/types")
        .step(json!({ "do": "click", "role": "link", "name": "Register a type" }))
        .step(fill("name", "invoice.paid"))
        .step(fill("description", "An invoice was paid"))
        .step(choose("enforce", "reject"))
        .click("Register the type")
        .see("there is no schema to enforce")
        .step(json!({ "do": "count", "field": "label:has([name=enforce]) .wrong" }))
        .step(fill("schema", "{"))
        .click("Register the type")
        .see("this is no JSON")
        .step(fill("schema", r#"{"type": "nothing"}"#))
        .click("Register the type")
        .see("Nothing was saved")
        .step(json!({ "do": "count", "field": "label:has([name=schema]) .wrong" }))
        .step(fill("schema", schema))
        .step(fill("example", r#"{"a": 1}"#))
        .click("Try the example")
        .see("The example does not fit")
        .step(fill("example", r#"{"a": 1, "b": 2}"#))
        .click("Try the example")
        .see("The example fits the schema. Nothing was saved.")
        .step(json!({ "do": "value", "field": "[name=description]" }))
        .click("Register the type")
        .see("invoice.paid is registered")
        .step(json!({ "do": "click", "role": "link", "name": "Edit" }))
        .step(choose("enforce", "warn"))
        .step(json!({ "do": "click", "role": "checkbox", "name": "deprecated", "exact": false }))
        .click("Save")
        .see("invoice.paid is registered")
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("count"), [json!(1), json!(1)]);
    assert_eq!(seen.got("value"), [json!("An invoice was paid")]);
    let client = world.operator().client().get("/event-types/invoice.paid");
    let raw = client.text();
    let kept = client.expect(200);
    assert_eq!(kept["schema"], serde_json::from_str::<Value>(schema).expect("it is JSON"));
    let places = (raw.find("\"type\""), raw.find("\"required\""));
    assert!(places.0 < places.1, "its members stay in their order: {raw}");
    assert_eq!((&kept["enforce"], &kept["deprecated"]), (&json!("warn"), &json!(true)));
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/new-type?name=invoice.paid")
        .click("Register the type")
        .see("it is registered already")
        .goto("/dashboard/p/default/types/invoice.paid/edit")
        .click("Remove")
        .see("invoice.paid is not registered any more")
        .make();
    seen.assert_clean();
    assert_eq!(world.operator().client().get("/event-types/invoice.paid").status, 404);
}

#[test]
fn an_endpoint_gets_a_secret_a_template_and_an_age_of_ones_own_and_a_rotation_with_its_grace() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let template = "{'text': type}";
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/new-endpoint")
        .step(fill("url", &receiver.url("/in")))
        .step(fill("name", "acme"))
        .step(fill("template", template))
        .step(fill("max_age", "90m"))
        .step(fill("secret", "short"))
        .click("Add the endpoint")
        .see("Nothing was saved")
        .step(json!({ "do": "count", "field": "label:has([name=secret]) .wrong" }))
        .step(json!({ "do": "count", "field": "label:has([name=template]) .wrong" }))
        .step(choose("payload_format", "template"))
        .step(fill("secret", SECRET))
        .click("Add the endpoint")
        .see(SECRET)
        .goto("/dashboard/p/default/endpoints/acme")
        .see("1h 30m")
        .see(template)
        .step(fill("grace", "soon"))
        .click("Rotate")
        .see("The secret stays as it is")
        .step(fill("grace", "0s"))
        .click("Rotate")
        .see("The old one signs no more.")
        .goto("/dashboard/p/default/endpoints/acme")
        .step(fill("grace", "2h"))
        .step(fill("secret", "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="))
        .click("Rotate")
        .see("The old one signs too for 2h")
        .see("whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=")
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("count"), [json!(1), json!(1)]);
    let made = world.operator().client().get("/endpoints/acme").expect(200);
    assert_eq!((&made["max_age_ms"], &made["template"]), (&json!(5_400_000), &json!(template)));
}

#[test]
fn dead_letters_are_dropped_by_mouse_once_counted_and_confirmed_by_a_name() {
    let world = World::start();
    let operator = world.operator();
    let receivers = [Receiver::answering(Answer::status(503)), Receiver::answering(Answer::status(410))];
    operator.endpoint("acme", &receivers[0], retrying(&[]));
    operator.endpoint("other", &receivers[1], retrying(&[]));
    let events: Vec<String> = ["a.b", "a.b", "a.c"].iter().map(|one| operator.publish(one)).collect();
    let dead = || operator.list("/deliveries?status=dead_lettered");
    until("all to be dead", SOON, || (dead().len() == 6).then_some(()));
    let of_third = dead().into_iter().find(|one| one["event_id"] == json!(events[2]));
    let single = text(&of_third.expect("it is there"), "id");
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/dead-letters")
        .click("Drop 503 Service Unavailable of acme")
        .see("3 dead letters")
        .step(fill("typed", "default"))
        .click("Drop 3")
        .see("Nothing was dropped: `acme` was to be typed.")
        .goto(&format!("/dashboard/p/default/deliveries/{single}"))
        .click("Drop…")
        .see("1 dead letters")
        .step(json!({ "do": "text", "field": "form.form code" }))
        .make();
    seen.assert_clean();
    assert_eq!(dead().len(), 6);
    let owner = seen.got("text")[0].as_str().expect("it is asked for").to_owned();
    let seen = Visit::by(&link(&world))
        .goto(&format!("/dashboard/p/default/deliveries/{single}"))
        .click("Drop…")
        .step(fill("typed", &owner))
        .click("Drop 1")
        .see("Dead letters dropped: 1.")
        .make();
    seen.assert_clean();
    assert_eq!(dead().len(), 5);
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/dead-letters")
        .step(json!({ "do": "open", "field": "#choose" }))
        .step(json!({ "do": "fill", "field": "#choose [name=event_type]", "text": "a.b" }))
        .click("Drop those…")
        .see("4 dead letters")
        .step(json!({ "do": "axe" }))
        .step(fill("typed", "default"))
        .click("Drop 4")
        .see("Dead letters dropped: 4.")
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("axe"), [json!([])]);
    assert_eq!(dead().len(), 1);
}

#[test]
fn a_backfill_is_counted_started_and_followed_from_its_endpoints_page() {
    let world = World::start();
    let operator = world.operator();
    let early = Receiver::answering(Answer::ok());
    operator.endpoint("early", &early, json!({}));
    for event_type in ["order.made", "order.made", "order.paid"] {
        operator.until(&operator.publish(event_type), "succeeded");
    }
    let late = Receiver::answering(Answer::ok());
    operator.endpoint("late", &late, json!({}));
    let seen = Visit::by(&link(&world))
        .goto("/dashboard/p/default/endpoints/late")
        .step(fill("since", "2020-01-01T00:00"))
        .step(fill("event_type", "order.made"))
        .click("Count them")
        .see("2 events that it never got")
        .see("nothing was done yet")
        .step(json!({ "do": "axe" }))
        .click("Start the backfill")
        .see("2 of 2 put back")
        .see("done")
        .make();
    seen.assert_clean();
    assert_eq!(seen.got("axe"), [json!([])]);
    let received = late.wait_for(2, SOON);
    assert!(received.iter().all(|one| one.header("hookit-reason") == Some("backfill")));
}

#[test]
fn every_page_names_its_like_in_a_terminal() {
    let scene = Scene::set();
    let schema = json!({ "schema": { "type": "object" } });
    scene.world.operator().client().put("/event-types/order.made", &schema).expect(201);
    let pages = [
        String::new(),
        "/endpoints".to_owned(),
        "/endpoints/audit-log".to_owned(),
        "/endpoints/audit-log/edit".to_owned(),
        "/new-endpoint".to_owned(),
        "/events".to_owned(),
        format!("/events/{}", scene.event),
        "/deliveries".to_owned(),
        format!("/deliveries/{}", scene.dead),
        "/dead-letters".to_owned(),
        format!("/redrives/{}", scene.redrive),
        "/types".to_owned(),
        "/new-type".to_owned(),
        "/types/order.made/edit".to_owned(),
        "/keys".to_owned(),
        "/nodes".to_owned(),
        "/audit".to_owned(),
        "/sessions".to_owned(),
        "/settings".to_owned(),
    ];
    let mut visit = Visit::by(&link(&scene.world));
    for page in &pages {
        visit = visit.goto(&format!("/dashboard/p/default{page}"));
        visit = visit.step(json!({ "do": "text", "field": "footer" }));
    }
    let seen = visit.make();
    seen.assert_clean();
    for (page, foot) in pages.iter().zip(seen.got("text")) {
        assert!(foot.as_str().is_some_and(|foot| foot.contains("In a terminal: hookit ")), "{page}: {foot}");
    }
}
