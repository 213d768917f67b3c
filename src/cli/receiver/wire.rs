//! The little HTTP/1.1 that receivers and the generator of `bench` speak: messages with a `content-length`, kept-alive.

use bytes::Buf;
use bytes::BytesMut;
use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt;

/// Longest message that is read, in bytes: more than any payload with its envelope and head.
const MESSAGE_BYTES_MAX: usize = 1_024 * 1_024;

/// One message, in the buffer it was read into.
pub(crate) struct Message<'b> {
    head: &'b [u8],
    /// What follows the head.
    pub(crate) body: &'b [u8],
}

impl Message<'_> {
    /// The first line.
    pub(crate) fn start(&self) -> &str {
        let end = self.head.iter().position(|byte| *byte == b'\r').unwrap_or(self.head.len());
        std::str::from_utf8(&self.head[..end]).unwrap_or_default()
    }

    /// The header of this name, which is written in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }
}

/// Reads messages from one stream.
#[derive(Default)]
pub(crate) struct Reader {
    buffer: BytesMut,
    /// Bytes of the message that was given out last.
    used: usize,
}

impl Reader {
    /// The next message; `None` when the other end closed the stream between two.
    pub(crate) async fn next(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
    ) -> std::io::Result<Option<Message<'_>>> {
        self.buffer.advance(std::mem::take(&mut self.used));
        loop {
            if let Some((head, whole)) = measured(&self.buffer)? {
                if whole > MESSAGE_BYTES_MAX {
                    return Err(odd("a message is too long"));
                }
                if self.buffer.len() >= whole {
                    self.used = whole;
                    return Ok(Some(Message { head: &self.buffer[..head], body: &self.buffer[head..whole] }));
                }
                self.buffer.reserve(whole - self.buffer.len());
            } else if self.buffer.len() > MESSAGE_BYTES_MAX {
                return Err(odd("a head is too long"));
            }
            if stream.read_buf(&mut self.buffer).await? == 0 {
                let between = self.buffer.is_empty();
                return if between { Ok(None) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) };
            }
        }
    }
}

/// How long the head and the whole message at the beginning of `bytes` are, once the head is there.
fn measured(bytes: &[u8]) -> std::io::Result<Option<(usize, usize)>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = end + 4;
    let length = match header(&bytes[..head], "content-length") {
        Some(text) => text.parse::<usize>().map_err(|_| odd("a content-length is not a number"))?,
        None => return Err(odd("a message has no content-length")),
    };
    Ok(Some((head, head.saturating_add(length))))
}

fn header<'h>(head: &'h [u8], name: &str) -> Option<&'h str> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (given, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":")?;
        given.eq_ignore_ascii_case(name.as_bytes()).then(|| std::str::from_utf8(value.trim_ascii()).ok())?
    })
}

fn odd(what: &'static str) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn messages_that_come_in_pieces_are_put_together_and_told_apart() {
        let text = b"POST /0 HTTP/1.1\r\nWebhook-Id: evt_1\r\ncontent-length: 3\r\n\r\nabcHTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n";
        for cut in 1..text.len() {
            let mut stream = AsyncReadExt::chain(&text[..cut], &text[cut..]);
            let mut reader = Reader::default();
            let first = reader.next(&mut stream).await.unwrap().unwrap();
            assert_eq!((first.start(), first.body), ("POST /0 HTTP/1.1", b"abc".as_slice()));
            assert_eq!((first.header("webhook-id"), first.header("webhook")), (Some("evt_1"), None));
            let second = reader.next(&mut stream).await.unwrap().unwrap();
            assert_eq!((second.start(), second.body), ("HTTP/1.1 201 Created", b"".as_slice()));
            assert!(reader.next(&mut stream).await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn a_stream_that_breaks_off_is_an_error() {
        let mut stream = b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nab".as_slice();
        assert!(Reader::default().next(&mut stream).await.is_err());
    }
}
