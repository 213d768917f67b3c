//! Act 3: the receiver is up again; the dead letters are redriven, exactly the set that was planned.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;

use super::receiver::Receiver;
use super::stage::Stage;
use super::stage::since;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::Result;
use crate::cli::output::Bar;
use crate::cli::output::Glyph;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::text;

/// How long the redrive may take.
const REDRIVE_MAX: Duration = Duration::from_secs(40);
/// Deliveries a second.
const RATE_PER_S: u32 = 10;

/// Brings the receiver up, plans a redrive, runs it, and follows it to its end.
pub(super) fn act(stage: &mut Stage) -> Result<()> {
    stage.heading("3  the receiver is up again: redrive")?;
    stage.receiver = Some(Receiver::up(stage.port, stage.inbox.clone())?);
    stage.line(Glyph::Done, &format!("the receiver listens on 127.0.0.1:{} again", stage.port))?;
    let dry_run = json!({"all": true, "dry_run": true, "rate_per_s": RATE_PER_S});
    let plan = stage.client.json(&Request::post("/redrives").json(&dry_run))?;
    for group in list(&plan, "groups") {
        stage.line(Glyph::Waiting, &group_line(stage, group))?;
    }
    let began = Instant::now();
    let order = json!({"plan": text(&plan, "plan"), "rate_per_s": RATE_PER_S});
    let redrive = stage.client.json(&Request::post("/redrives").json(&order))?;
    let id = text(&redrive, "id").to_owned();
    let total = number(&plan, "total").unwrap_or(0);
    stage.line(Glyph::UnderWay, &format!("{id}: {total} dead letters, {RATE_PER_S} a second"))?;
    let delivered = follow(stage, &id, total)?;
    stage.line(Glyph::Done, &format!("{delivered} delivered in {}", since(began)))
}

fn group_line(stage: &Stage, group: &Value) -> String {
    let endpoint = text(group, "endpoint_id");
    let name = stage
        .client
        .json(&Request::get(&format!("/endpoints/{}", segment(endpoint))))
        .map_or_else(|_| endpoint.to_owned(), |found| text(&found, "name").to_owned());
    let outcome = outcome_words(text(group, "last_outcome"), number(group, "last_status"));
    format!("   {name:11}  {} dead letters, {outcome}", number(group, "count").unwrap_or(0))
}

/// Follows the redrive until nothing of it waits any more; says how many were delivered.
fn follow(stage: &Stage, id: &str, total: u64) -> Result<u64> {
    let bar = Bar::new(&stage.screen, "redrive", total, "");
    let mut delivered = 0;
    let ended = stage.until(REDRIVE_MAX, "the redrive to end", || {
        let redrive = stage.client.json(&Request::get(&format!("/redrives/{}", segment(id))))?;
        let count = |name| number(&redrive, name).unwrap_or(0);
        delivered = count("delivered");
        bar.show(delivered, String::new());
        Ok(count("moved") >= total && count("waiting") == 0)
    });
    bar.clear();
    ended.map(|()| delivered)
}
