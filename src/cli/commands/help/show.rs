//! Which help is meant, and printing it.

use super::topics::TOPICS;
use crate::cli::args;
use crate::cli::args::HelpArgs;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::nearest;
use crate::cli::pager;
use crate::cli::session::Session;

/// Prints a topic, or the help of the command that the words name.
pub(in crate::cli) fn run(session: &Session, help: &HelpArgs) -> Result<Done> {
    let topic = match help.words.as_slice() {
        [word] => TOPICS.iter().find(|(name, _)| name == word),
        _ => None,
    };
    let text = match topic {
        Some((_, text)) => (*text).to_owned(),
        None => args::help_of(&help.words).map_err(|known| unknown(&help.words, &known))?,
    };
    pager::help(&session.screen, &session.environment, &text)?;
    Ok(Done::All)
}

fn unknown(words: &[String], commands: &[String]) -> CliError {
    let said = words.join(" ");
    let last = words.last().map(String::as_str).unwrap_or_default();
    let topics = TOPICS.iter().map(|(name, _)| *name);
    let known = commands.iter().map(String::as_str).chain(topics.clone());
    let error = CliError::usage(format!("there is no command and no topic {said}"));
    match nearest::hint(last, known) {
        Some(hint) => error.hint(hint),
        None => error.hint(format!("the topics are {}", topics.collect::<Vec<_>>().join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_topic_is_answered_with_the_right_one() {
        let error = unknown(&["exit-code".to_owned()], &["event".to_owned()]);
        assert_eq!(error.hint.as_deref(), Some("did you mean exit-codes?"));
        assert_eq!(error.kind.exit_code(), 2);
    }

    #[test]
    fn topics_fit_on_eighty_columns() {
        for (name, text) in TOPICS {
            for line in text.lines() {
                assert!(line.chars().count() <= 80, "{name}: {line}");
            }
        }
    }
}
