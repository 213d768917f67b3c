//! Sign-in by an auth proxy's header: whom it names is in, whoever else writes it is not.

use crate::support::world::{World, text};
use serde_json::json;

/// A daemon behind an auth proxy on this machine; requests that come straight to it are from elsewhere if it is listed
/// under another address.
fn behind_a_proxy(proxies: &str) -> World {
    World::with(1, |setup| {
        setup.set("dashboard.trusted_header", json!("X-Forwarded-User"));
        setup.set("dashboard.trusted_proxies", json!([proxies]));
        setup.set("dashboard.trusted_operators", json!(["sam@a.test"]));
        setup.set("dashboard.trusted_admins", json!(["ann"]));
    })
}

#[test]
fn a_listed_proxy_says_who_is_signed_in_and_the_settings_say_what_they_may() {
    let world = behind_a_proxy("127.0.0.1");
    let as_person = |name: &str| world.daemon.over_tcp().header("x-forwarded-user", name);
    for (name, events, edits, keys) in
        [("bob", 200, 403, 403), ("sam@a.test", 200, 200, 403), ("ann", 200, 200, 200)]
    {
        let got = |page: &str| as_person(name).get(&format!("/dashboard/p/default{page}")).status;
        assert_eq!((got("/events"), got("/new-endpoint"), got("/keys")), (events, edits, keys), "{name}");
    }
    let page = as_person("bob").get("/dashboard/p/default").text();
    assert!(page.contains("proxy:bob, viewer") && !page.contains("Sign out"), "{page}");
    // Nothing of it stays: no session is stored, no cookie is given, and without the header nobody is there.
    let answer = as_person("ann").get("/dashboard/p/default");
    assert!(answer.header("set-cookie").is_none());
    assert_eq!(world.database.count("select count(*) from session"), 0);
    assert_eq!(world.daemon.over_tcp().get("/dashboard/p/default").status, 303);
    // Acts are audited in the person's name, and other sites' forms are refused all the same.
    let form = |site: &str| {
        as_person("ann")
            .header("sec-fetch-site", site)
            .send_form("/dashboard/p/default/act/add-project", "name=made")
    };
    assert_eq!((form("cross-site").status, form("same-origin").status), (403, 303));
    assert_eq!(
        world.database.texts("select actor from audit where action = 'project.create'"),
        ["proxy:ann"]
    );
}

#[test]
fn a_header_from_elsewhere_or_of_two_people_signs_nobody_in() {
    let world = behind_a_proxy("192.0.2.7");
    let spoofed = world.daemon.over_tcp().header("x-forwarded-user", "ann");
    assert_eq!(spoofed.get("/dashboard/p/default").status, 303);
    assert_eq!(
        spoofed.clone().header("x-forwarded-for", "192.0.2.7").get("/dashboard/p/default/keys").status,
        303
    );
    let form = spoofed
        .header("sec-fetch-site", "same-origin")
        .send_form("/dashboard/p/default/act/add-project", "name=evil");
    assert_eq!(form.status, 401);
    // It adds nothing to who is signed in otherwise.
    let wish = json!({ "role": "viewer" });
    let link = text(&world.operator().client().post("/sign-in-links", &wish).expect(201), "url");
    let token = link.split_once("#t=").expect("the secret is behind the #").1;
    let login = world.daemon.over_tcp().header("sec-fetch-site", "same-origin");
    let cookie = login
        .send_form("/login", &format!("token={token}"))
        .header("set-cookie")
        .expect("a session")
        .to_owned();
    let viewer = world.daemon.over_tcp().header("cookie", cookie.split(';').next().expect("a cookie"));
    assert_eq!(viewer.clone().get("/dashboard/p/default").status, 200);
    assert_eq!(viewer.header("x-forwarded-user", "ann").get("/dashboard/p/default/keys").status, 403);
    let near = behind_a_proxy("127.0.0.0/8");
    let both = near.daemon.over_tcp().header("x-forwarded-user", "bob").header("x-forwarded-user", "ann");
    assert_eq!(both.get("/dashboard/p/default").status, 303);
    let list = near.daemon.over_tcp().header("x-forwarded-user", "bob, ann");
    assert_eq!(list.get("/dashboard/p/default").status, 303);
}
