//! Deliveries that a living daemon owns without knowing, since Postgres' answer to it was lost.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, outcomes, with_one_and_eight_shards};
use serde_json::json;

with_one_and_eight_shards!(what_a_living_daemon_owns_without_knowing_is_freed_and_what_it_holds_is_not);

fn what_a_living_daemon_owns_without_knowing_is_freed_and_what_it_holds_is_not(shards: u8) {
    let world = World::sharded(shards);
    let (receiver, hanging) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::Hang));
    let operator = world.operator();
    operator.endpoint("lost", &receiver, json!({ "status": "paused", "event_types": ["lost.*"] }));
    operator.endpoint("hanging", &hanging, json!({ "timeout_ms": 60_000 }));
    let events: Vec<String> = (0..8).map(|_| operator.publish("lost.a")).collect();
    hanging.wait_for(8, SOON);
    // As after a claim that was committed, but whose answer did not arrive.
    let lose = "update queue set owner = (select id from node where lease_until > now()), attempt = 1
                where endpoint_id = (select id from endpoint where name = 'lost')";
    assert_eq!(world.database.run(lose), 8);
    operator.order("/endpoints/lost/resume").expect(200);
    // A publish that fails may have left such rows, so it makes the daemon look.
    world.database.run("alter table event add constraint test_refuses check (type <> 'refused')");
    let refused = operator.client().post("/events", &json!({ "type": "refused", "payload": 1 }));
    assert_eq!(refused.status, 500, "{}", refused.text());
    receiver.wait_for(8, SOON);
    for event in &events {
        let delivered = until("the lost one to be delivered", SOON, || {
            let path = format!("/deliveries?event_id={event}&endpoint=lost&status=succeeded");
            operator.list(&path).pop()
        });
        let attempts = operator.attempts(&delivered);
        assert_eq!((outcomes(&attempts), &attempts[0]["attempt_number"]), (vec!["succeeded"], &json!(1)));
    }
    assert_eq!(
        (receiver.received().len(), hanging.received().len()),
        (8, 8),
        "what is held is not sent again"
    );
}
