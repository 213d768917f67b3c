//! Keys, projects, sessions and nodes.

use axum::Form;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::told::Told;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::state::Dashboard;

/// A key's form; a box that is not ticked is not sent.
#[derive(Deserialize)]
pub(in crate::dashboard) struct NewKey {
    name: String,
    publish: Option<String>,
    read: Option<String>,
    manage: Option<String>,
}

/// A project's form.
#[derive(Deserialize)]
pub(in crate::dashboard) struct NewProject {
    name: String,
}

/// Makes a key and shows it.
pub(in crate::dashboard) async fn add_key(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(new): Form<NewKey>,
) -> Result<Response, Failure> {
    let boxes = [("publish", &new.publish), ("read", &new.read), ("manage", &new.manage)];
    let scopes: Vec<&str> =
        boxes.iter().filter(|(_, ticked)| ticked.is_some()).map(|(name, _)| *name).collect();
    let body = json!({ "name": new.name.trim(), "scopes": scopes });
    let path = format!("/projects/{}/api-keys", seat.project.name);
    match call(&dashboard, &seat, Method::POST, &path, Some(&body)).await?.body() {
        Ok(made) => Told {
            frame: Frame::new(&dashboard, &seat, &Query::default(), "Keys", "Key added", "hookit key list"),
            sentence: format!("The key {} may {}.", new.name.trim(), scopes.join(", ")),
            secret: made["key"].as_str().map(str::to_owned),
            facts: Vec::new(),
            texts: Vec::new(),
            back: seat.path("/keys"),
        }
        .page(),
        Err(said) => Ok(back(&seat, "/keys", &said)),
    }
}

/// Makes a key useless.
pub(in crate::dashboard) async fn revoke_key(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let path = format!("/projects/{}/api-keys/{}", seat.project.name, segment(seat.part("id")));
    let answer = call(&dashboard, &seat, Method::DELETE, &path, None).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| "Revoked.".to_owned());
    Ok(back(&seat, "/keys", &said))
}

/// Makes a project.
pub(in crate::dashboard) async fn add_project(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(new): Form<NewProject>,
) -> Result<Response, Failure> {
    let body = json!({ "name": new.name.trim() });
    let answer = call(&dashboard, &seat, Method::POST, "/projects", Some(&body)).await?;
    let said = answer.body().map_or_else(
        |refused| refused,
        |_| format!("The project {} is there; choose it above.", new.name.trim()),
    );
    Ok(back(&seat, "/keys", &said))
}

/// Signs a browser out.
pub(in crate::dashboard) async fn end_session(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let path = format!("/sessions/{}", segment(seat.part("id")));
    let answer = call(&dashboard, &seat, Method::DELETE, &path, None).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| "Ended.".to_owned());
    Ok(back(&seat, "/sessions", &said))
}

/// `drain` or `undrain`.
pub(in crate::dashboard) async fn node(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let (act, said) = match seat.part("act") {
        "drain" => ("drain", "It takes no more deliveries, and finishes those it has."),
        "undrain" => ("undrain", "It takes deliveries again."),
        _ => return Err(Failure::missing("act")),
    };
    let path = format!("/nodes/{}/{act}", segment(seat.part("id")));
    let answer = call(&dashboard, &seat, Method::POST, &path, None).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| said.to_owned());
    Ok(back(&seat, "/nodes", &said))
}
