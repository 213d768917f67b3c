//! What a command runs with: the screen, the environment, and a client that is opened when it is first asked.

use std::cell::OnceCell;

use super::args::Global;
use super::client;
use super::client::Client;
use super::client::Database;
use super::error::Result;
use super::output::Screen;
use crate::config::client::ClientEnvironment;

/// One run of `hookit`.
#[derive(Debug)]
pub(crate) struct Session {
    /// The flags that every command understands.
    pub(crate) global: Global,
    /// What the environment says.
    pub(crate) environment: ClientEnvironment,
    /// How output looks.
    pub(crate) screen: Screen,
    /// The command line as it was given, quoted for a shell.
    pub(crate) line: String,
    client: OnceCell<Client>,
}

impl Session {
    /// A run that has not asked anybody yet.
    pub(crate) fn new(global: Global, environment: ClientEnvironment, screen: Screen, line: String) -> Self {
        Self { global, environment, screen, line, client: OnceCell::new() }
    }

    /// The client; the first call finds the way.
    pub(crate) fn client(&self) -> Result<&Client> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let chosen = client::chosen(&self.global, &self.environment)?;
        let found = client::find(&self.global, &self.environment, chosen.as_ref())?;
        let opened = found.open(&self.screen, &self.global, &self.environment, chosen.as_ref())?;
        Ok(self.client.get_or_init(|| opened))
    }

    /// The database that was named, by flag, context or environment.
    pub(crate) fn database(&self) -> Result<Option<Database>> {
        let chosen = client::chosen(&self.global, &self.environment)?;
        client::database(&self.global, &self.environment, chosen.as_ref())
    }
}
