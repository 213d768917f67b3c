//! Planning, starting and steering redrives.

use axum::Form;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use super::chosen::Chosen;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::gate::Seat;
use crate::dashboard::show::bytes;
use crate::dashboard::show::count;
use crate::dashboard::state::Dashboard;

/// How fast.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Started {
    plan: String,
    rate_per_s: u32,
}

/// A dry run: counts, and leads to the page on which it is started.
pub(in crate::dashboard) async fn plan(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Failure> {
    let mut body = chosen.body();
    body.insert("dry_run".to_owned(), json!(true));
    let body = Value::Object(body);
    let answer = call(&dashboard, &seat, Method::POST, "/redrives", Some(&body)).await?;
    Ok(match answer.body() {
        Ok(planned) => {
            let id = segment(planned["plan"].as_str().unwrap_or_default());
            back(&seat, &format!("/redrives/{id}"), &summary(&planned))
        }
        Err(said) => back(&seat, "/dead-letters", &said),
    })
}

/// How much it is, and which of its receivers failed last.
fn summary(planned: &Value) -> String {
    let number = |name: &str| planned[name].as_u64().unwrap_or(0);
    let mut said = format!("{} dead letters, {}.", count(number("total")), bytes(number("payload_bytes")));
    let failing: Vec<&str> = planned["endpoints"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|endpoint| endpoint["failing"] == true)
        .filter_map(|endpoint| endpoint["name"].as_str())
        .collect();
    if !failing.is_empty() {
        said.extend([" The newest attempt to ", &failing.join(", "), " failed: test it first."]);
    }
    said
}

/// Runs the plan.
pub(in crate::dashboard) async fn start(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(started): Form<Started>,
) -> Result<Response, Failure> {
    let body = json!({ "plan": started.plan, "rate_per_s": started.rate_per_s });
    let answer = call(&dashboard, &seat, Method::POST, "/redrives", Some(&body)).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| "Started.".to_owned());
    Ok(back(&seat, &format!("/redrives/{}", segment(&started.plan)), &said))
}

/// `pause`, `resume` or `cancel`.
pub(in crate::dashboard) async fn steer(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let id = segment(seat.part("id"));
    let (act, said) = match seat.part("act") {
        "pause" => ("pause", "Paused."),
        "resume" => ("resume", "It goes on."),
        "cancel" => ("cancel", "Cancelled. What was put back stays put back."),
        _ => return Err(Failure::missing("act")),
    };
    let answer = call(&dashboard, &seat, Method::POST, &format!("/redrives/{id}/{act}"), None).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| said.to_owned());
    Ok(back(&seat, &format!("/redrives/{id}"), &said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_with_the_receivers_that_fail() {
        let planned = json!({
            "total": 1_204, "payload_bytes": 2_100,
            "endpoints": [{"name": "acme", "failing": true}, {"name": "good", "failing": false}],
        });
        assert_eq!(
            summary(&planned),
            "1,204 dead letters, 2.1 KB. The newest attempt to acme failed: test it first."
        );
    }
}
