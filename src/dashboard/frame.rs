//! What stands around every page: who and where, the way to the other pages, and the same for a terminal.

use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Response;

use super::failure::Failure;
use super::gate::Seat;
use super::query::Query;
use super::show::quoted;
use super::state::Dashboard;
use crate::domain::rank::Rank;
use crate::store::sessions;

/// Longest word of an act that is repeated, in characters.
const SAID_CHARS_MAX: usize = 500;

/// A way to another page.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) href: String,
    pub(super) label: &'static str,
    pub(super) key: &'static str,
    pub(super) current: bool,
}

/// The frame of a page.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) project: String,
    /// Other projects to go to.
    pub(super) others: Vec<String>,
    pub(super) ways: Vec<Way>,
    pub(super) more: Vec<Way>,
    pub(super) actor: String,
    pub(super) rank: &'static str,
    /// Begins the path of every page of the project.
    pub(super) base: String,
    /// What an act had to say.
    pub(super) said: Option<String>,
    /// The same on a terminal.
    pub(super) command: String,
    pub(super) operates: bool,
    /// Whether signing out is ours to do; else the proxy's.
    pub(super) signs_out: bool,
}

impl Frame {
    /// The frame of the page called `title`, under the way of `section`; `command` is its like on a terminal.
    pub(super) fn new(
        dashboard: &Dashboard,
        seat: &Seat,
        query: &Query,
        section: &str,
        title: impl Into<String>,
        command: &str,
    ) -> Self {
        let project = seat.project.name.to_string();
        let snapshot = dashboard.store.snapshot();
        let mut others: Vec<String> = match seat.session.project {
            Some(_) => Vec::new(),
            None => snapshot.projects().map(|other| other.name.to_string()).collect(),
        };
        others.retain(|other| *other != project);
        others.sort_unstable();
        let elsewhere =
            if project == "default" { String::new() } else { format!(" --project {}", quoted(&project)) };
        let said: Option<String> = query.text("said").map(|said| said.chars().take(SAID_CHARS_MAX).collect());
        Self {
            title: title.into(),
            others,
            ways: ways(seat, section, &WAYS),
            more: if seat.may(Rank::Admin) { ways(seat, section, &MORE) } else { Vec::new() },
            actor: seat.session.actor.clone(),
            rank: seat.session.rank.as_str(),
            base: seat.path(""),
            said,
            command: if command.is_empty() { String::new() } else { format!("{command}{elsewhere}") },
            operates: seat.may(Rank::Operator),
            signs_out: seat.session.way != sessions::Way::Proxy,
            project,
        }
    }
}

const WAYS: [(&str, &str, &str); 6] = [
    ("", "Now", "n"),
    ("/endpoints", "Endpoints", "e"),
    ("/events", "Events", "v"),
    ("/deliveries", "Deliveries", "d"),
    ("/dead-letters", "Dead letters", "x"),
    ("/types", "Types", "t"),
];

const MORE: [(&str, &str, &str); 5] = [
    ("/keys", "Keys", "k"),
    ("/nodes", "Nodes", "o"),
    ("/audit", "Audit", "a"),
    ("/sessions", "Sessions", "i"),
    ("/settings", "Settings", "s"),
];

fn ways(seat: &Seat, section: &str, of: &[(&'static str, &'static str, &'static str)]) -> Vec<Way> {
    of.iter()
        .map(|(below, label, key)| Way { href: seat.path(below), label, key, current: *label == section })
        .collect()
}

/// A page as an answer.
pub(super) fn page(template: &impl askama::Template) -> Result<Response, Failure> {
    Ok(Html(template.render()?).into_response())
}
