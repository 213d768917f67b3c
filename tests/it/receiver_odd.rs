//! Receivers that answer oddly, slowly or not at all: each is one outcome of one delivery.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::SOON;
use crate::support::world::{Operator, World, outcomes, retrying, text};
use serde_json::{Value, json};
use std::time::Duration;

/// One attempt and no more, of at most a second.
fn once() -> Value {
    let mut settings = retrying(&[]);
    settings["timeout_ms"] = json!(1_000);
    settings
}

/// Delivers one event to a receiver that answers so, and gives its only attempt.
#[track_caller]
fn attempt(operator: &Operator, name: &str, answer: Answer) -> (Value, Value) {
    let receiver = Receiver::answering(answer);
    let endpoint = operator.endpoint(name, &receiver, once());
    let event = operator.publish("a.b");
    let path = format!("/deliveries?event_id={event}&endpoint={}", endpoint.id);
    let delivery = crate::support::wait::until(&format!("{name} to end"), SOON, || {
        operator.list(&path).into_iter().find(|delivery| delivery["finished_at"].is_string())
    });
    let mut attempts = operator.attempts(&delivery);
    assert_eq!(attempts.len(), 1, "{name}: {attempts:?}");
    operator.client().delete(&format!("/endpoints/{}", endpoint.id)).expect(200);
    (delivery, attempts.remove(0))
}

#[test]
fn whole_attempt_has_a_deadline_whatever_the_receiver_does() {
    let world = World::start();
    let operator = world.operator();
    let head = b"HTTP/1.1 200 OK\r\n".to_vec();
    let silent: [(&str, Answer); 4] = [
        ("silent", Answer::Hang),
        ("half-a-head", Answer::stalled(head)),
        ("only-continue", Answer::stalled("HTTP/1.1 100 Continue\r\n\r\n".repeat(3))),
        ("late", Answer::ok().after(Duration::from_secs(30))),
    ];
    for (name, answer) in silent {
        let (delivery, attempt) = attempt(&operator, name, answer);
        assert_eq!(
            (&delivery["status"], &attempt["outcome"]),
            (&json!("dead_lettered"), &json!("timeout")),
            "{name}"
        );
        let took = attempt["duration_ms"].as_u64().expect("it was measured");
        assert!((1_000..9_000).contains(&took), "{name} took {took} ms");
    }
}

#[test]
fn success_is_decided_by_the_status_however_the_body_ends() {
    let world = World::start();
    let operator = world.operator();
    let cases: [(&str, Answer, bool); 5] = [
        (
            "dripping",
            Answer::Drip { status: 200, body: vec![b'x'; 500], every: Duration::from_millis(300) },
            true,
        ),
        ("stalled", Answer::stalled("HTTP/1.1 202 A\r\ncontent-length: 9\r\n\r\nabc"), true),
        ("broken", Answer::raw("HTTP/1.1 200 A\r\ncontent-length: 9\r\n\r\nabc"), true),
        ("endless", Answer::raw(["HTTP/1.1 200 A\r\n\r\n", &"y".repeat(3 << 20)].concat()), true),
        ("whole", Answer::ok().body("abc"), false),
    ];
    for (name, answer, incomplete) in cases {
        let (delivery, attempt) = attempt(&operator, name, answer);
        assert_eq!(
            (&delivery["status"], &attempt["outcome"]),
            (&json!("succeeded"), &json!("succeeded")),
            "{name}"
        );
        assert_eq!(attempt["response_body_incomplete"], incomplete, "{name}");
        let kept = attempt["response_body"].as_str().unwrap_or_default().len();
        assert!(kept <= 16 * 1_024, "{name} keeps {kept} bytes");
    }
}

