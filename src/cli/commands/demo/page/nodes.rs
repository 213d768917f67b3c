//! The nodes with their leases, and what becomes of the reports that a killed one had under way.

use std::time::Duration;

use serde_json::Value;
use serde_json::json;
use uuid::Uuid;

use super::mailbox::stamp;
use super::producer;
use super::producer::Source;
use super::show::ARCHIVE;
use super::show::Show;
use super::show::lock;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::list;
use crate::cli::output::text;
use crate::domain::id::DeliveryId;
use crate::domain::id::NodeId;
use crate::store::nodes;
use crate::store::nodes::NodeView;
use crate::store::rows;

/// Reports that a node gets before it is killed.
const REPORTS: usize = 6;
/// How long they may take to be under way.
const UNDER_WAY_MAX: Duration = Duration::from_secs(5);
/// Nodes that are shown; each restart is a new one.
const NODES_MAX: usize = 5;

/// A node that was killed, and the reports that it had.
pub(super) struct Killed {
    at: String,
    events: Vec<String>,
    /// Nothing changes any more.
    is_over: bool,
}

/// Gives the second node reports over its own API, and kills it while it delivers them.
pub(super) fn kill(show: &Show) -> Result<String> {
    let done = show.second.kill(|address| {
        let client = Client::remote(format!("http://{address}"), show.key.clone(), None, show.screen.clone());
        let source = Source::default();
        let reports: Vec<Value> = (0..REPORTS).map(|_| source.report()).collect();
        let sent = producer::publish(&client, &reports)?;
        let events: Vec<String> =
            list(&sent, "results").iter().map(|one| text(one, "event_id").to_owned()).collect();
        let under_way = show.archive.wait_for(&events, UNDER_WAY_MAX);
        if under_way == 0 {
            return Err(CliError::failed("the reports are not under way yet; node-2 lives on"));
        }
        *lock(&show.killed) = Some(Killed { at: stamp(clock::now()), events, is_over: false });
        Ok(under_way)
    })?;
    Ok(match done {
        Some(count) => format!("killed node-2 (SIGKILL) with {count} requests under way"),
        None => "node-2 is dead already".to_owned(),
    })
}

/// Starts the second node again.
pub(super) fn start(show: &Show) -> Result<String> {
    let started = show.second.start()?;
    Ok(if started { "node-2 runs again, as a new node" } else { "node-2 runs already" }.to_owned())
}

/// The nodes, and the reports of the one that was killed last.
pub(super) fn look(show: &Show, client: &Client) -> Result<Value> {
    let mut known = show
        .handle
        .block_on(nodes::list(&show.store))
        .map_err(|error| CliError::failed("the nodes could not be read").because_of(&error))?;
    known.sort_by_key(|node| std::cmp::Reverse(node.started_at));
    known.truncate(NODES_MAX);
    let listed: Vec<Value> = known
        .iter()
        .map(|node| {
            json!({
                "id": node.id.to_string(), "name": node.name, "alive": node.alive,
                "lease_until": stamp(node.lease_until),
            })
        })
        .collect();
    Ok(json!({ "list": listed, "second": show.second.word(), "killed": killed(show, client, &known)? }))
}

fn killed(show: &Show, client: &Client, known: &[NodeView]) -> Result<Value> {
    let (at, events) = match &*lock(&show.killed) {
        None => return Ok(Value::Null),
        Some(killed) if killed.is_over => return Ok(lock(&show.seen)["nodes"]["killed"].clone()),
        Some(killed) => (killed.at.clone(), killed.events.clone()),
    };
    let request = Request::get("/deliveries").query("endpoint", Some(ARCHIVE)).query("limit", Some("50"));
    let page = client.json(&request)?;
    let mut reports = Vec::new();
    for delivery in list(&page, "items") {
        if events.iter().any(|event| event == text(delivery, "event_id")) {
            reports.push(report(show, client, delivery, known)?);
        }
    }
    let delivered = reports.iter().filter(|report| report["status"] == "succeeded").count();
    let unknown = reports.iter().filter(|report| report["unknown"] == true).count();
    if delivered == events.len()
        && let Some(killed) = lock(&show.killed).as_mut().filter(|killed| killed.events == events)
    {
        killed.is_over = true;
    }
    Ok(json!({
        "at": at, "published": events.len(), "delivered": delivered, "unknown": unknown,
        "arrived": show.archive.taken(&events), "reports": reports,
    }))
}

/// One report: who has its row in the queue, and its attempts with the node that made each.
fn report(show: &Show, client: &Client, delivery: &Value, known: &[NodeView]) -> Result<Value> {
    let id = text(delivery, "id");
    let attempts = client.json(&Request::get(&format!("/deliveries/{}/attempts", segment(id))))?;
    let tried: Vec<(&str, &str)> =
        list(&attempts, "items").iter().map(|one| (text(one, "outcome"), text(one, "node"))).collect();
    Ok(json!({
        "id": id,
        "status": text(delivery, "status"),
        "owner": owner(show, id, known)?,
        "unknown": tried.iter().any(|(outcome, _)| *outcome == "unknown"),
        "attempts": tried.iter().map(|(outcome, node)| json!([outcome, node])).collect::<Vec<_>>(),
    }))
}

/// The name of the node that the row in the queue belongs to.
fn owner(show: &Show, id: &str, known: &[NodeView]) -> Result<Option<String>> {
    let id: DeliveryId = id.parse().map_err(|_| CliError::failed("there is no such delivery"))?;
    let rows = show
        .handle
        .block_on(rows::of_delivery(&show.store, id))
        .map_err(|error| CliError::failed("the rows could not be read").because_of(&error))?;
    let queued = rows.iter().find(|(table, _)| table == "queue");
    let owner = queued.and_then(|(_, row)| text(row, "owner").parse::<Uuid>().ok()).map(NodeId::from_uuid);
    Ok(owner.and_then(|owner| known.iter().find(|node| node.id == owner)).map(|node| node.name.clone()))
}
