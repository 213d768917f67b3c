//! The router: pages and acts behind their gate, assets and the sign-in before it, the guard around all of it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::get;
use tower_http::csrf::CsrfLayer;

use super::assets;
use super::failure::Failure;
use super::gate;
use super::gate::Gate;
use super::guard;
use super::routes;
use super::sign_in;
use super::squeeze;
use super::state::Dashboard;

/// Largest form, in bytes.
const FORM_BYTES_MAX: usize = 64 * 1_024;

/// Builds the router. It answers `/dashboard…` and `/login`, and goes before the API on the same listener. Whoever
/// serves it puts `axum::extract::ConnectInfo<SocketAddr>` into each request, so that failed sign-ins are counted.
pub fn router(dashboard: Dashboard) -> Router {
    let mut router: Router<Dashboard> = Router::new();
    for route in routes::table() {
        let gate = Gate { dashboard: dashboard.clone(), rank: route.rank };
        let handler = route.handler.route_layer(middleware::from_fn_with_state(gate, gate::pass));
        router = router.route(route.path, handler);
    }
    router
        .route("/login", get(sign_in::page).post(sign_in::sign_in))
        .route("/dashboard/assets/{name}", get(assets::serve))
        .route("/dashboard/{*missing}", get(async || Failure::missing("page")))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(middleware::from_fn(squeeze::pass))
        .layer(middleware::from_fn_with_state(dashboard.clone(), guard::pass))
        .with_state(dashboard)
}
