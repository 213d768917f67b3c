//! Wiring of hookitd: listeners, signals, the private Postgres, start and stop.

pub mod notify;
pub mod private_postgres;
