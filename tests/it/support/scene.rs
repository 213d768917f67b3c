//! A daemon with something of everything in it, for the tests of what the operator's command shows.

use super::answer::Answer;
use super::hookit::Hookit;
use super::receiver::Receiver;
use super::world::{Operator, World, retrying, text};
use serde_json::json;

/// Two endpoints, one of which fails; four events, their deliveries, three dead letters that were redriven in vain, a key.
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) hookit: Hookit,
    pub(crate) event: String,
    /// A dead letter.
    pub(crate) dead: String,
    /// A delivery that succeeded.
    pub(crate) delivered: String,
    pub(crate) redrive: String,
    pub(crate) key: String,
    receivers: [Receiver; 2],
}

impl Scene {
    pub(crate) fn set() -> Self {
        let world = World::start();
        let operator = world.operator();
        let receivers = [Receiver::answering(Answer::ok()), Receiver::answering(Answer::status(503))];
        let more = json!({ "description": "billing's", "labels": { "team": "billing" } });
        let good = operator.endpoint("acme-prod", &receivers[0], more);
        let mut once = retrying(&[]);
        once["event_types"] = json!(["invoice.*"]);
        let bad = operator.endpoint("audit-log", &receivers[1], once);
        let events: Vec<String> = (0..3).map(|_| operator.publish("invoice.paid")).collect();
        let of = |event: &str, endpoint: &str, status: &str| delivery(&operator, event, endpoint, status);
        let dead: Vec<String> = events.iter().map(|event| of(event, &bad.id, "dead_lettered")).collect();
        let delivered: Vec<String> = events.iter().map(|event| of(event, &good.id, "succeeded")).collect();
        let redrive = redriven_in_vain(&operator, &bad.id);
        // The order of deliveries of one event is any; this event has one.
        let event = operator.publish("order.made");
        of(&event, &good.id, "succeeded");
        let hookit = Hookit::of(&world.daemon);
        let key = hookit.run(&["key", "add", "ci", "--scope", "read", "-o", "name"]).expect(0);
        Self {
            event,
            dead: dead[2].clone(),
            delivered: delivered[2].clone(),
            redrive,
            key: key.trim().to_owned(),
            world,
            hookit,
            receivers,
        }
    }

    /// Where requests of the endpoint that succeeds go.
    pub(crate) fn url(&self) -> String {
        self.receivers[0].url("/more")
    }
}

/// Redrives the dead letters of an endpoint, and waits until they are dead again.
fn redriven_in_vain(operator: &Operator, endpoint: &str) -> String {
    let plan = operator.client().post("/redrives", &json!({ "endpoint": endpoint, "dry_run": true }));
    let plan = text(&plan.expect(200), "plan");
    let started = operator.client().post("/redrives", &json!({ "plan": plan, "rate_per_s": 1_000 }));
    let redrive = text(&started.expect(202), "id");
    super::wait::until("the redrive to be settled", super::wait::SOON, || {
        let state = operator.client().get(&format!("/redrives/{redrive}")).expect(200);
        (state["dead"] == 3 && !state["settled_at"].is_null()).then_some(())
    });
    redrive
}

/// The delivery of an event for an endpoint, once it is in this state.
fn delivery(operator: &Operator, event: &str, endpoint: &str, status: &str) -> String {
    super::wait::until("a delivery to be finished", super::wait::SOON, || {
        let found =
            operator.list(&format!("/deliveries?event_id={event}&endpoint={endpoint}&status={status}"));
        found.first().map(|delivery| text(delivery, "id"))
    })
}
