//! What HookIt says of the scene, read from its API; the page is told when it changed.

use std::sync::mpsc::Receiver;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;

use super::bank;
use super::nodes;
use super::show::BANK_A;
use super::show::BANK_B;
use super::show::DISCORD;
use super::show::Show;
use super::show::YOURS;
use super::show::lock;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::text;

/// How often is looked while somebody does.
const LOOK: Duration = Duration::from_millis(400);
/// States in which a delivery still waits.
const LIVE: [&str; 4] = ["pending", "in_flight", "retrying", "held"];

/// Looks until the end.
pub(super) fn run(show: &Show, nudged: &Receiver<()>, interrupt: &Interrupt) {
    let client = show.client();
    let mut failing = false;
    while !interrupt.came() {
        // A nudge ends the wait; several are one.
        let _ = nudged.recv_timeout(LOOK);
        while nudged.try_recv().is_ok() {}
        let looked = look(show, &client);
        if let Err(error) = &looked
            && !failing
            && !interrupt.came()
        {
            show.tell(&format!("HookIt does not answer: {}", error.text), true);
        }
        failing = looked.is_err();
        let scene: std::sync::Arc<str> = show.scene().to_string().into();
        show.news.send_replace(scene);
    }
}

fn look(show: &Show, client: &Client) -> Result<()> {
    let deliveries = deliveries(client, YOURS, "12")?;
    let groups = client.json(&Request::get("/dead-letters/groups").query("endpoint", Some(YOURS)))?;
    let waiting = |name| -> Result<usize> {
        let found = self::deliveries(client, name, "100")?;
        Ok(found.iter().filter(|delivery| LIVE.contains(&text(delivery, "status"))).count())
    };
    let (waiting_a, waiting_b) = (waiting(BANK_A)?, waiting(BANK_B)?);
    read_log(show, client)?;
    let nodes = nodes::look(show, client)?;
    let discord = show.discord.as_ref().map(|_| self::deliveries(client, DISCORD, "50")).transpose()?;
    *lock(&show.seen) = json!({
        "deliveries": deliveries,
        "dead": number(&groups, "total").unwrap_or(0),
        "waiting_a": waiting_a,
        "waiting_b": waiting_b,
        "nodes": nodes,
        "discord": discord.map(|deliveries| told(&deliveries)),
    });
    Ok(())
}

/// How the newest messages to Discord are.
fn told(deliveries: &[Value]) -> Value {
    let count = |wanted: &[&str]| {
        deliveries.iter().filter(|delivery| wanted.contains(&text(delivery, "status"))).count()
    };
    json!({ "delivered": count(&["succeeded"]), "waiting": count(&LIVE), "all": deliveries.len() })
}

fn deliveries(client: &Client, endpoint: &str, limit: &str) -> Result<Vec<Value>> {
    let request = Request::get("/deliveries").query("endpoint", Some(endpoint)).query("limit", Some(limit));
    let page = client.json(&request)?;
    Ok(list(&page, "items").to_vec())
}

/// Takes up trades that the event log has and this does not; the newest page is enough between two looks.
pub(super) fn read_log(show: &Show, client: &Client) -> Result<()> {
    let request =
        Request::get("/events").query("event_type", Some("trade.executed")).query("limit", Some("100"));
    let page = client.json(&request)?;
    for event in list(&page, "items") {
        let id = text(event, "id");
        if lock(&show.trades).cents.contains_key(id) {
            continue;
        }
        let event = client.json(&Request::get(&format!("/events/{}", segment(id))))?;
        let cents = bank::amount(event.to_string().as_bytes()).unwrap_or(0);
        lock(&show.trades).cents.insert(id.to_owned(), cents);
    }
    Ok(())
}
