//! The form of an endpoint: saving it, and trying its filter while it is written.

use std::collections::BTreeMap;

use axum::Form;
use axum::Json;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;
use serde_json::json;

use super::told::Told;
use crate::dashboard::call::Refusal;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::call_if;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::fields::Fields;
use crate::dashboard::fields::patch;
use crate::dashboard::fields::written;
use crate::dashboard::frame::Frame;
use crate::dashboard::gate::Seat;
use crate::dashboard::pages::endpoint_form;
use crate::dashboard::query::Query;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;

/// Events a filter is tried on.
const LAST: u32 = 500;

/// Adds one, or changes the one that `which` names.
pub(in crate::dashboard) async fn save(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let body = match written(&fields) {
        Ok(body) => body,
        Err(wrong) => {
            let said = "Nothing was saved: some of it cannot be read.";
            return endpoint_form::again(&dashboard, &seat, fields, said, wrong).await;
        }
    };
    let saved = if fields.which.is_empty() {
        add(&dashboard, &seat, &fields, body).await?
    } else {
        change(&dashboard, &seat, &fields, &body).await?
    };
    match saved {
        Ok(page) => Ok(page),
        Err(Refusal { said, members }) => {
            let said = if members.is_empty() { said } else { format!("Nothing was saved: {said}") };
            endpoint_form::again(&dashboard, &seat, fields, &said, members).await
        }
    }
}

