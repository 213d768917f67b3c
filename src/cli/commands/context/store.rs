//! Changing the file with the contexts: read, changed, written whole, readable by its owner only.

use crate::cli::client;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::private_file;
use crate::cli::session::Session;
use crate::config::Contexts;

/// Reads the contexts, changes them, and writes them; nothing is written when the change fails.
pub(in crate::cli::commands) fn change<T>(
    session: &Session,
    act: impl FnOnce(&mut Contexts) -> Result<T>,
) -> Result<T> {
    let path = session.environment.config_file.as_deref().ok_or_else(|| {
        CliError::failed("there is no home directory to keep contexts in").hint("set XDG_CONFIG_HOME or HOME")
    })?;
    let mut contexts = client::contexts(&session.environment)?;
    let done = act(&mut contexts)?;
    let text = zeroize::Zeroizing::new(contexts.to_yaml());
    private_file::write(path, text.as_bytes())
        .map_err(|error| CliError::failed(format!("cannot write {}", path.display())).because(error))?;
    Ok(done)
}
