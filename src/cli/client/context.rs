//! Which context a command works in: the one that is named, else the current one, unless a way was named otherwise.

use super::find::one_way;
use crate::cli::args::Global;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::nearest;
use crate::config::Context;
use crate::config::Contexts;
use crate::config::ContextsError;
use crate::config::client::ClientEnvironment;

/// The context in force.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    /// Its name.
    pub(crate) name: String,
    /// What it says.
    pub(crate) context: Context,
    /// What chose it: `--context`, `HOOKIT_CONTEXT`, or the file.
    pub(crate) origin: &'static str,
}

/// The context in force, if there is one. Flags that name a way stand above it, and so do variables of HookIt's unless
/// it was named by `--context`.
pub(crate) fn chosen(global: &Global, environment: &ClientEnvironment) -> Result<Option<Chosen>> {
    one_way(global)?;
    if global.socket.is_some() || global.url.is_some() || global.database_url.is_some() {
        return Ok(None);
    }
    let by_flag = global.context.as_ref().map(|name| (name.clone(), "--context"));
    let by_variable = environment.context.as_ref().map(|name| (name.clone(), "HOOKIT_CONTEXT"));
    if by_flag.is_none() && environment.names_a_way() {
        return Ok(None);
    }
    let contexts = read(environment)?;
    let current = || contexts.current.clone().map(|name| (name, "the current context"));
    let Some((name, origin)) = by_flag.or(by_variable).or_else(current) else {
        return Ok(None);
    };
    match contexts.contexts.get(&name) {
        Some(context) => Ok(Some(Chosen { context: context.clone(), name, origin })),
        None => Err(unknown(&name, &contexts)),
    }
}

/// All contexts.
pub(crate) fn read(environment: &ClientEnvironment) -> Result<Contexts> {
    match &environment.config_file {
        Some(path) => Contexts::read(path).map_err(|error| {
            let hint = match &error {
                ContextsError::Open(path) => Some(format!("chmod 600 {}", path.display())),
                _ => None,
            };
            let error = CliError::failed(error.to_string());
            match hint {
                Some(hint) => error.hint(hint),
                None => error,
            }
        }),
        None => Ok(Contexts::default()),
    }
}

/// Nobody knows this context.
pub(crate) fn unknown(name: &str, contexts: &Contexts) -> CliError {
    let error = CliError::new(Kind::NotFound, format!("there is no context {name}"));
    match nearest::hint(name, contexts.contexts.keys().map(String::as_str)) {
        Some(names) => error.instead(names),
        None => error.hint("hookit context list shows them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Environment;

    fn environment(variables: &[(&str, &str)]) -> ClientEnvironment {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        ClientEnvironment::of(&Environment { variables, uid: 1000, host_name: "h".to_owned() })
    }

    #[test]
    fn a_way_that_was_named_stands_above_contexts() {
        let with_url = Global { url: Some("https://a.test".to_owned()), ..Global::default() };
        assert!(chosen(&with_url, &environment(&[("HOOKIT_CONTEXT", "x")])).unwrap().is_none());
        let variables = environment(&[("HOOKIT_CONTEXT", "x"), ("HOOKIT_URL", "https://a.test")]);
        assert!(chosen(&Global::default(), &variables).unwrap().is_none());
    }

    #[test]
    fn a_context_that_is_named_must_be_there() {
        let by_flag = Global { context: Some("x".to_owned()), ..Global::default() };
        let variables = environment(&[("HOOKIT_URL", "https://a.test")]);
        assert_eq!(chosen(&by_flag, &variables).unwrap_err().kind.exit_code(), 5);
        assert!(chosen(&Global::default(), &environment(&[])).unwrap().is_none());
    }
}
