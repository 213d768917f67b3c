//! The environment and the flags over the file, and the one table of all sections.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use url::Url;
use zeroize::Zeroizing;

use super::admin::Admin;
use super::api::Api;
use super::dashboard::Dashboard;
use super::database::Database;
use super::deliver::Deliver;
use super::demo::Demo;
use super::environment::Environment;
use super::error::ConfigError;
use super::ingest::Ingest;
use super::log::Log;
use super::metrics::Metrics;
use super::node::Node;
use super::operations::Operations;
use super::origin::Origin;
use super::outbox::Outbox;
use super::places::Places;
use super::retention::Retention;
use super::rule::Raw;
use super::secrets::Secrets;
use super::section::DATABASE_URL;
use super::section::DISCORD_URL;
use super::section::Key;
use super::section::Section;
use super::state::State;
use super::telemetry::OTLP_ENDPOINT;
use super::telemetry::OTLP_VARIABLE;
use super::telemetry::Telemetry;

/// Every section, in the order of the file.
pub(super) static SECTIONS: [Section; 16] = [
    State::SECTION,
    Api::SECTION,
    Admin::SECTION,
    Database::SECTION,
    Secrets::SECTION,
    Ingest::SECTION,
    Deliver::SECTION,
    Operations::SECTION,
    Outbox::SECTION,
    Retention::SECTION,
    Metrics::SECTION,
    Telemetry::SECTION,
    Dashboard::SECTION,
    Demo::SECTION,
    Node::SECTION,
    Log::SECTION,
];

/// Variables that name the database, the strongest first. The plain ones are what other tools read; they are
/// honoured so that a private Postgres is never started beside a database that somebody did name.
pub(super) const DATABASE_VARIABLES: [&str; 3] =
    ["HOOKIT_DATABASE__URL", "HOOKIT_DATABASE_URL", "DATABASE_URL"];

/// Variable that names a file with the database's URL.
pub(super) const DATABASE_FILE_VARIABLE: &str = "HOOKIT_DATABASE__URL_FILE";

/// Variables that name a file with a secret.
const FILE_VARIABLES: [&str; 2] = [DATABASE_FILE_VARIABLE, DISCORD_VARIABLES[1]];

/// Variables for the Discord webhook: its address, and a file with it.
const DISCORD_VARIABLES: [&str; 2] =
    ["HOOKIT_DEMO__DISCORD_WEBHOOK_URL", "HOOKIT_DEMO__DISCORD_WEBHOOK_URL_FILE"];

/// The names of a section's keys, for an error.
pub(super) fn known_keys(section: &Section) -> String {
    section.keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")
}

/// The error of a value that breaks its rule.
pub(super) fn wrong(key: &Key, raw: &Raw, rule: String, origin: Origin) -> ConfigError {
    let value = if key.is_secret() { "the value".to_owned() } else { raw.shown() };
    ConfigError::Value { key: key.full.to_owned(), value, rule, origin }
}

