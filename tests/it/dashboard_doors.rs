//! The doors of the dashboard: who is let in, for how long, to what; and who is sent away.

use crate::support::hookit::Hookit;
use crate::support::http::{Answer, Client};
use crate::support::world::{World, text};
use serde_json::{Value, json};

/// A browser's requests: forms, a cookie, and the headers that browsers send.
struct Browser {
    client: Client,
    cookie: Option<String>,
}

impl Browser {
    fn at(world: &World) -> Self {
        Self { client: world.daemon.over_tcp(), cookie: None }
    }

    fn with_cookie(&self) -> Client {
        match &self.cookie {
            Some(cookie) => self.client.clone().header("cookie", cookie),
            None => self.client.clone(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.with_cookie().get(path)
    }

    fn post(&self, path: &str, form: &str, site: &str) -> Answer {
        self.with_cookie().header("sec-fetch-site", site).send_form(path, form)
    }

    /// Signs in; keeps the cookie if one came.
    fn sign_in(&mut self, form: &str) -> Answer {
        let answer = self.post("/login", form, "same-origin");
        self.cookie =
            answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        answer
    }
}

/// The secret of a one-time link.
fn token(link: &str) -> &str {
    link.split_once("#t=").expect("the secret is behind the #").1.split('&').next().expect("it is there")
}

fn link(world: &World, wish: &Value) -> String {
    text(&world.operator().client().post("/sign-in-links", wish).expect(201), "url")
}

fn signed_in(world: &World, role: &str) -> Browser {
    let mut browser = Browser::at(world);
    let link = link(world, &json!({ "role": role }));
    assert_eq!(browser.sign_in(&format!("token={}", token(&link))).status, 303);
    browser
}

#[test]
fn a_link_signs_in_once_and_leads_to_its_page() {
    let world = World::start();
    let made = link(&world, &json!({ "to": "/dashboard/p/default/events" }));
    assert!(made.ends_with("&to=/dashboard/p/default/events"), "{made}");
    let form = format!("token={}&to=%2Fdashboard%2Fp%2Fdefault%2Fevents", token(&made));
    let mut browser = Browser::at(&world);
    let answer = browser.sign_in(&form);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/dashboard/p/default/events")));
    let cookie = answer.header("set-cookie").expect("a session begins").to_owned();
    for part in ["hookit=", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(browser.get("/dashboard/p/default/events").status, 200);
    // A second use opens nothing.
    let mut second = Browser::at(&world);
    let answer = second.sign_in(&form);
    assert_eq!(answer.status, 401);
    assert!(answer.text().contains("was used already") && second.cookie.is_none());
    // It never leads elsewhere.
    let other = link(&world, &json!({}));
    let answer = Browser::at(&world).sign_in(&format!("token={}&to=https%3A%2F%2Fevil.test", token(&other)));
    assert_eq!(answer.header("location"), Some("/dashboard"));
}

#[test]
fn only_hashes_of_secrets_are_stored() {
    let world = World::start();
    let made = link(&world, &json!({}));
    let browser = signed_in(&world, "viewer");
    let cookie = browser.cookie.expect("it is signed in");
    let ticket = cookie.split_once('=').expect("it has a value").1;
    let rows = "select l::text from sign_in_link l union all select s::text from session s";
    let dump = world.database.texts(rows).join("\n");
    assert!(!dump.is_empty() && !dump.contains(token(&made)) && !dump.contains(ticket), "{dump}");
}

#[test]
fn a_key_signs_in_with_what_it_may_and_its_end_ends_the_session() {
    let world = World::start();
    let operator = world.operator();
    let make = |scopes: Value| {
        operator
            .client()
            .post("/projects/default/api-keys", &json!({ "name": "k", "scopes": scopes }))
            .expect(201)
    };
    let reader = make(json!(["read"]));
    let mut browser = Browser::at(&world);
    assert_eq!(browser.sign_in(&format!("key={}", text(&reader, "key"))).status, 303);
    assert_eq!(browser.get("/dashboard/p/default").status, 200);
    assert_eq!(browser.get("/dashboard/p/default/keys").status, 403);
    operator.client().post("/projects", &json!({ "name": "other" })).expect(201);
    // Another project is answered like one that is not there.
    let (other, none) = (browser.get("/dashboard/p/other"), browser.get("/dashboard/p/none"));
    assert_eq!((other.status, other.text()), (404, none.text()));
    operator.client().delete(&format!("/projects/default/api-keys/{}", text(&reader, "id"))).expect(204);
    assert_eq!(browser.get("/dashboard/p/default").status, 303);
    // Whoever may only publish has nothing to look at.
    let publisher = make(json!(["publish"]));
    assert_eq!(Browser::at(&world).sign_in(&format!("key={}", text(&publisher, "key"))).status, 401);
}

#[test]
fn nobody_is_let_in_by_guessing() {
    let world = World::start();
    let mut browser = Browser::at(&world);
    for _ in 0..10 {
        assert_eq!(browser.sign_in("key=hk_no").status, 401);
    }
    assert_eq!(browser.sign_in("key=hk_no").status, 429);
}

#[test]
fn every_page_and_act_wants_a_session_and_a_role() {
    let world = World::start();
    let stranger = Browser::at(&world);
    let viewer = signed_in(&world, "viewer");
    let operator = signed_in(&world, "operator");
    for page in ["", "/endpoints", "/events", "/deliveries", "/dead-letters", "/types"] {
        let path = format!("/dashboard/p/default{page}");
        let answer = stranger.get(&path);
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").is_some_and(|to| to.starts_with("/login?to=")), "{path}");
        assert_eq!(viewer.get(&path).status, 200, "{path}");
    }
    for page in ["/keys", "/nodes", "/audit", "/settings", "/sessions"] {
        let path = format!("/dashboard/p/default{page}");
        assert_eq!((viewer.get(&path).status, operator.get(&path).status), (403, 403), "{path}");
        assert_eq!(signed_in(&world, "admin").get(&path).status, 200, "{path}");
    }
    for page in ["/new-endpoint", "/new-type", "/types/a/edit"] {
        assert_eq!(viewer.get(&format!("/dashboard/p/default{page}")).status, 403, "{page}");
    }
    for act in [
        "endpoint/a/pause",
        "endpoint/a/rotate-secret",
        "delivery/a/cancel",
        "plan-redrive",
        "redrive/a/cancel",
        "save-endpoint",
        "plan-drop",
        "drop",
        "plan-backfill",
        "start-backfill",
        "save-type",
        "remove-type/a",
    ] {
        let path = format!("/dashboard/p/default/act/{act}");
        assert_eq!(stranger.post(&path, "", "same-origin").status, 401, "{path}");
        assert_eq!(viewer.post(&path, "", "same-origin").status, 403, "{path}");
    }
    for act in ["add-key", "revoke-key/a", "add-project", "end-session/a"] {
        let path = format!("/dashboard/p/default/act/{act}");
        assert_eq!(operator.post(&path, "", "same-origin").status, 403, "{path}");
    }
}

#[test]
fn forms_of_other_sites_and_other_names_are_refused() {
    let world = World::start();
    let admin = signed_in(&world, "admin");
    for site in ["cross-site", "same-site"] {
        let answer = admin.post("/dashboard/p/default/act/add-project", "name=evil", site);
        assert_eq!(answer.status, 403, "{site}");
    }
    assert_eq!(world.operator().client().get("/projects/evil").status, 404);
    let rebound = admin.with_cookie().header("host", "evil.test").get("/dashboard/p/default");
    assert_eq!(rebound.status, 421);
    assert!(rebound.text().contains("host_not_allowed"));
    assert!(rebound.header("access-control-allow-origin").is_none());
}

#[test]
fn every_answer_keeps_itself_to_itself() {
    let world = World::start();
    let admin = signed_in(&world, "admin");
    for path in ["/login", "/dashboard/p/default", "/dashboard/nothing", "/dashboard/assets/look.css"] {
        let answer = admin.get(path);
        let policy = answer.header("content-security-policy").expect("there is a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let kept = if path.contains("assets") { "no-cache" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), Some(kept), "{path}");
    }
    // The API is where it was.
    assert_eq!(world.daemon.over_tcp().get("/health").status, 200);
    assert_eq!(world.daemon.over_tcp().get("/").status, 404);
}

#[test]
fn sessions_are_listed_and_ended() {
    let world = World::start();
    let operator = world.operator();
    let browser = signed_in(&world, "operator");
    let sessions = operator.list("/sessions");
    assert_eq!((sessions.len(), &sessions[0]["role"]), (1, &json!("operator")));
    assert_eq!(operator.client().delete(&format!("/sessions/{}", text(&sessions[0], "id"))).status, 204);
    assert_eq!(browser.get("/dashboard/p/default").status, 303);
    // Signing out ends it too, for whoever kept the cookie.
    let browser = signed_in(&world, "viewer");
    assert_eq!(browser.post("/dashboard/sign-out", "", "same-origin").status, 303);
    assert_eq!(browser.get("/dashboard/p/default").status, 303);
    assert!(operator.list("/sessions").is_empty());
}

#[test]
fn nobody_lets_in_more_than_he_may_himself() {
    let world = World::start();
    let made = world
        .operator()
        .client()
        .post("/projects/default/api-keys", &json!({ "name": "r", "scopes": ["read"] }));
    let reader = world.daemon.over_tcp().bearer(&text(&made.expect(201), "key"));
    let refused = reader.post("/sign-in-links", &json!({ "role": "operator" }));
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("role_too_high")));
    assert_eq!(reader.post("/sign-in-links", &json!({})).expect(201)["role"], "viewer");
    let odd = reader.post("/sign-in-links", &json!({ "to": "//evil.test" }));
    assert_eq!((odd.status, &odd.json()["code"]), (422, &json!("to_invalid")));
}

#[test]
fn a_node_without_the_role_shows_nothing_and_says_so() {
    let world = World::with(1, |setup| {
        setup.set("node.roles", json!(["api", "deliver"]));
    });
    assert_eq!(world.daemon.over_tcp().get("/dashboard").status, 404);
    assert_eq!(world.daemon.over_tcp().get("/login").status, 404);
    let said = Hookit::of(&world.daemon).run(&["dashboard"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("this node shows no dashboard"), "{}", said.stderr);
}

#[test]
fn the_command_prints_a_link_where_there_is_no_screen_and_a_tunnel_over_ssh() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let said = hookit.run(&["dashboard", "--print", "--role", "viewer"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stderr.contains("it works once, within 1m, as viewer"), "{}", said.stderr);
    let mut browser = Browser::at(&world);
    assert_eq!(browser.sign_in(&format!("token={}", token(said.stdout.trim()))).status, 303);
    let far = Hookit::of(&world.daemon)
        .variable("SSH_CONNECTION", "192.0.2.7 5 192.0.2.1 22")
        .variable("USER", "sam")
        .run(&["dashboard"]);
    assert!(far.stderr.contains("ssh -N -L ") && far.stderr.contains(" sam@192.0.2.1"), "{}", far.stderr);
}

#[test]
fn a_browser_is_started_with_the_link_where_there_is_one() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let (program, opened) = (hookit.home_file("browser"), hookit.home_file("opened"));
    std::fs::write(
        &program,
        format!("#!/bin/sh\nprintf %s \"$1\" > {opened}.part && mv {opened}.part {opened}\n"),
    )
    .expect("it is written");
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .expect("it can run");
    let hookit = hookit.variable("BROWSER", &program);
    let said = hookit.run(&["open", "default-less"]);
    assert_eq!(said.code, 5, "{}", said.stderr);
    let event = world.operator().publish("a.b");
    let said = hookit.run(&["open", &event]);
    assert_eq!((said.code, said.stdout.as_str()), (0, ""), "{}", said.stderr);
    let link = crate::support::wait::until("the browser to be started", crate::support::wait::SOON, || {
        std::fs::read_to_string(&opened).ok()
    });
    assert!(link.ends_with(&format!("&to=/dashboard/p/default/events/{event}")), "{link}");
}

#[test]
fn an_open_live_stream_does_not_hold_up_a_stop() {
    use std::io::{Read, Write};
    let world = World::start();
    let viewer = signed_in(&world, "viewer");
    let mut stream = std::net::TcpStream::connect(world.daemon.api).expect("it listens");
    let cookie = viewer.cookie.as_deref().expect("it is signed in");
    write!(stream, "GET /dashboard/live HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n")
        .expect("it is sent");
    let mut begin = [0_u8; 15];
    stream.read_exact(&mut begin).expect("it answers");
    assert_eq!(&begin, b"HTTP/1.1 200 OK");
    world.daemon.terminate();
    let left = world.daemon.wait(crate::support::wait::SOON);
    assert!(left.status.success(), "{left}");
    assert!(!left.log.iter().any(|line| line.contains("the stop took too long")), "{left}");
}
