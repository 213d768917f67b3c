//! `hookit tail`: events, redrives and attempts, a line each, as they happen.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::running::Running;
use crate::support::tmux::Tmux;
use crate::support::wait::SOON;
use crate::support::world::{World, retrying, text};
use serde_json::{Value, json};

#[test]
fn what_happens_is_told_in_lines_and_in_json_and_filters_hold() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503));
    let fine = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("down", &receiver, retrying(&[]));
    operator.endpoint("fine", &fine, retrying(&[]));
    let hookit = Hookit::of(&world.daemon);
    let all = Running::start(&hookit, &["tail"]);
    let json = Running::start(&hookit, &["event", "tail", "-o", "json"]);
    let failed = Running::start(&hookit, &["tail", "--status", "5xx"]);
    let of_fine = Running::start(&hookit, &["tail", "--endpoint", "fine"]);
    for one in [&all, &json, &failed, &of_fine] {
        one.talk("following");
    }
    let event = operator.publish("a.b");
    let lines = all.lines(3, SOON);
    let fields = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let first = fields(&lines[0]);
    assert_eq!((first[1].as_str(), first[2].as_str(), first[3].as_str()), ("event", event.as_str(), "a.b"));
    let mut attempts: Vec<Vec<String>> = lines[1..3].iter().map(|line| fields(line)).collect();
    attempts.sort_by(|one, other| one[4].cmp(&other[4]));
    assert_eq!(&attempts[0][4..8], ["down", "1", "http_status", "503"]);
    assert_eq!(&attempts[1][4..8], ["fine", "1", "succeeded", "200"]);
    let kinds: Vec<String> = json
        .lines(3, SOON)
        .iter()
        .map(|line| text(&serde_json::from_str::<Value>(line).expect("it is JSON"), "kind"))
        .collect();
    assert_eq!(kinds, ["event", "attempt", "attempt"]);
    assert_eq!(fields(&failed.lines(1, SOON)[0])[4], "down");
    assert_eq!(fields(&of_fine.lines(1, SOON)[0])[4], "fine");
    let dead = operator.list("/deliveries?status=dead_lettered").remove(0);
    operator.order(&format!("/deliveries/{}/redrive", text(&dead, "id"))).expect(200);
    let lines = all.lines(5, SOON);
    assert_eq!(&fields(&lines[3])[1..5], ["redrive", event.as_str(), "a.b", "down"]);
    assert_eq!(&fields(&lines[4])[4..8], ["down", "2", "http_status", "503"]);
    let (code, lines) = of_fine.interrupt();
    assert_eq!((code, lines.len()), (0, 1));
    // What is past is told again to who asks for it.
    let past = Running::start(&hookit, &["tail", "--since", "1h", "--event", "a.*"]);
    assert_eq!(past.lines(5, SOON).len(), 5);
    let none = Running::start(&hookit, &["tail", "--since", "1h", "--event", "b.*"]);
    none.talk("following");
    operator.publish("b.c");
    assert_eq!(fields(&none.lines(1, SOON)[0])[3], "b.c");
}

#[test]
fn the_feed_is_the_same_by_every_way() {
    let world = World::start();
    let operator = world.operator();
    let made = operator
        .client()
        .post("/projects/default/api-keys", &json!({ "name": "reader", "scopes": ["read"] }));
    let key = text(&made.expect(201), "key");
    let url = format!("http://{}", world.daemon.api);
    let ways = [
        Hookit::of(&world.daemon),
        Hookit::alone().flag("--url", &url).variable("HOOKIT_KEY", &key),
        Hookit::alone().flag("--database-url", world.database.url()),
    ];
    let told = ways.map(|hookit| {
        let running = Running::start(&hookit, &["tail", "-o", "json"]);
        running.talk("following");
        running
    });
    let events: Vec<String> = (0..3).map(|_| operator.publish("a.b")).collect();
    for running in told {
        let lines = running.lines(3, SOON);
        let ids: Vec<String> = lines
            .iter()
            .map(|line| text(&serde_json::from_str::<Value>(line).expect("it is JSON"), "event_id"))
            .collect();
        assert_eq!(ids, events);
        assert_eq!(running.interrupt().0, 0);
    }
}

#[test]
fn a_wrong_filter_is_refused_with_what_to_write() {
    let world = World::start();
    let hookit = Hookit::of(&world.daemon);
    let said = hookit.run(&["tail", "--status", "slow"]);
    assert_eq!(said.code, 2, "{}", said.text());
    assert!(said.stderr.contains("5xx"), "{}", said.text());
    assert_eq!(hookit.run(&["tail", "--event", "a b"]).code, 2);
    assert_eq!(hookit.run(&["tail", "--endpoint", "nobody"]).code, 5);
}

#[test]
fn on_a_terminal_lines_are_for_people() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(429));
    let operator = world.operator();
    operator.endpoint("busy", &receiver, retrying(&[]));
    let tmux = Tmux::start(&Hookit::of(&world.daemon), &["tail"], 130, 20);
    tmux.shows("following");
    let event = operator.publish("invoice.paid");
    let screen = tmux.shows("429 Too Many Requests");
    assert!(screen.contains("→ published") && screen.contains("for 1 endpoint"), "{screen}");
    assert!(screen.contains(&event) && screen.contains("busy  attempt 1"), "{screen}");
    tmux.press(&["C-c"]);
    assert_eq!(tmux.ended(), 0);
}
