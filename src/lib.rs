//! HookIt: reliable webhook delivery on one Postgres.
//!
//! Rooms, from the ground up: [`domain`] decides, [`store`] writes, [`api`], [`deliver`] and [`dashboard`] work side
//! by side above it, [`private_postgres`] runs one where none is named, [`daemon`] and [`cli`] wire them into the two
//! programs. ARCHITECTURE.md tells the story.

pub mod api;
pub mod cli;
pub mod config;
pub mod daemon;
pub mod dashboard;
pub mod deliver;
pub mod domain;
pub mod private_postgres;
pub mod store;
