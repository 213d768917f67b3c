//! Proves that the commands which the documents show exist, with their options and arguments.

use crate::report::{self, Offence};
use crate::shell::commands;
use crate::source::{Source, under};
use clap::Command;
use clap::error::ErrorKind;

/// Documents whose `sh` blocks a reader types off; the last one is a folder of them.
const DOCUMENTS: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/"];

#[test]
fn commands_in_the_documents_exist() {
    let documents: Vec<Source> = DOCUMENTS.iter().flat_map(|name| under(name, ".md")).collect();
    assert!(documents.iter().any(|document| document.path.starts_with("docs/")), "the folder is read");
    let shown: Vec<Shown> = documents.iter().flat_map(shown).collect();
    assert!(shown.len() > 3, "the documents show commands");
    let offences = shown.iter().filter_map(judge).collect();
    report::none("a document shows a command that does not exist", "correct the document", offences);
}

/// A command line of a document.
struct Shown {
    path: String,
    line: usize,
    words: Vec<String>,
}

/// Every command of the document's `sh` blocks that starts one of our programs.
fn shown(source: &Source) -> Vec<Shown> {
    let mut found = Vec::new();
    let mut block: Option<(usize, String)> = None;
    for (line, text) in source.lines() {
        match &mut block {
            None if text.trim() == "```sh" => block = Some((line + 1, String::new())),
            None => {}
            Some((first, lines)) if text.trim() == "```" => {
                let path = &source.path;
                let in_block = commands(lines).into_iter().filter(|(_, words)| program(words).is_some());
                found.extend(in_block.map(|(at, words)| Shown {
                    path: path.clone(),
                    line: *first + at,
                    words,
                }));
                block = None;
            }
            Some((_, lines)) => {
                lines.push_str(text.trim_start().trim_start_matches("$ "));
                lines.push('\n');
            }
        }
    }
    found
}

/// The clap tree of the program that the words start, by its file name.
fn program(words: &[String]) -> Option<Command> {
    match words.first()?.rsplit('/').next()? {
        "hookit" => Some(hookit::cli::command()),
        "hookitd" => Some(hookit::daemon::command()),
        _ => None,
    }
}

fn judge(shown: &Shown) -> Option<Offence> {
    let error = program(&shown.words)?.try_get_matches_from(&shown.words).err()?;
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return None;
    }
    let why = error.to_string().lines().next().unwrap_or_default().to_owned();
    Some(Offence::new(&shown.path, shown.line, format!("`{}`: {why}", shown.words.join(" "))))
}

#[test]
fn a_command_that_does_not_exist_is_found_with_its_line() {
    let text = "# A\n```sh\n$ hookit --version\nls\nsudo hookitd --no-such-flag\n```\n```json\nhookit nonsense\n```\n";
    let document = Source::new("README.md", text);
    let offences: Vec<Offence> = shown(&document).iter().filter_map(judge).collect();
    assert_eq!(offences.iter().map(|o| o.line).collect::<Vec<_>>(), [5], "{offences:?}");
}
