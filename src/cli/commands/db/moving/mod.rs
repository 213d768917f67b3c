//! `hookit db move`: everything to another Postgres, day by day, and a switch that nobody can miss.
//!
//! ```text
//! run     the order of it: ask, copy what is over, wait for the stop, switch
//! source  which database is moved, and which it is moved to
//! steps   both databases open: the marks, and what is copied
//! stop    waiting until hookitd has stopped, and giving a move up
//! ```

mod run;
mod source;
mod steps;
mod stop;

pub(super) use run::run;
