//! What is sent of an event: the body's form, headers and logins of the operator's own, sealed and masked.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::{Received, Receiver};
use crate::support::verifiers::{Signed, assert_all_valid};
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, outcomes, text};
use serde_json::{Value, json};

/// Canaries: none of them may be anywhere but in a request.
const KEY: &str = "canary-api-key";
const TOKEN: &str = "canary-token";
const PASSWORD: &str = "canary-password";
const PAYLOAD: &str = r#"{ "b": 1.00, "a":"<Ödön>" }"#;

/// Publishes the odd payload and gives what the receiver got.
fn sent(operator: &Operator, receiver: &Receiver, count: usize) -> Received {
    let body = format!(r#"{{"type":"invoice.paid","payload":{PAYLOAD}}}"#);
    operator.client().send("POST", "/events", Some(body.as_bytes())).expect(201);
    receiver.wait_for(count, SOON).remove(count - 1)
}

#[test]
fn each_form_of_body_is_sent_signed_as_it_is_and_shown_as_it_was_sent() {
    let world = World::start();
    let operator = world.operator();
    let hookit = Hookit::of(&world.daemon);
    for format in ["envelope", "bare", "standard", "discord", "slack"] {
        let receiver = Receiver::answering(Answer::ok());
        let endpoint = operator.endpoint(format, &receiver, json!({ "payload_format": format }));
        let got = sent(&operator, &receiver, 1);
        assert_all_valid(&[Signed::new(&endpoint.secret, &got)]);
        assert_eq!(got.header("content-type"), Some("application/json"));
        let body = String::from_utf8(got.body.clone()).expect("it is text");
        let value: Value = serde_json::from_str(&body).expect("it is JSON");
        match format {
            "envelope" => {
                assert!(body.ends_with(&format!(r#""type":"invoice.paid","payload":{PAYLOAD}}}"#)), "{body}");
            }
            "bare" => assert_eq!(body, PAYLOAD),
            "standard" => {
                assert!(body.ends_with(&format!(r#","data":{PAYLOAD}}}"#)), "{body}");
                let members: Vec<&String> = value.as_object().expect("an object").keys().collect();
                assert_eq!(members.len(), 3, "{body}");
                assert!(text(&value, "timestamp").ends_with('Z') && text(&value, "type") == "invoice.paid");
            }
            "discord" => {
                let embed = &value["embeds"][0];
                assert_eq!(
                    (&embed["title"], &embed["fields"][1]["value"]),
                    (&json!("invoice.paid"), &json!("<Ödön>"))
                );
                assert_eq!(embed["footer"]["text"].as_str(), got.header("webhook-id"));
            }
            _ => assert_eq!(value["blocks"][0]["text"]["text"], "invoice.paid"),
        }
        // The request view, the command for curl and the test request show the same form.
        let delivery = got.header("hookit-delivery-id").expect("it names its delivery");
        let shown = operator.client().get(&format!("/deliveries/{delivery}/request")).expect(200);
        assert_eq!(text(&shown, "body"), body);
        let curl = hookit.run(&["delivery", "curl", delivery]).expect(0);
        assert!(curl.contains(&body.replace('\'', r"'\''")), "{curl}");
        let tested = operator.order(&format!("/endpoints/{format}/test")).expect(200);
        let test = receiver.wait_for(2, SOON).remove(1);
        assert_eq!(text(&tested, "request_body").as_bytes(), test.body);
        let test: Value = serde_json::from_slice(&test.body).expect("it is JSON");
        let names = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        if format != "bare" {
            assert_eq!(names(&test), names(&value));
        }
        operator.client().delete(&format!("/endpoints/{format}")).expect(200);
    }
}

fn sealed(operator: &Operator, receiver: &Receiver) {
    let more = json!({
        "headers": { "X-Api-Key": KEY, "x-tenant": "acme" },
        "auth": { "bearer": { "token": TOKEN } },
    });
    operator.endpoint("sealed", receiver, more);
}

#[test]
fn headers_and_logins_reach_the_receiver_and_are_shown_to_nobody() {
    let world = World::with(1, |setup| {
        setup.set("log.level", json!("trace"));
    });
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    sealed(&operator, &receiver);
    let got = sent(&operator, &receiver, 1);
    let carried = ["x-api-key", "x-tenant", "authorization"].map(|name| got.header(name));
    assert_eq!(carried, [Some(KEY), Some("acme"), Some(format!("Bearer {TOKEN}").as_str())]);
    let view = operator.client().get("/endpoints/sealed").expect(200);
    assert_eq!(view["headers"], json!({ "x-api-key": "***", "x-tenant": "***" }));
    assert_eq!(view["auth"], json!({ "bearer": { "token": "***" } }));
    // A mask given back keeps the value, another spelling of a name is the same header, null takes it away.
    let patch =
        json!({ "headers": { "x-api-key": "***", "X-Tenant": null, "x-new": "1" }, "auth": view["auth"] });
    let patched = operator.client().patch("/endpoints/sealed", &patch).expect(200);
    assert_eq!(patched["headers"], json!({ "x-api-key": "***", "x-new": "***" }));
    let got = sent(&operator, &receiver, 2);
    let carried = ["x-api-key", "x-tenant", "x-new", "authorization"].map(|name| got.header(name));
    assert_eq!(carried, [Some(KEY), None, Some("1"), Some(format!("Bearer {TOKEN}").as_str())]);
    // From one kind of login to the other; a mask is no value of another kind.
    let basic = |password: &str| json!({ "auth": { "bearer": null, "basic": { "username": "u", "password": password } } });
    let refused = operator.client().patch("/endpoints/sealed", &basic("***")).expect(422);
    assert_eq!(refused["code"], "nothing_stored", "{refused}");
    operator.client().patch("/endpoints/sealed", &basic(PASSWORD)).expect(200);
    let got = sent(&operator, &receiver, 3);
    // `u:canary-password`
    assert_eq!(got.header("authorization"), Some("Basic dTpjYW5hcnktcGFzc3dvcmQ="));
    // Nobody reads them again: neither in a request that is shown or signed, nor a test, nor the log, nor the database.
    let delivery = got.header("hookit-delivery-id").expect("it names its delivery").to_owned();
    let shown = [
        operator.client().get("/endpoints/sealed").text(),
        operator.client().get(&format!("/deliveries/{delivery}/request")).text(),
        operator.order(&format!("/deliveries/{delivery}/sign")).text(),
        operator.order("/endpoints/sealed/test").text(),
        operator.client().get(&format!("/deliveries/{delivery}/attempts")).text(),
        world.daemon.log().join("\n"),
        world.database.texts("select to_jsonb(e)::text from endpoint e").join("\n"),
        world.database.texts("select encode(sealed, 'escape') from endpoint_credentials").join("\n"),
        world.database.texts("select to_jsonb(a)::text from audit a").join("\n"),
    ];
    for (at, shown) in shown.iter().enumerate() {
        for canary in [KEY, TOKEN, PASSWORD, "dTpjYW5hcnktcGFzc3dvcmQ"] {
            assert!(!shown.contains(canary), "{at} shows {canary}: {shown}");
        }
    }
    assert!(shown[3].contains(r#""x-api-key":"***""#), "{}", shown[3]);
    operator.client().patch("/endpoints/sealed", &json!({ "headers": null, "auth": null })).expect(200);
    let got = sent(&operator, &receiver, 5);
    assert_eq!(["x-api-key", "authorization"].map(|name| got.header(name)), [None, None]);
    assert_eq!(world.database.count("select count(*) from endpoint_credentials"), 0);
}

#[test]
fn credentials_that_do_not_open_fail_their_own_deliveries_alone() {
    let world = World::start();
    let operator = world.operator();
    let (receiver, other) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::ok()));
    sealed(&operator, &receiver);
    operator.endpoint("other", &other, json!({ "headers": { "x-api-key": "another" } }));
    // A box copied from another row, as somebody with the database in hand would do it.
    let copied = "update endpoint_credentials c set sealed = o.sealed, version = o.version from endpoint_credentials o
                  where c.endpoint_id = (select id from endpoint where name = 'sealed') and o.endpoint_id <> c.endpoint_id";
    assert_eq!(world.database.run(copied), 1);
    let event = operator.publish("a.b");
    other.wait_for(1, SOON);
    let dead = until("the delivery to be dead", SOON, || {
        operator.list(&format!("/deliveries?event_id={event}&status=dead_lettered")).pop()
    });
    assert_eq!(dead["cause"], "secret_unavailable");
    assert_eq!(outcomes(&operator.attempts(&dead)), ["secret_unavailable"]);
    assert!(receiver.received().is_empty(), "nothing is sent without them");
    // Other settings can still be changed, and values given anew mend it.
    operator.client().patch("/endpoints/sealed", &json!({ "description": "d" })).expect(200);
    let anew = json!({ "headers": { "x-api-key": "new", "x-tenant": null }, "auth": null });
    operator.client().patch("/endpoints/sealed", &anew).expect(200);
    operator.order(&format!("/deliveries/{}/redrive", text(&dead, "id"))).expect(200);
    assert_eq!(receiver.wait_for(1, SOON)[0].header("x-api-key"), Some("new"));
}

#[test]
fn the_command_takes_secrets_from_files_and_shows_none() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    let hookit = Hookit::of(&world.daemon);
    operator.endpoint("acme", &receiver, json!({}));
    let [headers, token] =
        [("headers", format!("X-Api-Key: {KEY}\nx-tenant: acme\n")), ("token", TOKEN.to_owned())].map(
            |(name, text)| {
                let path = hookit.home_file(name);
                std::fs::write(&path, text).expect("the file can be written");
                path
            },
        );
    let edit = [
        "endpoint",
        "edit",
        "acme",
        "--payload-format",
        "bare",
        "--headers-file",
        &headers,
        "--bearer-file",
        &token,
    ];
    hookit.run(&edit).expect(0);
    let got = sent(&operator, &receiver, 1);
    assert_eq!((got.header("x-api-key"), got.body.as_slice()), (Some(KEY), PAYLOAD.as_bytes()));
    let shown = hookit.run(&["endpoint", "show", "acme"]).expect(0);
    for line in ["body\tbare", "headers\tx-api-key, x-tenant", "login\tbearer"] {
        assert!(shown.contains(line), "{shown}");
    }
    assert!(!shown.contains("canary"), "{shown}");
    hookit.run(&["endpoint", "edit", "acme", "--no-header", "X-Api-Key", "--no-auth"]).expect(0);
    let got = sent(&operator, &receiver, 2);
    let carried = ["x-api-key", "x-tenant", "authorization"].map(|name| got.header(name));
    assert_eq!(carried, [None, Some("acme"), None]);
    std::fs::write(&headers, "Webhook-Id: 1\n").expect("the file can be written");
    let refused = hookit.run(&["endpoint", "edit", "acme", "--headers-file", &headers]);
    assert_eq!(refused.code, 1, "{}", refused.text());
    assert!(refused.text().contains("choose another name"), "{}", refused.text());
}

#[test]
fn a_manifest_names_the_places_of_secrets_and_an_export_applies_again() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    let hookit = Hookit::of(&world.daemon).variable("ACME_KEY", KEY).variable("ACME_PASSWORD", PASSWORD);
    let file = hookit.home_file("endpoints.yaml");
    let manifest = format!(
        "version: 1\nprojects:\n  - name: default\n    endpoints:\n      - name: acme\n        url: {}\n        \
         payload_format: standard\n        headers: {{X-Api-Key: {{env: ACME_KEY}}}}\n        \
         auth: {{basic: {{username: u, password: {{env: ACME_PASSWORD}}}}}}\n",
        receiver.url("/in")
    );
    std::fs::write(&file, &manifest).expect("the file can be written");
    let said = hookit.run(&["apply", "-f", &file, "--yes"]).expect(0);
    assert!(!said.contains("canary"), "{said}");
    let got = sent(&operator, &receiver, 1);
    let carried = ["x-api-key", "authorization"].map(|name| got.header(name));
    assert_eq!(carried, [Some(KEY), Some("Basic dTpjYW5hcnktcGFzc3dvcmQ=")]);
    hookit.run(&["diff", "-f", &file]).expect(0);
    // What the file does not name stays; a name that it takes away goes.
    let without = manifest.replace("{X-Api-Key: {env: ACME_KEY}}", "{}");
    std::fs::write(&file, without).expect("the file can be written");
    hookit.run(&["apply", "-f", &file, "--yes"]).expect(0);
    let got = sent(&operator, &receiver, 2);
    let carried = ["x-api-key", "authorization"].map(|name| got.header(name));
    assert_eq!(carried, [None, Some("Basic dTpjYW5hcnktcGFzc3dvcmQ=")]);
    std::fs::write(&file, &manifest).expect("the file can be written");
    hookit.run(&["apply", "-f", &file, "--yes"]).expect(0);
    let exported = hookit.run(&["export"]).expect(0);
    assert!(
        exported.contains("env: ACME_X_API_KEY") && exported.contains("env: ACME_PASSWORD"),
        "{exported}"
    );
    assert!(!exported.contains("***") && !exported.contains("canary"), "{exported}");
    std::fs::write(&file, exported).expect("the file can be written");
    hookit.run(&["diff", "-f", &file]).expect(0);
}

#[test]
fn headers_that_fit_one_change_at_a_time_do_not_outgrow_their_limit_together() {
    let world = World::start();
    let operator = world.operator();
    let receiver = Receiver::answering(Answer::ok());
    let value = "v".repeat(3_000);
    operator.endpoint("grown", &receiver, json!({ "headers": { "x-a": value, "x-b": value } }));
    let refused =
        operator.client().patch("/endpoints/grown", &json!({ "headers": { "x-c": value } })).expect(422);
    assert_eq!(
        (&refused["code"], &refused["errors"][0]["pointer"]),
        (&json!("headers_too_large"), &json!("/headers"))
    );
    let patch = json!({ "headers": { "x-a": null, "x-c": value } });
    let grown = operator.client().patch("/endpoints/grown", &patch).expect(200);
    assert_eq!(grown["headers"], json!({ "x-b": "***", "x-c": "***" }));
}

#[test]
fn a_template_makes_the_body_and_its_failure_is_ours_and_stops_nobody() {
    let world = World::start();
    let operator = world.operator();
    let hookit = Hookit::of(&world.daemon);
    let receiver = Receiver::answering(Answer::ok());
    for (body, code) in [
        (json!({ "payload_format": "template" }), "template_missing"),
        (json!({ "template": "payload" }), "template_unused"),
        (json!({ "payload_format": "template", "template": "event.id" }), "template_invalid"),
        (json!({ "payload_format": "template", "template": "x".repeat(2_049) }), "template_invalid"),
    ] {
        let mut whole = json!({ "url": receiver.url("/in"), "name": "refused" });
        whole.as_object_mut().expect("an object").extend(body.as_object().expect("an object").clone());
        assert_eq!(operator.client().post("/endpoints", &whole).expect(422)["code"], code, "{whole}");
    }
    let template = "{'text': type + ' ' + payload.number, 'id': id, 'at': created_at, 'env': labels.env,
        'lines': payload.lines.map(l, {'sku': l})}";
    let settings = json!({ "payload_format": "template", "template": template, "event_types": ["a.*"] });
    let endpoint = operator.endpoint("made", &receiver, settings);
    // Handed off, and claimed from the queue after a pause.
    for (count, is_paused) in [(1, false), (2, true)] {
        if is_paused {
            operator.order("/endpoints/made/pause").expect(200);
        }
        let event = json!({
            "type": "a.b", "payload": { "number": "7", "lines": ["x", "y"] }, "labels": { "env": "prod" },
        });
        operator.client().post("/events", &event).expect(201);
        if is_paused {
            operator.order("/endpoints/made/resume").expect(200);
        }
        let got = receiver.wait_for(count, SOON).remove(count - 1);
        assert_all_valid(&[Signed::new(&endpoint.secret, &got)]);
        let body = String::from_utf8(got.body.clone()).expect("it is text");
        let id = got.header("webhook-id").expect("it names its event");
        assert!(body.starts_with(&format!(r#"{{"text":"a.b 7","id":"{id}","at":""#)), "{body}");
        assert!(body.ends_with(r#"Z","env":"prod","lines":[{"sku":"x"},{"sku":"y"}]}"#), "{body}");
        let delivery = got.header("hookit-delivery-id").expect("it names its delivery").to_owned();
        let shown = operator.client().get(&format!("/deliveries/{delivery}/request")).expect(200);
        assert_eq!(text(&shown, "body"), body);
        let curl = hookit.run(&["delivery", "curl", &delivery]).expect(0);
        assert!(curl.contains(&body), "{curl}");
    }
    // The test event has no number: that is told, and nothing is sent.
    let tested = operator.order("/endpoints/made/test").expect(200);
    let error = "the template failed: no such key `number`";
    assert_eq!(
        (&tested["outcome"], &tested["error"]),
        (&json!("request_unbuildable"), &json!(error)),
        "{tested}"
    );
    // Twelve in a row would open a circuit, were they the receiver's fault.
    operator.publish_many("a.c", 12);
    let path = "/dead-letters?endpoint=made&limit=200";
    let dead = until("those to be dead", SOON, || Some(operator.list(path)).filter(|dead| dead.len() == 12));
    let attempts = operator.attempts(&dead[0]);
    assert_eq!(
        (outcomes(&attempts), text(&attempts[0], "error")),
        (vec!["request_unbuildable"], error.to_owned())
    );
    let view = operator.client().get("/endpoints/made").expect(200);
    assert_eq!((&view["circuit"], &view["template"]), (&Value::Null, &json!(template)), "{view}");
    let event = json!({ "type": "a.b", "payload": { "number": "8", "lines": [] }, "labels": { "env": "t" } });
    operator.client().post("/events", &event).expect(201);
    receiver.wait_for(3, SOON);
    // Mended, the dead letters go; a format of its own takes the template with it.
    hookit.run(&["endpoint", "edit", "made", "--template", "{'n': payload.n}"]).expect(0);
    operator.client().post("/redrives", &json!({ "all": true })).expect(202);
    assert_eq!(receiver.wait_for(15, SOON)[14].body, br#"{"n":1}"#);
    hookit.run(&["endpoint", "edit", "made", "--payload-format", "bare"]).expect(0);
    let view = operator.client().get("/endpoints/made").expect(200);
    assert_eq!((&view["payload_format"], &view["template"]), (&json!("bare"), &Value::Null));
}
