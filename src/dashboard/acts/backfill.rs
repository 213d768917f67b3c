//! Planning and starting a backfill; once it runs it is steered as redrives are.

use axum::Form;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use super::chosen::instant;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::gate::Seat;
use crate::dashboard::show::bytes;
use crate::dashboard::show::count;
use crate::dashboard::state::Dashboard;

/// A window; fields that are left free are empty.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Wanted {
    endpoint: String,
    since: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    event_type: String,
}

/// How fast, and of which endpoint.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Started {
    plan: String,
    endpoint: String,
    rate_per_s: u32,
}

/// A dry run: counts, and leads to the page on which it is started.
pub(in crate::dashboard) async fn plan(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Failure> {
    let mut body = json!({ "dry_run": true, "since": instant(&wanted.since) });
    if !wanted.until.trim().is_empty() {
        body["until"] = json!(instant(&wanted.until));
    }
    if !wanted.event_type.trim().is_empty() {
        body["event_type"] = json!(wanted.event_type.trim());
    }
    let endpoint = segment(&wanted.endpoint);
    let path = format!("/endpoints/{endpoint}/backfill");
    Ok(match call(&dashboard, &seat, Method::POST, &path, Some(&body)).await?.body() {
        Ok(planned) => {
            let id = segment(planned["plan"].as_str().unwrap_or_default());
            back(&seat, &format!("/redrives/{id}"), &summary(&planned))
        }
        Err(said) => back(&seat, &format!("/endpoints/{endpoint}"), &said),
    })
}

/// How much it is, and what is left alone.
fn summary(planned: &Value) -> String {
    let number = |name: &str| planned[name].as_u64().unwrap_or(0);
    let mut said = format!(
        "{} events that it never got, {}; {} that it has a delivery of stay as they are.",
        count(number("total")),
        bytes(number("payload_bytes")),
        count(number("delivered")),
    );
    if planned["counted_whole"] == false {
        said.push_str(" Counting took too long: that is the older part of the window, and all of it is run.");
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
    let path = format!("/endpoints/{}/backfill", segment(&started.endpoint));
    let answer = call(&dashboard, &seat, Method::POST, &path, Some(&body)).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| "Started.".to_owned());
    Ok(back(&seat, &format!("/redrives/{}", segment(&started.plan)), &said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_with_what_it_leaves_alone_and_whether_all_was_counted() {
        let mut planned =
            json!({ "total": 1_204, "payload_bytes": 2_100, "delivered": 7, "counted_whole": true });
        let told = "1,204 events that it never got, 2.1 KB; 7 that it has a delivery of stay as they are.";
        assert_eq!(summary(&planned), told);
        planned["counted_whole"] = json!(false);
        assert!(summary(&planned).ends_with("and all of it is run."), "{}", summary(&planned));
    }
}
