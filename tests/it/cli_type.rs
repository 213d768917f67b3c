//! `hookit type`: the registry of event types at an operator's hand.

use crate::support::hookit::{Hookit, filters};
use crate::support::world::World;
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn event_types_are_registered_listed_imported_and_removed() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    world.operator().publish("invoice.paid");
    world.operator().publish("odd.one");
    let openapi = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nwebhooks:\n  invoice.voided:\n    post: {summary: It is void.}\n  user.made: {}\n";
    let session: Vec<String> = [
        (&["type", "list"][..], ""),
        (&["type", "add", "invoice.paid", "--description", "It was paid."], ""),
        (&["type", "add", "invoice.paid", "--description", "It was paid in full."], ""),
        (&["type", "show", "invoice.paid"], ""),
        (&["type", "import", "-", "--dry-run"], openapi),
        (&["type", "import", "-"], openapi),
        (&["type", "import", "-"], openapi),
        (&["type", "import", "-"], "- a b\n"),
        (&["type", "list"], ""),
        (&["type", "list", "--seen"], ""),
        (&["type", "remove", "user.made"], ""),
        (&["type", "remove", "user.made", "no.such", "--yes"], ""),
        (&["type", "show", "user.made"], ""),
        (&["type", "add", "a..b"], ""),
    ]
    .into_iter()
    .map(|(arguments, input)| {
        format!("$ hookit {}\n{}", arguments.join(" "), hookit.run_with(arguments, input).text())
    })
    .collect();
    insta::with_settings!({ filters => filters() }, { assert_snapshot!(session.concat()) });
}

#[test]
fn event_types_in_json_are_the_apis() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let json = |arguments: &[&str]| -> Value {
        serde_json::from_str(&hookit.run(arguments).expect(0)).expect("it is JSON")
    };
    let added = json(&["type", "add", "a.b", "-o", "json"]);
    assert_eq!(added["name"], "a.b");
    assert_eq!(json(&["type", "show", "a.b", "-o", "json"]), added);
    assert_eq!(json(&["type", "list", "-o", "json"])["items"][0], added);
    world.operator().publish("c.d");
    let seen = json(&["type", "list", "--seen", "-o", "json"]);
    assert_eq!((&seen["items"][0]["name"], &seen["items"][0]["registered"]), (&"c.d".into(), &false.into()));
    let imported = hookit.run_with(&["type", "import", "-", "-o", "json"], "[a.b, e.f]").expect(0);
    let imported: Value = serde_json::from_str(&imported).expect("it is JSON");
    assert_eq!((&imported["changes"][0]["name"], &imported["unchanged"]), (&"e.f".into(), &1.into()));
}
