//! The two listeners: the API on TCP and the admin socket, each accepting until the daemon stops.

use std::io;
use std::net::IpAddr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware;
use axum::middleware::Next;
use axum::response::Response;
use interprocess::local_socket::tokio::Listener;
use interprocess::local_socket::tokio::Stream;
use interprocess::local_socket::traits::tokio::Listener as _;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use super::patience::Patience;
use super::peers::Doorman;
use super::peers::Peer;
use super::refusal;
use super::serve;
use super::serve::Ends;
use super::slots::Slots;
use crate::config::Api;
use crate::domain::chain::chain;

/// Connections to the admin socket at once.
const ADMIN_CONNECTIONS_MAX: usize = 64;
/// Connections that are being told that there is no room; more are closed without a word.
const REFUSALS_MAX: usize = 64;
/// Pause after an accept that failed for want of file descriptors or memory: they come back when connections end.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What both doors share.
#[derive(Clone)]
pub(super) struct House {
    /// The API.
    pub(super) router: Router,
    /// How long a connection may keep us waiting.
    pub(super) patience: Patience,
    /// When to stop.
    pub(super) ends: Ends,
    /// Counts the connections, so that a stop can wait for them.
    pub(super) tracker: TaskTracker,
}

/// Accepts on TCP. Requests carry the peer's address; who they come from is for the API to find out.
pub(super) async fn tcp(listener: TcpListener, house: House, api: Api) {
    let count = |max: u32| usize::try_from(max).unwrap_or(usize::MAX);
    let slots = Slots::new(count(api.connections_max), count(api.connections_per_ip_max));
    let refusals = Arc::new(Semaphore::new(REFUSALS_MAX));
    while let Some(accepted) = until_stop(&house, listener.accept()).await {
        let Ok((stream, peer)) = accepted else {
            pause_after(accepted.map(drop)).await;
            continue;
        };
        match slots.take(Some(peer.ip())) {
            Some(slot) => {
                let house_for_one = house.clone();
                house.tracker.spawn(async move {
                    one_of_tcp(stream, peer, house_for_one).await;
                    drop(slot);
                });
            }
            None => refuse(&house, &refusals, stream, peer.ip()),
        }
    }
}

async fn one_of_tcp(stream: TcpStream, peer: SocketAddr, house: House) {
    // Answers are small and whole; waiting for more to send with them only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = chain(&error), "connection lost before its first request");
        return;
    }
    let mark = move |request: &mut Request| {
        request.extensions_mut().insert(ConnectInfo(peer));
    };
    serve::connection(stream, house.router, house.patience, &house.ends, mark).await;
}

fn refuse(house: &House, refusals: &Arc<Semaphore>, stream: TcpStream, ip: IpAddr) {
    tracing::debug!(%ip, "connection refused, too many are open");
    if let Ok(permit) = Arc::clone(refusals).try_acquire_owned() {
        house.tracker.spawn(async move {
            refusal::too_many(stream).await;
            drop(permit);
        });
    }
}

/// Accepts on the admin socket. Each connection is judged by the user at its other end; requests carry the caller.
pub(super) async fn admin(listener: Listener, house: House, doorman: Doorman) {
    let slots = Slots::new(ADMIN_CONNECTIONS_MAX, ADMIN_CONNECTIONS_MAX);
    let refusals = Arc::new(Semaphore::new(REFUSALS_MAX));
    let audited = House { router: house.router.clone().layer(middleware::from_fn(audit)), ..house.clone() };
    while let Some(accepted) = until_stop(&house, listener.accept()).await {
        let Ok(stream) = accepted else {
            pause_after(accepted.map(drop)).await;
            continue;
        };
        if let Some(slot) = slots.take(None) {
            let (house_for_one, doorman) = (audited.clone(), doorman.clone());
            house.tracker.spawn(async move {
                one_of_admin(stream, house_for_one, &doorman).await;
                drop(slot);
            });
        } else if let Ok(permit) = Arc::clone(&refusals).try_acquire_owned() {
            house.tracker.spawn(async move {
                refusal::too_many(stream).await;
                drop(permit);
            });
        }
    }
}

