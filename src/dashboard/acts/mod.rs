//! What people do here: each act is a request to the API in their name, and its answer becomes a page.

pub(super) mod admin;
pub(super) mod backfill;
mod chosen;
pub(super) mod delivery;
pub(super) mod drop;
pub(super) mod endpoint;
pub(super) mod endpoint_form;
pub(super) mod event;
pub(super) mod event_type;
pub(super) mod redrive;
mod told;
