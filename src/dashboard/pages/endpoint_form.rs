//! The form of an endpoint: to add one, and to change one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::endpoint::find;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::state::Dashboard;
use crate::domain::endpoint::DEFAULT_TIMEOUT_MS;

#[derive(Template)]
#[template(path = "endpoint_form.html")]
struct FormPage {
    frame: Frame,
    /// Empty for a new one.
    which: String,
    name: String,
    url: String,
    types: String,
    description: String,
    timeout_ms: u32,
    version: String,
    seen: Vec<String>,
}

/// For a new one; fields may come with the address, as after a refusal.
pub(in crate::dashboard) async fn new(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let text = |name: &str| query.text(name).unwrap_or("").to_owned();
    let command = "hookit endpoint add URL --name NAME --event TYPE";
    frame::page(&FormPage {
        frame: Frame::new(&dashboard, &seat, &query, "Endpoints", "Add an endpoint", command),
        which: String::new(),
        name: text("name"),
        url: text("url"),
        types: query.text("event_types").unwrap_or("*").to_owned(),
        description: text("description"),
        timeout_ms: DEFAULT_TIMEOUT_MS,
        version: String::new(),
        seen: seen(&dashboard, &seat).await?,
    })
}

/// For one that is there.
pub(in crate::dashboard) async fn edit(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let endpoint = find(&dashboard, &seat)?;
    let settings = &endpoint.settings;
    let name = settings.name.to_string();
    let command = format!("hookit endpoint edit {name}");
    frame::page(&FormPage {
        frame: Frame::new(&dashboard, &seat, &query, "Endpoints", format!("Edit {name}"), &command),
        which: name.clone(),
        name,
        url: settings.url.clone(),
        types: settings.event_types.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        description: settings.description.clone().unwrap_or_default(),
        timeout_ms: settings.timeout_ms,
        version: endpoint.version.to_string(),
        seen: seen(&dashboard, &seat).await?,
    })
}

/// Types that were published lately, for who does not know them by heart.
async fn seen(dashboard: &Dashboard, seat: &Seat) -> Result<Vec<String>, Failure> {
    let seen = crate::store::event_types::lately(&dashboard.store, seat.project.id).await?;
    Ok(seen.into_iter().take(20).map(|one| one.name.to_string()).collect())
}
