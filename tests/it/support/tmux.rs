//! The operator's command in a real terminal: a server of tmux of its own, its keys and what stands on its screen.

use super::hookit::Hookit;
use super::scratch::Scratch;
use super::wait::{SOON, until};
use std::process::{Command, Output};
use std::time::Instant;

/// A terminal with one program in it. Both end with the value.
pub(crate) struct Tmux {
    scratch: Scratch,
}

impl Tmux {
    /// Runs the command in a terminal of this size.
    pub(crate) fn start(hookit: &Hookit, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let scratch = Scratch::new();
        // What the program leaves on the screen is looked at after its end.
        let settings =
            "set -g remain-on-exit on\nset -g status off\nset -g set-clipboard on\nset -g escape-time 0\n";
        let tmux = Self { scratch };
        let file = tmux.scratch.write("tmux.conf", settings).to_string_lossy().into_owned();
        let program = hookit.command(arguments);
        let mut words = vec!["-f".to_owned(), file, "new-session".to_owned(), "-d".to_owned()];
        words.extend(["-x".to_owned(), columns.to_string(), "-y".to_owned(), rows.to_string()]);
        words.extend(["env".to_owned(), "-i".to_owned(), "TERM=screen-256color".to_owned()]);
        for (name, value) in program.get_envs() {
            let value = value.expect("a variable is set").to_string_lossy().into_owned();
            words.push(format!("{}={value}", name.to_string_lossy()));
        }
        words.push(program.get_program().to_string_lossy().into_owned());
        words.extend(program.get_args().map(|word| word.to_string_lossy().into_owned()));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = tmux.run(&words);
        assert!(said.status.success(), "tmux does not start: {said:?}");
        tmux
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command.args(["-S", &self.scratch.file("tmux.sock")]).args(words);
        command.env("LC_ALL", "C.UTF-8").output().expect("tmux can be run")
    }

    /// Presses keys, as tmux names them.
    #[track_caller]
    pub(crate) fn press(&self, keys: &[&str]) {
        let said = self.run(&[&["send-keys"], keys].concat());
        assert!(said.status.success(), "{said:?}");
    }

    /// What stands on the screen.
    pub(crate) fn screen(&self) -> String {
        String::from_utf8_lossy(&self.run(&["capture-pane", "-p"]).stdout).into_owned()
    }

    /// Waits until the screen is as wanted, and gives it.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + SOON;
        let seen = until(what, SOON * 2, || {
            let screen = self.screen();
            match wanted(&screen) {
                true => Some(Ok(screen)),
                false => (Instant::now() > end).then_some(Err(screen)),
            }
        });
        seen.unwrap_or_else(|screen| panic!("waited in vain for {what}; the screen shows\n{screen}"))
    }

    /// Waits until this text stands on the screen.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    /// Waits until it does not stand there any more.
    #[track_caller]
    pub(crate) fn hides(&self, text: &str) -> String {
        self.until(&format!("no {text}"), |screen| !screen.contains(text))
    }

    /// Changes the terminal's size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let said = self.run(&["resize-window", "-x", &columns.to_string(), "-y", &rows.to_string()]);
        assert!(said.status.success(), "{said:?}");
    }

    /// What the program put into the clipboard.
    #[track_caller]
    pub(crate) fn clipboard(&self) -> String {
        until("something in the clipboard", SOON, || {
            let said = self.run(&["show-buffer"]);
            Some(String::from_utf8_lossy(&said.stdout).into_owned()).filter(|_| said.status.success())
        })
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> i32 {
        self.ask("#{pane_pid}").parse().expect("it is a number")
    }

    /// Waits for the program's end: its exit code, `None` when a signal ended it.
    #[track_caller]
    pub(crate) fn ended(&self) -> Option<i32> {
        until("the program to end", SOON, || (self.ask("#{pane_dead}") == "1").then_some(()));
        self.ask("#{pane_dead_status}").parse().ok()
    }

    /// Whether the terminal is as a shell wants it: the first screen, with a cursor.
    pub(crate) fn is_given_back(&self) -> bool {
        self.ask("#{alternate_on}#{cursor_flag}") == "01"
    }

    fn ask(&self, format: &str) -> String {
        let said = self.run(&["display-message", "-p", format]);
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _gone_already = self.run(&["kill-server"]);
    }
}
