//! The delivery loop and its limits.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use ipnet::Ipv6Net;

use super::rule::cidrs;
use super::rule::flag;
use super::rule::name_server;
use super::rule::nat64_prefixes;
use super::rule::number;
use super::rule::optional;
use super::rule::path;
use super::rule::proxy;
use super::section::Default;
use super::section::section;

section!(
    /// Events going out.
    pub Deliver, "deliver", "deliver." {
        /// Accept endpoints with an http:// URL as well as https://.
        allow_http: bool = Default::Text("true"), flag;
        /// Address ranges to deliver to although they are private or reserved, such as [10.1.0.0/16]. A cloud's
        /// metadata address opens only by its exact /32 or /128.
        allow_cidrs: Vec<IpNet> = Default::List(&[]), cidrs;
        /// The network's own NAT64 prefixes, judged by the IPv4 address within.
        nat64_prefixes: Vec<Ipv6Net> = Default::List(&[]), nat64_prefixes;
        /// Name server to ask, such as 127.0.0.1:5353; null: those of /etc/resolv.conf.
        resolver: Option<SocketAddr> = Default::Unset, name_server;
        /// PEM file with certificate authorities to trust beside those of the system.
        extra_ca: Option<PathBuf> = Default::Unset, |raw| optional(raw, path);
        /// HTTP proxy that everything goes out through, such as `http://10.0.0.5:3128`: it is told to CONNECT to the address
        /// that was judged, never to a name. Proxies of the environment are not used.
        proxy: Option<String> = Default::Unset, |raw| optional(raw, proxy);
        /// File with `user:password` for it.
        proxy_credentials_file: Option<PathBuf> = Default::Unset, |raw| optional(raw, path);
        /// Attempts on the wire at once, of this whole node. The last half is kept for one attempt an endpoint, so that
        /// a few receivers that never answer do not hold up the others.
        in_flight_max: usize = Default::Text("1024"), |raw| number(raw, 1, 65_536);
        /// Deliveries of one endpoint held ready in memory at most; the others wait in Postgres. A lane holds what it
        /// sends in a second, a slow one 256.
        lane_waiting_max: usize = Default::Text("8192"), |raw| number(raw, 1, 65_536);
        /// How long a stop waits for attempts on the wire. Keep it below `TimeoutStopSec` of the service.
        drain_ms: u64 = Default::Text("30000"), |raw| number(raw, 0, 600_000);
        /// How long a receiver may fail without one success, and at least its endpoint's whole retry schedule, before the
        /// endpoint is disabled; 5 days. 0: for ever. The same on all nodes.
        disable_after_ms: u64 = Default::Text("432000000"), |raw| number(raw, 0, 31_536_000_000);
        /// How long this node's deliveries stay its own after it was last heard of.
        lease_ms: u64 = Default::Text("15000"), |raw| number(raw, 6_000, 600_000);
    }
);
