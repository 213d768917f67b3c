//! Exchanges with receivers that do everything a receiver can do wrong, over real sockets.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use tokio::net::TcpListener;

use super::pool::Connection;
use super::pool::Target;
use super::post::Client;
use super::post::ClientSettings;
use super::post::Outgoing;
use super::post::post;
use super::resolve::tests::TestDns;
use super::test_receiver::Act;
use super::test_receiver::Receiver;
use super::test_receiver::answer;
use super::test_receiver::loopback_client;
use super::test_receiver::ok_twice;
use super::test_receiver::outgoing;
use super::test_receiver::settings;
use crate::domain::exchange::Exchange;
use crate::domain::outcome::Outcome;
use crate::domain::request::USER_AGENT;

/// One exchange with a receiver that acts `script`, on a deadline short enough to wait for.
async fn exchange(script: &[Act], timeout_ms: u32) -> Exchange {
    let receiver = Receiver::start(script).await;
    let done = post(&loopback_client(), Outgoing { timeout_ms, ..outgoing(&receiver.url()) }).await;
    assert_eq!(receiver.connections(), 1);
    assert_eq!(done.dialled, Some(receiver.address));
    assert!(done.error.as_ref().is_none_or(|error| !error.contains("127.0.0.1")), "{done:?}");
    done
}

