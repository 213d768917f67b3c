//! What is the matter with an endpoint that needs a look, in words, and the command that goes about it.

use super::breaker::CircuitState;
use super::endpoint::EndpointStatus;

/// What is known of an endpoint that needs a look. Texts are as the reader wants them: times relative, causes in words.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// Its name.
    pub name: String,
    /// What is added to commands to reach it: ` --project billing`, or nothing.
    pub elsewhere: String,
    /// Its state.
    pub status: EndpointStatus,
    /// Why HookIt disabled it.
    pub disabled_reason: String,
    /// Who paused or disabled it, and when in words.
    pub stopped: Option<(String, String)>,
    /// Its circuit, unless that is closed: `open`, and since when in words.
    pub circuit: Option<(CircuitState, String)>,
    /// Dead letters it has.
    pub dead_letters: u64,
    /// How most of them ended, in words, and how many did.
    pub commonest: Option<(String, u64)>,
    /// Deliveries that are held.
    pub held: u64,
    /// Ordering keys that dead letters block.
    pub blocked_keys: u64,
    /// Whether more of them are blocked than were counted.
    pub blocked_more: bool,
    /// Attempts that failed in the last ten minutes.
    pub failed_lately: u64,
    /// Attempts that succeeded in the last ten minutes.
    pub delivered_lately: u64,
    /// Whether there are more dead letters or held deliveries than were counted.
    pub truncated: bool,
}

