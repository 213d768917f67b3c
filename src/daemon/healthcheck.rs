//! Asks a running daemon how it is, for containers and load balancers.

use std::io;
use std::io::Read;
use std::io::Write;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use super::error::DaemonError;
use crate::config::Config;
use crate::config::Role;

/// Longest wait for the connection, and for each piece of the answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// Most of an answer that is read.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

/// Asks `/health` (`live`) or `/ready`, on TCP if this node listens there, else on the admin socket. An answer
/// other than 200 is an error that says what is wrong.
pub(super) fn ask(config: &Config, live: bool) -> Result<(), DaemonError> {
    let path = if live { "/health" } else { "/ready" };
    let (place, answer) = if config.node.does(Role::Api) {
        let address = reachable(config.api.listen);
        (address.to_string(), over_tcp(address, path))
    } else {
        let socket = &config.admin.socket;
        (socket.display().to_string(), over_socket(socket, path))
    };
    let answer = answer
        .map_err(|error| DaemonError::Unhealthy(format!("hookitd does not answer on {place}: {error}")))?;
    verdict(&answer).map_err(DaemonError::Unhealthy)
}

/// Where to knock when the daemon listens on every address.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn over_tcp(address: SocketAddr, path: &str) -> io::Result<String> {
    let stream = TcpStream::connect_timeout(&address, ANSWER_WITHIN)?;
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    stream.set_write_timeout(Some(ANSWER_WITHIN))?;
    exchange(stream, path)
}

fn over_socket(socket: &std::path::Path, path: &str) -> io::Result<String> {
    let stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    stream.set_write_timeout(Some(ANSWER_WITHIN))?;
    exchange(stream, path)
}

fn exchange(mut stream: impl Read + Write, path: &str) -> io::Result<String> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn verdict(answer: &str) -> Result<(), String> {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    match head.split(' ').nth(1) {
        Some("200") => Ok(()),
        Some(status) => Err(format!("hookitd answers {status}: {}", body.trim())),
        None => Err("what answers there is not hookitd".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_200_is_healthy() {
        assert_eq!(verdict("HTTP/1.1 200 OK\r\n\r\n{}"), Ok(()));
        let not_ready = "HTTP/1.1 503 Service Unavailable\r\nx: y\r\n\r\n{\"schema_current\":false}";
        assert_eq!(verdict(not_ready), Err("hookitd answers 503: {\"schema_current\":false}".to_owned()));
        assert!(verdict("").is_err());
        assert!(verdict("SSH-2.0-OpenSSH_9.2").is_err());
    }

    #[test]
    fn every_address_is_asked_at_home() {
        assert_eq!(reachable("0.0.0.0:8000".parse().unwrap()), "127.0.0.1:8000".parse().unwrap());
        assert_eq!(reachable("[::]:8000".parse().unwrap()), "[::1]:8000".parse().unwrap());
        assert_eq!(reachable("10.1.2.3:80".parse().unwrap()), "10.1.2.3:80".parse().unwrap());
    }
}
