//! The one table of routes: what there is and who may call it; router and description are both made from it.

use axum::routing::MethodRouter;
use utoipa::openapi::Paths;
use utoipa::openapi::RefOr;
use utoipa::openapi::Schema;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::docs;
use super::gate::Access;
use super::handlers::conservation;
use super::handlers::dead_letters;
use super::handlers::deliveries;
use super::handlers::doctor;
use super::handlers::endpoints;
use super::handlers::event_types;
use super::handlers::events;
use super::handlers::filters;
use super::handlers::keys;
use super::handlers::metrics;
use super::handlers::nodes;
use super::handlers::outbox;
use super::handlers::projects;
use super::handlers::redrives;
use super::handlers::requests;
use super::handlers::retry_preview;
use super::handlers::sign_in;
use super::handlers::status;
use super::handlers::system;
use super::handlers::trail;
use super::state::ApiState;
use crate::domain::access::Scope;

/// One route: a method on a path.
pub(crate) struct Route {
    pub access: Access,
    pub paths: Paths,
    pub schemas: Vec<(String, RefOr<Schema>)>,
    pub handler: MethodRouter<ApiState>,
}

const PUBLIC: Access = Access::Public;
const KNOWN: Access = Access::Known;
const PUBLISH: Access = Access::Needs(Scope::Publish);
const READ: Access = Access::Needs(Scope::Read);
const MANAGE: Access = Access::Needs(Scope::Manage);
const ADMIN: Access = Access::Needs(Scope::Admin);

/// Every route there is.
pub(crate) fn table() -> Vec<Route> {
    let mut table = system_routes();
    table.extend(project_routes());
    table.extend(endpoint_routes());
    table.extend(event_type_routes());
    table.extend(outbox_routes());
    table.extend(delivery_routes());
    table
}

fn system_routes() -> Vec<Route> {
    vec![
        route(PUBLIC, routes!(system::health)),
        route(PUBLIC, routes!(system::ready)),
        route(PUBLIC, routes!(docs::openapi)),
        route(PUBLIC, routes!(docs::page)),
        route(PUBLIC, routes!(docs::asset)),
        route(KNOWN, routes!(system::me)),
        route(Access::Metrics, routes!(metrics::scrape)),
        route(READ, routes!(metrics::summary)),
        route(READ, routes!(status::show)),
        route(READ, routes!(conservation::check)),
        route(ADMIN, routes!(doctor::examine)),
        route(ADMIN, routes!(trail::list)),
        route(ADMIN, routes!(nodes::list)),
        route(ADMIN, routes!(nodes::drain)),
        route(ADMIN, routes!(nodes::undrain)),
    ]
}

fn project_routes() -> Vec<Route> {
    vec![
        route(ADMIN, routes!(projects::create)),
        route(ADMIN, routes!(projects::list)),
        route(ADMIN, routes!(projects::show)),
        route(ADMIN, routes!(projects::rename)),
        route(ADMIN, routes!(projects::remove)),
        route(ADMIN, routes!(keys::create)),
        route(ADMIN, routes!(keys::list)),
        route(ADMIN, routes!(keys::show)),
        route(ADMIN, routes!(keys::revoke)),
        route(READ, routes!(sign_in::create)),
        route(ADMIN, routes!(sign_in::list)),
        route(ADMIN, routes!(sign_in::end)),
        route(ADMIN, routes!(keys::create_admin)),
        route(ADMIN, routes!(keys::list_admin)),
        route(ADMIN, routes!(keys::show_admin)),
        route(ADMIN, routes!(keys::revoke_admin)),
    ]
}

fn endpoint_routes() -> Vec<Route> {
    vec![
        route(MANAGE, routes!(endpoints::create::create)),
        route(READ, routes!(endpoints::read::list)),
        route(READ, routes!(endpoints::read::show)),
        route(MANAGE, routes!(endpoints::change::change)),
        route(MANAGE, routes!(endpoints::operate::remove)),
        route(MANAGE, routes!(endpoints::operate::rotate_secret)),
        route(MANAGE, routes!(endpoints::operate::pause)),
        route(MANAGE, routes!(endpoints::operate::resume)),
        route(MANAGE, routes!(endpoints::probe::test)),
        route(MANAGE, routes!(endpoints::backfill::backfill)),
        route(READ, routes!(retry_preview::of_endpoint)),
        route(READ, routes!(filters::check)),
        route(READ, routes!(filters::backtest)),
    ]
}

fn event_type_routes() -> Vec<Route> {
    vec![
        route(READ, routes!(event_types::list)),
        route(READ, routes!(event_types::lately)),
        route(READ, routes!(event_types::show)),
        route(MANAGE, routes!(event_types::put)),
        route(MANAGE, routes!(event_types::remove)),
    ]
}

fn outbox_routes() -> Vec<Route> {
    vec![
        route(READ, routes!(outbox::show)),
        route(READ, routes!(outbox::list)),
        route(MANAGE, routes!(outbox::retry)),
        route(MANAGE, routes!(outbox::drop)),
    ]
}

fn delivery_routes() -> Vec<Route> {
    vec![
        route(PUBLISH, routes!(events::publish::publish)),
        route(PUBLISH, routes!(events::batch::publish_batch)),
        route(READ, routes!(events::read::list)),
        route(READ, routes!(events::feed::follow)),
        route(READ, routes!(events::read::show)),
        route(READ, routes!(events::explain::explain)),
        route(MANAGE, routes!(events::cancel::cancel)),
        route(READ, routes!(deliveries::list)),
        route(READ, routes!(deliveries::show)),
        route(READ, routes!(deliveries::attempts)),
        route(READ, routes!(requests::show)),
        route(MANAGE, routes!(requests::sign)),
        route(READ, routes!(retry_preview::of_delivery)),
        route(MANAGE, routes!(deliveries::redrive)),
        route(MANAGE, routes!(deliveries::cancel)),
        route(MANAGE, routes!(deliveries::attempt_now)),
        route(READ, routes!(dead_letters::read::list)),
        route(READ, routes!(dead_letters::read::groups)),
        route(READ, routes!(dead_letters::export::export)),
        route(MANAGE, routes!(dead_letters::drop::drop)),
        route(MANAGE, routes!(redrives::create::create)),
        route(READ, routes!(redrives::read::list)),
        route(READ, routes!(redrives::read::show)),
        route(MANAGE, routes!(redrives::steer::pause)),
        route(MANAGE, routes!(redrives::steer::resume)),
        route(MANAGE, routes!(redrives::steer::cancel)),
    ]
}

fn route(access: Access, (schemas, paths, handler): UtoipaMethodRouter<ApiState>) -> Route {
    Route { access, paths, schemas, handler }
}
