//! The thread that asks for the status every second, by a client of its own.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use ratatui::crossterm::event::KeyEvent;
use serde_json::Value;

use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::session::Session;

/// Between two questions.
const EVERY: Duration = Duration::from_secs(1);

/// What there is to show.
#[derive(Debug)]
pub(super) enum News {
    /// The status, when it was asked for, and whether Postgres was asked without a daemon.
    Status { status: Value, at: Instant, direct: bool },
    /// Nobody answers; it is asked again.
    Lost(CliError),
    /// It cannot be asked at all.
    Ended(CliError),
    /// The keyboard; `None`: only the size changed.
    Key(Option<KeyEvent>),
}

/// Asks until nobody listens.
pub(super) fn watch(session: &Session, tell: Sender<News>) -> Result<()> {
    let (global, environment) = (session.global.clone(), session.environment.clone());
    let (screen, line) = (session.screen.clone(), session.line.clone());
    let run = move || {
        let own = Session::new(global, environment, screen, line);
        let mut answered = false;
        loop {
            let at = Instant::now();
            let asked = own
                .client()
                .and_then(|client| Ok((client.json(&Request::get("/status"))?, client.is_direct())));
            let news = match asked {
                Ok((status, direct)) => News::Status { status, at, direct },
                Err(error) if answered => News::Lost(error),
                Err(error) => News::Ended(error),
            };
            answered = true;
            if tell.send(news).is_err() {
                return;
            }
            thread::park_timeout(EVERY.saturating_sub(at.elapsed()));
        }
    };
    let started = thread::Builder::new().name("status".to_owned()).spawn(run);
    started.map(drop).map_err(|error| CliError::failed("cannot start a thread").because(error))
}
