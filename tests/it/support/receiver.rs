//! A scripted HTTP server that keeps what it is sent.

use super::answer::Answer;
use super::wait::{SOON, Watched};
use super::wire;
use std::collections::{HashMap, VecDeque};
use std::io::{BufReader, Error, ErrorKind, Result, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// When the last byte of it was read.
    pub(crate) at: Instant,
    /// Which connection it came on, counted from 0: the same number twice is a connection used again.
    pub(crate) connection: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        wire::header(&self.headers, name)
    }
}

/// Decides by the request what to do with it.
type Script = Box<dyn FnMut(&Received) -> Answer + Send>;

struct State {
    requests: Vec<Received>,
    first: VecDeque<Answer>,
    script: Script,
    connections: usize,
    open: HashMap<usize, TcpStream>,
    /// Counts the listener's lives; an accept loop of an older life ends.
    life: usize,
    up: bool,
}

/// The server, on a port of its own of 127.0.0.1. It ends with the value.
pub(crate) struct Receiver {
    address: SocketAddr,
    state: Arc<Watched<State>>,
}

impl Receiver {
    /// Answers each request the same way.
    pub(crate) fn answering(answer: Answer) -> Self {
        Self::scripted(move |_| answer.clone())
    }

    /// Answers as the script says.
    pub(crate) fn scripted(script: impl FnMut(&Received) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of 127.0.0.1 is free");
        let address = listener.local_addr().expect("a listener has an address");
        let state = Arc::new(Watched::new(State {
            requests: Vec::new(),
            first: VecDeque::new(),
            script: Box::new(script),
            connections: 0,
            open: HashMap::new(),
            life: 0,
            up: true,
        }));
        let receiver = Self { address, state };
        receiver.accept(listener, 0);
        receiver
    }

    /// Puts these answers before what is scripted, one a request.
    pub(crate) fn first(&self, answers: impl IntoIterator<Item = Answer>) {
        self.state.change(|s| s.first.extend(answers));
    }

    /// Answers each further request this way.
    pub(crate) fn then_always(&self, answer: Answer) {
        self.state.change(|s| s.script = Box::new(move |_| answer.clone()));
    }

    /// Answers each further request as the script says.
    pub(crate) fn then(&self, script: impl FnMut(&Received) -> Answer + Send + 'static) {
        self.state.change(|s| s.script = Box::new(script));
    }

    /// Takes the server down: connections are cut, new ones are refused.
    pub(crate) fn down(&self) {
        let open = self.state.change(|s| {
            s.up = false;
            s.life += 1;
            std::mem::take(&mut s.open)
        });
        for stream in open.values() {
            // It may have been closed by the peer already.
            drop(stream.shutdown(Shutdown::Both));
        }
        // Wakes the accept loop, which sees that its life is over and drops the listener.
        drop(TcpStream::connect(self.address));
        let refused = || TcpStream::connect(self.address).is_err().then_some(());
        super::wait::until("the port to be closed", SOON, refused);
    }

    /// Brings the server up again on the same port.
    pub(crate) fn up(&self) {
        let listener = TcpListener::bind(self.address).expect("the receiver's own port is free");
        let life = self.state.change(|s| {
            s.up = true;
            s.life
        });
        self.accept(listener, life);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What came in so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.get().requests.clone()
    }

    /// Waits for this many requests in all and gives them.
    #[track_caller]
    pub(crate) fn wait_for(&self, count: usize, within: Duration) -> Vec<Received> {
        let enough = |s: &State| (s.requests.len() >= count).then(|| s.requests.clone());
        self.state.find(within, enough).unwrap_or_else(|| {
            let came: Vec<String> =
                self.received().iter().map(|r| format!("{} {}", r.method, r.path)).collect();
            panic!("waited {within:?} for {count} requests, got {}: {came:?}", came.len())
        })
    }

    /// As [`Self::wait_for`], for tests whose own runtime has to go on meanwhile.
    pub(crate) async fn arrived(self: &Arc<Self>, count: usize, within: Duration) -> Vec<Received> {
        let receiver = Arc::clone(self);
        let waiting = tokio::task::spawn_blocking(move || receiver.wait_for(count, within));
        waiting.await.expect("the requests arrive in time")
    }

    fn accept(&self, listener: TcpListener, life: usize) {
        let state = Arc::clone(&self.state);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let Some(number) = admit(&state, &stream, life) else { break };
                let state = Arc::clone(&state);
                thread::spawn(move || {
                    // A connection that breaks is the peer's doing or the script's; the test sees what was kept.
                    drop(serve(&state, &stream, number));
                    state.change(|s| s.open.remove(&number));
                });
            }
        });
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if self.state.get().up {
            self.down();
        }
    }
}

/// Counts a connection in; `None` when the listener's life is over.
fn admit(state: &Watched<State>, stream: &TcpStream, life: usize) -> Option<usize> {
    state.change(|s| {
        if !s.up || s.life != life {
            return None;
        }
        let number = s.connections;
        s.connections += 1;
        s.open.insert(number, stream.try_clone().ok()?);
        Some(number)
    })
}

/// Serves one connection until either side ends it.
fn serve(state: &Watched<State>, stream: &TcpStream, connection: usize) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(message) = wire::read(&mut reader)? {
        let mut start = message.start.split(' ').map(str::to_owned);
        let request = Received {
            method: start.next().unwrap_or_default(),
            path: start.next().unwrap_or_default(),
            headers: message.headers,
            body: message.body,
            at: Instant::now(),
            connection,
        };
        let answer = state.change(|s| {
            let answer = s.first.pop_front().unwrap_or_else(|| (s.script)(&request));
            s.requests.push(request);
            answer
        });
        react(stream, answer)?;
    }
    Ok(())
}

fn react(mut stream: &TcpStream, answer: Answer) -> Result<()> {
    match answer {
        Answer::Reply { status, headers, body, delay } => {
            pause(stream, delay)?;
            stream.write_all(&[head(status, &headers, body.len()), body].concat())
        }
        Answer::Drip { status, body, every } => {
            stream.write_all(&head(status, &[], body.len()))?;
            for byte in body {
                pause(stream, every)?;
                stream.write_all(&[byte])?;
            }
            Ok(())
        }
        Answer::Hang => pause(stream, Duration::MAX),
        Answer::Close => Err(Error::from(ErrorKind::ConnectionAborted)),
        Answer::Raw { bytes, closes } => {
            stream.write_all(&bytes)?;
            if closes { Err(Error::from(ErrorKind::ConnectionAborted)) } else { pause(stream, Duration::MAX) }
        }
        Answer::Reset => {
            rustix::net::sockopt::set_socket_linger(stream, Some(Duration::ZERO))?;
            Err(Error::from(ErrorKind::ConnectionReset))
        }
    }
}

fn head(status: u16, headers: &[(String, String)], length: usize) -> Vec<u8> {
    let first = [format!("HTTP/1.1 {status} Scripted"), format!("content-length: {length}")];
    let given = headers.iter().map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> = first.into_iter().chain(given).collect();
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}

/// Lets time pass while it watches the connection; ends at once with an error when the peer leaves.
fn pause(stream: &TcpStream, time: Duration) -> Result<()> {
    if time.is_zero() {
        return Ok(());
    }
    stream.set_read_timeout((time < Duration::MAX).then_some(time))?;
    let seen = stream.peek(&mut [0]);
    stream.set_read_timeout(None)?;
    match seen {
        Ok(0) => Err(Error::from(ErrorKind::ConnectionAborted)),
        Err(e) if e.kind() != ErrorKind::WouldBlock => Err(e),
        _ => Ok(()),
    }
}
