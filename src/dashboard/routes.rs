//! The one table of pages and acts: what there is, and the rank it takes.

use axum::routing::MethodRouter;
use axum::routing::get;
use axum::routing::post;

use super::acts;
use super::live;
use super::pages;
use super::sign_in;
use super::state::Dashboard;
use crate::domain::rank::Rank;
use crate::domain::rank::Rank::Admin;
use crate::domain::rank::Rank::Operator;
use crate::domain::rank::Rank::Viewer;

/// One page or act.
pub(super) struct Route {
    pub(super) rank: Rank,
    pub(super) path: &'static str,
    pub(super) handler: MethodRouter<Dashboard>,
}

/// Every page and act there is.
pub(super) fn table() -> Vec<Route> {
    let mut table = pages();
    table.extend(acts());
    table
}

fn pages() -> Vec<Route> {
    vec![
        route(Viewer, "/dashboard", get(pages::home::page)),
        route(Viewer, "/dashboard/open/{id}", get(pages::open::page)),
        route(Viewer, "/dashboard/live", get(live::stream)),
        route(Viewer, "/dashboard/p/{project}", get(pages::now::page)),
        route(Viewer, "/dashboard/p/{project}/open/{id}", get(pages::open::in_project)),
        route(Viewer, "/dashboard/p/{project}/endpoints", get(pages::endpoints::page)),
        route(Operator, "/dashboard/p/{project}/new-endpoint", get(pages::endpoint_form::new)),
        route(Viewer, "/dashboard/p/{project}/endpoints/{id}", get(pages::endpoint::page)),
        route(Operator, "/dashboard/p/{project}/endpoints/{id}/edit", get(pages::endpoint_form::edit)),
        route(Viewer, "/dashboard/p/{project}/events", get(pages::events::page)),
        route(Viewer, "/dashboard/p/{project}/events/{id}", get(pages::event::page)),
        route(Viewer, "/dashboard/p/{project}/deliveries", get(pages::deliveries::page)),
        route(Viewer, "/dashboard/p/{project}/deliveries/{id}", get(pages::delivery::page)),
        route(Viewer, "/dashboard/p/{project}/dead-letters", get(pages::dead_letters::page)),
        route(Viewer, "/dashboard/p/{project}/redrives/{id}", get(pages::redrive::page)),
        route(Viewer, "/dashboard/p/{project}/types", get(pages::types::page)),
        route(Operator, "/dashboard/p/{project}/new-type", get(pages::type_form::new)),
        route(Operator, "/dashboard/p/{project}/types/{id}/edit", get(pages::type_form::edit)),
        route(Admin, "/dashboard/p/{project}/keys", get(pages::keys::page)),
        route(Admin, "/dashboard/p/{project}/nodes", get(pages::nodes::page)),
        route(Admin, "/dashboard/p/{project}/audit", get(pages::audit::page)),
        route(Admin, "/dashboard/p/{project}/settings", get(pages::settings::page)),
        route(Admin, "/dashboard/p/{project}/sessions", get(pages::sessions::page)),
    ]
}

fn acts() -> Vec<Route> {
    vec![
        route(Viewer, "/dashboard/sign-out", post(sign_in::sign_out)),
        route(Operator, "/dashboard/p/{project}/act/endpoint/{id}/{act}", post(acts::endpoint::act)),
        route(
            Operator,
            "/dashboard/p/{project}/act/endpoint/{id}/rotate-secret",
            post(acts::endpoint::rotate),
        ),
        route(Operator, "/dashboard/p/{project}/act/save-endpoint", post(acts::endpoint_form::save)),
        route(Operator, "/dashboard/p/{project}/act/check-filter", post(acts::endpoint_form::check)),
        route(Operator, "/dashboard/p/{project}/act/backtest-filter", post(acts::endpoint_form::backtest)),
        route(Operator, "/dashboard/p/{project}/act/event/{id}/{act}", post(acts::event::act)),
        route(Operator, "/dashboard/p/{project}/act/delivery/{id}/{act}", post(acts::delivery::act)),
        route(Operator, "/dashboard/p/{project}/act/plan-redrive", post(acts::redrive::plan)),
        route(Operator, "/dashboard/p/{project}/act/start-redrive", post(acts::redrive::start)),
        route(Operator, "/dashboard/p/{project}/act/plan-backfill", post(acts::backfill::plan)),
        route(Operator, "/dashboard/p/{project}/act/start-backfill", post(acts::backfill::start)),
        route(Operator, "/dashboard/p/{project}/act/plan-drop", post(acts::drop::plan)),
        route(Operator, "/dashboard/p/{project}/act/drop", post(acts::drop::run)),
        route(Operator, "/dashboard/p/{project}/act/save-type", post(acts::event_type::save)),
        route(Operator, "/dashboard/p/{project}/act/remove-type/{id}", post(acts::event_type::remove)),
        route(Operator, "/dashboard/p/{project}/act/redrive/{id}/{act}", post(acts::redrive::steer)),
        route(Admin, "/dashboard/p/{project}/act/add-key", post(acts::admin::add_key)),
        route(Admin, "/dashboard/p/{project}/act/revoke-key/{id}", post(acts::admin::revoke_key)),
        route(Admin, "/dashboard/p/{project}/act/add-project", post(acts::admin::add_project)),
        route(Admin, "/dashboard/p/{project}/act/end-session/{id}", post(acts::admin::end_session)),
        route(Admin, "/dashboard/p/{project}/act/node/{id}/{act}", post(acts::admin::node)),
    ]
}

fn route(rank: Rank, path: &'static str, handler: MethodRouter<Dashboard>) -> Route {
    Route { rank, path, handler }
}
