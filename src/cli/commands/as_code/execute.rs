//! A plan, carried out: one request a change, each on the version that the plan was made on.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::event_type;
use super::super::support::say_done;
use super::plan::Action;
use super::plan::Change;
use super::plan::Kind;
use super::plan::Plan;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::manifest::TypeSettings;
use crate::cli::manifest::merge_patch;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::escape;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::domain::credentials::MASK;

/// Carries the plan out. What stands is told even when a later change fails; run again, the rest is done.
pub(super) fn run(session: &Session, client: &Client, plan: &Plan) -> Result<Done> {
    let screen = &session.screen;
    // Before anything is changed: a secret that is missing, or a change that no request can make.
    let prepared = plan.changes.iter().map(prepare).collect::<Result<Vec<_>>>()?;
    let mut applied = Vec::new();
    let mut secrets = false;
    let mut failed = None;
    for (change, request) in plan.changes.iter().zip(prepared) {
        let answer = match client.call(&request).and_then(|answer| answer.json()) {
            Ok(answer) => answer,
            Err(error) => {
                failed = Some((change, error));
                break;
            }
        };
        secrets |= tell(session, change, &answer)?;
        let mut done = change.json();
        // A secret that HookIt made is shown this once; one of the operator's own is not repeated.
        if change.action == Action::Add && change.kind == Kind::Endpoint && change.secret.is_none() {
            done["secret"] = answer["secret"].clone();
        }
        applied.push(done);
    }
    if screen.is_json() {
        let said = json!({ "applied": applied, "unchanged": plan.unchanged });
        super::super::support::print_json(screen, said.to_string().as_bytes())?;
    } else if secrets {
        screen.talk("secrets are shown once; store them now");
    }
    match failed {
        None => Ok(Done::All),
        Some((change, error)) => {
            let error = named(change, error);
            if applied.is_empty() {
                return Err(error);
            }
            screen.talk(&escape(&error.text));
            error.causes.iter().for_each(|cause| screen.talk(&format!("  because {}", escape(cause))));
            let left = plan.changes.len() - applied.len();
            screen.talk(&format!("{} done, {left} not done; run it again", applied.len()));
            Ok(Done::Partly)
        }
    }
}

fn named(change: &Change, mut error: CliError) -> CliError {
    error.text = format!("{} {} of {}: {}", change.kind.name(), change.name, change.project, error.text);
    error
}

/// The request that makes a change.
fn prepare(change: &Change) -> Result<Request> {
    let project = &change.project;
    Ok(match (change.kind, change.action) {
        (Kind::Project, _) => Request::post("/projects").json(&json!({ "name": change.name })),
        (Kind::EventType, Action::Remove) => {
            Request::delete(&event_type::path(&change.name)).in_project(project)
        }
        (Kind::EventType, _) => {
            let body = change.event_type.as_ref().map_or(Value::Null, TypeSettings::body);
            Request::put(&event_type::path(&change.name)).in_project(project).json(&body)
        }
        (Kind::Endpoint, Action::Add) => add_endpoint(change)?.in_project(project),
        (Kind::Endpoint, Action::Change) => {
            let mut patch = patch(change)?;
            if patch.contains_key("client_certificate") {
                // A key is kept for its own certificate alone.
                patch.insert("client_key".to_owned(), json!(MASK));
            }
            fill(&mut patch, change)?;
            let body = Value::Object(patch);
            on_version(Request::patch(&path(change)), change).in_project(project).json(&body)
        }
        (Kind::Endpoint, Action::Remove) => {
            on_version(Request::delete(&path(change)), change).in_project(project)
        }
    })
}

/// By id, so that what was seen is what is changed, whatever has the name meanwhile.
fn path(change: &Change) -> String {
    format!("/endpoints/{}", segment(change.id.as_deref().unwrap_or(&change.name)))
}

fn on_version(request: Request, change: &Change) -> Request {
    request.header("if-match", change.version.map(|version| format!("\"{version}\"")).as_deref())
}

fn add_endpoint(change: &Change) -> Result<Request> {
    let mut body = change.settings.as_ref().map(|settings| settings.body(&change.name)).unwrap_or_default();
    fill(&mut body, change)?;
    if let Some((place, beside)) = &change.secret {
        let secret: Zeroizing<String> = place.read(beside).map_err(|error| named(change, error))?;
        body.insert("secret".to_owned(), json!(secret.as_str()));
    }
    Ok(Request::post("/endpoints").json(&Value::Object(body)))
}

/// Puts in the values that are sealed, and that are not stored yet.
fn fill(body: &mut Map<String, Value>, change: &Change) -> Result<()> {
    let (sealed, beside) = &change.sealed;
    sealed.fill(body, beside).map_err(|error| named(change, error))
}

fn patch(change: &Change) -> Result<Map<String, Value>> {
    let mut patch = Map::new();
    for field in &change.fields {
        let value = merge_patch(&field.before, &field.after).ok_or_else(|| {
            let why = "a null inside it cannot be set on an endpoint that is there; leave the member out";
            named(change, CliError::failed(format!("{}: {why}", field.field)))
        })?;
        patch.insert(field.field.to_owned(), value);
    }
    Ok(patch)
}

/// Says what was done; says whether a secret was shown.
fn tell(session: &Session, change: &Change, answer: &Value) -> Result<bool> {
    let screen = &session.screen;
    if screen.is_json() {
        return Ok(false);
    }
    let done = match change.action {
        Action::Add => "added".to_owned(),
        Action::Change => {
            let fields: Vec<&str> = change.fields.iter().map(|field| field.field).collect();
            format!("changed: {}", fields.join(", "))
        }
        Action::Remove => "removed".to_owned(),
    };
    let place = if change.kind == Kind::Project { String::new() } else { format!(" of {}", change.project) };
    say_done(screen, Glyph::Done, &format!("{} {}{place} {done}", change.kind.name(), change.name))?;
    let secret = text(answer, "secret");
    if change.action != Action::Add || change.secret.is_some() || secret.is_empty() {
        return Ok(false);
    }
    Card::new().fact("secret", secret).print(screen)?;
    Ok(true)
}
