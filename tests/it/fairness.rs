//! One endpoint's trouble is not another's: receivers that never answer do not fill a node.

use crate::support::answer::Answer;
use crate::support::receiver::Receiver;
use crate::support::wait::{SOON, until};
use crate::support::world::World;
use serde_json::json;
use std::time::Duration;

#[test]
fn many_endpoints_that_never_answer_leave_a_place_for_each_of_the_others() {
    let world = World::with(1, |setup| {
        setup.set("deliver.in_flight_max", json!(40));
    });
    let operator = world.operator();
    // Longer than anything here waits.
    let hanging = Receiver::answering(Answer::ok().after(Duration::from_secs(50)));
    for number in 0..6 {
        let name = format!("hanging-{number}");
        operator.endpoint(&name, &hanging, json!({ "event_types": ["hang"], "timeout_ms": 60_000 }));
    }
    let healthy = Receiver::answering(Answer::ok());
    operator.endpoint("healthy", &healthy, json!({ "event_types": ["go"] }));
    // Sixty deliveries, each of which would hold a place: more than the node has.
    operator.publish_many("hang", 10);
    hanging.wait_for(20, SOON);
    operator.publish_many("go", 25);
    healthy.wait_for(25, SOON);
    until("the healthy deliveries to be recorded", SOON, || {
        let done = operator.list("/deliveries?endpoint=healthy&status=succeeded");
        (done.len() == 25).then_some(())
    });
    let held = hanging.received().len();
    assert!((20..40).contains(&held), "{held} of 40 places are held by receivers that do not answer");
}
