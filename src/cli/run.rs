//! From the command line to the exit code.

use std::panic;
use std::process::ExitCode;

use super::args;
use super::commands;
use super::confirm::quoted;
use super::error::CliError;
use super::error::Kind;
use super::output::Glyph;
use super::output::Screen;
use super::output::Surroundings;
use super::output::Tone;
use super::output::escape;
use super::session::Session;
use crate::config::client;
use crate::config::client::ClientEnvironment;

/// Runs `hookit` as the process's main function.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<_> = client::arguments().collect();
    let line =
        arguments.iter().skip(1).map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ");
    let cli = match args::read(arguments.into_iter()) {
        Ok(cli) => cli,
        Err(ended) => return ExitCode::from(ended.exit_code),
    };
    let environment = ClientEnvironment::read();
    let around = Surroundings {
        no_color: environment.no_color,
        term: environment.term.clone(),
        utf8: environment.utf8,
        columns: environment.columns,
    };
    let screen = Screen::new(&cli.global, &around);
    let session = Session::new(cli.global, environment, screen.clone(), format!("hookit {line}"));
    // A panic is a fault of ours and has an exit code of its own; its place was printed by the panic hook.
    let ended = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let ended = commands::run(&session, cli.command);
        drop(session);
        ended
    }));
    match ended {
        Ok(Ok(done)) => ExitCode::from(done.exit_code()),
        Ok(Err(error)) => {
            tell(&screen, &error);
            ExitCode::from(error.kind.exit_code())
        }
        Err(_) => {
            tell(
                &screen,
                &CliError::new(Kind::Bug, "this is a bug in hookit; please report the lines above"),
            );
            ExitCode::from(Kind::Bug.exit_code())
        }
    }
}

/// Says an error on stderr: what, why, and what to do.
fn tell(screen: &Screen, error: &CliError) {
    if error.kind == Kind::OutputClosed {
        return;
    }
    let colour = screen.talk_colour;
    let sign = Glyph::Failed.tone().paint(colour, Glyph::Failed.sign(screen.ascii));
    screen.talk(&format!("{sign} {}", escape(&error.text)));
    for cause in &error.causes {
        screen.talk(&format!("  {} {}", Tone::Dim.paint(colour, "because"), escape(cause)));
    }
    if let Some(hint) = &error.hint {
        screen.talk(&format!("  {} {}", Tone::Strong.paint(colour, "do"), escape(hint)));
    }
}
