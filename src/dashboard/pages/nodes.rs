//! Nodes and Postgres: who works, and on what.

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
use crate::store::diagnosis;
use crate::store::diagnosis::Days;
use crate::store::nodes;
use crate::store::stats;
use crate::store::stats::DatabaseView;
use crate::store::stats::QueueGauges;

#[derive(Template)]
#[template(path = "nodes.html")]
struct NodesPage {
    frame: Frame,
    note: String,
    sheet: Sheet,
    pages: Pages,
    facts: Vec<(&'static str, String)>,
}

/// The page.
pub(in crate::dashboard) async fn page(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let store = &dashboard.store;
    let now = store.now();
    let (nodes, database, queue, days) = tokio::try_join!(
        nodes::list(store),
        stats::database(store),
        stats::queue(store, None),
        diagnosis::days(store)
    )?;
    let alive = nodes.iter().filter(|node| node.alive).count();
    let rows = nodes.iter().map(|node| {
        let state = match (node.alive, node.draining) {
            (false, _) => show::State::new("calm", "⊘", "gone"),
            (true, true) => show::State::new("held", "‖", "drained"),
            (true, false) => show::State::new("good", "✔", "works"),
        };
        let (act, label) = if node.draining { ("undrain", "Undrain") } else { ("drain", "Drain") };
        let act = node.alive.then(|| Act {
            path: seat.path(&format!("/act/node/{}/{act}", node.id)),
            label,
            about: format!("{label} {}", node.name),
            ask: if node.draining {
                format!("Let {} take deliveries again?", node.name)
            } else {
                format!("Drain {}? It takes no more deliveries and finishes those it has.", node.name)
            },
        });
        let cells = vec![
            Cell::State(state),
            Cell::Text(node.name.clone()),
            Cell::Text(node.roles.join(", ")),
            Cell::Text(node.in_flight.to_string()),
            Cell::Text(node.waiting.to_string()),
            Cell::Text(node.version.clone()),
            Cell::Time(show::when(node.started_at, now)),
            Cell::Time(show::when(node.lease_until, now)),
        ];
        Row { cells, act }
    });
    let columns = vec![
        ("State", ""),
        ("Node", ""),
        ("Roles", "wide"),
        ("In flight", "num"),
        ("In its lanes", "num"),
        ("Version", "wide"),
        ("Started", "wide"),
        ("Lease until", "wide"),
    ];
    frame::page(&NodesPage {
        frame: Frame::new(&dashboard, &seat, &query, "Nodes", "Nodes and Postgres", "hookit node list"),
        note: format!("{alive} of {} work", nodes.len()),
        sheet: Sheet {
            columns,
            rows: rows.collect(),
            acts: true,
            nothing: "No node was ever started",
            hint: "",
            run: "",
        },
        pages: Pages::default(),
        facts: facts(database, &queue, &days),
    })
}

/// What is known of Postgres, the queue in it and the history.
fn facts(database: DatabaseView, queue: &QueueGauges, days: &Days) -> Vec<(&'static str, String)> {
    let plus = if queue.truncated { "+" } else { "" };
    let forecast = days.day_bytes.map_or_else(
        || "not known before a day is over".to_owned(),
        |day| format!("{} a day", show::bytes(day)),
    );
    let private = if database.private { "private, run by hookitd" } else { "external" };
    vec![
        ("Postgres", format!("{}, {private}", database.version)),
        ("Size", show::bytes(database.size_bytes)),
        ("Schema", database.schema.to_string()),
        ("Data directory", database.data_directory.unwrap_or_else(|| "not told to HookIt's role".to_owned())),
        (
            "Queue, all projects",
            format!(
                "{}{plus} due, {}{plus} in flight, {}{plus} limited by their endpoint, {}{plus} later, {}{plus} held",
                show::count(queue.due),
                show::count(queue.in_flight),
                show::count(queue.limited),
                show::count(queue.waiting),
                show::count(queue.held)
            ),
        ),
        ("History grows by", forecast),
        ("Days of history", days.days.to_string()),
    ]
}
