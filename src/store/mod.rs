//! The only room that speaks SQL: one file a verb, one verb a transaction.
//!
//! A [`Store`] is opened, migrated ([`migrate`]), given its master keys ([`keyring`]) and told to read the
//! configuration ([`snapshot`]). From then on:
//!
//! - [`publish`] stores events with their deliveries, [`outbox`] those that were published in SQL, and [`handoff`] passes
//!   fresh ones to the loop;
//! - [`discover`] and [`claim`] find and take what is due, [`record`] and [`release`] give it back; [`pace`] takes it
//!   under the limits that all nodes keep together, [`circuits`] are those that this process knows to be open;
//! - [`node`], [`nodes`], [`reclaim`] and [`duty`] keep many nodes out of each other's way;
//! - [`feed`] tells what happens while it happens;
//! - [`events`], [`event_types`], [`deliveries`], [`attempts`], [`situation`], [`dead_letters`], [`last_attempts`],
//!   [`figures`], [`stats`] and [`trouble`] are what an operator reads,
//!   [`cancel`], [`expire`], [`attempt_now`], [`redrive_one`], [`redrives`] and [`backfills`] what an
//!   operator does;
//! - [`operations`] tells what HookIt has to say about itself, [`failing`] knows receivers that fail for long;
//! - [`conservation`] proves that nothing is lost or doubled;
//! - [`tables`] and [`moving`] are for those who carry all of it elsewhere;
//! - [`partitions`], [`retention`], [`vacuum`] and [`rollup`] keep the house.

pub mod attempt_now;
pub mod attempts;
pub mod audit;
pub mod backfills;
pub mod cancel;
pub mod circuits;
pub mod claim;
mod clock;
mod config_version;
mod connect;
pub mod conservation;
pub mod credentials;
pub mod dead_letters;
pub mod deliveries;
pub mod diagnosis;
pub mod discover;
pub mod distribute;
pub mod duty;
pub mod endpoints;
mod error;
pub mod event_types;
pub mod events;
pub mod expire;
pub mod failing;
pub mod feed;
pub mod figures;
mod handle;
pub mod handoff;
pub mod health;
pub mod hint;
pub mod keyring;
pub mod keys;
pub mod last_attempts;
pub mod meters;
pub mod migrate;
mod mint;
pub mod moving;
pub mod news;
pub mod node;
pub mod nodes;
pub mod notify;
pub mod operations;
pub mod outbox;
pub mod pace;
mod page;
pub mod partitions;
pub mod payload;
pub mod projects;
pub mod publish;
pub mod pulse;
pub mod reclaim;
pub mod record;
mod redrive_counts;
pub mod redrive_one;
pub mod redrives;
pub mod release;
pub mod retention;
pub mod rollup;
pub mod rows;
pub mod secrets;
pub mod sessions;
pub mod situation;
pub mod snapshot;
pub mod stats;
pub mod stray;
pub mod strips;
pub mod tables;
#[cfg(feature = "otel")]
pub mod traces;
pub mod trouble;
pub mod vacuum;
pub mod yardstick;

pub use self::error::StoreError;
pub use self::error::StoreErrorKind;
pub use self::handle::Store;
pub use self::handle::StoreOptions;
pub use self::mint::random;
pub use self::page::Change;
pub use self::page::Listed;
pub use self::page::Page;
