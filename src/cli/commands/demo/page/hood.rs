//! Under the hood: one delivery with its attempts, the gaps between them, its request, and the rows it is made of.

use serde_json::Value;
use serde_json::json;
use time::OffsetDateTime;
use tokio::runtime::Handle;

use super::show::SCHEDULE_MS;
use super::show::Show;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::text;
use crate::domain::id::DeliveryId;
use crate::store::rows;

/// Everything about a delivery of the demo's project.
pub(super) fn look(show: &Show, handle: &Handle, id: &str) -> Result<Value> {
    let found: DeliveryId = id.parse().map_err(|_| CliError::failed("there is no such delivery"))?;
    let client = show.client();
    let path = format!("/deliveries/{found}");
    // The key decides whether it may be seen; the rows are read only then.
    let delivery = client.json(&Request::get(&path))?;
    // Its address is a secret, and would stand in its request.
    if show.discord.as_deref() == Some(text(&delivery, "endpoint_id")) {
        return Err(CliError::failed("what goes to Discord is not shown"));
    }
    let attempts = client.json(&Request::get(&format!("{path}/attempts")))?;
    let request = client.json(&Request::get(&format!("{path}/request"))).unwrap_or(Value::Null);
    let rows = handle
        .block_on(rows::of_delivery(&show.store, found))
        .map_err(|error| CliError::failed("the rows could not be read").because_of(&error))?;
    Ok(json!({
        "delivery": delivery,
        "attempts": told(list(&attempts, "items")),
        "request": request,
        "received": show.mailbox.of(id),
        "rows": rows.into_iter().map(|(table, row)| json!({ "table": table, "row": row })).collect::<Vec<_>>(),
    }))
}

/// Attempts with the gap before each: what the schedule says, and what it was.
fn told(attempts: &[Value]) -> Vec<Value> {
    let mut last: Option<OffsetDateTime> = None;
    let mut told = Vec::new();
    for (place, attempt) in attempts.iter().enumerate() {
        let at = instant(attempt, "started_at");
        let gap_ms = at.zip(last).map(|(at, last)| (at - last).whole_milliseconds());
        let nominal_ms = place.checked_sub(1).and_then(|before| SCHEDULE_MS.get(before));
        told.push(json!({
            "number": number(attempt, "attempt_number"),
            "outcome": text(attempt, "outcome"),
            "status": attempt["response_status"],
            "ms": attempt["duration_ms"],
            "node": attempt["node"],
            "at": attempt["started_at"],
            "gap_ms": gap_ms.and_then(|ms| i64::try_from(ms).ok()),
            "nominal_ms": nominal_ms,
        }));
        last = at.map(|at| {
            at + time::Duration::milliseconds(
                number(attempt, "duration_ms").and_then(|ms| i64::try_from(ms).ok()).unwrap_or(0),
            )
        });
    }
    told
}
