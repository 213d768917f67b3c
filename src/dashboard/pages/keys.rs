//! API keys of the project, and the projects there are.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::listed::Pages;
use super::sheet::Act;
use super::sheet::Cell;
use super::sheet::Row;
use super::sheet::Sheet;
use super::sheet::time;
use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;
use crate::store::keys;
use crate::store::keys::KeyFilter;
use crate::store::keys::KeyView;

#[derive(Template)]
#[template(path = "keys.html")]
struct KeysPage {
    frame: Frame,
    note: String,
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
    let filter = KeyFilter { project: Some(seat.project.id), ..KeyFilter::default() };
    let listed = keys::list(store, &filter, query.page()?).await?;
    let pages = Pages::of(&query, listed.items.last().map(|one| one.id.uuid()), listed.more);
    let rows = listed.items.iter().map(|key| row(&dashboard, &seat, key)).collect();
    frame::page(&KeysPage {
        frame: Frame::new(&dashboard, &seat, &query, "Keys", "Keys and projects", "hookit key list"),
        note: format!("of the project {}", seat.project.name),
        sheet: Sheet {
            columns: vec![
                ("State", ""),
                ("Name", ""),
                ("Begins with", ""),
                ("Scopes", ""),
                ("Used", "wide"),
                ("Made", "wide"),
                ("Ends", "wide"),
            ],
            rows,
            acts: true,
            nothing: "No keys yet",
            hint: "Producers show a key when they publish; whoever operates over HTTP shows one too.",
            run: "hookit key add billing --scope publish",
        },
        pages,
    })
}

fn row(dashboard: &Dashboard, seat: &Seat, key: &KeyView) -> Row {
    let now = dashboard.store.now();
    let ended = key.expires_at.is_some_and(|at| at <= now);
    let state = match key.revoked_at {
        Some(_) => show::State::new("calm", "⊘", "revoked"),
        None if ended => show::State::new("calm", "⊘", "expired"),
        None => show::State::new("good", "✔", "good"),
    };
    let act = key.revoked_at.is_none().then(|| Act {
        path: seat.path(&format!("/act/revoke-key/{}", key.id)),
        label: "Revoke",
        about: format!("Revoke {}", key.name),
        ask: format!("Revoke {}? Whoever uses it is refused at once.", key.name),
    });
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    Row {
        cells: vec![
            Cell::State(state),
            Cell::Text(key.name.clone()),
            Cell::Code(format!("hk_{}", key.public_id)),
            Cell::Text(scopes.join(", ")),
            time(key.last_used_at.map(|at| show::when(at, now))),
            Cell::Time(show::when(key.created_at, now)),
            time(key.expires_at.map(|at| show::when(at, now))),
        ],
        act,
    }
}
