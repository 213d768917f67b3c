//! `hookit completion`: scripts that let shells complete the command line.

use clap::Args;
use clap::ValueEnum;

/// `hookit completion`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  source <(COMPLETE=bash hookit)    # asks the daemon for names, too\n  hookit completion bash > ~/.local/share/bash-completion/completions/hookit\n  hookit completion zsh > ~/.zfunc/_hookit\n  hookit completion fish > ~/.config/fish/completions/hookit.fish"
)]
pub(crate) struct CompletionArgs {
    /// Which shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// The shells there is a script for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
}

impl Shell {
    /// Every shell there is a script for.
    pub(crate) const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    /// The script for `command`, whose program is called `name`.
    pub(crate) fn script(self, mut command: clap::Command, name: &str) -> Vec<u8> {
        let mut out = Vec::new();
        let shell = match self {
            Self::Bash => clap_complete::Shell::Bash,
            Self::Zsh => clap_complete::Shell::Zsh,
            Self::Fish => clap_complete::Shell::Fish,
        };
        clap_complete::generate(shell, &mut command, name, &mut out);
        out
    }

    /// What the script's file is called where packages put it.
    pub(crate) fn file_name(self, name: &str) -> String {
        match self {
            Self::Bash => format!("{name}.bash"),
            Self::Zsh => format!("_{name}"),
            Self::Fish => format!("{name}.fish"),
        }
    }
}
