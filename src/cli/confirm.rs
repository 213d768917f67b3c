//! The question before a dangerous act: what, how many, and are you sure.

use std::io;
use std::io::BufRead;
use std::io::Write;

use super::error::CliError;
use super::error::Result;
use super::output::Screen;
use super::output::escape;
pub(crate) use crate::domain::wording::quoted;

/// More than this many, and the answer is a name to type instead of a letter.
pub(crate) const ASKED_BY_LETTER_MAX: u64 = 1_000;

/// An act that wants an answer first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act<'a> {
    /// What will happen and to how many: a sentence's beginning.
    pub(crate) what: &'a str,
    /// How many things it touches.
    pub(crate) count: u64,
    /// Whether it takes all there is.
    pub(crate) all: bool,
    /// What is typed when a letter is not enough, and what that is: `the endpoint's name`, `acme-prod`.
    pub(crate) typed: (&'a str, &'a str),
    /// `--yes` was given.
    pub(crate) yes: bool,
    /// The command line as it was given, for those who cannot be asked.
    pub(crate) line: &'a str,
}

/// Says what will happen and asks; an answer that is not yes is a refusal.
pub(crate) fn ask(screen: &Screen, act: &Act<'_>) -> Result<()> {
    screen.talk(&escape(act.what));
    if act.yes {
        return Ok(());
    }
    if !screen.can_ask {
        return Err(CliError::failed("refused: there is no terminal to ask on")
            .hint(format!("run: {} --yes", escape(act.line))));
    }
    let by_name = act.all || act.count > ASKED_BY_LETTER_MAX;
    let answer = read_answer(&if by_name {
        format!("Type {} to go on: ", act.typed.0)
    } else {
        "Go on? [y/N] ".to_owned()
    })?;
    if is_yes(&answer, by_name.then_some(act.typed.1)) {
        return Ok(());
    }
    Err(CliError::failed("nothing was done"))
}

/// With `--dry-run`, says what would be done; answers whether that was all.
pub(crate) fn only_told(screen: &Screen, dry_run: bool, what: &str) -> Result<bool> {
    if dry_run && screen.is_json() {
        screen.data(&serde_json::json!({ "dry_run": true, "would": what }).to_string())?;
    } else if dry_run {
        screen.data(&format!("{}; this was a dry run, nothing was done", escape(what)))?;
    }
    Ok(dry_run)
}

fn is_yes(answer: &str, typed: Option<&str>) -> bool {
    match typed {
        Some(name) => answer.trim() == name,
        None => matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"),
    }
}

fn read_answer(question: &str) -> Result<String> {
    let cannot_ask = |error: io::Error| CliError::failed("cannot ask").because(error);
    let mut out = io::stderr().lock();
    out.write_all(question.as_bytes()).and_then(|()| out.flush()).map_err(cannot_ask)?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(cannot_ask)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act<'a>(yes: bool) -> Act<'a> {
        Act {
            what: "removes acme",
            count: 1,
            all: false,
            typed: ("its name", "acme"),
            yes,
            line: "hookit endpoint remove acme",
        }
    }

    #[test]
    fn without_a_terminal_and_without_yes_it_refuses_and_says_the_line_to_run() {
        let screen = Screen::fixed(false, false);
        let refusal = ask(&screen, &act(false)).unwrap_err();
        assert_eq!(refusal.kind.exit_code(), 1);
        assert_eq!(refusal.hint.as_deref(), Some("run: hookit endpoint remove acme --yes"));
        assert!(ask(&screen, &act(true)).is_ok());
    }

    #[test]
    fn a_letter_is_enough_for_few_and_a_name_is_wanted_for_many() {
        assert!(is_yes("Y\n", None) && is_yes("yes", None));
        assert!(!is_yes("", None) && !is_yes("no", None));
        assert!(is_yes("acme\n", Some("acme")) && !is_yes("y", Some("acme")));
    }

    #[test]
    fn a_line_that_is_shown_can_be_run() {
        assert_eq!(quoted("acme-prod"), "acme-prod");
        assert_eq!(quoted("it's *"), r"'it'\''s *'");
        assert_eq!(quoted(""), "''");
    }
}