#[tokio::test]
async fn the_request_goes_out_whole_and_the_answer_is_kept() {
    let text = "HTTP/1.1 202 Accepted\ncontent-type: text/plain\nset-cookie: a=b\ncontent-length: 5\n\nhello";
    let receiver = Receiver::start(&answer(text)).await;
    let done = post(&loopback_client(), outgoing(&receiver.url())).await;
    assert_eq!((done.outcome, done.error.as_deref()), (Outcome::Succeeded, None));
    let kept = done.answer.unwrap();
    assert_eq!((kept.status, &kept.body[..], kept.body_incomplete), (202, b"hello".as_slice(), false));
    let expected = [("content-length", "5"), ("content-type", "text/plain")];
    assert_eq!(kept.headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(
        done.phases.connect_ms.is_some()
            && done.phases.first_byte_ms.is_some()
            && done.phases.body_ms.is_some()
    );
    assert_eq!((done.phases.dns_ms, done.phases.tls_ms), (None, None));
    let seen = receiver.requests.lock().unwrap().join("");
    assert!(seen.starts_with("POST /in?token=t HTTP/1.1"), "{seen}");
    for line in [
        format!("host: {}", receiver.address),
        format!("user-agent: {USER_AGENT}"),
        "webhook-id: evt_1".to_owned(),
        "accept-encoding: identity".to_owned(),
        "content-length: 7".to_owned(),
    ] {
        assert!(seen.lines().any(|seen| seen == line), "{line} in {seen}");
    }
    assert!(seen.ends_with("\n\n{\"a\":1}"), "{seen}");
}

#[tokio::test]
async fn bodies_larger_than_every_buffer_arrive_whole() {
    let receiver = Receiver::start(&answer("HTTP/1.1 204 No Content\n\n")).await;
    let body = Bytes::from("x".repeat(1 << 20));
    let done = post(&loopback_client(), Outgoing { body, ..outgoing(&receiver.url()) }).await;
    assert_eq!(done.outcome, Outcome::Succeeded);
    assert!(receiver.requests.lock().unwrap()[0].len() > 1 << 20);
}

#[tokio::test]
async fn connections_are_used_again_and_then_cost_nothing() {
    let receiver = Receiver::start(&ok_twice()).await;
    let client = loopback_client();
    let first = post(&client, outgoing(&receiver.url())).await;
    let second = post(&client, outgoing(&receiver.url())).await;
    assert_eq!((first.outcome, second.outcome), (Outcome::Succeeded, Outcome::Succeeded));
    assert_eq!(receiver.connections(), 1);
    assert!(first.phases.connect_ms.is_some());
    assert_eq!((second.phases.connect_ms, second.dialled), (None, Some(receiver.address)));
}

#[tokio::test]
async fn closed_connections_are_not_used_again() {
    let receiver =
        Receiver::start(&answer("HTTP/1.1 200 OK\nconnection: close\ncontent-length: 0\n\n")).await;
    let client = loopback_client();
    for _ in 0..3 {
        assert_eq!(post(&client, outgoing(&receiver.url())).await.outcome, Outcome::Succeeded);
    }
    assert_eq!(receiver.connections(), 3);
}

#[tokio::test]
async fn a_request_that_never_left_takes_another_connection() {
    let receiver = Receiver::start(&ok_twice()).await;
    let (client, request) = (loopback_client(), outgoing(&receiver.url()));
    // Two connections whose other end is gone, which nobody has noticed yet: this runtime has one thread, and
    // it does not get to their drivers before the request is handed to them.
    for _ in 0..2 {
        let (ours, theirs) = tokio::io::duplex(1_024);
        let mut connection = Connection::open(Box::new(ours), receiver.address).await.unwrap();
        connection.sender.ready().await.unwrap();
        client.pool.put(Target::of(&request.url, None), connection);
        drop(theirs);
    }
    let done = post(&client, request).await;
    assert_eq!((done.outcome, receiver.connections()), (Outcome::Succeeded, 1));
    assert_eq!(receiver.requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn receivers_that_never_answer_run_into_the_deadline() {
    let drip = Some(Duration::from_millis(20));
    for script in [
        vec![Act::Hang],
        vec![Act::Read, Act::Hang],
        vec![Act::Read, Act::Send(b"HTTP/1.1 200 OK\r\nx: ".to_vec()), Act::Repeat(b"a", drip)],
        vec![Act::Read, Act::Repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n", drip)],
    ] {
        let done = exchange(&script, 300).await;
        assert_eq!(done.outcome, Outcome::Timeout, "{done:?}");
        assert_eq!((done.phases.first_byte_ms, done.answer), (None, None));
        assert!((300..3_000).contains(&done.duration_ms), "{}", done.duration_ms);
    }
}

#[tokio::test]
async fn success_is_decided_at_the_head_whatever_the_body_does() {
    let head = Act::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\npart".to_vec());
    let chunked = Act::Send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\n".to_vec());
    for script in [
        vec![Act::Read, head.clone(), Act::Hang],
        vec![Act::Read, head.clone()],
        vec![Act::Read, head.clone(), Act::Reset],
        vec![Act::Read, chunked.clone(), Act::Hang],
        vec![Act::Read, chunked, Act::Send(b"garbage".to_vec())],
    ] {
        let done = exchange(&script, 300).await;
        assert_eq!((done.outcome, done.error), (Outcome::Succeeded, None));
        let kept = done.answer.unwrap();
        assert!(kept.body_incomplete);
        assert_eq!(&kept.body[..], b"part");
    }
    let drip = vec![Act::Read, head, Act::Repeat(b"x", Some(Duration::from_millis(20)))];
    let done = exchange(&drip, 300).await;
    assert_eq!(done.outcome, Outcome::Succeeded);
    assert!(done.answer.unwrap().body_incomplete);
}

#[tokio::test]
async fn what_is_no_http_answer_is_invalid() {
    let wide = format!("HTTP/1.1 200 OK\nx: {}\n\n", "a".repeat(300_000));
    let many = format!("HTTP/1.1 200 OK\n{}\n", "x: y\n".repeat(65));
    for script in [
        vec![],
        vec![Act::Read],
        vec![Act::Read, Act::Reset],
        answer("nonsense\n\n"),
        answer("<html>hello</html>\n"),
        answer("HTTP/1.1 2x0 OK\n\n"),
        answer("HTTP/1.1 200 OK\ncontent-length: 1\ncontent-length: 2\n\nab"),
        answer("HTTP/1.1 200 OK\ncontent-length: -1\n\n"),
        answer(&wide),
        answer(&many),
        vec![Act::Read, Act::Repeat(b"HTTP/1.1 200 OK\r\nx: y\r\nx: y\r\nx: y\r\n", None)],
    ] {
        let done = exchange(&script, 10_000).await;
        assert_eq!(done.outcome, Outcome::ResponseInvalid, "{done:?}");
        assert!(done.error.is_some() && done.answer.is_none());
    }
}

#[tokio::test]
async fn endless_bodies_are_cut_and_the_connection_closed() {
    let script =
        [Act::Read, Act::Send(b"HTTP/1.1 500 Oops\r\n\r\n".to_vec()), Act::Repeat(&[b'x'; 4_096], None)];
    let done = exchange(&script, 10_000).await;
    assert_eq!(
        (done.outcome, done.error.as_deref()),
        (Outcome::HttpStatus, Some("the receiver answered 500"))
    );
    let kept = done.answer.unwrap();
    assert_eq!((kept.body.len(), kept.body_incomplete), (16 * 1_024, true));
    // It did not take the deadline to end it.
    assert!(done.duration_ms < 8_000, "{}", done.duration_ms);
}

#[tokio::test]
async fn statuses_decide_the_outcome() {
    for (text, outcome, wait_ms) in [
        ("301 Moved\nlocation: https://example.com/", Outcome::RedirectNotFollowed, None),
        ("308 Moved\nlocation: /elsewhere", Outcome::RedirectNotFollowed, None),
        ("204 No Content", Outcome::Succeeded, None),
        ("410 Gone", Outcome::HttpStatus, None),
        ("429 Slow\nretry-after: 120", Outcome::HttpStatus, Some(120_000)),
        ("503 Busy\nretry-after: soon", Outcome::HttpStatus, None),
        ("500 Oops\nretry-after: 120", Outcome::HttpStatus, None),
    ] {
        let done = exchange(&answer(&format!("HTTP/1.1 {text}\ncontent-length: 0\n\n")), 10_000).await;
        assert_eq!((done.outcome, done.retry_after_ms), (outcome, wait_ms), "{text}");
        assert_eq!(done.answer.unwrap().status.to_string(), text[..3]);
    }
    // A date is read against the time the request was sent.
    let text = "HTTP/1.1 503 Busy\nretry-after: Sun, 06 Nov 1994 08:50:37 GMT\ncontent-length: 0\n\n";
    let wait_ms = exchange(&answer(text), 10_000).await.retry_after_ms.unwrap();
    assert!((50_000..=60_000).contains(&wait_ms), "{wait_ms}");
}

#[tokio::test]
async fn compressed_answers_are_not_stored() {
    let done =
        exchange(&answer("HTTP/1.1 200 OK\ncontent-encoding: gzip\ncontent-length: 3\n\nabc"), 10_000).await;
    assert_eq!(&done.answer.unwrap().body[..], b"[encoded, not stored]");
}

#[tokio::test]
async fn nobody_listening_is_a_failed_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let done = post(&loopback_client(), outgoing(&format!("http://{address}/"))).await;
    assert_eq!(done.outcome, Outcome::ConnectFailed);
    assert_eq!(
        (done.dialled, done.error.as_deref()),
        (Some(address), Some("the receiver refused the connection"))
    );
}

#[tokio::test]
async fn headers_that_are_no_http_are_never_sent() {
    let receiver = Receiver::start(&ok_twice()).await;
    for (name, value) in [("a b", "c"), ("a", "b\r\nc: d"), ("a", "\0"), ("", "b")] {
        let mut bad = outgoing(&receiver.url());
        bad.headers.push((Cow::Borrowed(name), value.to_owned()));
        assert_eq!(post(&loopback_client(), bad).await.outcome, Outcome::RequestUnbuildable);
    }
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn refused_addresses_see_no_connection() {
    let receiver = Receiver::start(&ok_twice()).await;
    let port = receiver.address.port();
    let private: &[&str] = &["127.0.0.1"];
    let dns = TestDns::start(&[
        ("private.example.com", &[private]),
        ("mixed.example.com", &[&["93.184.215.14", "127.0.0.1"]]),
        ("six.example.com", &[&["::ffff:127.0.0.1"]]),
    ])
    .await;
    let client = Client::new(&ClientSettings { resolver: Some(dns.address), ..settings(&[]) }).unwrap();
    for host in ["127.0.0.1", "private.example.com", "mixed.example.com", "six.example.com"] {
        let done = post(&client, outgoing(&format!("http://{host}:{port}/"))).await;
        assert_eq!((done.outcome, done.dialled), (Outcome::Blocked, None), "{host}");
        assert_eq!(done.error.unwrap(), "the endpoint URL points to an address HookIt does not deliver to");
    }
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn names_are_judged_again_on_every_new_connection() {
    let receiver =
        Receiver::start(&answer("HTTP/1.1 200 OK\nconnection: close\ncontent-length: 0\n\n")).await;
    let dns =
        TestDns::start(&[("flip.example.com", &[&["127.0.0.1"], &["127.0.0.2"], &["127.0.0.1"]])]).await;
    let settings = ClientSettings { resolver: Some(dns.address), ..settings(&["127.0.0.1/32"]) };
    let client = Client::new(&settings).unwrap();
    let url = format!("http://flip.example.com:{}/", receiver.address.port());
    let mut outcomes = Vec::new();
    for _ in 0..3 {
        let done = post(&client, outgoing(&url)).await;
        assert!(done.phases.dns_ms.is_some());
        outcomes.push(done.outcome);
    }
    assert_eq!(outcomes, [Outcome::Succeeded, Outcome::Blocked, Outcome::Succeeded]);
    assert_eq!(receiver.connections(), 2);
    let missing = post(&client, outgoing("http://missing.example.com:8080/")).await;
    assert_eq!(missing.outcome, Outcome::DnsFailed);
    assert_eq!(missing.error.unwrap(), "the host name does not exist");
}

#[tokio::test]
async fn the_next_address_is_tried_when_one_refuses() {
    let receiver = Receiver::start(&ok_twice()).await;
    // Nobody listens on this port of 127.0.0.2.
    let dns = TestDns::start(&[("two.example.com", &[&["127.0.0.2", "127.0.0.1"]])]).await;
    let settings = ClientSettings { resolver: Some(dns.address), ..settings(&["127.0.0.0/8"]) };
    let url = format!("http://two.example.com:{}/", receiver.address.port());
    let done = post(&Client::new(&settings).unwrap(), outgoing(&url)).await;
    assert_eq!((done.outcome, done.dialled), (Outcome::Succeeded, Some(receiver.address)));
}
