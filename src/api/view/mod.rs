//! What goes out: the JSON forms of what the store answers, one file a noun.

pub(crate) mod attempt;
pub(crate) mod backfill;
pub(crate) mod conservation;
pub(crate) mod dead_letter;
pub(crate) mod delivery;
pub(crate) mod doctor;
pub(crate) mod endpoint;
pub(crate) mod event;
pub(crate) mod event_type;
pub(crate) mod explanation;
pub(crate) mod feed;
pub(crate) mod figures;
pub(crate) mod filter;
pub(crate) mod key;
pub(crate) mod list;
pub(crate) mod masked;
pub(crate) mod outbox;
pub(crate) mod pace;
pub(crate) mod project;
pub(crate) mod redrive;
pub(crate) mod request;
pub(crate) mod retry_preview;
pub(crate) mod session;
pub(crate) mod status;
pub(crate) mod time;
pub(crate) mod troubled;
