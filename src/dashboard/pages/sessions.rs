//! Who is signed in here.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::listed::Pages;
use super::sheet::Act;
use super::sheet::Cell;
use super::sheet::Row;
use super::sheet::Sheet;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;
use crate::store::sessions;

#[derive(Template)]
#[template(path = "sheet.html")]
struct SessionsPage {
    frame: Frame,
    note: &'static str,
    sheet: Sheet,
    pages: Pages,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let now = store.now();
    let rows = sessions::list(store, seat.session.project).await?.into_iter().map(|session| {
        let own = session.id == seat.session.id;
        let state = if own {
            show::State::new("busy", "➤", "you")
        } else {
            show::State::new("good", "✔", "signed in")
        };
        Row {
            act: Some(Act {
                path: seat.path(&format!("/act/end-session/{}", session.id)),
                label: "End",
                about: format!("End the session of {}, {}", session.actor, session.id),
                ask: "End this session? Its browser has to sign in again.".to_owned(),
            }),
            cells: vec![
                Cell::State(state),
                Cell::Text(session.actor),
                Cell::Text(session.rank.to_string()),
                Cell::Text(session.way.to_string()),
                Cell::Time(show::when(session.seen_at, now)),
                Cell::Time(show::when(session.created_at, now)),
                Cell::Text(session.browser),
            ],
        }
    });
    frame::page(&SessionsPage {
        frame: Frame::new(&dashboard, &seat, &query, "Sessions", "Sessions", "hookit dashboard"),
        note: "end after 12 hours without use, and after 7 days",
        sheet: Sheet {
            columns: vec![
                ("State", ""),
                ("Who", ""),
                ("Role", ""),
                ("By", "wide"),
                ("Seen", ""),
                ("Since", "wide"),
                ("Browser", "wide"),
            ],
            rows: rows.collect(),
            acts: true,
            nothing: "Nobody is signed in",
            hint: "",
            run: "",
        },
        pages: Pages::default(),
    })
}
