//! The router: the same for the TCP listener, the admin socket and direct mode.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use utoipa::openapi::Paths;
use utoipa::openapi::path::Operation;
use utoipa::openapi::path::ParameterIn;

use super::answer;
use super::gate::Gate;
use super::openapi;
use super::problem::Problem;
use super::routes;
use super::state::ApiState;

/// Builds the router. A request that carries a [`crate::domain::access::Caller`] as an extension (put there by
/// the admin socket or by direct mode) needs no key. Whoever serves it on TCP should put
/// `axum::extract::ConnectInfo<SocketAddr>` there, so that `/metrics` knows loopback peers.
pub fn router(state: ApiState) -> Router {
    let mut router = Router::new();
    for route in routes::table() {
        for (path, operation) in operations(&route.paths) {
            let gate = Gate {
                state: state.clone(),
                access: route.access,
                parameters: query_parameters(operation),
                takes_body: operation.request_body.is_some(),
            };
            let handler =
                route.handler.clone().route_layer(middleware::from_fn_with_state(Arc::new(gate), Gate::pass));
            router = router.route(&axum_path(path), handler);
        }
    }
    let router = router
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "no_such_route", "there is no such route"))
        .method_not_allowed_fallback(async || {
            let detail = "this route does not know this method";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
        })
        .with_state(state);
    answer::finished(router)
}

/// The API's description in OpenAPI 3.1, as it is committed and served.
#[must_use]
pub fn openapi_json() -> String {
    let mut text = openapi::document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// The operations of a route with their path; a route has exactly one.
pub(crate) fn operations(paths: &Paths) -> impl Iterator<Item = (&str, &Operation)> {
    paths.paths.iter().flat_map(|(path, item)| {
        let methods = [&item.get, &item.put, &item.post, &item.delete, &item.patch];
        methods.into_iter().flatten().map(move |operation| (path.as_str(), operation))
    })
}

/// The names that may stand in the query: exactly those that the description lists.
fn query_parameters(operation: &Operation) -> Vec<String> {
    let listed = operation.parameters.iter().flatten();
    listed
        .filter_map(|parameter| match parameter {
            utoipa::openapi::RefOr::T(parameter) => Some(parameter),
            utoipa::openapi::RefOr::Ref(_) => None,
        })
        .filter(|parameter| parameter.parameter_in == ParameterIn::Query)
        .map(|parameter| parameter.name.clone())
        .collect()
}

/// OpenAPI has no wildcard segments; the one route that needs one is spelt out here.
fn axum_path(path: &str) -> String {
    path.replace("{asset}", "{*asset}")
}
