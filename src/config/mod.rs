//! Settings: YAML, environment and flags become checked values; the only room that reads the environment.
//!
//! ```text
//! section      how a section of settings is declared: one list gives the struct, the checks and the docs
//! rule         what a value may be
//! api … log    the sections, one file each
//! environment  what the process was started with
//! places       where things live on this machine when nothing says otherwise
//! yaml         the file: every key with its line and column
//! layers       the environment and the flags, and which of them wins
//! load         all of it together, and what must hold between sections
//! effective    the values in force with their origin, secrets hidden
//! example      the documented file, `config/hookit.yaml`
//! manual       the page hookit.yaml(5)
//! contexts     the daemons that the operator's command knows by name
//! client       what the operator's command reads from its environment
//! ```

mod admin;
mod api;
mod contexts;
mod dashboard;
mod database;
mod deliver;
mod demo;
mod effective;
mod environment;
mod error;
mod example;
mod ingest;
mod layers;
mod load;
mod log;
mod manual;
mod metrics;
mod node;
mod operations;
mod origin;
mod outbox;
mod places;
mod retention;
mod rule;
mod secret_text;
mod secrets;
mod section;
mod state;
mod telemetry;
mod yaml;

pub mod client;

pub use admin::Admin;
pub use api::Api;
pub use contexts::Context;
pub use contexts::Contexts;
pub use contexts::ContextsError;
pub use dashboard::Dashboard;
pub use database::Database;
pub use deliver::Deliver;
pub use demo::Demo;
pub use effective::Effective;
pub use environment::Environment;
pub use error::ConfigError;
pub use example::example_yaml;
pub use ingest::Ingest;
pub use load::Config;
pub use load::FILE as SETTINGS_FILE;
pub use load::Given;
pub use load::Loaded;
pub use log::Log;
pub use log::LogFormat;
pub use log::LogLevel;
pub use manual::manual_page;
pub use metrics::Metrics;
pub use node::Node;
pub use node::Role;
pub use operations::Operations;
pub use origin::Origin;
pub use outbox::Outbox;
pub use retention::Retention;
pub use secret_text::SecretText;
pub use secrets::Secrets;
pub use telemetry::Telemetry;
