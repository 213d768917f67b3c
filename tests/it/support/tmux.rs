//! The operator's command in a real terminal: a server of tmux of its own, its keys and what stands on its screen.

use super::hookit::Hookit;
use super::scratch::Scratch;
use super::wait::{SOON, until};
use rustix::process::{Pid, Signal, kill_process};
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
        // A shell around it, which ^C does not end, tells how it ended and how it left the terminal.
        let script = "trap : INT; \"$@\"; echo \"left with $?\"; stty -a; exec cat";
        words.extend(["sh", "-c", script, "sh", "env", "-i", "TERM=screen-256color"].map(str::to_owned));
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
            if wanted(&screen) { Some(Ok(screen)) } else { (Instant::now() > end).then_some(Err(screen)) }
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

    /// Sends the program a signal.
    #[track_caller]
    pub(crate) fn signal(&self, signal: Signal) {
        let shell = self.ask("#{pane_pid}");
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children"));
        let child = children.expect("the shell runs").trim().parse().expect("it has one child");
        kill_process(Pid::from_raw(child).expect("it is a process"), signal).expect("the program runs");
    }

    /// Waits for the program's end, and gives its exit code.
    #[track_caller]
    pub(crate) fn ended(&self) -> i32 {
        let screen = self.until("the program's end", |screen| screen.contains("iexten"));
        let code = screen.lines().find_map(|line| line.split_once("left with "));
        code.and_then(|(_, code)| code.trim().parse().ok())
            .unwrap_or_else(|| panic!("no exit code:\n{screen}"))
    }

    /// Asserts that the terminal is as a shell wants it: the first screen, a cursor, lines that are echoed.
    #[track_caller]
    pub(crate) fn is_given_back(&self) {
        assert_eq!(self.ask("#{alternate_on} #{cursor_flag}"), "0 1");
        let screen = self.screen();
        for word in ["icanon", "echo", "isig"] {
            assert!(screen.split_whitespace().any(|seen| seen == word), "{word}:\n{screen}");
        }
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
