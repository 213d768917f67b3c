//! The man pages and completion scripts that are made of a clap tree, and committed.

use std::io;

use clap::Command;

use super::Shell;
use super::roff::MANUAL_DATE;
use super::roff::tidy;

/// A file that is made of the command line's description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Where it lies in the repository.
    pub path: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Every generated file of `hookit`: a man page a command in section 1, and completions for three shells.
pub fn generated_files() -> io::Result<Vec<GeneratedFile>> {
    render_files(super::command(), "1")
}

/// The man pages, one a command, and completion scripts of `command`, for section `section` of the manual.
///
/// Both programs go through here: `hookit` with section 1, `hookitd` with section 8.
pub fn render_files(command: Command, section: &str) -> io::Result<Vec<GeneratedFile>> {
    let name = command.get_name().to_owned();
    let mut files = Vec::new();
    for shell in Shell::ALL {
        files.push(GeneratedFile {
            path: format!("completions/{}", shell.file_name(&name)),
            content: shell.script(command.clone(), &name),
        });
    }
    let mut command = command.disable_help_subcommand(true);
    command.build();
    pages(command, section, &mut files)?;
    Ok(files)
}

/// Renders the page of `command` and of everything below it.
fn pages(command: Command, section: &str, files: &mut Vec<GeneratedFile>) -> io::Result<()> {
    let below: Vec<Command> = command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
        .cloned()
        .collect();
    // The page of `hookit endpoint add` is called hookit-endpoint-add, as git does it.
    let page_name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut content = Vec::new();
    clap_mangen::Man::new(command)
        .title(page_name.to_uppercase())
        .section(section.to_owned())
        .date(MANUAL_DATE)
        .source(concat!("hookit ", env!("CARGO_PKG_VERSION")))
        .manual("HookIt manual")
        .render(&mut content)?;
    let content = tidy(&String::from_utf8_lossy(&content), &page_name).into_bytes();
    files.push(GeneratedFile { path: format!("man/{page_name}.{section}"), content });
    below.into_iter().try_for_each(|sub| pages(sub, section, files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_and_every_shell_a_script() {
        let paths: Vec<String> = generated_files().unwrap().into_iter().map(|file| file.path).collect();
        for wanted in [
            "man/hookit.1",
            "man/hookit-endpoint-add.1",
            "man/hookit-redrive-show.1",
            "completions/hookit.bash",
            "completions/_hookit",
            "completions/hookit.fish",
        ] {
            assert!(paths.iter().any(|path| path == wanted), "{wanted} is missing from {paths:?}");
        }
        assert!(!paths.iter().any(|path| path.contains("help")), "{paths:?}");
    }

    #[test]
    fn what_is_generated_depends_on_nothing_but_the_tree() {
        assert_eq!(generated_files().unwrap(), generated_files().unwrap());
    }
}
