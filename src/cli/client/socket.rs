//! HTTP/1.1 over the daemon's admin socket: a ureq transport on a local socket.

use std::fmt;
use std::io;
use std::io::Read;
use std::io::Write;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use interprocess::local_socket::GenericFilePath;
use interprocess::local_socket::Stream;
use interprocess::local_socket::prelude::*;
use ureq::Agent;
use ureq::Error as UreqError;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::ResolvedSocketAddrs;
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::Buffers;
use ureq::unversioned::transport::ConnectionDetails;
use ureq::unversioned::transport::Connector;
use ureq::unversioned::transport::LazyBuffers;
use ureq::unversioned::transport::NextTimeout;
use ureq::unversioned::transport::Transport;

/// Where requests over the socket are addressed; the name never leaves this machine.
pub(super) const BASE: &str = "http://localhost";

/// Opens the socket once, to see whether somebody answers.
pub(super) fn probe(path: &Path) -> io::Result<()> {
    open(path).map(drop)
}

/// An agent whose every connection is the socket at `path`.
pub(super) fn agent(config: Config, path: &Path) -> Agent {
    Agent::with_parts(config, SocketConnector { path: path.to_owned() }, NoResolver)
}

fn open(path: &Path) -> io::Result<Stream> {
    Stream::connect(path.to_fs_name::<GenericFilePath>()?)
}

#[derive(Debug)]
struct SocketConnector {
    path: PathBuf,
}

impl Connector for SocketConnector {
    type Out = SocketTransport;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _chained: Option<()>,
    ) -> Result<Option<SocketTransport>, UreqError> {
        let stream = open(&self.path)?;
        let buffers =
            LazyBuffers::new(details.config.input_buffer_size(), details.config.output_buffer_size());
        Ok(Some(SocketTransport { stream, buffers }))
    }
}

/// A socket needs no address, but the agent asks for one.
#[derive(Debug)]
struct NoResolver;

impl Resolver for NoResolver {
    fn resolve(
        &self,
        _uri: &Uri,
        _config: &Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, UreqError> {
        let mut addresses = self.empty();
        addresses.push(SocketAddr::from((Ipv4Addr::LOCALHOST, 80)));
        Ok(addresses)
    }
}

struct SocketTransport {
    stream: Stream,
    buffers: LazyBuffers,
}

impl fmt::Debug for SocketTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SocketTransport")
    }
}

/// What is left of the time; an agent never asks with none left.
fn left(timeout: &NextTimeout) -> Option<Duration> {
    timeout.not_zero().map(|left| *left)
}

/// Local sockets of some systems know no timeouts; there the request waits as long as it takes.
fn tolerate_unsupported(set: io::Result<()>) -> io::Result<()> {
    match set {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        other => other,
    }
}

fn as_timeout(error: io::Error, timeout: NextTimeout) -> UreqError {
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => UreqError::Timeout(timeout.reason),
        _ => UreqError::Io(error),
    }
}

impl Transport for SocketTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), UreqError> {
        let timeout = timeout.for_write();
        tolerate_unsupported(self.stream.set_send_timeout(left(&timeout)))?;
        let output = &self.buffers.output()[..amount];
        self.stream.write_all(output).map_err(|error| as_timeout(error, timeout))
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, UreqError> {
        let timeout = timeout.for_read();
        tolerate_unsupported(self.stream.set_recv_timeout(left(&timeout)))?;
        let input = self.buffers.input_append_buf();
        let amount = loop {
            match self.stream.read(input) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other.map_err(|error| as_timeout(error, timeout))?,
            }
        };
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        if self.stream.set_nonblocking(true).is_err() {
            return false;
        }
        // Nothing may lie there between two requests: bytes or an end both mean that the connection is no good.
        let idle =
            matches!(self.stream.read(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock);
        idle && self.stream.set_nonblocking(false).is_ok()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::BufRead;
    use std::io::BufReader;
    use std::os::unix::net::UnixListener;
    use std::thread;

    use super::*;

    #[test]
    fn requests_go_over_the_socket_and_the_connection_is_kept() {
        let path = PathBuf::from(format!("/tmp/hookit-cli-{}.sock", std::process::id()));
        drop(std::fs::remove_file(&path));
        let listener = UnixListener::bind(&path).unwrap();
        let server = thread::spawn(move || {
            // One connection only: were it not kept, the second request would never be answered.
            let (stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            let mut seen = Vec::new();
            for _ in 0..2 {
                let mut first = String::new();
                lines.read_line(&mut first).unwrap();
                seen.push(first.trim().to_owned());
                let mut line = String::new();
                while lines.read_line(&mut line).unwrap() > 2 {
                    line.clear();
                }
                (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").unwrap();
            }
            seen
        });
        let agent = agent(Agent::config_builder().proxy(None).build(), &path);
        for target in ["/health", "/me"] {
            let mut answer = agent.get(format!("{BASE}{target}")).call().unwrap();
            assert_eq!(answer.body_mut().read_to_string().unwrap(), "ok");
        }
        assert_eq!(server.join().unwrap(), ["GET /health HTTP/1.1", "GET /me HTTP/1.1"]);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(probe(&path).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