/// What is the matter: `paused by uid:0 2d ago  18,204 held`.
///
/// `count` writes a number, `times` is the sign between a cause and its number.
#[must_use]
pub fn words(trouble: &Trouble, count: impl Fn(u64) -> String, times: &str) -> String {
    let plus = if trouble.truncated { "+" } else { "" };
    let stopped = trouble.stopped.as_ref().map(|(by, when)| format!(" by {by} {when}")).unwrap_or_default();
    let held = if trouble.held > 0 { format!("{}{plus} held", count(trouble.held)) } else { String::new() };
    let dead = dead(trouble, &count, plus, times);
    let parts = match trouble.status {
        EndpointStatus::Paused => [format!("paused{stopped}"), held, dead],
        EndpointStatus::Disabled => [format!("disabled{stopped}: {}", trouble.disabled_reason), held, dead],
        EndpointStatus::Active | EndpointStatus::Inactive => {
            let circuit = trouble.circuit.as_ref();
            let circuit = circuit.map(|(state, since)| format!("circuit {} {since}", state.as_str()));
            let failing = if trouble.failed_lately > trouble.delivered_lately {
                format!("failing, {} in 10 min", count(trouble.failed_lately))
            } else {
                String::new()
            };
            [circuit.unwrap_or_default(), failing, dead]
        }
    };
    let blocked = blocked(trouble, &count);
    let parts = parts.into_iter().chain([blocked]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// `31 dead  503 Service Unavailable ×29`.
fn dead(trouble: &Trouble, count: impl Fn(u64) -> String, plus: &str, times: &str) -> String {
    if trouble.dead_letters == 0 {
        return String::new();
    }
    let cause = trouble.commonest.as_ref().map(|(cause, many)| format!("  {cause} {times}{}", count(*many)));
    format!("{}{plus} dead{}", count(trouble.dead_letters), cause.unwrap_or_default())
}

/// `2 keys blocked`.
fn blocked(trouble: &Trouble, count: impl Fn(u64) -> String) -> String {
    match trouble.blocked_keys {
        0 => String::new(),
        1 if !trouble.blocked_more => "1 key blocked".to_owned(),
        many => format!("{}{} keys blocked", count(many), if trouble.blocked_more { "+" } else { "" }),
    }
}

/// The command that goes about it. `quoted` writes a word for a shell.
#[must_use]
pub fn command(trouble: &Trouble, quoted: impl Fn(&str) -> String) -> String {
    let (name, elsewhere) = (quoted(&trouble.name), &trouble.elsewhere);
    match trouble.status {
        EndpointStatus::Paused | EndpointStatus::Disabled => {
            format!("hookit endpoint resume {name}{elsewhere}")
        }
        EndpointStatus::Active | EndpointStatus::Inactive if trouble.blocked_keys > 0 => {
            // It names each key with the dead letter that blocks it.
            format!("hookit endpoint show {name}{elsewhere}")
        }
        EndpointStatus::Active | EndpointStatus::Inactive
            if trouble.dead_letters == 0 && trouble.circuit.is_some() =>
        {
            // Whether the receiver is back is what its deliveries wait for.
            format!("hookit endpoint test {name}{elsewhere}")
        }
        EndpointStatus::Active | EndpointStatus::Inactive if trouble.dead_letters == 0 => {
            format!("hookit delivery list --status retrying --endpoint {name}{elsewhere}")
        }
        EndpointStatus::Active | EndpointStatus::Inactive => {
            format!("hookit dlq list --endpoint {name}{elsewhere}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(status: EndpointStatus) -> Trouble {
        Trouble {
            name: "acme".to_owned(),
            elsewhere: String::new(),
            status,
            disabled_reason: "410 Gone".to_owned(),
            stopped: Some(("uid:0".to_owned(), "2d ago".to_owned())),
            circuit: None,
            dead_letters: 31,
            commonest: Some(("503 Service Unavailable".to_owned(), 29)),
            held: 7,
            blocked_keys: 0,
            blocked_more: false,
            failed_lately: 12,
            delivered_lately: 0,
            truncated: false,
        }
    }

    #[test]
    fn each_state_is_told_with_what_matters_in_it() {
        let told = |status| words(&trouble(status), |n| n.to_string(), "×");
        assert_eq!(
            told(EndpointStatus::Paused),
            "paused by uid:0 2d ago  7 held  31 dead  503 Service Unavailable ×29"
        );
        assert!(told(EndpointStatus::Disabled).starts_with("disabled by uid:0 2d ago: 410 Gone  7 held"));
        assert_eq!(
            told(EndpointStatus::Active),
            "failing, 12 in 10 min  31 dead  503 Service Unavailable ×29"
        );
    }

    #[test]
    fn the_command_goes_about_what_is_the_matter() {
        let mut one = trouble(EndpointStatus::Active);
        let plain = |text: &str| text.to_owned();
        assert_eq!(command(&one, plain), "hookit dlq list --endpoint acme");
        one.dead_letters = 0;
        assert_eq!(command(&one, plain), "hookit delivery list --status retrying --endpoint acme");
        one.status = EndpointStatus::Paused;
        assert_eq!(command(&one, plain), "hookit endpoint resume acme");
    }

    #[test]
    fn a_receiver_that_is_down_is_told_with_since_when_and_how_to_try_it() {
        let mut one = trouble(EndpointStatus::Active);
        one.circuit = Some((CircuitState::Open, "6m ago".to_owned()));
        assert!(
            words(&one, |n| n.to_string(), "x").starts_with("circuit open 6m ago  failing, 12 in 10 min")
        );
        assert_eq!(command(&one, str::to_owned), "hookit dlq list --endpoint acme");
        one.dead_letters = 0;
        assert_eq!(command(&one, str::to_owned), "hookit endpoint test acme");
    }

    #[test]
    fn blocked_keys_are_told_with_where_they_are_named() {
        let mut one = trouble(EndpointStatus::Active);
        (one.dead_letters, one.blocked_keys) = (3, 2);
        assert!(words(&one, |n| n.to_string(), "x").ends_with("2 keys blocked"));
        assert_eq!(command(&one, str::to_owned), "hookit endpoint show acme");
        (one.blocked_keys, one.blocked_more) = (10, true);
        assert!(words(&one, |n| n.to_string(), "x").ends_with("10+ keys blocked"));
    }
}
