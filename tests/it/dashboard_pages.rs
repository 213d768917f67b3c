//! The dashboard in a real browser: every page can be read by everybody, live pages live, acts act, data stays data.

use crate::support::answer::Answer;
use crate::support::browser::{Seen, Visit};
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::scene::Scene;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, retrying, text};
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
        "/new-type".to_owned(),
        "/types/order.made/edit".to_owned(),
        "/events?type=no.such".to_owned(),
        "/keys".to_owned(),
        "/nodes".to_owned(),
        "/audit".to_owned(),
        "/sessions".to_owned(),
        "/settings".to_owned(),
    ];
    below.iter().map(|below| format!("/dashboard/p/default{below}")).collect()
}

/// Registers the type of its events, which has a page of its own then.
fn describe(scene: &Scene) {
    let described = json!({ "description": "An order", "schema": { "type": "object" }, "enforce": "warn" });
    scene.world.operator().client().put("/event-types/order.made", &described).expect(201);
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
    describe(&scene);
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
    describe(&scene);
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
