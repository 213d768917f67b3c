//! Testing, pausing, resuming, adding and changing endpoints, and rotating their secrets.

use axum::Form;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use super::call::back;
use super::call::call;
use super::call::call_if;
use super::call::segment;
use super::told::Told;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::query::encoded;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;

/// What the form holds.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Filled {
    which: String,
    version: String,
    name: String,
    url: String,
    event_types: String,
    timeout_ms: u32,
    description: String,
}

/// `test`, `pause`, `resume` or `rotate-secret`.
pub(in crate::dashboard) async fn act(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let (name, act) = (seat.part("id").to_owned(), seat.part("act"));
    let below = format!("/endpoints/{}", segment(&name));
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

/// Adds one, or changes the one that `which` names.
pub(in crate::dashboard) async fn save(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(filled): Form<Filled>,
) -> Result<Response, Failure> {
    let types: Vec<&str> =
        filled.event_types.split([',', '\n']).map(str::trim).filter(|one| !one.is_empty()).collect();
    let mut body = json!({ "url": filled.url.trim(), "event_types": types, "timeout_ms": filled.timeout_ms });
    if !filled.name.trim().is_empty() {
        body["name"] = json!(filled.name.trim());
    }
    let described = filled.description.trim();
    if !filled.which.is_empty() {
        body["description"] = if described.is_empty() { Value::Null } else { json!(described) };
        let path = format!("/endpoints/{}", segment(&filled.which));
        let version = Some(filled.version.as_str()).filter(|version| !version.is_empty());
        let version = version.map(|version| format!("\"{version}\""));
        let answer =
            call_if(&dashboard, &seat, Method::PATCH, &path, Some(&body), version.as_deref()).await?;
        return Ok(match answer.body() {
            Ok(changed) => {
                let name = changed["name"].as_str().unwrap_or(&filled.which);
                back(&seat, &format!("/endpoints/{}", segment(name)), "Saved.")
            }
            Err(said) => back(&seat, &format!("/endpoints/{}/edit", segment(&filled.which)), &said),
        });
    }
    if !described.is_empty() {
        body["description"] = json!(described);
    }
    match call(&dashboard, &seat, Method::POST, "/endpoints", Some(&body)).await?.body() {
        Ok(made) => {
            let name = made["name"].as_str().unwrap_or_default();
            let command = format!("hookit endpoint show {name}");
            Told {
                frame: Frame::new(
                    &dashboard,
                    &seat,
                    &Query::default(),
                    "Endpoints",
                    "Endpoint added",
                    &command,
                ),
                sentence: format!("{name} takes events from now on. This is its signing secret."),
                secret: made["secret"].as_str().map(str::to_owned),
                facts: Vec::new(),
                texts: Vec::new(),
                back: seat.path(&format!("/endpoints/{}", segment(name))),
            }
            .page()
        }
        Err(said) => {
            let again = format!(
                "/new-endpoint?url={}&name={}&event_types={}&description={}",
                encoded(&filled.url),
                encoded(&filled.name),
                encoded(&filled.event_types),
                encoded(described)
            );
            Ok(back(&seat, &again, &said))
        }
    }
}
