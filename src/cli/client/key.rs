//! Where an API key comes from: the environment, a file, stdin or a prompt, never the command line.

use std::io;
use std::io::BufRead;
use std::io::Write;
use std::path::Path;

use crate::cli::confirm::quoted;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Screen;
use crate::cli::output::escape;
use crate::config::SecretText;

/// Finds the key: `--key-file`, then `HOOKIT_KEY`, then `HOOKIT_KEY_FILE`, then a question on the terminal.
pub(super) fn find(
    flag_file: Option<&Path>,
    variable: Option<&SecretText>,
    variable_file: Option<&Path>,
    screen: &Screen,
) -> Result<SecretText> {
    if let Some(path) = flag_file {
        return from_file(path, screen);
    }
    if let Some(key) = variable {
        return Ok(key.clone());
    }
    if let Some(path) = variable_file {
        return from_file(path, screen);
    }
    if screen.can_ask {
        return prompt();
    }
    Err(CliError::usage("--url needs an API key")
        .hint("put it into HOOKIT_KEY, or into a file that --key-file or HOOKIT_KEY_FILE names"))
}

fn from_file(path: &Path, screen: &Screen) -> Result<SecretText> {
    // Some places, such as a mounted secret, give a file a mode that its owner cannot change; so it is told, not refused.
    if let Some(mode) = mode_for_others(path) {
        let file = path.display();
        screen.talk(&escape(&format!(
            "warning: others can read the API key in {file} (mode {mode:04o}): chmod 600 {}",
            quoted(&file.to_string())
        )));
    }
    input::secret_file(path).map(|text| SecretText::new(text.as_str().to_owned()))
}

/// The mode of a file that is not its owner's alone.
#[cfg(unix)]
fn mode_for_others(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let meta = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let mode = meta.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn mode_for_others(_: &Path) -> Option<u32> {
    None
}

/// Asks without showing what is typed.
fn prompt() -> Result<SecretText> {
    let cannot = |error: io::Error| CliError::failed("cannot read the API key").because(error);
    let mut out = io::stderr().lock();
    out.write_all(b"API key (not shown): ").and_then(|()| out.flush()).map_err(cannot)?;
    let hidden = hide::Hidden::begin();
    let mut line = zeroize::Zeroizing::new(String::with_capacity(256));
    let read = io::stdin().lock().read_line(&mut line);
    drop(hidden);
    out.write_all(b"\n").map_err(cannot)?;
    read.map_err(cannot)?;
    match line.trim() {
        "" => Err(CliError::usage("no API key was given")),
        key => Ok(SecretText::new(key.to_owned())),
    }
}

#[cfg(unix)]
mod hide {
    //! Switching off the terminal's echo while a secret is typed.

    use std::io;

    use rustix::termios;

    /// While it lives, the terminal shows nothing of what is typed.
    pub(super) struct Hidden(Option<termios::Termios>);

    impl Hidden {
        /// Switches the echo off; what is no terminal stays as it is.
        pub(super) fn begin() -> Self {
            let before = termios::tcgetattr(io::stdin()).ok();
            if let Some(before) = &before {
                let mut silent = before.clone();
                silent.local_modes.remove(termios::LocalModes::ECHO);
                let _ = termios::tcsetattr(io::stdin(), termios::OptionalActions::Flush, &silent);
            }
            Self(before)
        }
    }

    impl Drop for Hidden {
        fn drop(&mut self) {
            if let Some(before) = &self.0 {
                let _ = termios::tcsetattr(io::stdin(), termios::OptionalActions::Flush, before);
            }
        }
    }
}

#[cfg(not(unix))]
mod hide {
    //! Elsewhere what is typed is shown; the file and the variable are the quiet ways.

    /// Does nothing.
    pub(super) struct Hidden;

    impl Hidden {
        /// Does nothing.
        pub(super) fn begin() -> Self {
            Self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_from_the_environment_and_wanted_otherwise() {
        let key = SecretText::new("hk_a".to_owned());
        assert_eq!(find(None, Some(&key), None, &Screen::fixed(false, false)).unwrap().expose(), "hk_a");
        let none = find(None, None, None, &Screen::fixed(false, false)).unwrap_err();
        assert_eq!(none.kind.exit_code(), 2);
        assert!(none.hint.unwrap().contains("HOOKIT_KEY"));
    }
}