async fn one_of_admin(stream: Stream, house: House, doorman: &Doorman) {
    let peer = Peer::of(&stream);
    let role = match peer {
        Some(peer) => doorman.role(peer).await,
        None => None,
    };
    let House { router, patience, ends, .. } = house;
    if let (Some(peer), Some(role)) = (peer, role) {
        let caller = peer.caller(role);
        let mark = move |request: &mut Request| {
            request.extensions_mut().insert(caller.clone());
            request.extensions_mut().insert(peer);
        };
        serve::connection(stream, router, patience, &ends, mark).await;
    } else {
        let Peer { uid, gid, pid } = peer.unwrap_or(Peer { uid: u32::MAX, gid: u32::MAX, pid: 0 });
        tracing::warn!(uid, gid, pid, "admin connection refused");
        serve::connection(stream, refusal::peer_not_allowed(), patience, &ends, |_| {}).await;
    }
}

/// Says in the log who did what over the admin socket. What only looks is not worth a line.
async fn audit(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    if matches!(method, Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    let peer = request.extensions().get::<Peer>().copied();
    let answer = next.run(request).await;
    let status = answer.status().as_u16();
    let (uid, pid) = peer.map_or((None, None), |peer| (Some(peer.uid), Some(peer.pid)));
    tracing::info!(uid, pid, %method, path, status, "admin request");
    answer
}

async fn until_stop<T>(house: &House, accept: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = house.ends.stop.cancelled() => None,
        () = house.ends.now.cancelled() => None,
        accepted = accept => Some(accepted),
    }
}

