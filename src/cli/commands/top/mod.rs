//! `hookit top`: HookIt as it works: what a second brings, the queue, endpoints in trouble, nodes.
//!
//! ```text
//! sample   numbers of `GET /status`, and what a second between two of them brought
//! watch    the thread that asks every second
//! draw     the picture
//! run      on the whole screen, or one picture as text
//! ```

mod draw;
mod run;
mod sample;
mod watch;

pub(super) use run::run;
