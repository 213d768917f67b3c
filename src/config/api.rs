//! The HTTP API on TCP.

use std::net::SocketAddr;

use super::rule::listen;
use super::rule::number;
use super::section::Default;
use super::section::section;

section!(
    /// The HTTP API on TCP.
    pub Api, "api", "api." {
        /// Address and port to listen on. It speaks plain HTTP: put a proxy with TLS before it to leave the machine.
        listen: SocketAddr = Default::Text("127.0.0.1:8000"), listen;
        /// Connections open at once; one more is answered 503 and closed.
        connections_max: u32 = Default::Text("4096"), |raw| number(raw, 1, 65_536);
        /// Connections open at once from one IP address; behind a proxy set it as high as `connections_max`.
        connections_per_ip_max: u32 = Default::Text("256"), |raw| number(raw, 1, 65_536);
        /// How long a request's headers may take to arrive.
        header_timeout_ms: u64 = Default::Text("10000"), |raw| number(raw, 100, 600_000);
        /// How long a request's body may take to arrive; after 5 s it must also keep up 1 KiB/s.
        body_timeout_ms: u64 = Default::Text("30000"), |raw| number(raw, 100, 600_000);
        /// How long a connection may stay open without a request, and an answer without being taken.
        idle_timeout_ms: u64 = Default::Text("60000"), |raw| number(raw, 100, 3_600_000);
    }
);