/// A connection that was lost before it was accepted is nothing; anything else is told, and not at full speed.
async fn pause_after(failed: io::Result<()>) {
    let Err(error) = failed else { return };
    if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
        return;
    }
    tracing::warn!(error = chain(&error), "cannot accept connections");
    tokio::time::sleep(ACCEPT_PAUSE).await;
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::io::Write;
    use std::net::TcpStream as Client;
    use std::os::unix::net::UnixStream;
    use std::path::Path;

    use axum::Extension;
    use axum::routing::get;

    use super::super::admin_socket;
    use super::super::lock::Lock;
    use super::super::scratch::Scratch;
    use super::*;
    use crate::config::Admin;
    use crate::config::Config;
    use crate::config::Environment;
    use crate::config::Given;
    use crate::domain::access::Caller;

    /// Answers with what the door put into the request.
    fn mirror() -> Router {
        let who = async |peer: Option<Extension<ConnectInfo<SocketAddr>>>,
                         caller: Option<Extension<Caller>>| {
            let peer = peer.map(|Extension(ConnectInfo(peer))| peer.ip().to_string());
            let caller = caller.map(|Extension(caller)| format!("{} {:?}", caller.actor, caller.scopes));
            format!("{}{}", peer.unwrap_or_default(), caller.unwrap_or_default())
        };
        Router::new().route("/", get(who).post(async |body: String| body))
    }

    fn house(head_ms: u64) -> House {
        House {
            router: mirror(),
            patience: Patience { head: Duration::from_millis(head_ms), idle: Duration::from_secs(20) },
            ends: Ends::default(),
            tracker: TaskTracker::new(),
        }
    }

    async fn open_tcp(house: &House, set: &[&str]) -> SocketAddr {
        let set = set.iter().map(|set| (*set).to_owned()).chain(["state_dir=/x".to_owned()]).collect();
        let environment = Environment { host_name: "h".to_owned(), ..Environment::default() };
        let config =
            Config::load(&Given { file: Some("/dev/null".into()), set }, &environment).unwrap().config;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        house.tracker.spawn(tcp(listener, house.clone(), config.api));
        address
    }

    fn open_admin(house: &House, socket: &Path, doorman: Doorman) -> Lock {
        let lock = Lock::beside(socket).unwrap();
        let listener = admin_socket::bind(socket, admin_socket::Reach::Own, &lock).unwrap();
        house.tracker.spawn(admin(listener, house.clone(), doorman));
        lock
    }

    async fn told<S: Read + Write + Send + 'static>(mut stream: S, text: &str) -> String {
        let text = text.to_owned();
        let ask = move || {
            stream.write_all(text.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        tokio::task::spawn_blocking(ask).await.unwrap()
    }

    const ASK: &str = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

    #[tokio::test]
    async fn request_over_tcp_carries_its_address_and_no_caller() {
        let house = house(10_000);
        let address = open_tcp(&house, &[]).await;
        let answer = told(Client::connect(address).unwrap(), ASK).await;
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n127.0.0.1"),
            "{answer}"
        );
    }

    #[tokio::test]
    async fn request_over_the_socket_carries_who_its_user_is() {
        let scratch = Scratch::new("doors-admin");
        let house = house(10_000);
        let settings = Admin { socket: scratch.path("s"), group: None, readonly_group: None };
        let (doorman, _) = Doorman::of(&settings).await.unwrap();
        let _lock = open_admin(&house, &settings.socket, doorman);
        let answer = told(UnixStream::connect(&settings.socket).unwrap(), ASK).await;
        let uid = rustix::process::geteuid().as_raw();
        assert!(answer.ends_with(&format!("\r\n\r\nuid:{uid} [Admin]")), "{answer}");
    }

    #[tokio::test]
    async fn peer_that_is_nobodys_is_refused_with_a_problem() {
        let scratch = Scratch::new("doors-refused");
        let house = house(10_000);
        let socket = scratch.path("s");
        let _lock = open_admin(&house, &socket, Doorman::of_nobody());
        if rustix::process::geteuid().is_root() {
            // Root is let in whatever the settings say; the refusal itself is what is looked at here.
            let (theirs, ours) = tokio::net::UnixStream::pair().unwrap();
            let served = house.clone();
            house.tracker.spawn(async move {
                let refusing = refusal::peer_not_allowed();
                serve::connection(ours, refusing, served.patience, &served.ends, |_| {}).await;
            });
            let theirs = theirs.into_std().unwrap();
            theirs.set_nonblocking(false).unwrap();
            expect_refusal(&told(theirs, ASK).await);
        } else {
            expect_refusal(&told(UnixStream::connect(&socket).unwrap(), ASK).await);
        }
    }

    fn expect_refusal(answer: &str) {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 403 Forbidden\r\n"), "{head}");
        assert!(head.contains("application/problem+json") && head.contains("connection: close"), "{head}");
        let problem: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(problem["code"], "peer_not_allowed");
    }

    #[tokio::test]
    async fn connection_over_the_limit_hears_503_and_a_free_place_is_used_again() {
        let house = house(10_000);
        let limits = ["api.connections_max=1", "api.connections_per_ip_max=1"];
        let address = open_tcp(&house, &limits).await;
        let mut first = Client::connect(address).unwrap();
        let ask_and_stay = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        first = tokio::task::spawn_blocking(move || {
            first.write_all(ask_and_stay.as_bytes()).unwrap();
            assert!(first.read(&mut [0; 512]).unwrap() > 0);
            first
        })
        .await
        .unwrap();
        let answer = told(Client::connect(address).unwrap(), ASK).await;
        assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 1"), "{answer}");
        assert!(answer.ends_with('}') && answer.contains(r#""code":"try_later""#), "{answer}");
        drop(first);
        let again = async {
            loop {
                if told(Client::connect(address).unwrap(), ASK).await.starts_with("HTTP/1.1 200 ") {
                    return;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), again).await.unwrap();
    }

    #[tokio::test]
    async fn head_that_does_not_come_ends_the_connection() {
        let house = house(50);
        let address = open_tcp(&house, &[]).await;
        let answer = told(Client::connect(address).unwrap(), "GET / HTTP/1.1\r\nhost").await;
        assert_eq!(answer, "");
    }

    #[tokio::test]
    async fn stop_closes_quiet_connections_and_waits_for_answers() {
        let house = house(10_000);
        let begun = Arc::new(tokio::sync::Notify::new());
        let go = Arc::new(tokio::sync::Notify::new());
        let (begins, goes) = (Arc::clone(&begun), Arc::clone(&go));
        let slow = move || {
            let (begins, goes) = (Arc::clone(&begins), Arc::clone(&goes));
            async move {
                begins.notify_one();
                goes.notified().await;
                "finished"
            }
        };
        let house = House { router: Router::new().route("/", get(slow)), ..house };
        let address = open_tcp(&house, &[]).await;
        let quiet = Client::connect(address).unwrap();
        let asked =
            house.tracker.spawn(told(Client::connect(address).unwrap(), "GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
        begun.notified().await;
        house.ends.stop.cancel();
        house.tracker.close();
        assert_eq!(told(quiet, "").await, "");
        go.notify_one();
        assert!(asked.await.unwrap().ends_with("finished"));
        tokio::time::timeout(Duration::from_secs(10), house.tracker.wait()).await.unwrap();
        assert!(Client::connect(address).is_err());
    }
}
