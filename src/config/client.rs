//! What the operator's command reads from its environment.

use std::ffi::OsString;
use std::path::Path;
use std::path::PathBuf;

use super::environment::Environment;
use super::layers::DATABASE_FILE_VARIABLE;
use super::layers::secret_file;
use super::rule::Raw;
use super::secret_text::SecretText;

/// What the environment says to `hookit`. Variables that are unset, empty or odd are `None`; flags and contexts
/// stand above all of it.
#[derive(Clone, Debug)]
pub struct ClientEnvironment {
    /// `HOOKIT_SOCKET`: the admin socket.
    pub socket: Option<PathBuf>,
    /// `HOOKIT_URL`: a daemon's API.
    pub url: Option<String>,
    /// `HOOKIT_KEY`: the API key for it.
    pub key: Option<SecretText>,
    /// `HOOKIT_KEY_FILE`: a file with the API key.
    pub key_file: Option<PathBuf>,
    /// Postgres for direct mode: `HOOKIT_DATABASE_URL`, else `HOOKIT_DATABASE__URL`, else the text of the file that
    /// `HOOKIT_DATABASE__URL_FILE` names, else `DATABASE_URL`.
    pub database_url: Option<SecretText>,
    /// The database was named for HookIt, not only by the common `DATABASE_URL`: then it stands above a context.
    pub database_is_named: bool,
    /// `HOOKIT_CONTEXT`: the context to work in.
    pub context: Option<String>,
    /// The file with the contexts; none without a home.
    pub config_file: Option<PathBuf>,
    /// Where small things of a session are kept; none without a home.
    pub runtime_dir: Option<PathBuf>,
    /// `HOOKIT_PAGER`: what long output goes through; set and empty for nothing.
    pub pager: Option<String>,
    /// `HOOKIT_SECRETS__KEYRING_FILE`: the master keys for direct mode.
    pub keyring_file: Option<PathBuf>,
    /// `HOOKIT_PROJECT`: name or id of the project.
    pub project: Option<String>,
    /// Where a daemon's socket may be, the likeliest first.
    pub socket_candidates: Vec<PathBuf>,
    /// Where a private Postgres may be, the likeliest first.
    pub state_dir_candidates: Vec<PathBuf>,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `TERM`.
    pub term: Option<String>,
    /// The locale names UTF-8.
    pub utf8: bool,
    /// `COLUMNS`.
    pub columns: Option<u16>,
    /// `LINES`.
    pub lines: Option<u16>,
    /// Where a browser can be shown.
    pub sight: Sight,
    /// The running program.
    pub executable: Option<PathBuf>,
    /// The directory for temporary files.
    pub temporary_dir: PathBuf,
    /// `PATH`, for programs that are started.
    pub path: Option<OsString>,
}

/// What the environment says about opening a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// `BROWSER`: the program that opens a link.
    pub browser: Option<String>,
    /// There is a screen to show it on.
    pub has_display: bool,
    /// The session came over SSH, to this address of the machine: third word of `SSH_CONNECTION`.
    pub over_ssh: Option<String>,
    /// `USER`, for the line that makes a tunnel.
    pub user: Option<String>,
}

/// Whether a shell started the program for completions (`COMPLETE=bash`).
#[must_use]
pub fn is_completing() -> bool {
    std::env::vars_os().any(|(name, shell)| name == "COMPLETE" && !shell.is_empty() && shell != "0")
}

/// The command line, the program's name first.
pub fn arguments() -> impl Iterator<Item = OsString> {
    std::env::args_os()
}

/// A secret that an operator's file names by a variable; `None` when it is unset or empty.
#[must_use]
pub fn secret_variable(name: &str) -> Option<SecretText> {
    Environment::read().get(name).map(|value| SecretText::new(value.to_owned()))
}

impl ClientEnvironment {
    /// Reads it from the process.
    #[must_use]
    pub fn read() -> Self {
        let environment = Environment::read();
        Self {
            executable: std::env::current_exe().ok(),
            temporary_dir: std::env::temp_dir(),
            ..Self::of(&environment)
        }
    }

    /// Whether a variable of HookIt's own names a way to the daemon or its database, which then stands above a context.
    #[must_use]
    pub const fn names_a_way(&self) -> bool {
        self.socket.is_some() || self.url.is_some() || self.database_is_named
    }

    /// Where this user's own state is kept; `None` when nothing says so.
    #[must_use]
    pub fn user_state_dir(&self) -> Option<&Path> {
        // The first is the system's.
        self.state_dir_candidates.get(1).map(PathBuf::as_path)
    }

