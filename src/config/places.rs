//! Where things live on this machine when nothing says otherwise.

use std::path::Path;
use std::path::PathBuf;

use super::environment::Environment;

/// The directories that defaults are made of.
#[derive(Clone, Debug)]
pub(super) struct Places {
    state_dir: PathBuf,
    runtime_dir: Option<PathBuf>,
    credentials_dir: Option<PathBuf>,
    pub(super) host_name: String,
}

impl Places {
    /// systemd names the directories it made; root uses the system's; a user those of the XDG base directory
    /// specification. Empty when there is no home either.
    pub(super) fn of(environment: &Environment) -> Self {
        let root = environment.uid == 0;
        let first = |name: &str| {
            let list = environment.get(name)?;
            list.split(':').map(PathBuf::from).find(|path| path.is_absolute())
        };
        let system = |path: &str| root.then(|| PathBuf::from(path));
        let state_dir = first("STATE_DIRECTORY")
            .or_else(|| system("/var/lib/hookit"))
            .or_else(|| environment.path("XDG_STATE_HOME").map(|dir| dir.join("hookit")))
            .or_else(|| environment.path("HOME").map(|home| home.join(".local/state/hookit")));
        Self {
            state_dir: state_dir.unwrap_or_default(),
            runtime_dir: first("RUNTIME_DIRECTORY")
                .or_else(|| system("/run/hookit"))
                .or_else(|| environment.path("XDG_RUNTIME_DIR").map(|dir| dir.join("hookit"))),
            credentials_dir: environment.path("CREDENTIALS_DIRECTORY"),
            host_name: environment.host_name.clone(),
        }
    }

    /// The same with the state directory that the settings chose.
    pub(super) fn with_state_dir(self, state_dir: PathBuf) -> Self {
        Self { state_dir, ..self }
    }

    pub(super) fn state_dir(&self) -> &Path {
        &self.state_dir
    }

    pub(super) fn runtime_dir(&self) -> Option<&Path> {
        self.runtime_dir.as_deref()
    }

    pub(super) fn admin_socket(&self) -> PathBuf {
        self.runtime_dir.as_deref().unwrap_or(&self.state_dir).join("admin.sock")
    }

    pub(super) fn keyring_file(&self) -> PathBuf {
        self.credential("master-keys").unwrap_or_else(|| self.state_dir.join("master-keys"))
    }

    /// The path of a credential that the service manager handed over.
    pub(super) fn credential(&self, name: &str) -> Option<PathBuf> {
        self.credentials_dir.as_deref().map(|dir| dir.join(name)).filter(|path| path.is_file())
    }

    /// Whether a file is one that the service manager handed over: it guards those itself.
    pub(super) fn is_credential(&self, path: &Path) -> bool {
        self.credentials_dir.as_deref().is_some_and(|dir| path.starts_with(dir))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(uid: u32, variables: &[(&str, &str)]) -> Places {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Places::of(&Environment { variables, uid, host_name: "h".to_owned() })
    }

    #[test]
    fn root_uses_the_systems_directories() {
        let places = places(0, &[("HOME", "/root"), ("XDG_RUNTIME_DIR", "/run/user/0")]);
        assert_eq!(places.state_dir(), Path::new("/var/lib/hookit"));
        assert_eq!(places.admin_socket(), Path::new("/run/hookit/admin.sock"));
        assert_eq!(places.keyring_file(), Path::new("/var/lib/hookit/master-keys"));
    }

    #[test]
    fn user_keeps_to_the_xdg_directories() {
        let places = places(1000, &[("HOME", "/home/a"), ("XDG_RUNTIME_DIR", "/run/user/1000")]);
        assert_eq!(places.state_dir(), Path::new("/home/a/.local/state/hookit"));
        assert_eq!(places.admin_socket(), Path::new("/run/user/1000/hookit/admin.sock"));
    }

    #[test]
    fn user_without_a_runtime_directory_has_the_socket_beside_the_state() {
        let places = places(1000, &[("HOME", "/home/a"), ("XDG_STATE_HOME", "/s")]);
        assert_eq!(places.admin_socket(), Path::new("/s/hookit/admin.sock"));
    }

    #[test]
    fn service_manager_names_the_directories_it_made() {
        let places = places(
            990,
            &[("STATE_DIRECTORY", "/var/lib/hookit"), ("RUNTIME_DIRECTORY", "/run/hookit:/run/x")],
        );
        assert_eq!(places.state_dir(), Path::new("/var/lib/hookit"));
        assert_eq!(places.admin_socket(), Path::new("/run/hookit/admin.sock"));
    }

    #[test]
    fn nobody_at_home_has_no_state_directory() {
        assert_eq!(places(1000, &[]).state_dir(), Path::new(""));
    }
}
