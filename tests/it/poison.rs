//! Rows that nothing can be done with fail alone: the loop, the endpoint's neighbours and other events go on.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::{World, outcomes, retrying, text, with_one_and_eight_shards};
use serde_json::json;

with_one_and_eight_shards!(
    secret_that_does_not_open_dead_letters_its_deliveries_alone,
    deliveries_without_a_readable_event_or_type_fail_alone,
);

fn secret_that_does_not_open_dead_letters_its_deliveries_alone(shards: u8) {
    let world = World::sharded(shards);
    let (poisoned, healthy) = (Receiver::answering(Answer::ok()), Receiver::answering(Answer::ok()));
    let operator = world.operator();
    let endpoint = operator.endpoint("poisoned", &poisoned, json!({}));
    operator.endpoint("healthy", &healthy, json!({}));
    let flip = "update endpoint_secret set sealed = set_byte(sealed, length(sealed) - 1,
                    get_byte(sealed, length(sealed) - 1) # 1)
                where endpoint_id = (select id from endpoint where name = 'poisoned')";
    assert_eq!(world.database.run(flip), 1);
    for _ in 0..5 {
        operator.publish("a.b");
    }
    healthy.wait_for(5, SOON);
    let dead = until("the poisoned deliveries to be dead", SOON, || {
        Some(operator.list("/deliveries?status=dead_lettered")).filter(|dead| dead.len() == 5)
    });
    for delivery in &dead {
        assert_eq!(
            (&delivery["endpoint_id"], &delivery["cause"]),
            (&json!(endpoint.id), &json!("secret_unavailable"))
        );
    }
    assert_eq!(outcomes(&operator.attempts(&dead[0])), ["secret_unavailable"], "it is not tried again");
    assert!(poisoned.received().is_empty(), "nothing unsigned is sent");
    // A new secret mends it.
    operator.client().post("/endpoints/poisoned/rotate-secret", &json!({ "grace_ms": 0 })).expect(200);
    operator.order(&format!("/deliveries/{}/redrive", text(&dead[0], "id"))).expect(200);
    poisoned.wait_for(1, SOON);
}

fn deliveries_without_a_readable_event_or_type_fail_alone(shards: u8) {
    let world = World::sharded(shards);
    let receiver = Receiver::answering(Answer::ok());
    let operator = world.operator();
    operator.endpoint("all", &receiver, json!({}));
    operator.order("/endpoints/all/pause").expect(200);
    let events: Vec<String> =
        ["no.event", "odd.type", "odd.bytes", "fine"].map(|t| operator.publish(t)).into();
    let odd = [
        "delete from event where type = 'no.event'",
        "update queue set event_type = E'odd\\ntype' where event_type = 'odd.type'",
        r"update event set payload = '\x00ff0022'::bytea where type = 'odd.bytes'",
    ];
    for statement in odd {
        assert_eq!(world.database.run(statement), 1, "{statement}");
    }
    operator.order("/endpoints/all/resume").expect(200);
    operator.until(&events[3], "succeeded");
    let sent = operator.until(&events[2], "succeeded");
    assert_eq!(outcomes(&operator.attempts(&sent)), ["succeeded"], "its bytes are sent as they are");
    let aside = "select event_type from delivery where cause = 'request_unbuildable' order by event_type";
    until("the other two to be set aside", SOON, || {
        (world.database.texts(aside) == ["no.event", "odd\ntype"]).then_some(())
    });
    let bodies: Vec<Vec<u8>> = receiver.received().into_iter().map(|request| request.body).collect();
    assert!(bodies.iter().any(|body| body.ends_with(b"\"payload\":\0\xff\0\"}")), "{bodies:?}");
}

#[test]
fn answer_that_cannot_be_stored_is_left_out_and_its_result_is_kept() {
    let world = World::start();
    let receiver = Receiver::answering(Answer::ok().body("fine"));
    let operator = world.operator();
    operator.endpoint("all", &receiver, retrying(&[50]));
    // Stands for whatever a database may refuse.
    world.database.run("alter table attempt add constraint test_refuses check (response_body <> 'poison')");
    receiver.first([Answer::ok().body("poison")]);
    let poisoned = operator.publish("a.b");
    receiver.wait_for(1, SOON);
    let others: Vec<String> = (0..5).map(|_| operator.publish("a.c")).collect();
    for event in others.iter().chain([&poisoned]) {
        let delivery = operator.until(event, "succeeded");
        assert_eq!(outcomes(&operator.attempts(&delivery)), ["succeeded"]);
    }
    let attempt = &operator.attempts(&operator.delivery_of(&poisoned))[0];
    assert_eq!((&attempt["response_status"], &attempt["response_body"]), (&json!(200), &json!("")));
}
