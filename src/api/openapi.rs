//! The API's description (OpenAPI 3.1): assembled from the table of routes, so that neither can be without the other.

use utoipa::openapi::ComponentsBuilder;
use utoipa::openapi::Content;
use utoipa::openapi::InfoBuilder;
use utoipa::openapi::LicenseBuilder;
use utoipa::openapi::OpenApi;
use utoipa::openapi::OpenApiBuilder;
use utoipa::openapi::Paths;
use utoipa::openapi::Ref;
use utoipa::openapi::RefOr;
use utoipa::openapi::Response;
use utoipa::openapi::ResponseBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::path::PathItem;
use utoipa::openapi::security::Http;
use utoipa::openapi::security::HttpAuthScheme;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::security::SecurityScheme;
use utoipa::openapi::tag::TagBuilder;

use super::examples;
use super::gate::Access;
use super::problem::PROBLEM_JSON;
use super::problem::ProblemBody;
use super::routes;
use super::webhooks::webhooks;

const TAGS: [(&str, &str); 11] = [
    ("System", "How the daemon is, and what it is."),
    ("Projects and keys", "Who may do what. For the scope `admin`, and for the admin socket."),
    ("Sessions", "Who looks at the dashboard."),
    ("Endpoints", "Where events go, and how."),
    ("Event types", "What producers say they publish: a registry for people and for completion."),
    ("Events", "What producers publish."),
    ("Outbox", "Events that were published in SQL, before they are stored as events."),
    ("Deliveries", "One event for one endpoint, and every attempt of it."),
    ("Dead letters", "Deliveries that were set aside."),
    ("Redrives", "An operator's order to deliver a set of finished deliveries again."),
    ("Operational events", "What HookIt tells about itself, to endpoints of the project `hookit`."),
];

const ABOUT: &str = "HookIt takes an event, stores it and one delivery for each matching endpoint in one Postgres \
transaction, and delivers: signed, retried with backoff, dead-lettered when the budget is spent, redriven when the \
operator says so. At least once, never lost.

- Authenticate with `Authorization: Bearer hk_…`. A key of the scope `admin` belongs to no project and names one with \
the header `Hookit-Project` (id or name; `default` otherwise).
- Refusals are problems (RFC 9457) with a stable `code`. Unknown members are 422, unknown query parameters 400.
- Lists are newest first: `limit` (1–200, 50 by default) and `cursor`; `next_cursor` is null on the last page.
- Every answer carries `X-Request-Id` and `Hookit-Version`.";

/// The whole document.
pub(crate) fn document() -> OpenApi {
    let mut paths = Paths::new();
    let mut schemas = Vec::new();
    for route in routes::table() {
        for (path, mut item) in route.paths.paths {
            operations_mut(&mut item)
                .for_each(|operation| complete(operation, route.access, path.contains('{')));
            match paths.paths.get_mut(&path) {
                Some(known) => known.merge_operations(item),
                None => {
                    paths.paths.insert(path, item);
                }
            }
        }
        schemas.extend(route.schemas);
    }
    problem_schemas(&mut schemas);
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let info = InfoBuilder::new()
        .title("HookIt")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build()));
    let tags = TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    let mut document = OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .webhooks(Some(webhooks()))
        .tags(Some(tags))
        .components(Some(
            ComponentsBuilder::new().schemas_from_iter(schemas).security_scheme("key", bearer).build(),
        ))
        .build();
    examples::fill(&mut document);
    document
}

fn problem_schemas(schemas: &mut Vec<(String, RefOr<utoipa::openapi::Schema>)>) {
    use utoipa::PartialSchema;
    use utoipa::ToSchema;
    schemas.push((ProblemBody::name().into_owned(), ProblemBody::schema()));
    ProblemBody::schemas(schemas);
}

pub(super) fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch].into_iter().flatten()
}

/// Adds what follows from the route's place in the table: its scope and the refusals all such routes share.
fn complete(operation: &mut Operation, access: Access, names_an_object: bool) {
    let mut refusals = vec![("400", "The query or a header is not understood.")];
    let who = match access {
        Access::Public => None,
        Access::Known => Some("Needs any valid key.".to_owned()),
        Access::Needs(scope) => Some(format!("Needs the scope `{scope}`.")),
        Access::Metrics => Some(
            "Needs the scope `metrics`, unless the peer is on this machine or `metrics.public` is true."
                .to_owned(),
        ),
    };
    if let Some(who) = who {
        let about = operation.description.get_or_insert_default();
        if !about.is_empty() {
            about.push_str("\n\n");
        }
        about.push_str(&who);
        operation.security = Some(vec![SecurityRequirement::new("key", Vec::<String>::new())]);
        refusals.push(("401", "No valid key."));
    }
    if matches!(access, Access::Needs(_) | Access::Metrics) {
        refusals.push(("403", "The key has not the scope."));
        refusals.push(("503", "The database cannot do it now; `Retry-After` says when to come back."));
    }
    if names_an_object {
        refusals.push(("404", "There is no such object in this project."));
    }
    if operation.request_body.is_some() {
        refusals.push(("413", "The body is too large."));
        refusals.push(("415", "The body has a content coding, or is not JSON."));
        refusals.push(("422", "A member of the body is wrong or unknown; `errors` points to it."));
    }
    for (status, about) in refusals {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| problem(about));
    }
}

fn problem(about: &str) -> RefOr<Response> {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(about).content(PROBLEM_JSON, content).build().into()
}

#[cfg(test)]
mod tests {
    use super::super::router::openapi_json;
    use super::super::router::operations;
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let text = openapi_json();
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        for reference in text.split("\"$ref\": \"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
        assert_eq!(document["openapi"], "3.1.0");
    }

    #[test]
    fn every_operation_is_described_and_named_once() {
        let document = document();
        let mut names = Vec::new();
        for (path, operation) in operations(&document.paths) {
            assert!(operation.summary.is_some(), "{path} has no summary");
            assert!(operation.tags.as_ref().is_some_and(|tags| tags.len() == 1), "{path} has no tag");
            names.push(operation.operation_id.clone().unwrap());
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
