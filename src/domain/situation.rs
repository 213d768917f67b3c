//! Why a delivery stands where it stands: one sentence out of the facts, and the command that changes it.

use super::delivery::Cause;
use super::delivery::Status;
use super::endpoint::EndpointStatus;
use super::endpoint::IN_FLIGHT_MAX;
use super::id::DeliveryId;
use super::outcome::UnknownWord;
use super::outcome::words;
use super::span::span;

use std::fmt;
use std::str::FromStr;

/// A first attempt that begins within this is not late.
const AT_ONCE_MS: u64 = 5_000;

words!(
    /// Why a delivery stands where it stands.
    Reason {
        /// A node has it now.
        UnderWay = "under_way",
        /// The node that has it died; it is taken back.
        NodeDied = "node_died",
        /// An operator paused its endpoint.
        Paused = "paused",
        /// HookIt disabled its endpoint.
        Disabled = "disabled",
        /// Its next attempt is due later.
        NotDue = "not_due",
        /// It is due, and no node runs that delivers.
        NoNode = "no_node",
        /// It is due, and every node that delivers is drained.
        Drained = "drained",
        /// It is due, and its endpoint's circuit is open.
        CircuitOpen = "circuit_open",
        /// It is due, and a dead letter before it blocks its ordering key.
        KeyBlocked = "key_blocked",
        /// It is due, and others with its ordering key were published before it.
        KeyTurn = "key_turn",
        /// It is due, and its endpoint takes no more in this time.
        RateLimited = "rate_limited",
        /// It is due, and its endpoint has all it can have under way.
        LaneFull = "lane_full",
        /// It is due, and older deliveries of its endpoint are before it.
        Behind = "behind",
        /// It is due and will be taken at once.
        Due = "due",
        /// It arrived at the first attempt.
        Delivered = "delivered",
        /// It arrived at the first attempt, which began late.
        BeganLate = "began_late",
        /// It arrived after attempts that failed.
        Retried = "retried",
        /// It was set aside.
        SetAside = "set_aside",
        /// It was cancelled.
        Cancelled = "cancelled",
    }
);

/// Where a delivery stands among those with its ordering key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStanding {
    /// The key.
    pub ordering_key: String,
    /// Live deliveries published before it.
    pub before: u64,
    /// The dead letter that blocks it.
    pub blocked_by: Option<DeliveryId>,
}

/// What is known about a delivery and its surroundings.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Where it stands.
    pub status: Status,
    /// Why it was set aside or cancelled.
    pub cause: Option<Cause>,
    /// Attempts so far.
    pub attempts: u16,
    /// Attempts charged to the budget.
    pub charged: u16,
    /// Attempts the endpoint allows; `None` when it was removed.
    pub attempts_max: Option<u16>,
    /// Milliseconds until the next attempt; negative when it has been due for that long.
    pub next_in_ms: Option<i64>,
    /// The endpoint's name and state; `None` when it was removed.
    pub endpoint: Option<(String, EndpointStatus)>,
    /// Why HookIt disabled the endpoint.
    pub disabled_reason: Option<String>,
    /// The node that has it.
    pub node: Option<String>,
    /// Milliseconds that node's lease has left; negative when it has ended.
    pub lease_left_ms: Option<i64>,
    /// The endpoint's open circuit: milliseconds until a single delivery tries again, and how the last attempt before
    /// it opened had failed.
    pub open_circuit: Option<(i64, Option<String>)>,
    /// Requests a second that the endpoint takes.
    pub rate_limit_rps: Option<f64>,
    /// Requests the endpoint has under way at most, over all nodes.
    pub max_in_flight: Option<u16>,
    /// Its ordering key, if its endpoint keeps order.
    pub key: Option<KeyStanding>,
    /// Deliveries of the endpoint that are due and free, older than this one.
    pub ahead: u64,
    /// Deliveries of the endpoint that nodes have now.
    pub owned: u64,
    /// Nodes that run and deliver.
    pub nodes: u64,
    /// Those of them that are drained.
    pub nodes_drained: u64,
    /// From publishing to the first attempt, in milliseconds.
    pub began_after_ms: Option<u64>,
    /// From publishing to the end, in milliseconds.
    pub finished_after_ms: Option<u64>,
}

/// Why, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The stable word.
    pub reason: Reason,
    /// One sentence without a full stop.
    pub sentence: String,
    /// The command that changes it, if one does.
    pub command: Option<String>,
}

/// Finds the reason.
#[must_use]
pub fn why(facts: &Facts) -> Why {
    let (reason, sentence, command) = match facts.status {
        Status::InFlight => under_way(facts),
        Status::Held => held(facts),
        Status::Pending | Status::Retrying => waiting(facts),
        Status::Succeeded => delivered(facts),
        Status::DeadLettered => (Reason::SetAside, set_aside(facts), None),
        Status::Cancelled => (Reason::Cancelled, cause_words(facts.cause).to_owned(), None),
    };
    Why { reason, sentence, command }
}

type Told = (Reason, String, Option<String>);

