//! A small HTTP/1.1 client with JSON in and out, over TCP and over a Unix socket.

use super::wire::{self, Message};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

/// Longest wait for a byte of an answer.
const SILENCE_MAX: Duration = Duration::from_mins(1);

/// Where the requests go.
#[derive(Debug, Clone)]
enum Door {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

/// A client; each request has a connection of its own.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    door: Door,
    headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        wire::header(&self.headers, name)
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Asserts the status, telling the body on failure, and gives the body.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

impl Client {
    pub(crate) fn tcp(address: SocketAddr) -> Self {
        Self { door: Door::Tcp(address), headers: Vec::new() }
    }

    pub(crate) fn unix(socket: impl Into<PathBuf>) -> Self {
        Self { door: Door::Unix(socket.into()), headers: Vec::new() }
    }

    /// Adds a header to every request.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends this API key with every request.
    pub(crate) fn bearer(self, key: &str) -> Self {
        self.header("authorization", &format!("Bearer {key}"))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body.to_string().as_bytes()))
    }

    /// Posts a form, as a browser does.
    pub(crate) fn send_form(self, path: &str, form: &str) -> Answer {
        let form_client = self.header("content-type", "application/x-www-form-urlencoded");
        form_client.send("POST", path, Some(form.as_bytes()))
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, Some(body.to_string().as_bytes()))
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send("PATCH", path, Some(body.to_string().as_bytes()))
    }

    /// As [`Self::post`], at a daemon that may be gone.
    pub(crate) fn try_post(&self, path: &str, body: &Value) -> Option<Answer> {
        self.try_send("POST", path, Some(body.to_string().as_bytes())).ok()
    }

    /// Sends exactly these bytes as the body.
    #[track_caller]
    pub(crate) fn send(&self, method: &str, path: &str, body: Option<&[u8]>) -> Answer {
        let tried = self.try_send(method, path, body);
        tried.unwrap_or_else(|e| panic!("{method} {path} at {:?} got no answer: {e}", self.door))
    }

    fn try_send(&self, method: &str, path: &str, body: Option<&[u8]>) -> std::io::Result<Answer> {
        match &self.door {
            Door::Tcp(address) => TcpStream::connect(address).and_then(|stream| {
                stream.set_read_timeout(Some(SILENCE_MAX))?;
                self.exchange(stream, method, path, body)
            }),
            Door::Unix(socket) => UnixStream::connect(socket).and_then(|stream| {
                stream.set_read_timeout(Some(SILENCE_MAX))?;
                self.exchange(stream, method, path, body)
            }),
        }
    }

    fn exchange(
        &self,
        mut stream: impl Read + Write,
        method: &str,
        path: &str,
        body: Option<&[u8]>,
    ) -> std::io::Result<Answer> {
        let has = |name: &str| self.headers.iter().any(|(other, _)| other == name);
        let host = if has("host") { "" } else { "host: localhost\r\n" };
        let mut head = format!("{method} {path} HTTP/1.1\r\n{host}connection: close\r\n");
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n").expect("a String takes every write");
        }
        if let Some(body) = body {
            let kind = if has("content-type") { "" } else { "content-type: application/json\r\n" };
            write!(head, "{kind}content-length: {}\r\n", body.len()).expect("a String takes every write");
        }
        head.push_str("\r\n");
        stream.write_all(&[head.as_bytes(), body.unwrap_or_default()].concat())?;
        let message = wire::read(&mut BufReader::new(stream))?;
        message.as_ref().and_then(answer).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }
}

fn answer(message: &Message) -> Option<Answer> {
    let status = message.start.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, headers: message.headers.clone(), body: message.body.clone() })
}
