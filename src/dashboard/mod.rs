//! The dashboard: pages made on the server, for people who look before they read.
//!
//! ```text
//! routes    the one table of pages and acts, each with the rank it takes
//! guard     what every answer passes: the names a browser may ask for, no foreign forms, strict headers
//! gate      who is signed in, and whether that is enough
//! sign_in   one-time links and API keys become sessions
//! frame     what stands around every page
//! pages     one file a page: ask the store, fill a template
//! acts      what people do here, as requests to the API that runs beside this room
//! svg       small charts, drawn here: they need no script and can be read by a test
//! live      tells browsers that something happened
//! ```
//!
//! It reads through `store`, and changes nothing itself: an act is a request to the API, in the name of the person who
//! is signed in, so that it is checked, done and audited as from anywhere else.

mod acts;
mod assets;
mod failure;
mod frame;
mod gate;
mod guard;
mod live;
mod pages;
mod query;
mod router;
mod routes;
mod show;
mod sign_in;
mod state;
mod svg;
mod throttle;

pub use router::router;
pub use state::Dashboard;
pub use state::Rules;
