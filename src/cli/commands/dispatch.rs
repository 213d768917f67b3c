//! Which file does what was asked.

use super::as_code;
use super::audit;
use super::bench;
use super::completion;
use super::config;
use super::context;
use super::dashboard;
use super::db;
use super::delivery;
use super::demo;
use super::dlq;
use super::doctor;
use super::endpoint;
use super::event;
use super::event_type;
use super::filter;
use super::help;
use super::key;
use super::listen;
use super::node;
use super::outbox;
use super::project;
use super::publish;
use super::redrive;
use super::retry_preview;
use super::sign;
use super::sink;
use super::status;
use super::tail;
use super::top;
use super::trail;
use super::verify;
use super::version;
use crate::cli::args::Command;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Runs one command.
pub(in crate::cli) fn run(session: &Session, command: Command) -> Result<Done> {
    match command {
        Command::Status(args) => status::run(session, &args),
        Command::Audit(args) => audit::run(session, &args),
        Command::Trail(args) => trail::run(session, &args),
        Command::Top(args) => top::run(session, &args),
        Command::Doctor(args) => doctor::run(session, &args),
        Command::Dashboard(args) => dashboard::run(session, &args),
        Command::Open(args) => dashboard::open(session, &args),
        Command::Publish(args) => publish::run(session, &args),
        Command::Event(command) => event::run(session, &command),
        Command::Outbox(command) => outbox::run(session, &command),
        Command::Explain(args) => event::explain::run(session, &args),
        Command::Filter(command) => filter::run(session, &command),
        Command::Endpoint(command) => endpoint::run(session, &command),
        Command::Delivery(command) => delivery::run(session, &command),
        Command::Dlq(command) => dlq::run(session, command),
        Command::Redrive(args) => redrive::run(session, args),
        Command::Listen(args) => listen::run(session, &args),
        Command::Tail(args) => tail::run(session, &args),
        Command::Sink(args) => sink::run(session, &args),
        Command::RetryPreview(args) => retry_preview::run(session, &args),
        Command::Sign(args) => sign::run(session, &args),
        Command::Verify(args) => verify::run(session, &args),
        Command::Type(command) => event_type::run(session, &command),
        Command::Key(command) => key::run(session, &command),
        Command::Project(command) => project::run(session, &command),
        Command::Apply(args) => as_code::apply::run(session, &args),
        Command::Diff(args) => as_code::diff::run(session, &args),
        Command::Export(_) => as_code::export::run(session),
        Command::Import(args) => as_code::import::run(session, &args),
        Command::Db(args) => db::run(session, &args.command),
        Command::Node(command) => node::run(session, &command),
        Command::Demo(args) => demo::run(session, &args),
        Command::Bench(args) => bench::run(session, &args),
        Command::Config(command) => config::run(session, &command),
        Command::Context(command) => context::run(session, &command),
        Command::Completion(args) => completion::run(&args),
        Command::Version(_) => version::run(session),
        Command::Help(args) => help::run(session, &args),
    }
}
