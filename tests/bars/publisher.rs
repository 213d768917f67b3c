//! Publishing on one kept-alive connection of the admin socket; a daemon that is down is no failure.

use crate::stand::pass_until;
use crate::support::wire;
use serde_json::Value;
use std::io::{BufReader, Result, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// An event that was answered 201.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    pub(crate) event_id: String,
    pub(crate) deliveries: u64,
    /// When the answer had been read.
    pub(crate) at: Instant,
}

/// One producer.
pub(crate) struct Publisher {
    socket: PathBuf,
    project: String,
    stream: Option<BufReader<UnixStream>>,
}

impl Publisher {
    pub(crate) fn new(socket: &Path, project: &str) -> Self {
        Self { socket: socket.to_owned(), project: project.to_owned(), stream: None }
    }

    /// Publishes one event; `None` when it was not answered, or not with 201: it may or may not be stored.
    pub(crate) fn publish(&mut self, event_type: &str) -> Option<Accepted> {
        match self.exchange(event_type) {
            Ok(message) if message.start.starts_with("HTTP/1.1 201") => {
                let at = Instant::now();
                let answer: Value = serde_json::from_slice(&message.body).expect("the answer is JSON");
                Some(Accepted {
                    event_id: answer["event_id"].as_str()?.to_owned(),
                    deliveries: answer["queued_deliveries"].as_u64()?,
                    at,
                })
            }
            Ok(_) => None,
            Err(_) => {
                self.stream = None;
                None
            }
        }
    }

    fn exchange(&mut self, event_type: &str) -> Result<wire::Message> {
        let body = format!(r#"{{"type":"{event_type}","payload":{{"pad":"{}"}}}}"#, "x".repeat(500));
        let head = format!(
            "POST /events HTTP/1.1\r\nhost: localhost\r\nhookit-project: {}\r\ncontent-length: {}\r\n\
             content-type: application/json\r\n\r\n",
            self.project,
            body.len()
        );
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(BufReader::new(UnixStream::connect(&self.socket)?)),
        };
        stream.get_ref().write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
        wire::read(stream)?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }

    /// Publishes `rate` events a second for as long as `goes_on` says so, by the clock: what a slow answer held up
    /// is made up for.
    pub(crate) fn publish_at(
        &mut self,
        rate: u32,
        event_type: &str,
        mut goes_on: impl FnMut() -> bool,
    ) -> Vec<Accepted> {
        let began = Instant::now();
        let mut accepted = Vec::new();
        for number in 0_u32.. {
            pass_until(began + Duration::from_secs(1) / rate * number);
            if !goes_on() {
                break;
            }
            accepted.extend(self.publish(event_type));
        }
        accepted
    }
}

/// Publishes `count` events by `producers` at once, as fast as they are answered; all must be accepted.
pub(crate) fn publish_all(socket: &Path, project: &str, count: usize, producers: usize) -> Vec<Accepted> {
    let producing: Vec<_> = (0..producers)
        .map(|number| {
            let mut publisher = Publisher::new(socket, project);
            let share = count / producers + usize::from(number < count % producers);
            std::thread::spawn(move || -> Vec<Accepted> {
                (0..share)
                    .map(|_| publisher.publish("bar.event").expect("a running daemon accepts events"))
                    .collect()
            })
        })
        .collect();
    producing.into_iter().flat_map(|one| one.join().expect("a producer does not panic")).collect()
}