#[test]
fn nul_bytes_and_odd_bytes_of_an_answer_are_stored_or_named() {
    let world = World::start();
    let operator = world.operator();
    let body = b"HTTP/1.1 500 Bad\r\ncontent-length: 5\r\n\r\na\0\xff\0b";
    let (delivery, nul) = attempt(&operator, "nul-body", Answer::raw(body.as_slice()));
    assert_eq!((&delivery["cause"], &nul["outcome"]), (&json!("attempts_spent"), &json!("http_status")));
    assert_eq!(
        (text(&nul, "response_body_encoding"), text(&nul, "response_body")),
        ("base64".into(), "YQD/AGI=".into())
    );
    let odd: [(&str, &[u8], &str); 4] = [
        ("nul-header", b"HTTP/1.1 200 OK\r\nserver: a\0b\r\ncontent-length: 0\r\n\r\n", "response_invalid"),
        ("nul-reason", b"HTTP/1.1 200 O\0K\r\ncontent-length: 0\r\n\r\n", "response_invalid"),
        ("odd-header", b"HTTP/1.1 200 OK\r\nserver: \xff\xfe\r\ncontent-length: 0\r\n\r\n", "succeeded"),
        ("odd-reason", b"HTTP/1.1 500 \xff\xfe\r\ncontent-length: 0\r\n\r\n", "http_status"),
    ];
    for (name, bytes, outcome) in odd {
        let (_, attempt) = attempt(&operator, name, Answer::raw(bytes));
        assert_eq!(attempt["outcome"], outcome, "{name}: {attempt}");
    }
}

#[test]
fn hostile_answers_end_as_outcomes_and_hold_up_nobody() {
    let world = World::start();
    let operator = world.operator();
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let many = "x-one-of-many: 1\r\n".repeat(200);
    let hostile: [(&str, Answer, &str); 11] = [
        ("closed", Answer::Close, "response_invalid"),
        ("reset", Answer::Reset, "response_invalid"),
        ("no-http", Answer::raw("SSH-2.0-OpenSSH_9.6\r\n"), "response_invalid"),
        ("http-0-9", Answer::raw("<html>hello</html>"), "response_invalid"),
        ("status-99", Answer::raw("HTTP/1.1 99 No\r\n\r\n"), "response_invalid"),
        (
            "big-head",
            Answer::raw(format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "h".repeat(64 << 10))),
            "response_invalid",
        ),
        ("many-headers", Answer::raw(format!("HTTP/1.1 200 OK\r\n{many}\r\n")), "response_invalid"),
        (
            "two-lengths",
            Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"),
            "response_invalid",
        ),
        ("bad-chunk", Answer::raw(format!("{chunked}zz\r\n")), "succeeded"),
        ("two-answers", Answer::raw("HTTP/1.1 500 A\r\ncontent-length: 0\r\n\r\n".repeat(2)), "http_status"),
        (
            "switching",
            Answer::raw("HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
            "http_status",
        ),
    ];
    for (name, answer, outcome) in hostile {
        let (_, attempt) = attempt(&operator, name, answer);
        assert_eq!(attempt["outcome"], outcome, "{name}: {attempt}");
        if outcome != "succeeded" {
            assert!(attempt["error"].is_string(), "{name} has a sentence: {attempt}");
        }
    }
    let healthy = Receiver::answering(Answer::ok());
    operator.endpoint("healthy", &healthy, json!({}));
    let event = operator.publish("a.b");
    let delivery = operator.until(&event, "succeeded");
    assert_eq!(outcomes(&operator.attempts(&delivery)), ["succeeded"]);
}

#[test]
fn connections_are_used_again_and_an_odd_one_is_not() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let mut settings = retrying(&[50]);
    settings["timeout_ms"] = json!(1_000);
    operator.endpoint("kept", &receiver, settings);
    for count in 1..=3 {
        let event = operator.publish("a.b");
        operator.until(&event, "succeeded");
        receiver.wait_for(count, SOON);
    }
    receiver.first([Answer::stalled("HTTP/1.1 500 A\r\ncontent-length: 9\r\n\r\nab")]);
    let event = operator.publish("a.b");
    operator.until(&event, "succeeded");
    let connections: Vec<usize> = receiver.received().iter().map(|request| request.connection).collect();
    assert_eq!(connections[..4], [connections[0]; 4], "one connection carries one request after the other");
    assert_ne!(connections[4], connections[0], "a connection with an unfinished answer is not used again");
}