/// A merge patch of what differs, unless somebody changed it meanwhile.
async fn change(
    dashboard: &Dashboard,
    seat: &Seat,
    fields: &Fields,
    wanted: &Value,
) -> Result<Result<Response, Refusal>, Failure> {
    let path = format!("/endpoints/{}", segment(&fields.which));
    let before = match call(dashboard, seat, Method::GET, &path, None).await?.judged() {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let version = format!("\"{}\"", fields.version);
    let patch = patch(&before, wanted);
    let answer = call_if(dashboard, seat, Method::PATCH, &path, Some(&patch), Some(&version)).await?;
    Ok(answer.judged().map(|changed| {
        let name = changed["name"].as_str().unwrap_or(&fields.which);
        back(seat, &format!("/endpoints/{}", segment(name)), "Saved.")
    }))
}

async fn add(
    dashboard: &Dashboard,
    seat: &Seat,
    fields: &Fields,
    mut body: Value,
) -> Result<Result<Response, Refusal>, Failure> {
    if fields.signing == "ed25519" {
        body["signing"] = json!("ed25519");
    }
    if !fields.secret.trim().is_empty() {
        body["secret"] = json!(fields.secret.trim());
    }
    let made = match call(dashboard, seat, Method::POST, "/endpoints", Some(&body)).await?.judged() {
        Ok(made) => made,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let name = made["name"].as_str().unwrap_or_default();
    let command = format!("hookit endpoint show {name}");
    let query = Query::default();
    let public = made["public_key"].as_str().map(|key| ("Receivers check with", key.to_owned()));
    Told {
        frame: Frame::new(dashboard, seat, &query, "Endpoints", "Endpoint added", &command),
        sentence: format!("{name} takes events from now on. This is its signing secret."),
        secret: made["secret"].as_str().map(str::to_owned),
        facts: public.into_iter().collect(),
        texts: Vec::new(),
        back: seat.path(&format!("/endpoints/{}", segment(name))),
    }
    .page()
    .map(Ok)
}

/// A filter and the sample it is tried on.
#[derive(Deserialize)]
pub(in crate::dashboard) struct Tried {
    filter: String,
    #[serde(default, rename = "type")]
    event_type: String,
    #[serde(default)]
    labels: String,
    #[serde(default)]
    payload: String,
    #[serde(default)]
    endpoint: String,
}

/// What is said of a filter.
#[derive(Debug, Default, Serialize)]
pub(in crate::dashboard) struct Verdict {
    /// A colour's class.
    state: &'static str,
    words: String,
    gained: Vec<Way>,
    lost: Vec<Way>,
}

/// A way to an event.
#[derive(Debug, Serialize)]
struct Way {
    href: String,
    text: String,
}

impl Verdict {
    fn new(state: &'static str, words: impl Into<String>) -> Json<Self> {
        Json(Self { state, words: words.into(), ..Self::default() })
    }
}

/// Tries a filter on a sample.
pub(in crate::dashboard) async fn check(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(tried): Form<Tried>,
) -> Result<Json<Verdict>, Failure> {
    let payload: Value = match tried.payload.trim() {
        "" => Value::Null,
        text => match serde_json::from_str(text) {
            Ok(payload) => payload,
            Err(error) => {
                return Ok(Verdict::new("warn", format!("The sample's payload is no JSON: {error}")));
            }
        },
    };
    let lines = tried.labels.lines().filter_map(|line| line.split_once('='));
    let labels: BTreeMap<&str, &str> = lines.map(|(name, value)| (name.trim(), value.trim())).collect();
    let mut body = json!({ "filter": tried.filter, "payload": payload, "labels": labels });
    if !tried.event_type.trim().is_empty() {
        body["type"] = json!(tried.event_type.trim());
    }
    let answer = call(&dashboard, &seat, Method::POST, "/filters/check", Some(&body)).await?;
    Ok(match answer.judged() {
        Ok(told) => verdict(&told),
        Err(Refusal { said, members }) => {
            let of_filter = members.into_iter().find(|(member, _)| member == "filter");
            Verdict::new("bad", format!("✖ {}", of_filter.map_or(said, |(_, why)| why)))
        }
    })
}

fn verdict(told: &Value) -> Json<Verdict> {
    let text = |name: &str| told[name].as_str().unwrap_or_default();
    if told["matched"] == true {
        Verdict::new("good", "✔ The sample is received.")
    } else if told["failed"] == true {
        let words =
            format!("⊘ The sample is not received: {} has no value, {}.", text("clause"), text("reason"));
        Verdict::new("warn", words)
    } else {
        Verdict::new("held", format!("⊘ The sample is not received: {} is false.", text("clause")))
    }
}

/// Tries a filter on the project's last events.
pub(in crate::dashboard) async fn backtest(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(tried): Form<Tried>,
) -> Result<Json<Verdict>, Failure> {
    let mut body = json!({ "filter": tried.filter, "last": LAST });
    if !tried.endpoint.is_empty() {
        body["endpoint"] = json!(tried.endpoint);
    }
    let answer = call(&dashboard, &seat, Method::POST, "/filters/backtest", Some(&body)).await?;
    let told = match answer.body() {
        Ok(told) => told,
        Err(said) => return Ok(Verdict::new("bad", format!("✖ {said}"))),
    };
    let ways = |name: &str| {
        let ids = told[name].as_array().into_iter().flatten().filter_map(Value::as_str);
        let way = |id: &str| Way { href: seat.path(&format!("/events/{id}")), text: show::short(id) };
        ids.map(way).collect()
    };
    Ok(Json(Verdict {
        state: if told["failed"].as_u64() > Some(0) { "warn" } else { "good" },
        words: history(&told, !tried.endpoint.is_empty()),
        gained: ways("gained_ids"),
        lost: ways("lost_ids"),
    }))
}

/// What a filter would have done, in a sentence or two.
fn history(told: &Value, compared: bool) -> String {
    let number = |name: &str| show::count(told[name].as_u64().unwrap_or(0));
    let mut words = format!("Of the last {} events", number("looked_at"));
    if compared {
        words.extend([", ", &number("of_type"), " are of its types. It would receive ", &number("matched")]);
        words.extend([" of them, and receives ", &number("matched_now"), " now: "]);
        words.extend([&number("gained"), " come anew, ", &number("lost"), " come no more."]);
    } else {
        words.extend([", the filter lets through ", &number("matched"), "."]);
    }
    if told["failed"].as_u64() > Some(0) {
        let why = told["failure"].as_str().unwrap_or_default();
        words.extend([" For ", &number("failed"), " it has no value: ", why, "."]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_filter_would_have_done_is_told_with_what_changes() {
        let told = json!({ "looked_at": 500, "of_type": 120, "matched": 12, "matched_now": 14, "gained": 1, "lost": 3, "failed": 0 });
        assert_eq!(
            history(&told, true),
            "Of the last 500 events, 120 are of its types. It would receive 12 of them, and receives 14 now: 1 come anew, \
             3 come no more."
        );
        let told = json!({ "looked_at": 9, "matched": 2, "failed": 4, "failure": "no such key `a`" });
        assert_eq!(
            history(&told, false),
            "Of the last 9 events, the filter lets through 2. For 4 it has no value: no such key `a`."
        );
    }
}
