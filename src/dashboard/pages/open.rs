//! `/dashboard/open/…`: leads from any id to the page that shows it.

use axum::Extension;
use axum::extract::Path;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use crate::dashboard::failure::Failure;
use crate::dashboard::gate::Seat;
use crate::dashboard::state::Dashboard;
use crate::domain::id::ProjectId;
use crate::store::Store;
use crate::store::deliveries;
use crate::store::events;
use crate::store::redrives;
use crate::store::sessions::Session;

/// Looks through the projects that the person may see.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let snapshot = dashboard.store.snapshot();
    let seen = snapshot.projects().filter(|one| session.project.is_none_or(|own| own == one.id));
    for project in seen {
        if let Some(below) = place(&dashboard.store, project.id, &id).await? {
            return Ok(Redirect::to(&format!("/dashboard/p/{}{below}", project.name)).into_response());
        }
    }
    Err(Failure::missing("id"))
}

/// The same in one project, where names of endpoints are understood too.
pub(in crate::dashboard) async fn in_project(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let found = place(&dashboard.store, seat.project.id, seat.part("id")).await?;
    let below = found.ok_or_else(|| Failure::missing("id or endpoint"))?;
    Ok(Redirect::to(&seat.path(&below)).into_response())
}

/// Below which path of the project it is shown.
async fn place(store: &Store, project: ProjectId, id: &str) -> Result<Option<String>, Failure> {
    let found = match id.split_once('_').map_or("", |(prefix, _)| prefix) {
        "evt" => match id.parse() {
            Ok(event) => events::show(store, project, event).await?.map(|_| format!("/events/{id}")),
            Err(_) => None,
        },
        "dlv" => match id.parse() {
            Ok(delivery) => {
                deliveries::show(store, project, delivery).await?.map(|_| format!("/deliveries/{id}"))
            }
            Err(_) => None,
        },
        "rdr" => match id.parse() {
            Ok(redrive) => redrives::show(store, project, redrive).await?.map(|_| format!("/redrives/{id}")),
            Err(_) => None,
        },
        _ => {
            let snapshot = store.snapshot();
            let endpoint = snapshot.endpoint_named(project, id);
            endpoint.map(|endpoint| format!("/endpoints/{}", endpoint.settings.name))
        }
    };
    Ok(found)
}
