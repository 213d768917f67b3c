//! From the command line to the exit code.

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;
use std::sync::Arc;

use super::args;
use super::args::Cli;
use super::args::Command;
use super::args::Ended;
use super::args::Global;
use super::commands;
use super::confirm::quoted;
use super::error::CliError;
use super::error::Done;
use super::error::Kind;
use super::error::Result;
use super::output::Glyph;
use super::output::Held;
use super::output::Screen;
use super::output::Surroundings;
use super::output::Tone;
use super::output::escape;
use super::pager;
use super::session::Session;
use super::watch;
use crate::config::client;
use crate::config::client::ClientEnvironment;

/// Runs `hookit` as the process's main function.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<_> = client::arguments().collect();
    if client::is_completing() && args::answered(arguments.clone()) {
        return ExitCode::SUCCESS;
    }
    let environment = ClientEnvironment::read();
    let cli = match args::read(arguments.iter().cloned()) {
        Ok(cli) => cli,
        Err(Ended::Printed { exit_code }) => return ExitCode::from(exit_code),
        Err(Ended::Help(help)) => {
            let screen = screen(&Global::default(), &environment);
            return left(&screen, pager::help(&screen, &environment, &help).map(|()| Done::All));
        }
    };
    let screen = screen(&cli.global, &environment);
    left(&screen, guarded(|| run(cli, environment, &screen, &arguments)))
}

/// A panic is a fault of ours and has an exit code of its own; its place was printed by the panic hook.
fn guarded(run: impl FnOnce() -> Result<Done>) -> Result<Done> {
    panic::catch_unwind(panic::AssertUnwindSafe(run)).unwrap_or_else(|_| {
        Err(CliError::new(Kind::Bug, "this is a bug in hookit; please report the lines above"))
    })
}

fn screen(global: &Global, environment: &ClientEnvironment) -> Screen {
    let around = Surroundings {
        no_color: environment.no_color,
        term: environment.term.clone(),
        utf8: environment.utf8,
        columns: environment.columns,
        lines: environment.lines,
    };
    Screen::new(global, &around)
}

/// Runs the command: at once, through a pager, or again and again.
fn run(cli: Cli, environment: ClientEnvironment, screen: &Screen, arguments: &[OsString]) -> Result<Done> {
    let words = arguments.iter().skip(1).map(|word| quoted(&word.to_string_lossy()));
    let line = format!("hookit {}", words.collect::<Vec<_>>().join(" "));
    let (every, is_show) = (cli.global.view.watch, cli.global.view.is_show);
    if every.is_none() && !(is_show && screen.rich) {
        return commands::run(&Session::new(cli.global, environment, screen.clone(), line), cli.command);
    }
    let held = Arc::new(Held::default());
    let session = Session::new(cli.global, environment, screen.holding(&held), line);
    if let Some(every) = every {
        let again = || command(arguments);
        return watch::run(&session, screen, &held, every, cli.command, &again);
    }
    let ended = commands::run(&session, cli.command);
    pager::pieces(screen, &session.environment, &held.take())?;
    ended
}

/// The command of the command line once more: running it used it up.
fn command(arguments: &[OsString]) -> Option<Command> {
    args::read(arguments.iter().cloned()).ok().map(|cli| cli.command)
}

/// Says an error, and gives the exit code.
fn left(screen: &Screen, ended: Result<Done>) -> ExitCode {
    match ended {
        Ok(done) => ExitCode::from(done.exit_code()),
        Err(error) => {
            tell(screen, &error);
            ExitCode::from(error.kind.exit_code())
        }
    }
}

/// Says an error on stderr: what, why, and what to do.
pub(super) fn tell(screen: &Screen, error: &CliError) {
    if error.kind == Kind::OutputClosed {
        return;
    }
    let colour = screen.talk_colour;
    let sign = Glyph::Failed.tone().paint(colour, Glyph::Failed.sign(screen.ascii));
    screen.talk(&format!("{sign} {}", escape(&error.text)));
    for cause in &error.causes {
        screen.talk(&format!("  {} {}", Tone::Dim.paint(colour, "because"), escape(cause)));
    }
    if let Some(instead) = &error.instead {
        screen.talk(&format!("  {}", escape(instead)));
    }
    if let Some(hint) = &error.hint {
        screen.talk(&format!("  {} {}", Tone::Strong.paint(colour, "do"), escape(hint)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_bug_of_ours_and_exits_70() {
        let error = guarded(|| panic!("provoked")).unwrap_err();
        assert_eq!(error.kind.exit_code(), 70);
        assert!(error.text.contains("please report"), "{}", error.text);
        assert_eq!(left(&Screen::fixed(false, false), Err(error)), ExitCode::from(70));
        assert_eq!(guarded(|| Ok(Done::Partly)).unwrap().exit_code(), 7);
    }
}
