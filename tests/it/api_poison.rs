//! Poison in bodies, paths and queries, given to every route there is.

use crate::api_routes::{Objects, routes};
use crate::api_support::{Api, Ask};

#[tokio::test]
async fn poison_in_any_body_is_never_a_failure_of_ours() {
    let api = Api::start().await;
    let objects = Objects::of(&api, "default").await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let long = format!(r#"{{"{}":1}}"#, "k".repeat(200_000));
    let poisons: [&[u8]; 14] = [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"{\"name\":\"\\u0000\",\"url\":\"\\u0000\",\"type\":\"\\u0000\",\"payload\":1}",
        b"{\"name\":1e400,\"type\":1e400,\"payload\":1e400}",
        b"{\"name\":\"\\ud800\",\"url\":\"\\ud800\",\"type\":\"t\",\"payload\":\"\\ud800\"}",
        b"{\"url\":\"https://a.example.com/\",\"labels\":{\"\\u0000\":\"\\u0000\"}}",
        b"{\"url\":\"https://a.example.com/\",\"metadata\":{\"a\":1e400}}",
        b"{\"ids\":[\"\\u0000\"],\"outcome\":\"\\u0000\",\"endpoint\":\"\\u0000\",\"since\":\"\\u0000\"}",
        b"{\"rate_per_s\":99999999999999999999999999,\"timeout_ms\":-1,\"grace_ms\":1e99}",
        deep.as_bytes(),
        long.as_bytes(),
    ];
    for route in routes().iter().filter(|route| matches!(route.method.as_str(), "POST" | "PATCH" | "PUT")) {
        for poison in poisons {
            let reply = api.ask(route.ask(&objects).operator().body(poison)).await;
            assert!(reply.status < 500, "{}: {}", route.name(), reply.text());
            assert!(reply.body.len() < 5_000, "{} echoes what it was given", route.name());
        }
    }
}

#[tokio::test]
async fn poison_in_any_path_or_query_is_never_a_failure_of_ours() {
    let api = Api::start().await;
    let odd =
        ["%00", "%ff", "a%00b", "..%2f", "%F0%9F%98%80", "ep_00000000000000000000000000", "ep_", "'", "*"];
    for route in routes().iter().filter(|route| route.path.contains('{')) {
        for text in odd {
            let path = route.path.replace("{id}", text).replace("{key_id}", text).replace("{asset}", text);
            let path = path.replace("{name}", text);
            // An event type may look like some of these, and a PUT makes it.
            if route.method == "PUT"
                && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'%' && byte != b'*')
            {
                continue;
            }
            let reply = api.ask(Ask::new(&route.method, &path).operator()).await;
            assert!(matches!(reply.status, 400 | 404 | 422), "{path}: {} {}", reply.status, reply.text());
        }
    }
    for name in
        ["status", "endpoint", "event_id", "event_type", "outcome", "created_after", "limit", "cursor"]
    {
        for text in odd {
            let reply = api.ask(Ask::get(&format!("/deliveries?{name}={text}")).operator()).await;
            // Only an event type may look like some of these.
            assert!(
                reply.status == 400
                    || (name == "event_type" && reply.status == 200)
                    || reply.status == 200 && text == odd[5],
                "{name}={text}: {}",
                reply.text()
            );
        }
    }
}
