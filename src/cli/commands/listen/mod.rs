//! `hookit listen`: a project's events, signed as a delivery is, forwarded to ports of this machine.
//!
//! ```text
//! route    where to forward which events
//! secret   the signing secret, the same every time for a user and a project
//! forward  one request: built, signed, sent, and what came back
//! entries  what was forwarded, newest last, and what waits
//! engine   feed, routes and entries put together; the two below show what it does
//! plain    a line for each answer, as text or JSON
//! full     the whole screen: view (what a person chose), keys, draw, details
//! ```

mod curl;
mod details;
mod draw;
mod engine;
mod entries;
mod forward;
mod full;
mod keys;
mod likeness;
mod plain;
mod route;
mod run;
mod secret;
mod view;

pub(super) use run::run;
