//! `hookit sink`: a receiver in the box, which checks what comes and misbehaves on demand.
//!
//! ```text
//! faults   which request is treated how: a matter of the seed and of the request's place in the order
//! book     what came: signatures, repetitions, order; and the summary
//! serve    the connections: requests in, answers or worse out
//! lines    a line a request
//! ```

mod book;
mod faults;
mod lines;
mod run;
mod serve;

pub(super) use run::run;
