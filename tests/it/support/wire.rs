//! Reads HTTP/1.1 from a stream: what the receiver gets and what the client is answered.

use std::io::{BufRead, Error, ErrorKind, Read, Result};

/// Longest start line or header line that is read.
const LINE_BYTES_MAX: u64 = 64 * 1024;

/// A request or an answer, whole.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    /// `POST /in HTTP/1.1` or `HTTP/1.1 200 OK`.
    pub(crate) start: String,
    /// Names as sent, in the order sent.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Reads one message; `None` when the peer closed before it began one.
///
/// A message without a length has no body as a request, and one up to the end of the stream as an answer.
pub(crate) fn read(from: &mut impl BufRead) -> Result<Option<Message>> {
    let start = line(from)?;
    if start.is_empty() {
        return Ok(None);
    }
    let mut headers = Vec::new();
    loop {
        let text = line(from)?;
        if text.is_empty() {
            break;
        }
        let (name, value) = text.split_once(':').ok_or_else(|| broken("a header without a colon"))?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let body = body(from, &start, &headers)?;
    Ok(Some(Message { start, headers, body }))
}

/// The value of the first header of this name, in any case.
pub(crate) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn body(from: &mut impl BufRead, start: &str, headers: &[(String, String)]) -> Result<Vec<u8>> {
    if header(headers, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked")) {
        return chunks(from);
    }
    let mut bytes = Vec::new();
    if let Some(length) = header(headers, "content-length") {
        let length: usize = length.parse().map_err(|_| broken("a length that is no number"))?;
        bytes.resize(length, 0);
        from.read_exact(&mut bytes)?;
    } else if start.starts_with("HTTP/") && !["204", "304"].contains(&start.get(9..12).unwrap_or("")) {
        from.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn chunks(from: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let size = line(from)?;
        let size = size.split(';').next().unwrap_or("").trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| broken("a chunk without a size"))?;
        if size == 0 {
            while !line(from)?.is_empty() {}
            return Ok(bytes);
        }
        if from.take(size).read_to_end(&mut bytes)? as u64 != size {
            return Err(broken("a chunk cut short"));
        }
        line(from)?;
    }
}

/// A line without its end; empty at the end of the head and of the stream.
fn line(from: &mut impl BufRead) -> Result<String> {
    let mut bytes = Vec::new();
    from.take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
    if bytes.len() as u64 == LINE_BYTES_MAX {
        return Err(broken("a line without an end"));
    }
    let text = String::from_utf8(bytes).map_err(|_| broken("a head that is not UTF-8"))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn broken(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}
