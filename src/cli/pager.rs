//! Long output on a terminal goes through a pager: `$HOOKIT_PAGER`, else `less -FRX` where there is one.

use std::io::Write;
use std::process::Command;
use std::process::Stdio;

use super::error::Result;
use super::output::Held;
use super::output::Piece;
use super::output::Screen;
use crate::config::client::ClientEnvironment;

/// Prints what was held back: through the pager if it is longer than the terminal, else as it would have been.
pub(super) fn pieces(screen: &Screen, environment: &ClientEnvironment, pieces: Vec<Piece>) -> Result<()> {
    let lines: usize = pieces.iter().map(|piece| piece.text().split('\n').count()).sum();
    if screen.rich && lines >= usize::from(screen.height) {
        let text: String = pieces.iter().flat_map(|piece| [piece.text(), "\n"]).collect();
        if through_pager(environment, &text) {
            return Ok(());
        }
    }
    pieces.iter().try_for_each(|piece| match piece {
        Piece::Data(text) => screen.data(text),
        Piece::Talk(text) => {
            screen.talk(text);
            Ok(())
        }
    })
}

/// Prints help, which comes with its colours and its line's end.
pub(super) fn help(screen: &Screen, environment: &ClientEnvironment, text: &str) -> Result<()> {
    let held = std::sync::Arc::new(Held::default());
    screen.holding(&held).data(text.trim_end())?;
    pieces(screen, environment, held.take())
}

/// Whether a pager took the text.
fn through_pager(environment: &ClientEnvironment, text: &str) -> bool {
    let Some(mut pager) = pager(environment) else {
        return false;
    };
    let Ok(mut running) = pager.stdin(Stdio::piped()).spawn() else {
        return false;
    };
    if let Some(mut stdin) = running.stdin.take() {
        // A reader who leaves before the end has read enough.
        drop(stdin.write_all(text.as_bytes()));
    }
    running.wait().is_ok_and(|ended| ended.code() != Some(127))
}

/// The pager; none when it was switched off or there is none.
fn pager(environment: &ClientEnvironment) -> Option<Command> {
    match environment.pager.as_deref().map(str::trim) {
        Some("" | "cat" | "never") => None,
        Some(line) => {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(line);
            Some(shell)
        }
        None => {
            let mut less = Command::new("less");
            let there = less.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            less = Command::new("less");
            less.arg("-FRX");
            there.is_ok_and(|status: std::process::ExitStatus| status.success()).then_some(less)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Environment;

    fn environment(pager: &str) -> ClientEnvironment {
        ClientEnvironment { pager: Some(pager.to_owned()), ..ClientEnvironment::of(&Environment::default()) }
    }

    #[test]
    fn a_pager_takes_the_text_or_it_is_printed_as_ever() {
        let file = std::path::PathBuf::from(format!("/tmp/hookit-pager-{}", std::process::id()));
        assert!(through_pager(&environment(&format!("cat > {}", file.display())), "long\n"));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "long\n");
        std::fs::remove_file(&file).unwrap();
        assert!(!through_pager(&environment(""), "x"));
        assert!(!through_pager(&environment("no-such-program-anywhere 2>/dev/null"), "x"));
    }
}
