//! The form of an event type: saving it, trying an example on its schema, and removing it from the registry.

use axum::Form;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::dashboard::call::Refusal;
use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::call::send;
use crate::dashboard::failure::Failure;
use crate::dashboard::gate::Seat;
use crate::dashboard::pages::type_form;
use crate::dashboard::pages::type_form::TypeFields;
use crate::dashboard::state::Dashboard;
use crate::domain::schema::Schema;

/// The API's body; the schema goes into it as it was written, its members in their order.
#[derive(Serialize)]
struct TypeBody<'a> {
    description: Option<&'a str>,
    schema: Option<&'a RawValue>,
    enforce: &'a str,
    deprecated: bool,
}

/// Registers one, changes the one that `which` names, or only tries the example.
pub(in crate::dashboard) async fn save(
    State(dashboard): State<Dashboard>,
    seat: Seat,
    Form(fields): Form<TypeFields>,
) -> Result<Response, Failure> {
    let schema = match read(&fields.schema) {
        Ok(schema) => schema,
        Err(why) => return refused(&dashboard, &seat, fields, "schema", why),
    };
    if fields.act == "try" {
        let said = tried(&fields);
        return type_form::again(&dashboard, &seat, fields, &said, Vec::new());
    }
    let name = if fields.which.is_empty() { fields.name.trim() } else { &fields.which };
    if name.is_empty() {
        return refused(&dashboard, &seat, fields, "name", "a type has a name".to_owned());
    }
    let path = format!("/event-types/{}", segment(name));
    // The API's PUT would take the place of what is there, which a form for a new one never showed.
    if fields.which.is_empty() && call(&dashboard, &seat, Method::GET, &path, None).await?.body().is_ok() {
        let why = "it is registered already: edit it on the page Types".to_owned();
        return refused(&dashboard, &seat, fields, "name", why);
    }
    let description = fields.description.trim();
    let body = TypeBody {
        description: (!description.is_empty()).then_some(description),
        schema,
        enforce: &fields.enforce,
        deprecated: fields.deprecated == "true",
    };
    let body = serde_json::to_string(&body).map_err(|error| Failure::internal(&error))?;
    match send(&dashboard, &seat, Method::PUT, &path, Some(body), None).await?.judged() {
        Ok(_) => Ok(back(&seat, "/types", &format!("{name} is registered as it was written."))),
        Err(Refusal { said, members }) => {
            type_form::again(&dashboard, &seat, fields, &format!("Nothing was saved: {said}"), members)
        }
    }
}

fn refused(
    dashboard: &Dashboard,
    seat: &Seat,
    fields: TypeFields,
    member: &str,
    why: String,
) -> Result<Response, Failure> {
    let wrong = vec![(member.to_owned(), why)];
    type_form::again(dashboard, seat, fields, "Nothing was saved: some of it cannot be read.", wrong)
}

/// JSON, or none.
fn read(text: &str) -> Result<Option<&RawValue>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(text).map(Some).map_err(|error| format!("this is no JSON: {error}"))
}

/// What the schema says of the example.
fn tried(fields: &TypeFields) -> String {
    if fields.schema.trim().is_empty() {
        return "There is no schema to try the example on.".to_owned();
    }
    let schema = match Schema::parse(&fields.schema) {
        Ok(schema) => schema,
        Err(error) => return format!("✖ The schema cannot be used: {error}"),
    };
    if let Err(error) = serde_json::from_str::<Value>(&fields.example) {
        return format!("✖ The example is no JSON: {error}");
    }
    let faults = schema.faults(fields.example.as_bytes());
    if faults.is_empty() {
        return "✔ The example fits the schema. Nothing was saved.".to_owned();
    }
    let told: Vec<String> =
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.detail)).collect();
    format!("✖ The example does not fit: {}", told.join("; "))
}

/// Takes it out of the registry.
pub(in crate::dashboard) async fn remove(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let name = seat.part("id");
    let path = format!("/event-types/{}", segment(name));
    let answer = call(&dashboard, &seat, Method::DELETE, &path, None).await?;
    let said = answer.body().map_or_else(
        |refused| refused,
        |_| format!("{name} is not registered any more. Its events are taken and delivered as before."),
    );
    Ok(back(&seat, "/types", &said))
}
