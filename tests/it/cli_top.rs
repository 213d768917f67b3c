//! `hookit top`: one picture as text, and the whole screen.

use crate::support::answer::Answer;
use crate::support::hookit::Hookit;
use crate::support::receiver::Receiver;
use crate::support::tmux::Tmux;
use crate::support::world::{World, retrying};

#[test]
fn a_picture_has_rates_queue_endpoints_and_nodes() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::status(503));
    let operator = world.operator();
    operator.endpoint("acme-prod", &receiver, retrying(&[]));
    let event = operator.publish("a.b");
    operator.until(&event, "dead_lettered");
    let hookit = Hookit::of(&world.daemon);
    let said = hookit.run(&["top"]).expect(0);
    for text in
        ["hookitd ", "events in", "delivered", "failed attempts", "queue", "dead letters    1", "nodes"]
    {
        assert!(said.contains(text), "{text}: {said}");
    }
    assert!(said.contains("acme-prod  active            1 dead  503 Service Unavailable"), "{said}");
    for width in ["80", "200"] {
        let said = Hookit::of(&world.daemon).variable("COLUMNS", width).run(&["top"]).expect(0);
        let widest = said.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= width.parse().expect("a number"), "{widest}: {said}");
        assert!(said.contains("503 Service Unavailable"), "{said}");
    }
    let json = hookit.run(&["top", "-o", "json"]).expect(0);
    assert!(json.contains("\"troubled_endpoints\""), "{json}");
    assert_eq!(Hookit::alone().run(&["top"]).code, 3);
}

#[test]
fn the_screen_goes_on_by_itself_and_says_that_nobody_answers() {
    let mut world = World::start();
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("fine", &receiver, retrying(&[]));
    let tmux = Tmux::start(&Hookit::of(&world.daemon), &["top"], 100, 30);
    tmux.shows("no endpoint is in trouble");
    operator.publish_many("a.b", 500);
    tmux.until("a rate", |screen| {
        screen
            .lines()
            .any(|line| line.starts_with("events in") && line.contains("/s") && !line.contains("  0/s"))
    });
    tmux.until("a line of rates", |screen| screen.contains('█'));
    world.daemon.kill();
    tmux.shows("trying again");
    world.daemon = world.setup.start();
    tmux.shows("hookitd ");
    tmux.press(&["q"]);
    assert_eq!(tmux.ended(), 0);
    tmux.is_given_back();
}
