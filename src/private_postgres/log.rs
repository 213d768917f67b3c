//! Turns what Postgres writes to standard error into our log, and keeps the end of it for error messages.

use std::collections::VecDeque;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::sync::watch;

/// Lines kept for an error message.
const KEPT_LINES_MAX: usize = 12;

/// Bytes of a line that are kept; the rest of a longer one follows as a line of its own.
const LINE_BYTES_MAX: u64 = 4096;

/// How long an error message waits for the last words of a server that has ended.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// The end of the server's log.
#[derive(Clone, Debug)]
pub(super) struct Tail {
    lines: Arc<Mutex<VecDeque<String>>>,
    closed: watch::Sender<bool>,
}

impl Tail {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { lines: Arc::default(), closed: watch::Sender::new(false) }
    }

    /// Reads until every process that holds the other end has closed it.
    pub(super) fn follow(&self, source: impl Read) {
        let mut reader = BufReader::new(source);
        let mut line = Vec::new();
        loop {
            line.clear();
            match reader.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => break,
                Ok(_) => self.heard(String::from_utf8_lossy(&line).trim_end()),
            }
        }
        self.closed.send_replace(true);
    }

    /// The last lines, complete if the server has ended.
    pub(super) async fn last_words(&self) -> String {
        let mut closed = self.closed.subscribe();
        // When time runs out we tell what has come so far.
        let _complete = tokio::time::timeout(LAST_WORDS, closed.wait_for(|closed| *closed)).await.is_ok();
        self.text()
    }

    /// The last lines so far.
    pub(super) fn text(&self) -> String {
        self.lock().iter().cloned().collect::<Vec<_>>().join(" | ")
    }

    fn heard(&self, line: &str) {
        if line.is_empty() {
            return;
        }
        emit(line);
        let mut lines = self.lock();
        if lines.len() == KEPT_LINES_MAX {
            lines.pop_front();
        }
        lines.push_back(line.to_owned());
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Our levels for theirs. Their LOG is the course of things; FATAL ends one connection, as each of ours does at a
/// stop; only PANIC is the server's own trouble.
fn emit(line: &str) {
    match line.split_once(':').map(|(severity, _)| severity) {
        Some("PANIC") => tracing::error!("postgres: {line}"),
        Some("FATAL" | "ERROR" | "WARNING") => tracing::warn!("postgres: {line}"),
        _ => tracing::debug!("postgres: {line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn last_lines_are_kept_and_the_first_forgotten() {
        let tail = Tail::new();
        let text = (0..30).map(|n| format!("LOG:  line {n}")).collect::<Vec<_>>().join("\n");
        tail.follow(text.as_bytes());
        let words = tail.last_words().await;
        assert!(words.starts_with("LOG:  line 18 | ") && words.ends_with("LOG:  line 29"), "{words}");
    }

    #[test]
    fn endless_line_is_cut() {
        let tail = Tail::new();
        tail.follow("x".repeat(10_000).as_bytes());
        assert!(tail.lock().iter().all(|line| line.len() <= 4096));
    }
}
