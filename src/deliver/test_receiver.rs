//! A receiver for tests that acts a script on every connection and writes down what it was sent.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::connect::Stream;
use super::post::Client;
use super::post::ClientSettings;
use super::post::Outgoing;
use super::resolve::tests::background;
use crate::domain::address::AddressPolicy;
use crate::domain::url_rule::EndpointUrl;
use crate::domain::url_rule::UrlRules;

/// One step of what a receiver does on a connection; at the end of its steps it closes it.
#[derive(Clone)]
pub(super) enum Act {
    /// Read one whole request and write it down.
    Read,
    /// Write these bytes.
    Send(Vec<u8>),
    /// Write this over and over, with a pause or without.
    Repeat(&'static [u8], Option<Duration>),
    /// Do nothing until the other side closes.
    Hang,
    /// Break the connection instead of closing it.
    Reset,
}

pub(super) struct Receiver {
    pub(super) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    pub(super) requests: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    pub(super) async fn start(script: &[Act]) -> Self {
        Self::start_with(script, None).await
    }

    pub(super) async fn start_with(script: &[Act], tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (connections, requests) = (Arc::<AtomicUsize>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (count, log, script) = (Arc::clone(&connections), Arc::clone(&requests), script.to_vec());
        background(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let (log, script, tls) = (Arc::clone(&log), script.clone(), tls.clone());
                if script.iter().any(|act| matches!(act, Act::Reset)) {
                    tcp.set_zero_linger().unwrap();
                }
                background(async move {
                    match tls {
                        None => act(tcp, &script, &log).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(tcp).await {
                                act(stream, &script, &log).await;
                            }
                        }
                    }
                });
            }
        });
        Self { address, connections, requests }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/in?token=t", self.address)
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn act(mut stream: impl Stream, script: &[Act], log: &Mutex<Vec<String>>) {
    for act in script {
        match act {
            Act::Read => {
                let Some(request) = read_request(&mut stream).await else { return };
                log.lock().unwrap().push(request);
            }
            Act::Send(bytes) => drop(stream.write_all(bytes).await),
            Act::Repeat(bytes, pause) => {
                let mut tick = pause.map(tokio::time::interval);
                while stream.write_all(bytes).await.is_ok() {
                    if let Some(tick) = &mut tick {
                        tick.tick().await;
                    }
                }
            }
            Act::Hang => while stream.read_u8().await.is_ok() {},
            Act::Reset => return,
        }
    }
    drop(stream.shutdown().await);
}

async fn read_request(stream: &mut impl Stream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        bytes.push(stream.read_u8().await.ok()?);
        if let Some(head) = bytes.strip_suffix(b"\r\n\r\n") {
            let head = String::from_utf8(head.to_vec()).unwrap();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            let mut body = vec![0; length.parse().unwrap()];
            stream.read_exact(&mut body).await.ok()?;
            return Some(format!("{head}\n\n{}", String::from_utf8(body).unwrap()));
        }
    }
}

pub(super) fn answer(text: &str) -> Vec<Act> {
    vec![Act::Read, Act::Send(text.replace('\n', "\r\n").into_bytes())]
}

/// Answers any number of requests on one connection.
pub(super) fn ok_twice() -> Vec<Act> {
    [answer("HTTP/1.1 200 OK\ncontent-length: 2\n\nok"), answer("HTTP/1.1 200 OK\ncontent-length: 2\n\nok")]
        .concat()
}

pub(super) fn settings(allow: &[&str]) -> ClientSettings {
    ClientSettings {
        allow_cidrs: allow.iter().map(|cidr| cidr.parse().unwrap()).collect(),
        ..Default::default()
    }
}

pub(super) fn loopback_client() -> Client {
    Client::new(&settings(&["127.0.0.0/8"])).unwrap()
}

pub(super) fn outgoing(url: &str) -> Outgoing {
    let policy = AddressPolicy { allow_cidrs: vec!["127.0.0.0/8".parse().unwrap()], ..Default::default() };
    let rules = UrlRules { allow_http: true, policy, ..UrlRules::default() };
    Outgoing {
        way: None,
        url: EndpointUrl::parse(url, &rules).unwrap(),
        headers: vec![(Cow::Borrowed("webhook-id"), "evt_1".to_owned())],
        body: Bytes::from_static(b"{\"a\":1}"),
        timeout_ms: 10_000,
        sent_at_ms: 784_111_777_000,
    }
}