fn under_way(facts: &Facts) -> Told {
    let node = facts.node.as_deref().unwrap_or("a node");
    let left = facts.lease_left_ms.unwrap_or(0);
    if left < 0 {
        let sentence = format!("node {node} had it and died; the others take it back within seconds");
        return (Reason::NodeDied, sentence, Some("hookit node list".to_owned()));
    }
    (
        Reason::UnderWay,
        format!("node {node} has it: attempt {} is under way or next in its lane", facts.attempts),
        None,
    )
}

fn held(facts: &Facts) -> Told {
    let (name, status) = facts
        .endpoint
        .as_ref()
        .map_or(("its endpoint", EndpointStatus::Paused), |(name, status)| (name.as_str(), *status));
    let command = Some(format!("hookit endpoint resume {name}"));
    if status == EndpointStatus::Disabled {
        let reason = facts.disabled_reason.as_deref().unwrap_or("no reason is noted");
        return (Reason::Disabled, format!("held: HookIt disabled {name} ({reason})"), command);
    }
    (Reason::Paused, format!("held: an operator paused {name}; it goes on when that is resumed"), command)
}

fn waiting(facts: &Facts) -> Told {
    let next = facts.next_in_ms.unwrap_or(0);
    if next > 0 {
        let of = used(facts);
        let sentence = match facts.attempts.max(facts.charged) {
            0 => format!("scheduled: the first attempt is due in {}", span(next.unsigned_abs())),
            _ => format!("the next attempt is due in {}; {of}", span(next.unsigned_abs())),
        };
        return (Reason::NotDue, sentence, None);
    }
    let since = span(next.unsigned_abs());
    if facts.nodes == 0 {
        let sentence = format!("due for {since}, and no node runs that delivers");
        return (Reason::NoNode, sentence, Some("hookit node list".to_owned()));
    }
    if facts.nodes == facts.nodes_drained {
        let sentence = format!("due for {since}, and every node that delivers is drained");
        return (Reason::Drained, sentence, Some("hookit node list".to_owned()));
    }
    if let Some(told) = in_turn(facts, &since) {
        return told;
    }
    let on_each = IN_FLIGHT_MAX as u64 * (facts.nodes - facts.nodes_drained);
    if facts.owned >= facts.max_in_flight.map_or(on_each, u64::from) {
        let sentence = format!(
            "due for {since}: its endpoint's lane is full, {} are with nodes and {} older ones wait before it",
            facts.owned, facts.ahead
        );
        return (Reason::LaneFull, sentence, None);
    }
    if let Some(rate) = facts.rate_limit_rps.filter(|_| facts.ahead > 0) {
        let sentence = format!(
            "due for {since}: its endpoint takes {rate} a second, {} older deliveries are before it",
            facts.ahead
        );
        return (Reason::RateLimited, sentence, None);
    }
    if facts.ahead > 0 {
        let sentence =
            format!("due for {since}: {} older deliveries of its endpoint are before it", facts.ahead);
        return (Reason::Behind, sentence, None);
    }
    (Reason::Due, "due now; a node takes it within a second".to_owned(), None)
}

/// What holds a due delivery back although its endpoint has room.
fn in_turn(facts: &Facts, since: &str) -> Option<Told> {
    let name = facts.endpoint.as_ref().map_or("its endpoint", |(name, _)| name.as_str());
    if let Some((probe_in_ms, cause)) = &facts.open_circuit {
        let cause = cause.as_ref().map(|cause| format!(" ({cause})")).unwrap_or_default();
        let probe = match u64::try_from(*probe_in_ms) {
            Ok(wait @ 1..) => format!("in {}", span(wait)),
            _ => "now".to_owned(),
        };
        let sentence = format!(
            "due for {since}: the receiver of {name} is down{cause}, so its circuit is open; one delivery tries again \
             {probe}, and no attempt is used up meanwhile"
        );
        return Some((Reason::CircuitOpen, sentence, Some(format!("hookit endpoint resume {name}"))));
    }
    let key = facts.key.as_ref()?;
    if let Some(dead) = key.blocked_by {
        let sentence = format!(
            "due for {since}: {name} keeps the order of key {}, and dead letter {dead} is before it: redrive or drop that",
            key.ordering_key
        );
        return Some((Reason::KeyBlocked, sentence, Some(format!("hookit delivery redrive {dead}"))));
    }
    (key.before > 0).then(|| {
        let sentence = format!(
            "due for {since}: {name} keeps the order of key {}, and {} published earlier are before it",
            key.ordering_key, key.before
        );
        (Reason::KeyTurn, sentence, None)
    })
}

fn delivered(facts: &Facts) -> Told {
    let total = facts.finished_after_ms.map(span).unwrap_or_default();
    if facts.attempts > 1 {
        let sentence = format!(
            "delivered at attempt {}, {total} after publishing: {} before it failed",
            facts.attempts,
            if facts.attempts == 2 { "the one".to_owned() } else { format!("the {}", facts.attempts - 1) }
        );
        return (Reason::Retried, sentence, None);
    }
    match facts.began_after_ms.filter(|late| *late > AT_ONCE_MS) {
        Some(late) => {
            let sentence = format!(
                "delivered at the first attempt, which began {} after publishing: it was held, or waited for its turn",
                span(late)
            );
            (Reason::BeganLate, sentence, None)
        }
        None => {
            (Reason::Delivered, format!("delivered at the first attempt, {total} after publishing"), None)
        }
    }
}

