//! The settings in force on this node, each with where it comes from.

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
use crate::dashboard::state::Dashboard;

#[derive(Template)]
#[template(path = "sheet.html")]
struct SettingsPage {
    frame: Frame,
    note: &'static str,
    sheet: Sheet,
    pages: Pages,
}

/// The page; for who may see all projects, since the settings are the machine's.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let rows = dashboard.rules.settings.iter().map(|(key, value, origin)| {
        vec![Cell::Code(key.clone()), Cell::Code(value.clone()), Cell::Text((*origin).to_owned())]
    });
    let columns = [("Setting", ""), ("Value", ""), ("From", "")];
    frame::page(&SettingsPage {
        frame: Frame::new(&dashboard, &seat, &query, "Settings", "Settings", "hookit config show"),
        note: "of the node that answers you",
        sheet: Sheet::plain(&columns, rows.collect(), "No settings"),
        pages: Pages::default(),
    })
}
