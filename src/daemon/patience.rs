//! How long a connection may keep us waiting: for a request's head, between requests, and for taking an answer.
//!
//! hyper's own timer for the head also runs between requests, so that it cannot tell a slow head from a quiet
//! connection. This one can: the connection is *idle* until a byte arrives, then within a *head* until the request
//! reaches its handler, then *busy* until the answer is out.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::time::Instant;
use tokio::time::Sleep;

/// The limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For the whole head of a request.
    pub(super) head: Duration,
    /// For the next request to begin, and for each piece of an answer to be taken.
    pub(super) idle: Duration,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Idle(Instant),
    Head(Instant),
    Busy,
}

/// Where a connection stands; shared by its reading end and its requests.
#[derive(Clone, Debug)]
pub(super) struct Progress(Arc<Mutex<Phase>>);

impl Progress {
    fn new() -> Self {
        // Who connects has something to say: the first head is due at once.
        Self(Arc::new(Mutex::new(Phase::Head(Instant::now()))))
    }

    fn set(&self, phase: Phase) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    fn get(&self) -> Phase {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request has its head; when the guard goes, its answer is out or given up.
    pub(super) fn busy(&self) -> Busy {
        self.set(Phase::Busy);
        Busy(self.clone())
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(super) struct Busy(Progress);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.set(Phase::Idle(Instant::now()));
    }
}

/// A connection that ends with [`io::ErrorKind::TimedOut`] when the other end takes too long.
#[derive(Debug)]
pub(super) struct Patient<T> {
    io: T,
    patience: Patience,
    progress: Progress,
    reading: Pin<Box<Sleep>>,
    writing: Option<Pin<Box<Sleep>>>,
}

impl<T> Patient<T> {
    pub(super) fn new(io: T, patience: Patience) -> Self {
        let reading = Box::pin(tokio::time::sleep(patience.head));
        Self { io, patience, progress: Progress::new(), reading, writing: None }
    }

    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    fn still_waiting_to_write(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let limit = self.patience.idle;
        let timer = self.writing.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        timer.as_mut().poll(cx).map(|()| io::ErrorKind::TimedOut.into())
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Patient<T> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.io).poll_read(cx, buf) {
            if buf.filled().len() > before
                && let Phase::Idle(_) = this.progress.get()
            {
                this.progress.set(Phase::Head(Instant::now()));
            }
            return Poll::Ready(read);
        }
        let deadline = match this.progress.get() {
            Phase::Head(since) => since + this.patience.head,
            Phase::Idle(since) => since + this.patience.idle,
            // The body of a request has its own limit, where it is read.
            Phase::Busy => return Poll::Pending,
        };
        if this.reading.deadline() != deadline {
            this.reading.as_mut().reset(deadline);
        }
        this.reading.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Patient<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Poll::Ready(written) = Pin::new(&mut this.io).poll_write(cx, buf) {
            this.writing = None;
            return Poll::Ready(written);
        }
        this.still_waiting_to_write(cx).map(Err)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Poll::Ready(written) = Pin::new(&mut this.io).poll_write_vectored(cx, bufs) {
            this.writing = None;
            return Poll::Ready(written);
        }
        this.still_waiting_to_write(cx).map(Err)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;
    use tokio::io::AsyncWriteExt;

    use super::*;

    const PATIENCE: Patience = Patience { head: Duration::from_millis(40), idle: Duration::from_millis(200) };

    #[tokio::test]
    async fn silence_after_connecting_ends_with_the_limit_of_the_head() {
        let (_theirs, ours) = tokio::io::duplex(64);
        let mut ours = Patient::new(ours, PATIENCE);
        let began = Instant::now();
        let error = ours.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() < PATIENCE.idle, "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn quiet_connection_has_the_longer_limit_until_its_next_head_begins() {
        let (mut theirs, ours) = tokio::io::duplex(64);
        let mut ours = Patient::new(ours, PATIENCE);
        drop(ours.progress().busy());
        let began = Instant::now();
        assert_eq!(ours.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() >= PATIENCE.idle);
        drop(ours.progress().busy());
        theirs.write_all(b"G").await.unwrap();
        assert_eq!(ours.read_u8().await.unwrap(), b'G');
        let began = Instant::now();
        assert_eq!(ours.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() < PATIENCE.idle, "a head that drips has the shorter limit");
    }

    #[tokio::test]
    async fn request_that_is_being_answered_is_not_hurried() {
        let (mut theirs, ours) = tokio::io::duplex(64);
        let mut ours = Patient::new(ours, PATIENCE);
        let _busy = ours.progress().busy();
        let waited = tokio::time::timeout(PATIENCE.idle * 2, ours.read_u8()).await;
        assert!(waited.is_err(), "still waiting");
        theirs.write_all(b"x").await.unwrap();
        assert_eq!(ours.read_u8().await.unwrap(), b'x');
    }

    #[tokio::test]
    async fn answer_that_nobody_takes_ends_the_connection() {
        let (_theirs, ours) = tokio::io::duplex(4);
        let mut ours = Patient::new(ours, PATIENCE);
        let error = ours.write_all(b"more than four").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
