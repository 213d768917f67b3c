//! What people do here: each act is a request to the API in their name, and its answer becomes a page.

pub(super) mod admin;
pub(super) mod delivery;
pub(super) mod endpoint;
pub(super) mod endpoint_form;
pub(super) mod event;
pub(super) mod redrive;
mod told;