    /// The same from a given environment; without the running program.
    #[must_use]
    pub fn of(environment: &Environment) -> Self {
        let text = |name: &str| environment.get(name).map(str::to_owned);
        let path = |name: &str| environment.get(name).map(PathBuf::from);
        let beside = |name: &str| environment.path(name).map(|dir| dir.join("hookit"));
        let state = beside("XDG_STATE_HOME")
            .or_else(|| environment.path("HOME").map(|home| home.join(".local/state/hookit")));
        let config = beside("XDG_CONFIG_HOME")
            .or_else(|| environment.path("HOME").map(|home| home.join(".config/hookit")));
        let runtime = beside("XDG_RUNTIME_DIR").or_else(|| state.clone());
        let mut sockets = vec![PathBuf::from("/run/hookit/admin.sock")];
        sockets.extend(runtime.as_ref().map(|dir| dir.join("admin.sock")));
        let mut states = vec![PathBuf::from("/var/lib/hookit")];
        states.extend(state);
        Self {
            socket: path("HOOKIT_SOCKET"),
            url: text("HOOKIT_URL"),
            key: text("HOOKIT_KEY").map(SecretText::new),
            key_file: path("HOOKIT_KEY_FILE"),
            database_url: database_url(environment),
            database_is_named: ["HOOKIT_DATABASE_URL", "HOOKIT_DATABASE__URL", DATABASE_FILE_VARIABLE]
                .iter()
                .any(|name| environment.get(name).is_some()),
            context: text("HOOKIT_CONTEXT"),
            config_file: config.map(|dir| dir.join("config.yaml")),
            runtime_dir: runtime,
            pager: environment.variables.get("HOOKIT_PAGER").cloned(),
            keyring_file: path("HOOKIT_SECRETS__KEYRING_FILE"),
            project: text("HOOKIT_PROJECT"),
            socket_candidates: sockets,
            state_dir_candidates: states,
            no_color: environment.get("NO_COLOR").is_some(),
            term: text("TERM"),
            utf8: names_utf8(environment),
            columns: environment.get("COLUMNS").and_then(|columns| columns.parse().ok()),
            lines: environment.get("LINES").and_then(|lines| lines.parse().ok()),
            sight: Sight {
                browser: text("BROWSER"),
                has_display: cfg!(target_os = "macos")
                    || environment.get("DISPLAY").is_some()
                    || environment.get("WAYLAND_DISPLAY").is_some(),
                over_ssh: environment
                    .get("SSH_CONNECTION")
                    .map(|words| words.split(' ').nth(2).unwrap_or("this-machine").to_owned()),
                user: text("USER"),
            },
            executable: None,
            temporary_dir: PathBuf::from("/tmp"),
            path: text("PATH").map(OsString::from),
        }
    }
}

fn database_url(environment: &Environment) -> Option<SecretText> {
    let of = |name: &str| environment.get(name).map(|url| SecretText::new(url.to_owned()));
    let of_file = || match secret_file(Path::new(environment.get(DATABASE_FILE_VARIABLE)?)) {
        Ok(Raw::Text(url)) if !url.is_empty() => Some(SecretText::new(url)),
        Ok(_) | Err(_) => None,
    };
    of("HOOKIT_DATABASE_URL")
        .or_else(|| of("HOOKIT_DATABASE__URL"))
        .or_else(of_file)
        .or_else(|| of("DATABASE_URL"))
}

/// The first of the locale's variables that is set decides (POSIX); without any it is the C locale.
fn names_utf8(environment: &Environment) -> bool {
    match ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| environment.get(name)) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => cfg!(any(target_os = "macos", target_os = "windows")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> ClientEnvironment {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        ClientEnvironment::of(&Environment { variables, uid: 1000, host_name: "h".to_owned() })
    }

    #[test]
    fn own_variable_stands_above_the_common_one() {
        let both = of(&[("DATABASE_URL", "postgres://b"), ("HOOKIT_DATABASE__URL", "postgres://a")]);
        assert_eq!(both.database_url.map(|url| url.expose().to_owned()).as_deref(), Some("postgres://a"));
        let common = of(&[("DATABASE_URL", "postgres://b"), ("HOOKIT_DATABASE_URL", "")]);
        assert_eq!(common.database_url.map(|url| url.expose().to_owned()).as_deref(), Some("postgres://b"));
    }

    #[test]
    fn sockets_of_the_system_and_of_the_user_are_tried() {
        let found = of(&[("XDG_RUNTIME_DIR", "/run/user/1000"), ("HOME", "/home/a")]);
        let expected = ["/run/hookit/admin.sock", "/run/user/1000/hookit/admin.sock"].map(PathBuf::from);
        assert_eq!(found.socket_candidates, expected);
        let expected = ["/var/lib/hookit", "/home/a/.local/state/hookit"].map(PathBuf::from);
        assert_eq!(found.state_dir_candidates, expected);
        assert_eq!(found.user_state_dir(), Some(Path::new("/home/a/.local/state/hookit")));
        assert_eq!(of(&[]).user_state_dir(), None);
    }

    #[test]
    fn contexts_are_in_the_users_configuration() {
        let found = of(&[("HOME", "/home/a")]);
        assert_eq!(found.config_file, Some(PathBuf::from("/home/a/.config/hookit/config.yaml")));
        let found = of(&[("HOME", "/home/a"), ("XDG_CONFIG_HOME", "/cfg"), ("DATABASE_URL", "postgres://b")]);
        assert_eq!(found.config_file, Some(PathBuf::from("/cfg/hookit/config.yaml")));
        assert!(found.database_url.is_some() && !found.database_is_named);
        assert!(of(&[("HOOKIT_DATABASE_URL", "postgres://b")]).database_is_named);
    }

    #[test]
    fn an_ssh_session_is_known_with_the_address_it_came_to() {
        let sight = of(&[("SSH_CONNECTION", "192.0.2.7 50112 192.0.2.1 22"), ("USER", "sam")]).sight;
        assert_eq!(sight.over_ssh.as_deref(), Some("192.0.2.1"));
        assert_eq!(sight.user.as_deref(), Some("sam"));
        assert!(of(&[("DISPLAY", ":0")]).sight.has_display);
        assert_eq!(of(&[]).sight.over_ssh, None);
    }

    #[test]
    fn strongest_locale_variable_decides_about_utf8() {
        assert!(of(&[("LANG", "en_GB.UTF-8")]).utf8);
        assert!(!of(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]).utf8);
        assert!(!of(&[]).utf8);
    }
}
