//! The HTTP API: one router behind three doors, the TCP listener, the admin socket and direct mode.
//!
//! [`routes`] is the one table of what there is and who may call it; [`router`] and [`openapi`] are both made from
//! it. A request passes [`answer`] (request id, version, panics), then [`gate`] (key, scope, unknown parameters),
//! then a handler, which reads its [`input`], asks the store, and answers with a [`view`] or a [`problem`].

mod answer;
mod docs;
mod examples;
mod failure;
mod gate;
mod handlers;
mod input;
mod openapi;
mod outbox;
mod problem;
mod router;
mod routes;
mod state;
mod view;
mod webhooks;

pub use outbox::judge;
pub use router::openapi_json;
pub use router::router;
pub use state::ApiRules;
pub use state::ApiState;
pub use state::Examiner;
pub use state::LookFuture;
pub use state::Probe;
pub use state::ProbeFuture;
pub use state::Probed;
pub use state::Surroundings;
