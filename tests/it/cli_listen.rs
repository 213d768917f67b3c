//! `hookit listen`: events reach the local port once, signed, whatever becomes of the daemon and of the receiver.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::{Received, Receiver};
use crate::support::running::Running;
use crate::support::tls::now;
use crate::support::tmux::Tmux;
use crate::support::verifiers::{Signed, assert_all_valid};
use crate::support::wait::{SOON, until};
use crate::support::world::{Operator, World, retrying, text};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Longest wait for thousands of events on a busy machine.
const MANY_WITHIN: Duration = Duration::from_mins(3);

/// `127.0.0.1:port/path` of a receiver.
fn place(receiver: &Receiver, path: &str) -> String {
    receiver.url(path).trim_start_matches("http://").to_owned()
}

fn id_of(request: &Received) -> String {
    request.header("webhook-id").expect("it has an id").to_owned()
}

/// Publishes a batch, again and again until it is answered; the keys make one event of each try.
fn publish_surely(operator: &Operator, first: usize, count: usize) -> Vec<String> {
    let events: Vec<Value> = (first..first + count)
        .map(|n| json!({ "type": "load.event", "payload": { "n": n }, "idempotency_key": format!("load-{n}") }))
        .collect();
    let body = json!({ "events": events });
    until("a batch to be taken", MANY_WITHIN, || {
        let answer =
            operator.client().try_post("/events/batch", &body).filter(|answer| answer.status == 200)?;
        let answer = answer.json();
        let results = answer["results"].as_array()?;
        results.iter().map(|one| one["event_id"].as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
    })
}

#[test]
fn a_killed_daemon_costs_no_event_and_repeats_none_of_five_thousand() {
    const EVENTS: usize = 5_000;
    const BATCH: usize = 100;
    let mut world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let hookit = Hookit::of(&world.daemon);
    let listen = Running::start(&hookit, &["listen", &place(&receiver, "/in"), "-o", "json"]);
    listen.talk("listening");
    let operator = world.operator();
    let published = thread::scope(|scope| {
        let producer = scope.spawn(|| {
            (0..EVENTS / BATCH)
                .flat_map(|batch| publish_surely(&operator, batch * BATCH, BATCH))
                .collect::<Vec<String>>()
        });
        // Twice, in the middle of it: once so quickly that it may not be noticed, once until it is.
        for (came, is_noticed) in [(EVENTS / 5, false), (EVENTS / 2, true)] {
            receiver.wait_for(came, MANY_WITHIN);
            world.daemon.kill();
            if is_noticed {
                listen.talk("trying again, from where it was");
            }
            world.daemon = world.setup.start();
        }
        producer.join().expect("the producer ends")
    });
    let expected: HashSet<String> = published.iter().cloned().collect();
    assert_eq!(expected.len(), EVENTS);
    receiver.wait_for(EVENTS, MANY_WITHIN);
    // What was published last comes last: had anything been repeated or held back, it would be here by then.
    let last = operator.publish("load.last");
    let got = until("the last event", MANY_WITHIN, || {
        let got = receiver.received();
        got.iter().any(|request| id_of(request) == last).then_some(got)
    });
    let ids: Vec<String> = got.iter().map(id_of).collect();
    assert_eq!(ids.len(), EVENTS + 1);
    let mut distinct: HashSet<String> = ids.into_iter().collect();
    assert!(distinct.remove(&last));
    assert_eq!(distinct, expected);
    listen.talk("trying again, from where it was");
    listen.talk("hookitd answers again after");
    let lines = listen.lines(EVENTS + 1, SOON);
    let (code, _) = listen.interrupt();
    assert_eq!(code, 0);
    assert_eq!(lines.len(), EVENTS + 1);
}

#[test]
fn requests_are_signed_with_a_secret_that_stays_and_carry_the_usual_headers() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok().body(r#"{"taken": true}"#));
    let hookit = Hookit::of(&world.daemon);
    let shown = hookit.run(&["listen", "--print-secret"]).expect(0);
    let secret = shown.trim();
    assert!(secret.starts_with("whsec_"));
    for signature in ["standard", "both"] {
        let place = place(&receiver, "/in?x=1");
        let listen = Running::start(&hookit, &["listen", &place, "--signature", signature]);
        assert!(listen.talk("listening").contains(secret), "the same every time");
        let before = receiver.received().len();
        let event =
            world.operator().client().post("/events", &json!({ "type": "a.b", "payload": { "z": 1.50 } }));
        let event = text(&event.expect(201), "event_id");
        let request = receiver.wait_for(before + 1, SOON).remove(before);
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/in?x=1"));
        let expected = format!(r#"{{"event_id":"{event}","type":"a.b","payload":{{"z":1.5}}}}"#);
        assert_eq!(String::from_utf8_lossy(&request.body), expected);
        assert_eq!(request.header("webhook-id"), Some(event.as_str()));
        assert_eq!(request.header("x-webhook-attempt"), Some("1"));
        assert_eq!(request.header("hookit-event-type"), Some("a.b"));
        assert_eq!(request.header("x-webhook-signature").is_some(), signature == "both");
        assert_all_valid(&[Signed::new(secret, &request)]);
        let line = listen.lines(1, SOON).remove(0);
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(&fields[1..2], ["200"], "{line}");
        assert_eq!(&fields[3..5], ["a.b", event.as_str()], "{line}");
        assert_eq!(fields.last(), Some(&r#"{"taken": true}"#));
        let (code, _) = listen.interrupt();
        assert_eq!(code, 0);
    }
    let dir = hookit.home().join("state/hookit/listen");
    let file = fs::read_dir(&dir).expect("it is kept").next().expect("one file").expect("it can be read");
    assert_eq!(file.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);
}

#[test]
fn routes_take_their_types_and_a_receiver_that_is_down_is_shown() {
    let world = World::start();
    let (one, two) =
        (Receiver::answering(Answer::ok()), Receiver::answering(Answer::status(500).body("odd\nthing")));
    let hookit = Hookit::of(&world.daemon);
    let operator = world.operator();
    operator.publish("invoice.early");
    let routes = [format!("invoice.*={}", place(&one, "/a")), format!("user.**={}", place(&two, "/b"))];
    let listen = Running::start(&hookit, &["listen", &routes[0], &routes[1], "--since", "1h", "-o", "json"]);
    listen.lines(1, SOON);
    for event_type in ["invoice.paid", "user.made.late", "other.thing"] {
        operator.publish(event_type);
    }
    listen.lines(3, SOON);
    one.down();
    operator.publish("invoice.lost");
    let lines: Vec<Value> =
        listen.lines(4, SOON).iter().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    let told: Vec<(String, Option<u64>)> =
        lines.iter().map(|line| (text(line, "event_type"), line["response_status"].as_u64())).collect();
    let expected = [
        ("invoice.early", Some(200)),
        ("invoice.paid", Some(200)),
        ("user.made.late", Some(500)),
        ("invoice.lost", None),
    ];
    for (event_type, status) in expected {
        assert!(told.contains(&(event_type.to_owned(), status)), "{told:?}");
    }
    let lost = lines.iter().find(|line| line["event_type"] == "invoice.lost").expect("it is told");
    assert_eq!(lost["error"], "connection refused");
    let odd = lines.iter().find(|line| line["event_type"] == "user.made.late").expect("it is told");
    assert_eq!(odd["response_body"], "odd\nthing");
    assert_eq!((one.received().len(), two.received().len()), (2, 1));
}

#[test]
fn a_redrive_reaches_the_local_port_once() {
    let world = World::start();
    let (down, local) = (Receiver::answering(Answer::status(503)), Receiver::answering(Answer::ok()));
    let operator = world.operator();
    operator.endpoint("one", &down, retrying(&[]));
    operator.endpoint("two", &down, retrying(&[]));
    let event = operator.publish("a.b");
    until("both deliveries to be dead", SOON, || (operator.list("/dead-letters").len() == 2).then_some(()));
    let hookit = Hookit::of(&world.daemon);
    let listen = Running::start(&hookit, &["listen", &place(&local, "/"), "-o", "json"]);
    listen.talk("listening");
    let redriven = hookit.run(&["redrive", "--all", "--yes"]);
    assert!(redriven.code == 0 || redriven.code == 7, "{}", redriven.text());
    let last = operator.publish("a.last");
    let got = until("the last event", SOON, || {
        let got = local.received();
        got.iter().any(|request| id_of(request) == last).then_some(got)
    });
    let ids: Vec<String> = got.iter().map(id_of).collect();
    assert_eq!(ids, [event, last]);
    let first: Value = serde_json::from_str(&listen.lines(1, SOON)[0]).expect("it is JSON");
    assert_eq!(first["redriven"], true);
}

#[test]
fn a_scheduled_event_is_told_at_once_and_goes_out_when_it_is_due() {
    let world = World::start();
    let local = Receiver::answering(Answer::ok());
    let operator = world.operator();
    let hookit = Hookit::of(&world.daemon);
    let listen = Running::start(&hookit, &["listen", &place(&local, "/"), "-o", "json"]);
    listen.talk("listening");
    let due = now() + Duration::from_secs(3);
    let at = due.format(&time::format_description::well_known::Rfc3339).expect("a time");
    let body = json!({ "type": "a.later", "payload": {}, "deliver_at": at });
    let later = text(&operator.client().post("/events", &body).expect(201), "event_id");
    listen.talk("a.later");
    listen.talk("scheduled, goes out");
    let first = operator.publish("a.now");
    let got = local.wait_for(2, SOON);
    assert_eq!(got.iter().map(id_of).collect::<Vec<_>>(), [first, later]);
    assert!(now() >= due, "it went out before its time");
}

#[test]
fn redrives_of_other_endpoints_stay_away_where_one_was_named() {
    let world = World::start();
    let (down, local) = (Receiver::answering(Answer::status(503)), Receiver::answering(Answer::ok()));
    let operator = world.operator();
    for (name, types) in [("one", "a.one"), ("two", "a.two")] {
        operator.endpoint(name, &down, json!({ "retry": { "schedule_ms": [] }, "event_types": [types] }));
    }
    let (_one, two) = (operator.publish("a.one"), operator.publish("a.two"));
    until("both deliveries to be dead", SOON, || (operator.list("/dead-letters").len() == 2).then_some(()));
    let hookit = Hookit::of(&world.daemon);
    let listen = Running::start(&hookit, &["listen", &place(&local, "/"), "--endpoint", "two", "-o", "json"]);
    listen.talk("listening");
    let redriven = hookit.run(&["redrive", "--all", "--yes"]);
    assert!(redriven.code == 0 || redriven.code == 7, "{}", redriven.text());
    let last = operator.publish("a.last");
    let got = until("the last event", SOON, || {
        let got = local.received();
        got.iter().any(|request| id_of(request) == last).then_some(got)
    });
    assert_eq!(got.iter().map(id_of).collect::<Vec<_>>(), [two, last]);
}

#[test]
fn other_machines_nonsense_and_nobody_there_are_told_apart() {
    let hookit = Hookit::alone();
    let code = |arguments: &[&str]| {
        let said = hookit.run(arguments);
        assert!(said.stdout.is_empty() && !said.stderr.is_empty(), "{}", said.text());
        said.code
    };
    assert_eq!(code(&["listen", "https://acme.test/hooks"]), 2);
    assert_eq!(code(&["listen", "/webhooks"]), 2);
    assert_eq!(code(&["listen"]), 2);
    assert_eq!(code(&["listen", "3000", "--event", "a b"]), 2);
    assert_eq!(code(&["listen", "3000"]), 3);
    assert!(hookit.run(&["listen", "https://acme.test/hooks"]).stderr.contains("--allow-remote"));
}

#[test]
fn the_screen_shows_answers_and_every_key_does_what_it_says() {
    let world = World::start();
    let fail = Arc::new(AtomicBool::new(false));
    let failing = Arc::clone(&fail);
    let receiver = Receiver::scripted(move |_| {
        if failing.load(Ordering::SeqCst) {
            Answer::status(500).body("{\"why\": \"no such account\", \"evil\": \"\u{1b}[2J\"}")
        } else {
            Answer::ok().body("fine")
        }
    });
    let hookit = Hookit::of(&world.daemon);
    let operator = world.operator();
    let tmux = Tmux::start(&hookit, &["listen", &place(&receiver, "/in")], 120, 30);
    tmux.shows("no event yet");
    let screen = tmux.shows("connected");
    assert!(screen.contains("secret whsec_") && screen.contains("[q] quit"), "{screen}");
    let first = operator.publish("invoice.paid");
    tmux.until("the first answer", |screen| screen.contains(&first) && screen.contains("✔ 200"));
    fail.store(true, Ordering::SeqCst);
    let second = operator.publish("invoice.voided");
    let screen =
        tmux.until("the second answer", |screen| screen.contains(&second) && screen.contains("✖ 500"));
    assert!(screen.contains("no such account"), "{screen}");
    // Details of the newest, then of the one above it.
    tmux.press(&["d"]);
    let screen = tmux.shows("answered 500");
    assert!(screen.contains("webhook-signature: v1,") && screen.contains("attempt 1"), "{screen}");
    tmux.press(&["Escape"]);
    tmux.hides("answered 500");
    // Again: the receiver gets it with the next number.
    fail.store(false, Ordering::SeqCst);
    tmux.press(&["r"]);
    let again = receiver.wait_for(3, SOON).remove(2);
    assert_eq!((id_of(&again), again.header("x-webhook-attempt")), (second.clone(), Some("2")));
    tmux.shows("sent 2 times");
    tmux.press(&["Up", "r"]);
    assert_eq!(id_of(&receiver.wait_for(4, SOON)[3]), first);
    // The clipboard.
    tmux.press(&["c"]);
    tmux.shows("copied");
    let copied = tmux.clipboard();
    assert!(
        copied.starts_with("curl ") && copied.contains("--request POST") && copied.contains(&first),
        "{copied}"
    );
    // The filter.
    tmux.press(&["/"]);
    tmux.shows("Enter keeps it");
    tmux.press(&["-l", "voided"]);
    tmux.press(&["Enter"]);
    let screen = tmux.shows("/voided  [");
    assert!(screen.contains(&second) && !screen.contains(&first), "{screen}");
    tmux.press(&["Escape"]);
    tmux.shows(&first);
    // The pause: nothing is read, and nothing is lost.
    tmux.press(&["p"]);
    tmux.shows("paused");
    tmux.press(&["?"]);
    tmux.shows("they wait in HookIt and come when you go on");
    tmux.press(&["?"]);
    tmux.hides("they wait in HookIt and come");
    tmux.press(&["p"]);
    tmux.shows("connected");
    let third = operator.publish("invoice.late");
    tmux.shows(&third);
    tmux.resize(80, 20);
    tmux.until("a smaller screen", |screen| screen.lines().all(|line| line.chars().count() <= 80));
    tmux.press(&["q"]);
    assert_eq!(tmux.ended(), 0);
    tmux.is_given_back();
}

#[test]
fn the_screen_says_that_the_daemon_is_gone_and_a_signal_gives_the_terminal_back() {
    let mut world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let hookit = Hookit::of(&world.daemon);
    let tmux = Tmux::start(&hookit, &["listen", &place(&receiver, "/in")], 100, 24);
    tmux.shows("connected");
    world.daemon.kill();
    tmux.shows("trying again, to go on from where it was");
    world.daemon = world.setup.start();
    tmux.shows("connected");
    let event = world.operator().publish("a.b");
    tmux.shows(&event);
    tmux.signal(Signal::TERM);
    assert_eq!(tmux.ended(), 0);
    tmux.is_given_back();
}
