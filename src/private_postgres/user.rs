//! Whose processes the private Postgres are, and how a daemon that is root steps down to that user.

use std::path::Path;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use super::PrivateOptions;
use super::PrivatePostgresError;

/// Users tried by root when the configuration names none.
const DEFAULT_USERS: [&str; 2] = ["hookit", "postgres"];

/// Where system programs live, after the directories of our own `PATH`.
const SYSTEM_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The user that Postgres runs as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct User {
    /// Its name; `None` when it is simply our own.
    pub(super) other: Option<String>,
    /// Its user id.
    pub(super) uid: u32,
    /// Its primary group id.
    pub(super) gid: u32,
    path: String,
}

impl User {
    /// Chooses the user. A cluster that exists keeps its owner, because Postgres refuses any other.
    pub(super) fn choose(options: &PrivateOptions, owner: Option<u32>) -> Result<Self, PrivatePostgresError> {
        let path = search_path(&options.search_path);
        let uid = rustix::process::geteuid().as_raw();
        if uid == 0 {
            return Self::for_root(options, owner, path);
        }
        if let Some(name) = &options.user
            && ids(name, &path).map(|ids| ids.0) != Some(uid)
        {
            return Err(PrivatePostgresError::NotRoot { user: name.clone() });
        }
        Ok(Self { other: None, uid, gid: rustix::process::getegid().as_raw(), path })
    }

    fn for_root(
        options: &PrivateOptions,
        owner: Option<u32>,
        path: String,
    ) -> Result<Self, PrivatePostgresError> {
        let named: Vec<&str> = match &options.user {
            Some(name) => vec![name],
            None => DEFAULT_USERS.to_vec(),
        };
        let found: Vec<(&str, (u32, u32))> = named
            .iter()
            .filter_map(|name| ids(name, &path).map(|ids| (*name, ids)))
            .filter(|(_, ids)| ids.0 != 0)
            .collect();
        let chosen = found.iter().find(|(_, ids)| Some(ids.0) == owner).or_else(|| found.first());
        match chosen {
            Some((name, (uid, gid))) => {
                Ok(Self { other: Some((*name).to_owned()), uid: *uid, gid: *gid, path })
            }
            None => Err(PrivatePostgresError::NoUser { tried: named.join(" or ") }),
        }
    }

    /// Its name as told to the operator.
    pub(super) fn name(&self) -> String {
        self.other.clone().unwrap_or_else(|| format!("uid {}", self.uid))
    }

    /// A command that runs `program` as this user and gets `death_signal` when the thread that started it ends.
    ///
    /// `setpriv` does both in the child: the order matters, because the kernel forgets the signal when the uid
    /// changes, and doing it ourselves between fork and exec would need unsafe code. The environment is empty:
    /// a `PGDATA`, `PGPORT` or `NOTIFY_SOCKET` of ours is not for the child.
    pub(super) fn command(&self, program: &Path, death_signal: &str) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", death_signal]);
        if self.other.is_some() {
            command.arg(format!("--reuid={}", self.uid));
            command.arg(format!("--regid={}", self.gid));
            command.arg("--init-groups");
        }
        command.arg("--").arg(program);
        command.env_clear().env("PATH", &self.path).env("LC_ALL", "C").env("TZ", "UTC");
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    /// Whether this user can enter `dir`, asked of the kernel and not read from the mode bits, so that groups,
    /// access lists and every directory above count.
    pub(super) fn can_enter(&self, dir: &Path) -> Result<bool, PrivatePostgresError> {
        let mut command = self.command(Path::new("sh"), "KILL");
        command.args(["-c", "cd \"$1\"", "sh"]).arg(dir);
        Ok(run(&mut command)?.status.success())
    }
}

/// Runs a command to its end and keeps what it said.
pub(super) fn run(command: &mut Command) -> Result<Output, PrivatePostgresError> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.output().map_err(|source| PrivatePostgresError::Run { program, source })
}

/// The end of a program's output, short enough for a message.
pub(super) fn tail(text: &[u8]) -> String {
    const LINES_MAX: usize = 12;
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(LINES_MAX)..].join(" | ")
}

fn search_path(own: &[std::path::PathBuf]) -> String {
    let own = own.iter().filter_map(|dir| dir.to_str()).filter(|dir| dir.starts_with('/'));
    own.chain([SYSTEM_PATH]).collect::<Vec<_>>().join(":")
}

/// User and group id of a name, from `id`, which asks every source the system knows.
fn ids(name: &str, path: &str) -> Option<(u32, u32)> {
    let ask = |flag: &str| -> Option<u32> {
        let output = Command::new("id").args([flag, "--", name]).env("PATH", path).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().parse().ok())?
    };
    Some((ask("-u")?, ask("-g")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(user: Option<&str>) -> PrivateOptions {
        PrivateOptions {
            state_dir: "/var/lib/hookit".into(),
            bin_dir: None,
            user: user.map(str::to_owned),
            search_path: Vec::new(),
            runtime_dir: None,
        }
    }

    #[test]
    fn root_steps_down_to_the_named_user() {
        let chosen = User::choose(&options(Some("nobody")), None);
        if rustix::process::geteuid().is_root() {
            let user = chosen.expect("nobody exists everywhere");
            assert_ne!(user.uid, 0);
            assert_eq!(user.other.as_deref(), Some("nobody"));
        } else {
            assert!(matches!(chosen, Err(PrivatePostgresError::NotRoot { .. })), "{chosen:?}");
        }
    }

    #[test]
    fn nobody_runs_postgres_as_root() {
        let chosen = User::choose(&options(Some("root")), None);
        assert!(chosen.is_err(), "{chosen:?}");
    }

    #[test]
    fn command_carries_no_environment_of_ours() {
        let user = User { other: None, uid: 1, gid: 1, path: "/bin".to_owned() };
        let command = user.command(Path::new("/bin/true"), "INT");
        let names: Vec<_> = command.get_envs().map(|(name, _)| name.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["LC_ALL", "PATH", "TZ"]);
        let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
        assert_eq!(args, ["--pdeathsig", "INT", "--", "/bin/true"]);
    }

    #[test]
    fn tail_keeps_the_last_lines() {
        let text = (0..40).map(|n| format!("line {n}")).collect::<Vec<_>>().join("\n\n");
        let tail = tail(text.as_bytes());
        assert!(tail.starts_with("line 28 | ") && tail.ends_with("line 39"), "{tail}");
    }
}
