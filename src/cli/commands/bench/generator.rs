//! The generator: connections that publish, each with one request under way, as fast as answered or at a rate.

use std::fmt::Write;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::tally::Tally;
use crate::cli::receiver::Reader;

/// The type of every event.
pub(super) const EVENT_TYPE: &str = "bench.event";
/// Added to an event's number, so that all have the same length.
pub(super) const NUMBER_BASE: usize = 1_000_000_000;
/// What stands before an event's number in the payload.
pub(super) const NUMBER_MEMBER: &str = r#"{"n":"#;
/// Digits of a number.
pub(super) const NUMBER_DIGITS: usize = 10;

/// Where requests go.
#[derive(Debug, Clone)]
pub(super) enum Door {
    /// The API.
    Tcp(SocketAddr),
    /// The admin socket.
    Socket(PathBuf),
}

/// What to send.
#[derive(Debug, Clone)]
pub(super) struct Load {
    /// Where.
    pub(super) door: Door,
    /// Headers that say who publishes, and into which project; each ends its line.
    pub(super) headers: String,
    /// Connections.
    pub(super) connections: u32,
    /// Events a second.
    pub(super) rate: Option<u32>,
    /// Size of a payload.
    pub(super) payload_bytes: usize,
    /// Numbers of the events.
    pub(super) events: std::ops::Range<usize>,
}

/// Publishes everything; ends early when the tally is over. An event that is refused is counted, not sent again.
pub(super) async fn publish(load: &Load, tally: &Arc<Tally>) -> io::Result<()> {
    let next = Arc::new(AtomicUsize::new(load.events.start));
    let began = Instant::now();
    let mut connections = JoinSet::new();
    for _ in 0..load.connections {
        let (load, tally, next) = (load.clone(), Arc::clone(tally), Arc::clone(&next));
        connections.spawn(async move {
            match &load.door {
                Door::Tcp(address) => {
                    let stream = TcpStream::connect(address).await?;
                    stream.set_nodelay(true)?;
                    connection(stream, &load, &tally, &next, began).await
                }
                Door::Socket(path) => {
                    let stream = tokio::net::UnixStream::connect(path).await?;
                    connection(stream, &load, &tally, &next, began).await
                }
            }
        });
    }
    while let Some(ended) = connections.join_next().await {
        ended.map_err(io::Error::other)??;
    }
    Ok(())
}

async fn connection(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    load: &Load,
    tally: &Tally,
    next: &AtomicUsize,
    began: Instant,
) -> io::Result<()> {
    let mut reader = Reader::default();
    let mut request = Request::new(load);
    while !tally.is_over() {
        let number = next.fetch_add(1, Relaxed);
        if number >= load.events.end {
            break;
        }
        if let Some(rate) = load.rate {
            let place = (number - load.events.start) as u64;
            let due = began + Duration::from_nanos(place.saturating_mul(1_000_000_000) / u64::from(rate));
            tokio::time::sleep_until(due).await;
        }
        let bytes = request.of(number);
        tally.sent(number);
        stream.write_all(bytes).await?;
        let answer = reader.next(&mut stream).await?.ok_or(io::ErrorKind::UnexpectedEof)?;
        if answer.start().starts_with("HTTP/1.1 201") {
            tally.acked(number);
        } else {
            tally.refused(&format!("{}: {}", answer.start(), String::from_utf8_lossy(answer.body)));
        }
    }
    Ok(())
}

/// The one request, in which only the number changes.
struct Request {
    bytes: Vec<u8>,
    number_at: usize,
}

impl Request {
    fn new(load: &Load) -> Self {
        let fixed = NUMBER_MEMBER.len() + NUMBER_DIGITS + r#","pad":""}"#.len();
        let pad = "x".repeat(load.payload_bytes.saturating_sub(fixed));
        let before = format!(r#"{{"type":"{EVENT_TYPE}","payload":{NUMBER_MEMBER}"#);
        let after = format!(r#","pad":"{pad}"}}}}"#);
        let length = before.len() + NUMBER_DIGITS + after.len();
        let mut text = format!(
            "POST /events HTTP/1.1\r\nhost: localhost\r\n{}content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
            load.headers
        );
        text.push_str(&before);
        let number_at = text.len();
        // Writing into a String cannot fail.
        let _ = write!(text, "{NUMBER_BASE}{after}");
        Self { bytes: text.into_bytes(), number_at }
    }

    fn of(&mut self, number: usize) -> &[u8] {
        let mut rest = NUMBER_BASE + number;
        for place in (self.number_at..self.number_at + NUMBER_DIGITS).rev() {
            self.bytes[place] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_an_event_with_its_number_and_the_size_that_was_asked_for() {
        let load = Load {
            door: Door::Socket("/nowhere".into()),
            headers: "authorization: Bearer k\r\n".to_owned(),
            connections: 1,
            rate: None,
            payload_bytes: 100,
            events: 0..9,
        };
        let mut request = Request::new(&load);
        for number in [0, 41] {
            let text = String::from_utf8(request.of(number).to_vec()).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("content-length: {}", body.len())) && head.contains("Bearer k"));
            let value: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!(value["payload"]["n"], NUMBER_BASE + number);
            assert_eq!(value["payload"].to_string().len(), 100);
        }
    }
}
