//! The handlers, one file a route group: read what came in, ask the store, answer.

pub(crate) mod conservation;
pub(crate) mod dead_letters;
pub(crate) mod deliveries;
pub(crate) mod doctor;
pub(crate) mod endpoints;
pub(crate) mod event_types;
pub(crate) mod events;
pub(crate) mod filters;
pub(crate) mod keys;
pub(crate) mod metrics;
pub(crate) mod nodes;
pub(crate) mod outbox;
pub(crate) mod projects;
pub(crate) mod redrives;
pub(crate) mod requests;
pub(crate) mod retry_preview;
pub(crate) mod sign_in;
pub(crate) mod status;
pub(crate) mod system;
pub(crate) mod trail;
