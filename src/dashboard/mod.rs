//! The dashboard: pages made on the server, for people who look before they read.
//!
//! ```text
//! routes    the one table of pages and acts, each with the rank it takes
//! guard     what every answer passes: the names a browser may ask for, no foreign forms, strict headers
//! gate      who is signed in, and whether that is enough
//! sign_in   one-time links and API keys become sessions
//! trust     the word of an auth proxy is one, for as long as it says so
//! frame     what stands around every page
//! pages     one file a page: ask the store, fill a template
//! fields    an endpoint's form: from the API's answer into fields, and from fields into a body
//! call      a request to the API
//! acts      what people do here, as requests to the API that runs beside this room
//! seen      what the page Now shows, gathered once for all who look
//! svg       small charts, drawn here: they need no script and can be read by a test
//! squeeze   what goes out is compressed
//! live      tells browsers that something happened
//! ```
//!
//! It reads through `store`, and changes nothing itself: an act is a request to the API, in the name of the person who
//! is signed in, so that it is checked, done and audited as from anywhere else.

mod acts;
mod assets;
mod call;
mod failure;
mod fields;
mod frame;
mod gate;
mod guard;
mod live;
mod pages;
mod query;
mod router;
mod routes;
mod seen;
mod show;
mod sign_in;
mod squeeze;
mod state;
mod svg;
mod throttle;
mod trust;

pub use router::router;
pub use state::Dashboard;
pub use state::Rules;
pub use trust::Trusted;
