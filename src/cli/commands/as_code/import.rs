//! `hookit import`: adds what an export of another HookIt holds, and changes nothing that is here.

use super::apply;
use super::execute;
use super::plan;
use super::plan::Way;
use super::show;
use crate::cli::args::ImportArgs;
use crate::cli::args::ImportFrom;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::manifest;
use crate::cli::manifest::Foreign;
use crate::cli::manifest::Manifest;
use crate::cli::manifest::Note;
use crate::cli::output::escape;
use crate::cli::session::Session;

/// Adds what is not here.
pub(in crate::cli::commands) fn run(session: &Session, args: &ImportArgs) -> Result<Done> {
    let wanted = match args.from {
        ImportFrom::Hookit => own(session, args)?,
        ImportFrom::Svix => foreign(session, args, Foreign::Svix)?,
        ImportFrom::List => foreign(session, args, Foreign::List)?,
    };
    let client = session.client()?;
    let plan = plan::make(client, &wanted, Way::AddOnly)?;
    if let Some(done) = apply::nothing_or_dry(session, &plan, args.dry_run)? {
        return Ok(done);
    }
    let done = execute::run(session, client, &plan)?;
    if done == Done::All && !session.screen.is_json() {
        session.screen.talk(&format!("done: {}", show::done(&plan)));
    }
    Ok(done)
}

fn own(session: &Session, args: &ImportArgs) -> Result<Manifest> {
    let wanted = manifest::read(&args.file)?;
    match &session.global.project {
        Some(project) => renamed(wanted, project),
        None => Ok(wanted),
    }
}

/// Into the project that was named, saying what is left behind.
fn foreign(session: &Session, args: &ImportArgs, from: Foreign) -> Result<Manifest> {
    let project = session.global.project.as_deref().unwrap_or("default");
    let (wanted, notes) = manifest::read_foreign(&args.file, from, project)?;
    for Note { of, what } in &notes {
        session.screen.talk(&escape(&format!("{of}: {what}")));
    }
    Ok(wanted)
}

/// The file's one project under another name.
fn renamed(mut wanted: Manifest, name: &str) -> Result<Manifest> {
    let found = wanted.projects.len();
    match wanted.projects.pop_first() {
        Some((_, project)) if found == 1 => {
            wanted.projects.insert(name.to_owned(), project);
            Ok(wanted)
        }
        _ => Err(CliError::usage(format!("--project takes a file with one project, this one has {found}"))),
    }
}
