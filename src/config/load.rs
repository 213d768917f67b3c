//! All of it together: file, environment and flags become one checked set of settings.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use super::admin::Admin;
use super::api::Api;
use super::database::Database;
use super::deliver::Deliver;
use super::effective::Effective;
use super::environment::Environment;
use super::error::ConfigError;
use super::ingest::Ingest;
use super::layers::Values;
use super::log::Log;
use super::metrics::Metrics;
use super::node::Node;
use super::places::Places;
use super::retention::Retention;
use super::rule;
use super::secrets::Secrets;
use super::state::State;
use super::yaml;

/// The file that is read when no other is named; it may be missing.
const FILE: &str = "/etc/hookit/hookit.yaml";

/// What the command line gives.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// `--config`: a file that must exist.
    pub file: Option<PathBuf>,
    /// `--set section.key=value`, in their order.
    pub set: Vec<String>,
}

/// Every setting of the daemon, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Directory of the private Postgres and the master keys.
    pub state_dir: PathBuf,
    /// A short private directory for sockets, when there is one.
    pub runtime_dir: Option<PathBuf>,
    /// The directories of `PATH`.
    pub search_path: Vec<PathBuf>,
    /// Whether the keyring file was handed over by the service manager, which guards it itself.
    pub keyring_is_credential: bool,
    /// The HTTP API on TCP.
    pub api: Api,
    /// The admin socket.
    pub admin: Admin,
    /// Postgres.
    pub database: Database,
    /// Secrets at rest.
    pub secrets: Secrets,
    /// Events coming in.
    pub ingest: Ingest,
    /// Events going out.
    pub deliver: Deliver,
    /// History.
    pub retention: Retention,
    /// Metrics.
    pub metrics: Metrics,
    /// This node.
    pub node: Node,
    /// The log.
    pub log: Log,
}

/// The settings, and where each came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The same for people.
    pub effective: Effective,
}

impl Config {
    /// Reads the file, the environment and the flags; the later win.
    pub fn load(given: &Given, environment: &Environment) -> Result<Loaded, ConfigError> {
        let places = Places::of(environment);
        let mut values = Values::default();
        if let Some((path, text)) = file(given.file.as_deref())? {
            let found = yaml::read(&path, &text)?;
            values.add_file(&path, found);
        }
        values.add_environment(environment, &places)?;
        values.add_flags(&given.set)?;
        let places = match values.get("state_dir", |raw| rule::optional(raw, rule::path))? {
            Some(state_dir) => places.with_state_dir(state_dir),
            None => places,
        };
        values.add_defaults(&places);
        let config = Self::read(&values, &places, environment)?;
        Ok(Loaded { config, effective: Effective::of(&values) })
    }

    fn read(values: &Values, places: &Places, environment: &Environment) -> Result<Self, ConfigError> {
        let state = State::read(values)?;
        let secrets = Secrets::read(values)?;
        let config = Self {
            state_dir: state.state_dir,
            runtime_dir: places.runtime_dir().map(Path::to_owned),
            search_path: environment.search_path(),
            keyring_is_credential: places.is_credential(&secrets.keyring_file),
            api: Api::read(values)?,
            admin: Admin::read(values)?,
            database: Database::read(values)?,
            secrets,
            ingest: Ingest::read(values)?,
            deliver: Deliver::read(values)?,
            retention: Retention::read(values)?,
            metrics: Metrics::read(values)?,
            node: Node::read(values)?,
            log: Log::read(values)?,
        };
        config.fits_together()?;
        Ok(config)
    }

    fn fits_together(&self) -> Result<(), ConfigError> {
        let Self { admin, api, .. } = self;
        if admin.group.is_some() && admin.group == admin.readonly_group {
            return Err(ConfigError::Together(
                "admin.group and admin.readonly_group are the same group".to_owned(),
            ));
        }
        if api.connections_per_ip_max > api.connections_max {
            return Err(ConfigError::Together(format!(
                "api.connections_per_ip_max ({}) is more than api.connections_max ({})",
                api.connections_per_ip_max, api.connections_max
            )));
        }
        Ok(())
    }
}

/// The file to read with its text; `None` when none is named and the usual one is missing.
fn file(named: Option<&Path>) -> Result<Option<(PathBuf, String)>, ConfigError> {
    let path = named.unwrap_or(Path::new(FILE)).to_owned();
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some((path, text))),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ConfigError::Read { path, source }),
    }
}
