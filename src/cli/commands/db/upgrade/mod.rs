//! `hookit db upgrade`: a private Postgres to newer programs, and what is left of the old cluster.

mod drop_old;
mod run;
mod steps;

pub(super) use run::run;
