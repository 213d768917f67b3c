//! The form of an event type: to register one, and to change what is said of it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Deserialize;

use crate::dashboard::failure::Failure;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::query::encoded;
use crate::dashboard::show;
use crate::dashboard::show::quoted;
use crate::dashboard::state::Dashboard;
use crate::domain::event::EventType;
use crate::store::event_types;

/// What the form holds, as text. A field that was left free is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct TypeFields {
    /// The name of the one that is changed; empty for a new one.
    pub(in crate::dashboard) which: String,
    pub(in crate::dashboard) name: String,
    pub(in crate::dashboard) description: String,
    /// JSON Schema.
    pub(in crate::dashboard) schema: String,
    /// `off`, `warn` or `reject`.
    pub(in crate::dashboard) enforce: String,
    /// `true` where the box is ticked.
    pub(in crate::dashboard) deprecated: String,
    /// A payload that the schema is tried on; not kept.
    pub(in crate::dashboard) example: String,
    /// `save`, or `try` for the example.
    pub(in crate::dashboard) act: String,
}

#[derive(Template)]
#[template(path = "type_form.html")]
struct TypeFormPage {
    frame: Frame,
    fields: TypeFields,
    /// What was refused, by the API's name of the member.
    wrong: Vec<(String, String)>,
    is_new: bool,
    remove: String,
}

impl TypeFormPage {
    fn wrong(&self, member: &str) -> Vec<&str> {
        self.wrong.iter().filter(|(name, _)| name == member).map(|(_, why)| why.as_str()).collect()
    }
}

/// For a new one; `name` in the address is filled in.
pub(in crate::dashboard) async fn new(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let name = query.text("name").map(str::to_owned).unwrap_or_default();
    page(&dashboard, &seat, &query, TypeFields { name, ..TypeFields::default() }, Vec::new())
}

/// For one that is registered.
pub(in crate::dashboard) async fn edit(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let name = EventType::parse(seat.part("id")).map_err(|_| Failure::missing("event type"))?;
    let found = event_types::find(&dashboard.store, seat.project.id, &name).await?;
    let found = found.ok_or_else(|| Failure::missing("event type"))?;
    let fields = TypeFields {
        which: found.name.to_string(),
        name: found.name.to_string(),
        description: found.description.unwrap_or_default(),
        schema: found.schema.map(|schema| show::pretty(schema.source())).unwrap_or_default(),
        enforce: found.enforce.to_string(),
        deprecated: found.deprecated.to_string(),
        ..TypeFields::default()
    };
    page(&dashboard, &seat, &query, fields, Vec::new())
}

/// The form once more, with what was filled in and what is said of it.
pub(in crate::dashboard) fn again(
    dashboard: &Dashboard,
    seat: &Seat,
    fields: TypeFields,
    said: &str,
    wrong: Vec<(String, String)>,
) -> Result<Response, Failure> {
    let status = if fields.act == "try" { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let query = Query::of(&format!("said={}", encoded(said)));
    Ok((status, page(dashboard, seat, &query, fields, wrong)?).into_response())
}

fn page(
    dashboard: &Dashboard,
    seat: &Seat,
    query: &Query,
    fields: TypeFields,
    wrong: Vec<(String, String)>,
) -> Result<Response, Failure> {
    let is_new = fields.which.is_empty();
    let (title, command) = if is_new {
        ("Register a type".to_owned(), "hookit type add NAME --description TEXT --schema FILE".to_owned())
    } else {
        (format!("Edit {}", fields.which), format!("hookit type show {}", quoted(&fields.which)))
    };
    let remove = seat.path(&format!("/act/remove-type/{}", crate::dashboard::call::segment(&fields.which)));
    frame::page(&TypeFormPage {
        frame: Frame::new(dashboard, seat, query, "Types", title, &command),
        fields,
        wrong,
        is_new,
        remove,
    })
}
