//! Completion while one types: `source <(COMPLETE=bash hookit)`; what can be named is asked of the daemon.

use std::ffi::OsStr;
use std::ffi::OsString;

use clap::Arg;
use clap_complete::engine::ArgValueCompleter;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::CompleteEnv;

use crate::cli::recall::Thing;
use crate::cli::suggest;
use crate::cli::suggest::Wanted;

/// Answers a shell that asks for completions; says whether one did. What goes wrong is not said: the shell has no
/// place for it.
pub(crate) fn answered(arguments: Vec<OsString>) -> bool {
    CompleteEnv::with_factory(super::command).try_complete(arguments, None).unwrap_or(true)
}

/// An argument that names a thing.
pub(super) fn with_things(arg: Arg, thing: Thing) -> Arg {
    completed(arg, Wanted::Things(thing))
}

/// An argument that is called by one of the words for which there is something to suggest.
pub(super) fn with_words(arg: Arg, value_name: &str) -> Arg {
    match value_name {
        "TYPE" => completed(arg, Wanted::EventTypes),
        "CONTEXT" => completed(arg, Wanted::Contexts),
        _ => arg,
    }
}

fn completed(arg: Arg, wanted: Wanted) -> Arg {
    arg.add(ArgValueCompleter::new(move |current: &OsStr| -> Vec<CompletionCandidate> {
        let begin = current.to_string_lossy();
        let found = suggest::suggestions(wanted, &begin);
        found
            .into_iter()
            .map(|(word, about)| CompletionCandidate::new(word).help(about.map(Into::into)))
            .collect()
    }))
}
