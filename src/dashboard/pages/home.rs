//! `/dashboard`: leads to the project that the person may see first.

use axum::Extension;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use crate::dashboard::failure::Failure;
use crate::dashboard::state::Dashboard;
use crate::store::projects::DEFAULT_PROJECT;
use crate::store::sessions::Session;

/// The session's own project, else the default one, else any.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    Extension(session): Extension<Session>,
) -> Result<Response, Failure> {
    let snapshot = dashboard.store.snapshot();
    let project = match session.project {
        Some(own) => snapshot.project(&own.to_string()),
        None => snapshot.project(DEFAULT_PROJECT).or_else(|| snapshot.projects().next()),
    };
    let project = project.ok_or_else(|| Failure::missing("project"))?;
    Ok(Redirect::to(&format!("/dashboard/p/{}", project.name)).into_response())
}