/// Raw values with their origin, by full key; the later layer wins.
#[derive(Clone, Debug, Default)]
pub(super) struct Values(BTreeMap<&'static str, (Raw, Origin)>);

impl Values {
    /// The raw value and its origin.
    pub(super) fn raw(&self, full: &str) -> (&Raw, &Origin) {
        self.0.get(full).map_or((&Raw::Null, &Origin::Default), |(raw, origin)| (raw, origin))
    }

    /// The value by its rule.
    pub(super) fn get<T>(
        &self,
        full: &'static str,
        rule: impl Fn(&Raw) -> Result<T, String>,
    ) -> Result<T, ConfigError> {
        let (raw, origin) = self.raw(full);
        rule(raw).map_err(|rule| match keys().find(|key| key.full == full) {
            Some(key) => wrong(key, raw, rule, origin.clone()),
            None => ConfigError::Together(format!("{full} is not {rule}")),
        })
    }

    /// The values of the file.
    pub(super) fn add_file(&mut self, path: &Path, values: BTreeMap<&'static str, Raw>) {
        for (key, raw) in values {
            self.set(key, raw, Origin::File { path: path.to_owned(), line: 0, column: 0 });
        }
    }

    /// The variables `HOOKIT_…`, and what stands for the database's URL.
    pub(super) fn add_environment(
        &mut self,
        environment: &Environment,
        places: &Places,
    ) -> Result<(), ConfigError> {
        self.add_database_url(environment, places)?;
        self.add_discord_url(environment)?;
        let exports = environment.get(OTLP_VARIABLE).filter(|_| cfg!(feature = "otel"));
        if let (Some(address), Some(key)) = (exports, keys().find(|key| key.full == OTLP_ENDPOINT)) {
            self.checked(key, Raw::of_text(address), Origin::Environment(OTLP_VARIABLE.to_owned()))?;
        }
        for (name, value) in &environment.variables {
            let Some(key) = keys().find(|key| key.variable() == *name) else {
                if name.starts_with("HOOKIT_")
                    && name.contains("__")
                    && !FILE_VARIABLES.contains(&name.as_str())
                {
                    return Err(unknown_variable(name));
                }
                continue;
            };
            // An empty variable is how many tools say "not set".
            if !value.is_empty() {
                self.checked(key, Raw::of_text(value), Origin::Environment(name.clone()))?;
            }
        }
        Ok(())
    }

    fn add_discord_url(&mut self, environment: &Environment) -> Result<(), ConfigError> {
        let [name, file_name] = DISCORD_VARIABLES;
        let Some(file) = environment.get(file_name).map(Path::new) else { return Ok(()) };
        if environment.get(name).is_some() {
            return Err(ConfigError::Both { first: name.to_owned(), second: file_name.to_owned() });
        }
        let Some(key) = keys().find(|key| key.full == DISCORD_URL) else { return Ok(()) };
        self.checked(key, secret_file(file)?, Origin::SecretFile(file.to_owned()))
    }

    fn add_database_url(&mut self, environment: &Environment, places: &Places) -> Result<(), ConfigError> {
        let Some(key) = keys().find(|key| key.full == DATABASE_URL) else { return Ok(()) };
        let named = DATABASE_VARIABLES.iter().find_map(|name| Some((*name, environment.get(name)?)));
        let file = environment.get(DATABASE_FILE_VARIABLE).map(Path::new);
        match (named, file) {
            (Some((name, _)), Some(_)) if name == DATABASE_VARIABLES[0] => {
                Err(ConfigError::Both { first: name.to_owned(), second: DATABASE_FILE_VARIABLE.to_owned() })
            }
            (_, Some(file)) => self.checked(key, secret_file(file)?, Origin::SecretFile(file.to_owned())),
            (Some((name, url)), None) => {
                self.checked(key, Raw::of_text(url), Origin::Environment(name.to_owned()))
            }
            (None, None) => match places.credential("database-url") {
                Some(file) => self.checked(key, secret_file(&file)?, Origin::Credential(file)),
                None => Ok(()),
            },
        }
    }

    /// `--set section.key=value` flags. An empty value goes back to the default.
    pub(super) fn add_flags(&mut self, flags: &[String]) -> Result<(), ConfigError> {
        for flag in flags {
            let Some((name, value)) = flag.split_once('=') else {
                return Err(ConfigError::Flag { given: flag.clone() });
            };
            let key = keys().find(|key| key.full == name).ok_or_else(|| unknown_flag(name))?;
            let is_told = key.full == DISCORD_URL && !value.is_empty();
            if is_told || key.is_secret() && Url::parse(value).is_ok_and(|url| url.password().is_some()) {
                let instead = if key.full == DATABASE_URL {
                    format!("{} or {DATABASE_FILE_VARIABLE}", DATABASE_VARIABLES[0])
                } else {
                    key.variable()
                };
                return Err(ConfigError::SecretInFlag { key: name.to_owned(), instead });
            }
            self.checked(key, Raw::of_text(value), Origin::Flag)?;
        }
        Ok(())
    }

    /// What nobody set.
    pub(super) fn add_defaults(&mut self, places: &Places) {
        for key in keys() {
            self.0.entry(key.full).or_insert_with(|| (key.default.raw(places), Origin::Default));
        }
    }

    fn checked(&mut self, key: &'static Key, raw: Raw, origin: Origin) -> Result<(), ConfigError> {
        if raw != Raw::Null {
            (key.check)(&raw).map_err(|rule| wrong(key, &raw, rule, origin.clone()))?;
        }
        self.set(key.full, raw, origin);
        Ok(())
    }

    fn set(&mut self, full: &'static str, raw: Raw, origin: Origin) {
        if raw == Raw::Null {
            self.0.remove(full);
        } else {
            self.0.insert(full, (raw, origin));
        }
    }
}

/// Every key, in the order of the file.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    SECTIONS.iter().flat_map(|section| section.keys)
}

/// The text of a file that holds one secret and perhaps a line end.
pub(super) fn secret_file(path: &Path) -> Result<Raw, ConfigError> {
    let text = fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    Ok(Raw::Text(text.trim().to_owned()))
}

fn unknown_variable(name: &str) -> ConfigError {
    let section = name.trim_start_matches("HOOKIT_").split("__").next().unwrap_or_default().to_lowercase();
    let known = match SECTIONS.iter().find(|known| known.name == section && !section.is_empty()) {
        Some(section) => section.keys.iter().map(Key::variable).collect::<Vec<_>>().join(", "),
        None => section_names(),
    };
    ConfigError::UnknownKey { key: name.to_owned(), origin: Origin::Environment(name.to_owned()), known }
}

fn unknown_flag(name: &str) -> ConfigError {
    let section = name.split('.').next().unwrap_or_default();
    let known = match SECTIONS.iter().find(|known| known.name == section && !section.is_empty()) {
        Some(section) => known_keys(section),
        None => section_names(),
    };
    ConfigError::UnknownKey { key: name.to_owned(), origin: Origin::Flag, known }
}

fn section_names() -> String {
    let names = SECTIONS.iter().map(|section| section.name).filter(|name| !name.is_empty());
    format!("the sections {}", names.collect::<Vec<_>>().join(", "))
}
