//! What a daemon of a test is started with: its folder, its configuration, its keyring.

use super::database::Database;
use super::environment;
use super::hookitd::{Hookitd, Left};
use super::scratch::Scratch;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use std::process::Command;

/// A daemon's surroundings. They outlive it, so that another can be started in the same place.
#[derive(Debug)]
pub(crate) struct Setup {
    scratch: Scratch,
    config: Value,
    keyring: String,
}

impl Setup {
    /// On this database, with a keyring of its own.
    pub(crate) fn on(database: &Database) -> Self {
        let key = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
        Self::with(Some(database), &format!("hkmk_1_{key}\n"))
    }

    /// Without a database: the daemon runs its private Postgres and makes its own keyring.
    pub(crate) fn private() -> Self {
        Self::with(None, "")
    }

    /// A second node: another folder and other sockets, the same database and keyring.
    pub(crate) fn second_node(&self, database: &Database) -> Self {
        Self::with(Some(database), &self.keyring)
    }

    fn with(database: Option<&Database>, keyring: &str) -> Self {
        let scratch = Scratch::new();
        let config = json!({
            "api": { "listen": "127.0.0.1:0" },
            "admin": { "socket": scratch.file("admin.sock") },
            "state_dir": scratch.file("state"),
            "deliver": { "allow_cidrs": ["127.0.0.0/8"] },
            "log": { "format": "json", "level": "info" },
        });
        let mut setup = Self { scratch, config, keyring: keyring.to_owned() };
        if let Some(database) = database {
            setup.scratch.write("keyring", keyring);
            setup.set("database.url", json!(database.url()));
            setup.set("secrets.keyring_file", json!(setup.scratch.file("keyring")));
        }
        setup
    }

    /// Sets one key of the configuration: `deliver.allow_http`, `node.name`.
    pub(crate) fn set(&mut self, key: &str, value: Value) -> &mut Self {
        let mut at = &mut self.config;
        for part in key.split('.') {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            at = &mut at[part];
        }
        *at = value;
        self
    }

    /// The path of a file in the daemon's folder.
    pub(crate) fn file(&self, name: &str) -> String {
        self.scratch.file(name)
    }

    /// Starts the daemon and waits until it is ready.
    #[track_caller]
    pub(crate) fn start(&self) -> Hookitd {
        self.try_start().unwrap_or_else(|left| panic!("hookitd left before it was ready: {left}"))
    }

    /// Starts the daemon; one that leaves before it is ready is answered with its exit and its log.
    pub(crate) fn try_start(&self) -> Result<Hookitd, Left> {
        Hookitd::spawn(self.command(&[]))
    }

    /// The program with these settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        // JSON is YAML, and needs no second writer here.
        let file = self.scratch.write("hookit.yaml", &self.config.to_string());
        let mut command = Command::new(env!("CARGO_BIN_EXE_hookitd"));
        command.arg("--config").arg(file).args(arguments);
        environment::hermetic(&mut command, self.scratch.path());
        command
    }
}
