//! The form of an endpoint: to add one, and to change one.

use askama::Template;
use axum::extract::State;
use axum::http::Method;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use serde_json::Value;

use super::endpoint::find;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::fields::Fields;
use crate::dashboard::fields::shown;
use crate::dashboard::frame;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::query::Query;
use crate::dashboard::state::Dashboard;
use crate::domain::shaping::PayloadFormat;
use crate::domain::signature::SignatureFormat;
use crate::store::Page;
use crate::store::events;
use crate::store::events::EventFilter;

/// Types that are offered.
const SEEN_MAX: usize = 20;
/// Longest payload of an event that is offered as the sample, in bytes.
const SAMPLE_BYTES_MAX: u64 = 8 * 1_024;

#[derive(Template)]
#[template(path = "endpoint_form.html")]
struct FormPage {
    frame: Frame,
    fields: Fields,
    /// What was refused, by the API's name of the member.
    wrong: Vec<(String, String)>,
    formats: &'static [PayloadFormat],
    signatures: &'static [SignatureFormat],
    seen: Vec<String>,
    sample: Sample,
    is_new: bool,
    tls_opens: bool,
}

/// An event that filters are tried on.
#[derive(Default)]
struct Sample {
    event_type: String,
    labels: String,
    payload: String,
}

impl FormPage {
    /// What is wrong with one of these members, which have spaces between them.
    fn wrong(&self, members: &str) -> Vec<&str> {
        let is_meant = |member: &str| members.split(' ').any(|one| one == member);
        self.wrong.iter().filter(|(member, _)| is_meant(member)).map(|(_, why)| why.as_str()).collect()
    }
}

/// For a new one.
pub(in crate::dashboard) async fn new(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    page(&dashboard, &seat, &query, shown(&Value::Null), Vec::new()).await
}

/// For one that is there.
pub(in crate::dashboard) async fn edit(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    query: Query,
) -> Result<Response, Failure> {
    let name = find(&dashboard, &seat)?.settings.name.to_string();
    let path = format!("/endpoints/{}", segment(&name));
    let endpoint = call(&dashboard, &seat, Method::GET, &path, None).await?;
    let endpoint = endpoint.body().map_err(|_| Failure::missing("endpoint"))?;
    page(&dashboard, &seat, &query, shown(&endpoint), Vec::new()).await
}

/// The form once more, with what was filled in and what is wrong with it.
pub(in crate::dashboard) async fn again(
    dashboard: &Dashboard,
    seat: &Seat,
    fields: Fields,
    said: &str,
    wrong: Vec<(String, String)>,
) -> Result<Response, Failure> {
    let query = Query::of(&format!("said={}", crate::dashboard::query::encoded(said)));
    let form = page(dashboard, seat, &query, fields, wrong).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, form).into_response())
}

async fn page(
    dashboard: &Dashboard,
    seat: &Seat,
    query: &Query,
    fields: Fields,
    wrong: Vec<(String, String)>,
) -> Result<Response, Failure> {
    let is_new = fields.which.is_empty();
    let (title, command) = if is_new {
        ("Add an endpoint".to_owned(), "hookit endpoint add URL --name NAME --event TYPE".to_owned())
    } else {
        (format!("Edit {}", fields.which), format!("hookit endpoint edit {}", fields.which))
    };
    let seen = crate::store::event_types::lately(&dashboard.store, seat.project.id).await?;
    frame::page(&FormPage {
        frame: Frame::new(dashboard, seat, query, "Endpoints", title, &command),
        tls_opens: !fields.client_certificate.is_empty()
            || !fields.pins.is_empty()
            || wrong.iter().any(|(member, _)| member.starts_with("client_") || member.starts_with("pinned_")),
        wrong,
        formats: PayloadFormat::ALL,
        signatures: SignatureFormat::ALL,
        seen: seen.into_iter().take(SEEN_MAX).map(|one| one.name.to_string()).collect(),
        sample: sample(dashboard, seat).await?,
        is_new,
        fields,
    })
}

/// The newest event, where the person may see payloads and it is not long.
async fn sample(dashboard: &Dashboard, seat: &Seat) -> Result<Sample, Failure> {
    if dashboard.rules.payloads.is_none_or(|rank| !seat.may(rank)) {
        return Ok(Sample::default());
    }
    let page = Page { limit: 1, before: None };
    let newest = events::list(&dashboard.store, seat.project.id, &EventFilter::default(), page).await?;
    let Some(newest) = newest.items.first().filter(|event| event.payload_bytes <= SAMPLE_BYTES_MAX) else {
        return Ok(Sample::default());
    };
    let event = events::show(&dashboard.store, seat.project.id, newest.id).await?;
    let payload = event.and_then(|event| event.payload).unwrap_or_default();
    Ok(Sample {
        event_type: newest.event_type.to_string(),
        labels: newest
            .labels
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("\n"),
        payload: crate::dashboard::show::pretty(&String::from_utf8_lossy(&payload)),
    })
}
