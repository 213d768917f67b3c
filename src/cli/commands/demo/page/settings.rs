//! What the operator's settings say of the page.

use std::io;
use std::path::Path;

use crate::cli::args::DemoArgs;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::session::Session;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Demo;
use crate::config::Environment;
use crate::config::Given;

/// A file without settings.
const NONE: &str = "/dev/null";

/// The file that was named, else the daemon's where this user may read it; with the environment.
pub(super) fn of(session: &Session, args: &DemoArgs) -> Result<Demo> {
    let mut loaded = load(args.config.as_deref());
    if let Err(ConfigError::Read { path, source }) = &loaded
        && args.config.is_none()
        && source.kind() == io::ErrorKind::PermissionDenied
    {
        session.screen.talk(&format!("{} is not yours to read; the demo goes on without it", path.display()));
        loaded = load(Some(Path::new(NONE)));
    }
    let mut demo =
        loaded.map_err(|error| CliError::failed("the settings cannot be used").because_of(&error))?;
    demo.public |= args.public;
    Ok(demo)
}

fn load(file: Option<&Path>) -> std::result::Result<Demo, ConfigError> {
    let given = Given { file: file.map(Path::to_owned), set: Vec::new() };
    Config::load(&given, &Environment::read()).map(|loaded| loaded.config.demo)
}
