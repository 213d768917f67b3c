//! What a receiver does with a request: answers, late, slowly, or not at all.

use std::time::Duration;

/// One scripted reaction. The request has been read and kept before it begins.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// Answers, after `delay`.
    Reply { status: u16, headers: Vec<(String, String)>, body: Vec<u8>, delay: Duration },
    /// Sends the head and then the body byte by byte, one each `every`.
    Drip { status: u16, body: Vec<u8>, every: Duration },
    /// Never answers; ends when the peer gives up or the receiver goes down.
    Hang,
    /// Closes the connection in order, without an answer.
    Close,
    /// Resets the connection.
    Reset,
    /// Writes exactly these bytes, then closes or stays silent.
    Raw { bytes: Vec<u8>, closes: bool },
}

impl Answer {
    /// An answer with an empty body, at once.
    pub(crate) fn status(status: u16) -> Self {
        Self::Reply { status, headers: Vec::new(), body: Vec::new(), delay: Duration::ZERO }
    }

    /// These bytes instead of an answer, and then the end of the connection.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Raw { bytes: bytes.into(), closes: true }
    }

    /// These bytes, and then nothing more on an open connection.
    pub(crate) fn stalled(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Raw { bytes: bytes.into(), closes: false }
    }

    pub(crate) fn ok() -> Self {
        Self::status(200)
    }

    /// Adds a header to a reply; the other reactions have none.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Reply { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Gives a reply a body.
    pub(crate) fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        if let Self::Reply { body, .. } = &mut self {
            *body = bytes.into();
        }
        self
    }

    /// Lets a reply come later.
    pub(crate) fn after(mut self, wait: Duration) -> Self {
        if let Self::Reply { delay, .. } = &mut self {
            *delay = wait;
        }
        self
    }
}
