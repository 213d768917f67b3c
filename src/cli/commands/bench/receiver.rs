//! The receiver: the HTTP server that the endpoints name; takes everything, and checks signatures.

use std::io;
use std::sync::Arc;
use std::sync::OnceLock;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

use super::generator::NUMBER_BASE;
use super::generator::NUMBER_DIGITS;
use super::generator::NUMBER_MEMBER;
use super::tally::Tally;
use crate::cli::receiver::Message;
use crate::cli::receiver::Reader;
use crate::cli::receiver::accept;
use crate::cli::receiver::judge;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;

/// Of so many requests one is checked, unless all are.
const SAMPLE: usize = 16;
const TAKEN: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
const REFUSED: &[u8] = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";

/// What the receiver checks by.
pub(super) struct Inbox {
    /// Where receipts are noted.
    pub(super) tally: Arc<Tally>,
    /// By the number of the endpoint, which is its path; set before anything is published.
    pub(super) secrets: OnceLock<Vec<SigningSecret>>,
    /// Whether every signature is checked.
    pub(super) verify_all: bool,
}

/// Serves until it is dropped.
pub(super) async fn serve(listener: TcpListener, inbox: Arc<Inbox>) {
    accept(listener, move |stream| {
        let inbox = Arc::clone(&inbox);
        // A connection that broke is the sender's to notice.
        async move { drop(connection(stream, &inbox).await) }
    })
    .await;
}

async fn connection(mut stream: TcpStream, inbox: &Inbox) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = Reader::default();
    while let Some(request) = reader.next(&mut stream).await? {
        let taken = take(inbox, &request).is_some();
        stream.write_all(if taken { TAKEN } else { REFUSED }).await?;
    }
    Ok(())
}

/// Notes a request; `None` when it is not one of this run.
fn take(inbox: &Inbox, request: &Message<'_>) -> Option<()> {
    let endpoint: usize = request.start().strip_prefix("POST /")?.split(' ').next()?.parse().ok()?;
    let number = number_in(request.body)?;
    let secret = inbox.secrets.get()?.get(endpoint)?;
    if inbox.verify_all || number.is_multiple_of(SAMPLE) {
        inbox.tally.checked(holds(secret, request));
    }
    inbox.tally.received(number, endpoint).then_some(())
}

/// The event's number, out of the envelope's `"payload":{"n":…`.
fn number_in(body: &[u8]) -> Option<usize> {
    let wanted = NUMBER_MEMBER.as_bytes();
    let at = body.windows(wanted.len()).position(|window| window == wanted)? + wanted.len();
    let digits = std::str::from_utf8(body.get(at..at + NUMBER_DIGITS)?).ok()?;
    digits.parse::<usize>().ok()?.checked_sub(NUMBER_BASE)
}

/// Whether the signatures of both schemes hold.
fn holds(secret: &SigningSecret, request: &Message<'_>) -> bool {
    let secrets = std::slice::from_ref(secret);
    let header = |name: &str| request.header(name);
    judge(secrets.into(), header, request.body, signature::DEFAULT_TOLERANCE_S).both_hold()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::clock;
    use crate::domain::signature::SignatureFormat;

    async fn taken(inbox: &Inbox, path: &str, secret: &SigningSecret, body: &str) -> bool {
        let now_s = clock::now().unix_timestamp();
        let signed = std::slice::from_ref(secret);
        let mut text =
            format!("POST /{path} HTTP/1.1\r\nwebhook-id: evt_1\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in signature::sign(SignatureFormat::Both, signed, "evt_1", now_s, body.as_bytes()) {
            if name != signature::WEBHOOK_ID {
                text.extend([name, ": ", &value, "\r\n"]);
            }
        }
        text.push_str("\r\n");
        text.push_str(body);
        let mut stream = text.as_bytes();
        let mut reader = Reader::default();
        let request = reader.next(&mut stream).await.unwrap().unwrap();
        take(inbox, &request).is_some()
    }

    #[tokio::test]
    async fn a_request_counts_for_its_endpoint_and_a_foreign_signature_is_noticed() {
        let secret = |byte: u8| SigningSecret::generate(&[byte; 32]);
        let tally = Arc::new(Tally::new(20, 2));
        let inbox = Inbox {
            tally: Arc::clone(&tally),
            secrets: OnceLock::from(vec![secret(1), secret(2)]),
            verify_all: true,
        };
        let body = r#"{"event_id":"evt_1","type":"bench.event","payload":{"n":1000000007,"pad":""}}"#;
        assert!(taken(&inbox, "0", &secret(1), body).await);
        assert_eq!(tally.signatures(), (1, 0));
        assert!(taken(&inbox, "1", &secret(1), body).await);
        assert_eq!(tally.signatures(), (2, 1));
        assert!(!taken(&inbox, "2", &secret(1), body).await);
        assert!(!taken(&inbox, "0", &secret(1), &body.replace("0007", "0099")).await);
        assert!(!taken(&inbox, "0", &secret(1), "{}").await);
        assert_eq!((tally.received_so_far(), tally.duplicates()), (2, 0));
    }
}
