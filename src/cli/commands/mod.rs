//! What the commands do: one file a noun or verb, each builds requests, and prints what comes back.

mod bench;
mod completion;
mod db;
mod delivery;
mod demo;
mod dispatch;
mod dlq;
mod endpoint;
mod event;
mod key;
mod names;
mod project;
mod publish;
mod redrive;
mod sign;
mod status;
mod support;
mod verify;

<<<<<<< HEAD
pub(super) use dispatch::run;
=======
use super::args::Command;
use super::error::Done;
use super::error::Result;
use super::session::Session;

/// Runs one command.
pub(crate) fn run(session: &Session, command: Command) -> Result<Done> {
    match command {
        Command::Status(args) => status::run(session, &args),
        Command::Publish(args) => publish::run(session, &args),
        Command::Event(command) => event::run(session, &command),
        Command::Endpoint(command) => endpoint::run(session, &command),
        Command::Delivery(command) => delivery::run(session, &command),
        Command::Dlq(command) => dlq::run(session, command),
        Command::Redrive(args) => redrive::run(session, args),
        Command::Sign(args) => sign::run(session, &args),
        Command::Verify(args) => verify::run(session, &args),
        Command::Key(command) => key::run(session, &command),
        Command::Project(command) => project::run(session, &command),
        Command::Db(command) => db::run(session, &command),
        Command::Demo(args) => demo::run(session, &args),
        Command::Bench(args) => bench::run(session, &args),
        Command::Completion(args) => completion::run(&args),
    }
}
>>>>>>> bars
