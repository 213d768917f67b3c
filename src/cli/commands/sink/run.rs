//! Begin and end of a sink.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::book::Book;
use super::faults::Plan;
use super::lines;
use super::serve;
use super::serve::Sink;
use crate::cli::args::Form;
use crate::cli::args::SinkArgs;
use crate::cli::commands::sign::secret;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::interrupt::Interrupt;
use crate::cli::receiver::bind;
use crate::cli::session::Session;
use crate::domain::ed25519::PublicKey;
use crate::domain::secret::SigningSecret;

/// How often to look whether the person wants to leave.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Takes requests until it is told to end, then sums up.
pub(in crate::cli::commands) fn run(session: &Session, args: &SinkArgs) -> Result<Done> {
    let screen = &session.screen;
    if screen.form == Form::Name {
        return Err(CliError::usage("a summary has no id; --output name prints ids"));
    }
    let (secrets, keys) = known(args)?;
    let interrupt = Interrupt::watch();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("sink")
        .enable_all()
        .build()
        .map_err(|error| CliError::failed("cannot start the receiver").because(error))?;
    let (listener, address) = runtime.block_on(bind(args.port)).map_err(|error| {
        CliError::failed(format!("cannot take requests on port {}", args.port)).because(error)
    })?;
    let (tell, told) = mpsc::channel();
    let checks = !(secrets.is_empty() && keys.is_empty());
    let sink = Arc::new(Sink {
        plan: Plan::of(&args.faults),
        secrets,
        keys,
        tolerance_s: args.tolerance.as_secs(),
        book: Mutex::new(Book::default()),
        tell,
    });
    drop(runtime.spawn(serve::serve(listener, Arc::clone(&sink))));
    screen.talk(&format!("taking requests on http://{address}; ^C ends it and sums up"));
    if !checks {
        screen.talk(
            "signatures are not checked; give the signing secret, or the public key, with --secret-file",
        );
    }
    while !interrupt.came() {
        match told.recv_timeout(LOOK_EVERY) {
            Ok(request) => lines::show(screen, &request)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    runtime.shutdown_background();
    while let Ok(request) = told.try_recv() {
        lines::show(screen, &request)?;
    }
    let totals = sink.book().totals();
    lines::summary(screen, &totals)?;
    Ok(Done::All)
}

/// The secrets and the public keys that were given.
fn known(args: &SinkArgs) -> Result<(Vec<SigningSecret>, Vec<PublicKey>)> {
    let (mut secrets, mut keys) = (Vec::new(), Vec::new());
    for path in &args.secret_files {
        match PublicKey::parse(&input::secret_file(path)?) {
            Ok(key) => keys.push(key),
            Err(_) => secrets.push(secret(path)?),
        }
    }
    for text in &args.secrets {
        if let Ok(key) = PublicKey::parse(text) {
            keys.push(key);
            continue;
        }
        let secret = SigningSecret::parse(text);
        secrets.push(secret.map_err(|error| {
            CliError::usage("--secret is no signing secret, and no public key").because(error)
        })?);
    }
    Ok((secrets, keys))
}
