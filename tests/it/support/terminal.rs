//! A terminal of a given size, by `script` of util-linux: a shell line runs in it, is typed at, and is read.

use super::hookit::Hookit;
use super::wait::{SOON, Watched};
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::Arc;
use std::thread;

/// A running terminal.
pub(crate) struct Terminal {
    child: Child,
    stdin: ChildStdin,
    seen: Arc<Watched<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    text: String,
    ended: bool,
}

impl Terminal {
    /// Runs a line of a shell in which `hookit` is the operator's command, with its flags and its home.
    pub(crate) fn start(hookit: &Hookit, (columns, lines): (u16, u16), line: &str) -> Self {
        let before: Vec<String> = hookit.flags().iter().map(|flag| format!("'{flag}'")).collect();
        let program = env!("CARGO_BIN_EXE_hookit");
        let line = format!(
            "hookit() {{ '{program}' {} \"$@\"; }}; stty cols {columns} rows {lines}; {line}",
            before.join(" ")
        );
        let mut command = hookit.program("script");
        command.args(["-qec", &line, "/dev/null"]).env("TERM", "xterm-256color").env("SHELL", "/bin/sh");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("script of util-linux can be started");
        let stdin = child.stdin.take().expect("stdin is piped");
        let mut stdout = child.stdout.take().expect("stdout is piped");
        let seen = Arc::new(Watched::new(Seen::default()));
        let told = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 4_096];
            let mut all = Vec::new();
            while let Ok(count @ 1..) = stdout.read(&mut bytes) {
                all.extend_from_slice(&bytes[..count]);
                told.change(|seen| seen.text = String::from_utf8_lossy(&all).replace("\r\n", "\n"));
            }
            told.change(|seen| seen.ended = true);
        });
        Self { child, stdin, seen }
    }

    /// Runs a line to its end and gives everything that was drawn, escapes and all.
    #[track_caller]
    pub(crate) fn run(hookit: &Hookit, size: (u16, u16), line: &str) -> String {
        let mut terminal = Self::start(hookit, size, line);
        terminal.end()
    }

    /// Waits until this text was drawn so many times.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str, times: usize) {
        let there = |seen: &Seen| (seen.text.matches(text).count() >= times).then_some(());
        let found = self.seen.find(SOON, there);
        assert!(found.is_some(), "{text:?} was not drawn {times} times:\n{}", self.seen.get().text);
    }

    /// Types.
    pub(crate) fn type_keys(&mut self, keys: &str) {
        self.stdin.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.stdin.flush().expect("the terminal takes keys");
    }

    /// Waits for the end and gives what was drawn.
    #[track_caller]
    pub(crate) fn end(&mut self) -> String {
        let text = self.seen.find(SOON, |seen| seen.ended.then(|| seen.text.clone()));
        text.unwrap_or_else(|| panic!("the line did not end:\n{}", self.seen.get().text))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nothing is lost when it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What was drawn without colours and other escapes.
pub(crate) fn plain(drawn: &str) -> String {
    let mut out = String::new();
    let mut letters = drawn.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            out.push(letter);
        }
    }
    out
}
