//! Runs the operator's command in a home of its own and gives what it said.

use super::environment;
use super::hookitd::Hookitd;
use super::scratch::Scratch;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A terminal-less shell of an operator: a home, an environment and no daemon unless one is named.
#[derive(Debug)]
pub(crate) struct Hookit {
    home: Scratch,
    variables: Vec<(String, String)>,
    before: Vec<String>,
}

/// What a run of the command said.
#[derive(Debug)]
#[must_use = "look at what it said, or at least at its exit code"]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    /// Standard output, error and exit code as one text for a snapshot.
    pub(crate) fn text(&self) -> String {
        format!("{}--- stderr\n{}--- exit {}\n", self.stdout, self.stderr, self.code)
    }

    /// Asserts the exit code, telling everything on failure, and gives standard output.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}", self.text());
        self.stdout
    }
}

impl Hookit {
    /// With neither daemon nor database in reach.
    pub(crate) fn alone() -> Self {
        Self { home: Scratch::new(), variables: Vec::new(), before: Vec::new() }
    }

    /// Over the daemon's admin socket.
    pub(crate) fn of(hookitd: &Hookitd) -> Self {
        Self::alone().flag("--socket", &hookitd.socket.to_string_lossy())
    }

    /// Puts an option before the arguments of every run.
    pub(crate) fn flag(mut self, name: &str, value: &str) -> Self {
        self.before.extend([name.to_owned(), value.to_owned()]);
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// Runs with this text on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        said(self.command(arguments), input)
    }

    /// The command itself, for tests that look while it runs.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hookit"));
        command.args(&self.before).args(arguments).current_dir(self.home.path());
        environment::hermetic(&mut command, self.home.path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The folder it has for its home.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }
}

fn said(mut command: Command, input: &str) -> Said {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("hookit can be started");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // A command that does not read may have closed it; what it says is the test's to judge.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    let Output { status, stdout, stderr } = child.wait_with_output().expect("hookit can be waited for");
    let code = status.code().expect("hookit ends by itself");
    let text = |bytes| String::from_utf8(bytes).expect("hookit writes UTF-8");
    Said { code, stdout: text(stdout), stderr: text(stderr) }
}

/// Patterns for `insta` that hide what differs from run to run: ids, secrets, times, ports, folders.
pub(crate) fn filters() -> Vec<(&'static str, &'static str)> {
    vec![
        (r"\b(prj|key|ep|evt|dlv|att|rdr)_[0-9a-hjkmnp-tv-z]{26}\b", "[$1]"),
        (r"\bwh(sec|sk|pk)_[A-Za-z0-9+/=]{32,}", "[secret]"),
        (r"\bhk_[A-Za-z0-9_-]{40,}", "[api key]"),
        (r"\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?Z?\b", "[time]"),
        (r"\b127\.0\.0\.1:\d{2,5}\b", "127.0.0.1:[port]"),
        (r"/[^\s']*/hookit-[0-9a-f]{16}", "[scratch]"),
    ]
}
