//! What is wrong with HookIt itself; receivers that fail are theirs to mend and no part of it.

use serde_json::Value;

use crate::cli::confirm::quoted;
use crate::cli::output::flag;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::span;
use crate::cli::output::text;

/// A delivery that has been due for longer than this says that the daemon does not keep up.
pub(super) const OLDEST_DUE_FINE_MS: u64 = 60_000;

/// Everything that is wrong, each in a few words.
pub(super) fn unhealthy(status: &Value, direct: bool) -> Vec<String> {
    let mut found: Vec<String> = list(status, "checks")
        .iter()
        .filter(|check| !flag(check, "ok"))
        // Without a daemon there is no loop and no listener to be well.
        .filter(|check| !direct || matches!(text(check, "name"), "postgres_writable" | "schema_current"))
        .map(|check| said(text(check, "name")))
        .collect();
    if direct && !list(status, "nodes").iter().any(|node| flag(node, "alive")) {
        found.push("no hookitd is running".to_owned());
    }
    let delivering: Vec<&Value> = list(status, "nodes").iter().filter(|node| delivers(node)).collect();
    if !delivering.is_empty() && delivering.iter().all(|node| flag(node, "draining")) {
        found.push("every node that delivers is drained, so nothing is delivered".to_owned());
    }
    let oldest = status.get("queue").and_then(|queue| number(queue, "oldest_due_ms")).unwrap_or(0);
    if oldest > OLDEST_DUE_FINE_MS {
        found.push(format!("a delivery has been due for {}", span(oldest)));
    }
    found
}

fn delivers(node: &Value) -> bool {
    flag(node, "alive") && list(node, "roles").iter().any(|role| role.as_str() == Some("deliver"))
}

/// Nodes that drain or are drained: what is said of each, and what takes it back.
pub(super) fn drained(status: &Value) -> Vec<(String, String)> {
    let told = |node: &Value| {
        let name = text(node, "name");
        let is = if flag(node, "drained") {
            "is drained".to_owned()
        } else {
            let of = |what| number(node, what).unwrap_or(0);
            format!("is draining, {} under way and {} waiting", of("in_flight"), of("waiting"))
        };
        (format!("node {name} {is}"), format!("hookit node undrain {}", quoted(name)))
    };
    list(status, "nodes").iter().filter(|node| delivers(node) && flag(node, "draining")).map(told).collect()
}

/// A check that did not pass, in words.
fn said(check: &str) -> String {
    match check {
        "postgres_writable" => "Postgres does not answer or takes no writes".to_owned(),
        "schema_current" => "the database's schema is not this program's: hookit db status".to_owned(),
        "master_key" => "no master key is loaded: hookitd check-config".to_owned(),
        "delivery_loop_turned" => "the delivery loop does not turn".to_owned(),
        "listener_up" => "no hints from other nodes are heard".to_owned(),
        other => other.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_unhealthy_is_named() {
        let mut status = json!({
            "checks": [{"name": "postgres_writable", "ok": true}, {"name": "listener_up", "ok": false}],
            "nodes": [{"alive": true}], "queue": {"oldest_due_ms": 90_000},
        });
        assert_eq!(
            unhealthy(&status, false),
            ["no hints from other nodes are heard", "a delivery has been due for 1m 30s"]
        );
        let node = |name, drained| {
            json!({"name": name, "alive": true, "roles": ["deliver"], "draining": true, "drained": drained,
                   "in_flight": 2, "waiting": 0})
        };
        status["nodes"] = json!([node("web-1", true), node("web-2", false)]);
        assert!(
            unhealthy(&status, false)
                .contains(&"every node that delivers is drained, so nothing is delivered".to_owned())
        );
        let said: Vec<String> = drained(&status).into_iter().map(|(what, _)| what).collect();
        assert_eq!(said, ["node web-1 is drained", "node web-2 is draining, 2 under way and 0 waiting"]);
        status["nodes"] = json!([]);
        assert_eq!(unhealthy(&status, true), ["no hookitd is running", "a delivery has been due for 1m 30s"]);
    }
}
