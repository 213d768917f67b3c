//! `hookit import` of what other tools wrote down: what comes over, what is left behind, what is refused.

use crate::support::hookit::{Hookit, filters};
use crate::support::scratch::Scratch;
use crate::support::world::World;
use insta::assert_snapshot;
use serde_json::{Value, json};

fn svix_endpoints() -> Value {
    json!({
        "data": [
            {
                "id": "ep_1srOrx2ZWZBpBUvZwXKQmoEYga2", "uid": "acme-prod", "url": "https://api.acme.test/hooks",
                "description": "Acme's production", "version": 3, "disabled": false, "rateLimit": 50,
                "filterTypes": ["invoice.paid", "invoice.voided"], "channels": null,
                "metadata": {"team": "billing"},
                "createdAt": "2024-02-01T10:00:00Z", "updatedAt": "2024-02-02T10:00:00Z",
            },
            {
                "id": "ep_2srOrx2ZWZBpBUvZwXKQmoEYga3", "uid": null, "url": "https://eu.acme.test/hooks",
                "description": "", "version": 1, "disabled": true, "rateLimit": null, "filterTypes": null,
                "channels": null, "metadata": {},
                "createdAt": "2024-02-01T10:00:00Z", "updatedAt": "2024-02-02T10:00:00Z",
            },
            {
                "id": "ep_3srOrx2ZWZBpBUvZwXKQmoEYga4", "url": "https://eu.acme.test/project-7", "description": "",
                "version": 1, "channels": ["project_7"], "metadata": {}, "transformation": "x",
                "createdAt": "2024-02-01T10:00:00Z", "updatedAt": "2024-02-02T10:00:00Z",
            },
        ],
        "iterator": "ep_3srOrx2ZWZBpBUvZwXKQmoEYga4", "prevIterator": "-ep_1srOrx2ZWZBpBUvZwXKQmoEYga2", "done": false,
    })
}

fn svix_types() -> Value {
    let of = |name: &str, archived: bool| {
        json!({"name": name, "description": "An invoice", "archived": archived, "deprecated": true,
            "schemas": {"9": {"type": "array"}, "10": {"type": "object"}}, "createdAt": "2024-02-01T10:00:00Z", "updatedAt": "2024-02-01T10:00:00Z"})
    };
    json!({"data": [of("invoice.paid", false), of("invoice.old", true)], "iterator": null, "done": true})
}

fn masked(said: &str, check: impl FnOnce(&str)) {
    insta::with_settings!({ filters => filters() }, { check(said) });
}

#[test]
fn what_svix_lists_comes_over_and_what_does_not_is_named() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let scratch = Scratch::new();
    let endpoints = scratch.write("endpoints.json", &svix_endpoints().to_string());
    let types = scratch.write("types.json", &svix_types().to_string());
    let files = ["-f", &*types.to_string_lossy(), "-f", &*endpoints.to_string_lossy()];
    let run = |more: &[&str]| hookit.run(&[&["import", "--from", "svix"], &files[..], more].concat());
    let mut said = run(&["--dry-run"]).text();
    said += &run(&[]).text();
    said += &hookit.run(&["export"]).text();
    masked(&said, |said| assert_snapshot!(said));
    let again = run(&[]);
    assert!(again.code == 0 && again.stdout.contains("nothing to"), "{}", again.text());
    // One that was for a channel alone must not be sent everything.
    let endpoint = hookit.run(&["endpoint", "show", "eu-acme-test-kqmoeyga4", "-o", "json"]);
    let endpoint =
        if endpoint.code == 0 { endpoint } else { hookit.run(&["endpoint", "list", "-o", "json"]) };
    assert!(endpoint.stdout.contains("\"inactive\""), "{}", endpoint.text());
}

#[test]
fn a_table_comes_over_as_csv_and_as_json_and_a_column_that_nobody_knows_is_refused() {
    let world = World::start();
    let scratch = Scratch::new();
    let hookit = Hookit::of(&world.daemon)
        .variable("SHOP_SECRET", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    let csv = "url,name,event_types,description,timeout_ms,secret_env,status\n\
               https://shop.test/in,shop,order.* invoice.paid,\"The shop, all of it\",5000,SHOP_SECRET,\n\
               https://audit.test/in,,,,,,inactive\n";
    let json = json!([{"name": "crm", "url": "https://crm.test/in", "event_types": ["order.made"], "timeout_ms": 3000}]);
    let list = |hookit: &Hookit, text: &str| {
        let file = scratch.write("list", text).to_string_lossy().into_owned();
        hookit.run(&["import", "--from", "list", "-f", &file])
    };
    let _csv = list(&hookit, csv).expect(0);
    let _json = list(&hookit, &json.to_string()).expect(0);
    let said = hookit.run(&["export"]).text();
    masked(&said, |said| assert_snapshot!(said));
    for (text, why) in [
        ("name,url,colour\na,https://a.test,\n", "there is no column colour"),
        ("name\na\n", "row 1: it has no url"),
        ("url\nnot a url\n", "cannot be carried over"),
        ("url,timeout_ms\nhttps://a.test,soon\n", "timeout_ms is no number: soon"),
        ("url\n", "it has no row"),
        (r#"[{"url": "https://a.test", "hue": 1}]"#, "there is no column hue"),
        (r#"{"endpoints": []}"#, "it is no JSON array of objects"),
    ] {
        let said = list(&hookit, text);
        assert!(said.code != 0 && said.stderr.contains(why), "{text}: {}", said.text());
    }
    let file =
        scratch.write("odd", r#"{"items": [{"url": "https://a.test"}]}"#).to_string_lossy().into_owned();
    let odd = hookit.run(&["import", "--from", "svix", "-f", &file]);
    assert_eq!(odd.code, 2, "{}", odd.text());
    assert!(odd.stderr.contains("is no list of Svix"), "{}", odd.text());
    assert_eq!(hookit.run(&["import", "--from", "hookdeck", "-f", &file]).code, 2);
}
