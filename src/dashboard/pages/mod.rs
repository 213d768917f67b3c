//! The pages, one file a page: ask the store, fill the template of the same name.

pub(super) mod audit;
pub(super) mod dead_letters;
pub(super) mod deliveries;
pub(super) mod delivery;
pub(super) mod endpoint;
pub(super) mod endpoint_form;
pub(super) mod endpoints;
pub(super) mod event;
pub(super) mod events;
pub(super) mod home;
pub(super) mod keys;
mod listed;
pub(super) mod nodes;
pub(super) mod now;
pub(super) mod open;
pub(super) mod redrive;
pub(super) mod sessions;
pub(super) mod settings;
mod sheet;
mod troubles;
pub(super) mod type_form;
pub(super) mod types;
