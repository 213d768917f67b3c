//! Testing, pausing, resuming and removing endpoints, and rotating their secrets.

use axum::Form;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use super::told::Told;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::fields::span;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;

/// `test`, `pause`, `resume` or `remove`.
pub(in crate::dashboard) async fn act(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let (name, act) = (seat.part("id").to_owned(), seat.part("act"));
    let below = format!("/endpoints/{}", segment(&name));
    if act == "remove" {
        return removed(&dashboard, &seat, &name, &below).await;
    }
    if !matches!(act, "test" | "pause" | "resume") {
        return Err(Failure::missing("act"));
    }
    let path = format!("/endpoints/{}/{act}", segment(&name));
    let answer = match call(&dashboard, &seat, Method::POST, &path, None).await?.body() {
        Ok(answer) => answer,
        Err(said) => return Ok(back(&seat, &below, &said)),
    };
    match act {
        "pause" => Ok(back(&seat, &below, "Paused. New events are matched and held.")),
        "resume" => Ok(back(&seat, &below, "Resumed. What was held goes out now.")),
        _ => tested(&dashboard, &seat, &name, &below, &answer),
    }
}

async fn removed(dashboard: &Dashboard, seat: &Seat, name: &str, below: &str) -> Result<Response, Failure> {
    let path = format!("/endpoints/{}", segment(name));
    Ok(match call(dashboard, seat, Method::DELETE, &path, None).await?.body() {
        Ok(answer) => {
            let cancelled = show::count(answer["cancelled_deliveries"].as_u64().unwrap_or(0));
            back(
                seat,
                "/endpoints",
                &format!("{name} is removed; {cancelled} pending deliveries were cancelled."),
            )
        }
        Err(said) => back(seat, below, &said),
    })
}

/// How to rotate; a field that was left free is empty.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Rotation {
    #[serde(default)]
    grace: String,
    #[serde(default)]
    secret: String,
}

/// Makes a new secret, or takes the one that is given, and shows it.
pub(in crate::dashboard) async fn rotate(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(wanted): Form<Rotation>,
) -> Result<Response, Failure> {
    let name = seat.part("id").to_owned();
    let below = format!("/endpoints/{}", segment(&name));
    let grace_ms = match span(&wanted.grace) {
        Ok(grace_ms) => grace_ms,
        Err(why) => return Ok(back(&seat, &below, &format!("The secret stays as it is: {why}"))),
    };
    let mut body = json!({ "grace_ms": grace_ms });
    if !wanted.secret.trim().is_empty() {
        body["secret"] = json!(wanted.secret.trim());
    }
    let path = format!("/endpoints/{}/rotate-secret", segment(&name));
    match call(&dashboard, &seat, Method::POST, &path, Some(&body)).await?.body() {
        Ok(answer) => rotated(&dashboard, &seat, &name, &below, grace_ms, &answer),
        Err(said) => Ok(back(&seat, &below, &said)),
    }
}

fn rotated(
    dashboard: &Dashboard,
    seat: &Seat,
    name: &str,
    below: &str,
    grace_ms: u64,
    answer: &Value,
) -> Result<Response, Failure> {
    let command = format!("hookit endpoint rotate-secret {name}");
    let old = match grace_ms {
        0 => "The old one signs no more.".to_owned(),
        _ => format!("The old one signs too for {}.", show::span(grace_ms)),
    };
    Told {
        frame: Frame::new(dashboard, seat, &Query::default(), "Endpoints", "Secret rotated", &command),
        sentence: format!("{name} has a new signing secret. {old}"),
        secret: answer["secret"].as_str().map(str::to_owned),
        facts: Vec::new(),
        texts: Vec::new(),
        back: seat.path(below),
    }
    .page()
}

/// The whole exchange of a test.
fn tested(
    dashboard: &Dashboard,
    seat: &Seat,
    name: &str,
    below: &str,
    answer: &Value,
) -> Result<Response, Failure> {
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    let outcome = answer["outcome"].as_str().and_then(|word| word.parse().ok());
    let status = answer["response_status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let words = outcome.map_or_else(|| text("outcome"), |outcome| show::outcome_words(outcome, status));
    let took = answer["duration_ms"].as_u64().map(show::span).unwrap_or_default();
    let mut facts = vec![("Took", took)];
    for (label, member) in [("Dialled", "dialled"), ("What went wrong", "error")] {
        if !text(member).is_empty() {
            facts.push((label, text(member)));
        }
    }
    let mut texts = vec![("Request", show::pretty(&text("request_body")))];
    if !text("response_body").is_empty() {
        texts.push(("Answer", show::pretty(&text("response_body"))));
    }
    let command = format!("hookit endpoint test {name}");
    Told {
        frame: Frame::new(
            dashboard,
            seat,
            &Query::default(),
            "Endpoints",
            format!("Test of {name}"),
            &command,
        ),
        sentence: format!("The test event ended with: {words}."),
        secret: None,
        facts,
        texts,
        back: seat.path(below),
    }
    .page()
}