fn set_aside(facts: &Facts) -> String {
    match (facts.cause, facts.attempts_max) {
        (Some(Cause::AttemptsSpent), Some(_)) => used(facts),
        (cause, _) => cause_words(cause).to_owned(),
    }
}

/// What is used up of what the endpoint allows. Attempts before a redrive and those that are no fault of the receiver's
/// do not count there, while their numbers count on: where the two differ, both are told.
fn used(facts: &Facts) -> String {
    let of = facts.attempts_max.map(|max| format!(" of {max}")).unwrap_or_default();
    let used = format!("{}{of} attempts used", facts.charged);
    if facts.attempts > facts.charged { format!("{used}, {} made in all", facts.attempts) } else { used }
}

/// Why a delivery was set aside or cancelled, as a sentence.
#[must_use]
pub const fn cause_words(cause: Option<Cause>) -> &'static str {
    match cause {
        Some(Cause::AttemptsSpent) => "every attempt its endpoint allows was used",
        Some(Cause::SecretUnavailable) => "its endpoint's signing secret could not be opened",
        Some(Cause::RequestUnbuildable) => "no request could be made of it",
        Some(Cause::CrashLoop) => "five nodes in a row died while they had it",
        Some(Cause::EndpointDeleted) => "its endpoint was removed",
        Some(Cause::Operator) => "an operator cancelled it",
        Some(Cause::Expired) => "the time that was set for it was over",
        Some(Cause::Dropped) => "an operator dropped it from the dead letters",
        None => "no cause is noted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(status: Status) -> Facts {
        Facts {
            status,
            cause: None,
            attempts: 0,
            charged: 0,
            attempts_max: Some(12),
            next_in_ms: None,
            endpoint: Some(("acme".to_owned(), EndpointStatus::Active)),
            disabled_reason: None,
            node: None,
            lease_left_ms: None,
            open_circuit: None,
            rate_limit_rps: None,
            max_in_flight: None,
            key: None,
            ahead: 0,
            owned: 0,
            nodes: 1,
            nodes_drained: 0,
            began_after_ms: Some(12),
            finished_after_ms: Some(142),
        }
    }

    #[test]
    fn every_standing_has_its_sentence() {
        let due = |change: fn(&mut Facts)| {
            let mut facts = Facts { next_in_ms: Some(-4_000), ..facts(Status::Pending) };
            change(&mut facts);
            facts
        };
        let with = |status, change: fn(&mut Facts)| {
            let mut facts = facts(status);
            change(&mut facts);
            facts
        };
        let cases = [
            with(Status::InFlight, |f| {
                (f.node, f.lease_left_ms, f.attempts) = (Some("web-1".to_owned()), Some(9), 2);
            }),
            with(Status::InFlight, |f| (f.node, f.lease_left_ms) = (Some("web-1".to_owned()), Some(-9))),
            with(Status::Held, |f| f.endpoint = Some(("acme".to_owned(), EndpointStatus::Paused))),
            with(Status::Held, |f| {
                f.endpoint = Some(("acme".to_owned(), EndpointStatus::Disabled));
                f.disabled_reason = Some("it answered 410 Gone".to_owned());
            }),
            with(Status::Retrying, |f| (f.next_in_ms, f.charged) = (Some(24_000), 3)),
            due(|f| f.nodes = 0),
            due(|f| f.nodes_drained = 1),
            due(|f| (f.owned, f.ahead) = (10, 7)),
            due(|f| f.ahead = 7),
            due(|f| (f.rate_limit_rps, f.ahead) = (Some(0.5), 7)),
            due(|f| (f.max_in_flight, f.owned, f.ahead) = (Some(2), 2, 7)),
            due(|f| f.open_circuit = Some((20_000, Some("HTTP 503".to_owned())))),
            due(|f| {
                f.key = Some(KeyStanding { ordering_key: "acct-7".to_owned(), before: 3, blocked_by: None });
            }),
            due(|f| {
                let blocked_by = Some(DeliveryId::from_uuid(uuid::Uuid::nil()));
                f.key = Some(KeyStanding { ordering_key: "acct-7".to_owned(), before: 3, blocked_by });
            }),
            due(|_| {}),
            facts(Status::Succeeded),
            with(Status::Succeeded, |f| f.began_after_ms = Some(240_000)),
            with(Status::Succeeded, |f| f.attempts = 3),
            with(Status::DeadLettered, |f| (f.cause, f.charged) = (Some(Cause::AttemptsSpent), 12)),
            with(Status::DeadLettered, |f| f.cause = Some(Cause::CrashLoop)),
            with(Status::Cancelled, |f| f.cause = Some(Cause::Operator)),
        ];
        let told: Vec<String> = cases
            .iter()
            .map(|facts| {
                let why = why(facts);
                let command = why.command.map(|command| format!("  → {command}")).unwrap_or_default();
                format!("{}: {}{command}", why.reason, why.sentence)
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
