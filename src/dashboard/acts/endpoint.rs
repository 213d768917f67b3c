//! Testing, pausing, resuming and removing endpoints, and rotating their secrets.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde_json::Value;

use super::told::Told;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;

/// `test`, `pause`, `resume`, `rotate-secret` or `remove`.
pub(in crate::dashboard) async fn act(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let (name, act) = (seat.part("id").to_owned(), seat.part("act"));
    let below = format!("/endpoints/{}", segment(&name));
    if act == "remove" {
        return removed(&dashboard, &seat, &name, &below).await;
    }
    if !matches!(act, "test" | "pause" | "resume" | "rotate-secret") {
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
        "rotate-secret" => rotated(&dashboard, &seat, &name, &below, &answer),
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

fn rotated(
    dashboard: &Dashboard,
    seat: &Seat,
    name: &str,
    below: &str,
    answer: &Value,
) -> Result<Response, Failure> {
    let command = format!("hookit endpoint rotate-secret {name}");
    Told {
        frame: Frame::new(dashboard, seat, &Query::default(), "Endpoints", "Secret rotated", &command),
        sentence: format!("{name} has a new signing secret. The old one signs too for 24 hours."),
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
