//! Dropping dead letters: counted first, confirmed by a name that has to be typed.

use askama::Template;
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
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show::bytes;
use crate::dashboard::show::count;
use crate::dashboard::state::Dashboard;

/// Requests of one confirmation, each of which drops 5,000 at most.
const STEPS_MAX: u32 = 20;

#[derive(Template)]
#[template(path = "drop.html")]
struct DropPage {
    frame: Frame,
    total: String,
    size: String,
    /// What was chosen, to be sent once more.
    given: Vec<(&'static str, String)>,
    died_before: String,
    /// What has to be typed.
    owner: String,
    is_endpoint: bool,
}

/// A confirmed choice.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Confirmed {
    #[serde(flatten)]
    chosen: Chosen,
    died_before: String,
    owner: String,
    typed: String,
}

/// A dry run: counts, and asks.
pub(in crate::dashboard) async fn plan(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Failure> {
    let mut body = chosen.body();
    body.insert("dry_run".to_owned(), json!(true));
    let answer =
        call(&dashboard, &seat, Method::POST, "/dead-letters/drop", Some(&Value::Object(body))).await?;
    let plan = match answer.body() {
        Ok(answer) => answer["plan"].clone(),
        Err(said) => return Ok(back(&seat, "/dead-letters", &said)),
    };
    let total = plan["total"].as_u64().unwrap_or(0);
    if total == 0 {
        return Ok(back(&seat, "/dead-letters", "No dead letters match; there is nothing to drop."));
    }
    let endpoint = only_endpoint(&dashboard, &plan);
    frame::page(&DropPage {
        frame: Frame::new(
            &dashboard,
            &seat,
            &Query::default(),
            "Dead letters",
            "Drop dead letters",
            "hookit dlq drop",
        ),
        total: count(total),
        size: bytes(plan["payload_bytes"].as_u64().unwrap_or(0)),
        given: chosen.given(),
        died_before: plan["died_before"].as_str().unwrap_or_default().to_owned(),
        is_endpoint: endpoint.is_some(),
        owner: endpoint.unwrap_or_else(|| seat.project.name.to_string()),
    })
}

/// The name of the one endpoint that has them all, if there is one and it is still there.
fn only_endpoint(dashboard: &Dashboard, plan: &Value) -> Option<String> {
    let groups = plan["groups"].as_array()?;
    let first = groups.first()?["endpoint_id"].as_str()?;
    let is_one = groups.iter().all(|group| group["endpoint_id"] == first);
    let id = is_one.then(|| first.parse().ok()).flatten()?;
    dashboard.store.snapshot().endpoint(id).map(|endpoint| endpoint.settings.name.to_string())
}

/// Drops what was counted, unless another name was typed. What died after the count stays.
pub(in crate::dashboard) async fn run(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(confirmed): Form<Confirmed>,
) -> Result<Response, Failure> {
    if confirmed.typed.trim() != confirmed.owner {
        let said = format!("Nothing was dropped: `{}` was to be typed.", confirmed.owner);
        return Ok(back(&seat, "/dead-letters", &said));
    }
    let mut body = confirmed.chosen.body();
    body.insert("died_before".to_owned(), json!(confirmed.died_before));
    let body = Value::Object(body);
    let mut dropped = 0;
    let mut more = true;
    for _ in 0..STEPS_MAX {
        match call(&dashboard, &seat, Method::POST, "/dead-letters/drop", Some(&body)).await?.body() {
            Ok(answer) => {
                dropped += answer["dropped"].as_u64().unwrap_or(0);
                more = answer["more"] == true;
            }
            Err(said) => {
                let said = format!("{} dead letters were dropped, then: {said}", count(dropped));
                return Ok(back(&seat, "/dead-letters", &said));
            }
        }
        if !more {
            break;
        }
    }
    let rest = if more { " There are more: drop them in the same way." } else { "" };
    Ok(back(&seat, "/dead-letters", &format!("Dead letters dropped: {}.{rest}", count(dropped))))
}
