//! The audit trail: who changed what.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::listed::Pages;
use super::sheet::Cell;
use super::sheet::Sheet;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;
use crate::store::audit;

#[derive(Template)]
#[template(path = "sheet.html")]
struct AuditPage {
    frame: Frame,
    note: &'static str,
    sheet: Sheet,
    pages: Pages,
}

/// The page: all acts for who may see all projects, else those of the session's own.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let now = store.now();
    let listed = audit::list(store, seat.session.project, query.page()?).await?;
    let pages = Pages::of(&query, listed.items.last().map(|act| act.id), listed.more);
    let snapshot = store.snapshot();
    let rows = listed.items.into_iter().map(|act| {
        let project = act.project.map(|id| {
            let known = snapshot.project(&id.to_string());
            known.map_or_else(|| "removed".to_owned(), |project| project.name.to_string())
        });
        vec![
            Cell::Time(show::when(act.at, now)),
            Cell::Text(act.actor),
            Cell::Text(act.action),
            Cell::Code(act.object),
            Cell::Text(project.unwrap_or_default()),
        ]
    });
    let columns = [("When", ""), ("Who", ""), ("What", ""), ("To", "wide"), ("Project", "wide")];
    frame::page(&AuditPage {
        frame: Frame::new(&dashboard, &seat, &query, "Audit", "Audit trail", "hookit trail"),
        note: "written with each change, in its transaction",
        sheet: Sheet::plain(&columns, rows.collect(), "Nobody changed anything yet"),
        pages,
    })
}
