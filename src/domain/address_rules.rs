//! The address list as data: every prefix HookIt does not deliver to, and why.
//!
//! Source: the IANA special-purpose registries for IPv4 and IPv6 (both of 2025-10-09), plus multicast and
//! the addresses cloud platforms keep for themselves. Left open on purpose, since they are globally
//! reachable and harmless: `192.31.196.0/24`, `192.52.193.0/24`, `192.175.48.0/24`.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;

use ipnet::IpNet;

/// One refused prefix.
#[derive(Debug, Clone, Copy)]
pub struct AddressRule {
    /// The addresses it covers.
    pub net: IpNet,
    /// The prefix as written in logs; equals `net` printed (a test proves it).
    pub name: &'static str,
    /// Why nobody delivers there, for operators and for the manual; tenants never see it.
    pub why: &'static str,
}

const fn v4(octets: [u8; 4], length: u8, name: &'static str, why: &'static str) -> AddressRule {
    AddressRule { net: IpNet::new_assert(IpAddr::V4(Ipv4Addr::from_octets(octets)), length), name, why }
}

const fn v6(segments: [u16; 8], length: u8, name: &'static str, why: &'static str) -> AddressRule {
    AddressRule { net: IpNet::new_assert(IpAddr::V6(Ipv6Addr::from_segments(segments)), length), name, why }
}

/// Addresses that hand out credentials or steer the machine. An `allow_cidrs` entry opens one of these only
/// when it names exactly this address.
pub const METADATA_RULES: &[AddressRule] = &[
    v4([169, 254, 169, 254], 32, "169.254.169.254/32", "instance metadata of most clouds"),
    v4([169, 254, 169, 253], 32, "169.254.169.253/32", "platform resolver inside a cloud network"),
    v4([169, 254, 170, 2], 32, "169.254.170.2/32", "container credentials"),
    v4([169, 254, 170, 23], 32, "169.254.170.23/32", "pod credentials"),
    v4(
        [100, 100, 100, 200],
        32,
        "100.100.100.200/32",
        "instance metadata inside the carrier-grade NAT range",
    ),
    v4([192, 0, 0, 192], 32, "192.0.0.192/32", "instance metadata inside the protocol assignments"),
    v4([168, 63, 129, 16], 32, "168.63.129.16/32", "platform agent channel on a public address"),
    v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], 128, "fd00:ec2::254/128", "instance metadata over IPv6"),
    v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x253], 128, "fd00:ec2::253/128", "platform resolver over IPv6"),
    v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23], 128, "fd00:ec2::23/128", "pod credentials over IPv6"),
    v6([0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254], 128, "fd20:ce::254/128", "instance metadata over IPv6"),
    v6([0xfe80, 0, 0, 0, 0, 0, 0xa9fe, 0xa9fe], 128, "fe80::a9fe:a9fe/128", "instance metadata over IPv6"),
];

/// IPv4: a deny list.
pub const V4_RULES: &[AddressRule] = &[
    v4([0, 0, 0, 0], 8, "0.0.0.0/8", "this network; 0.0.0.0 connects to the local host on Linux"),
    v4([10, 0, 0, 0], 8, "10.0.0.0/8", "private use (RFC 1918)"),
    v4([100, 64, 0, 0], 10, "100.64.0.0/10", "carrier-grade NAT (RFC 6598), overlay networks"),
    v4([127, 0, 0, 0], 8, "127.0.0.0/8", "loopback, every address of it answers"),
    v4([169, 254, 0, 0], 16, "169.254.0.0/16", "link-local (RFC 3927), cloud metadata"),
    v4([172, 16, 0, 0], 12, "172.16.0.0/12", "private use (RFC 1918)"),
    v4([192, 0, 0, 0], 24, "192.0.0.0/24", "protocol assignments (RFC 6890), the whole block"),
    v4([192, 0, 2, 0], 24, "192.0.2.0/24", "documentation (RFC 5737)"),
    v4([192, 88, 99, 0], 24, "192.88.99.0/24", "6to4 relay anycast, deprecated (RFC 7526)"),
    v4([192, 168, 0, 0], 16, "192.168.0.0/16", "private use (RFC 1918)"),
    v4([198, 18, 0, 0], 15, "198.18.0.0/15", "benchmarking (RFC 2544)"),
    v4([198, 51, 100, 0], 24, "198.51.100.0/24", "documentation (RFC 5737)"),
    v4([203, 0, 113, 0], 24, "203.0.113.0/24", "documentation (RFC 5737)"),
    v4([224, 0, 0, 0], 4, "224.0.0.0/4", "multicast"),
    v4([240, 0, 0, 0], 4, "240.0.0.0/4", "reserved, and the limited broadcast"),
];

/// IPv6: these first, so that logs name them; then everything outside [`V6_GLOBAL`] is refused as well.
pub const V6_RULES: &[AddressRule] = &[
    v6([0, 0, 0, 0, 0, 0, 0, 0], 128, "::/128", "unspecified; connects to the local host on Linux"),
    v6([0, 0, 0, 0, 0, 0, 0, 1], 128, "::1/128", "loopback"),
    v6([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, "::ffff:0.0.0.0/96", "IPv4-mapped, never valid on the wire"),
    v6([0, 0, 0, 0, 0xffff, 0, 0, 0], 96, "::ffff:0:0:0/96", "IPv4-translated (SIIT)"),
    v6([0, 0, 0, 0, 0, 0x5efe, 0, 0], 96, "::5efe:0:0/96", "ISATAP"),
    v6([0, 0, 0, 0, 0, 0, 0, 0], 96, "::/96", "IPv4-compatible, deprecated"),
    v6([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, "64:ff9b:1::/48", "local-use NAT64 (RFC 8215)"),
    v6([0x100, 0, 0, 0, 0, 0, 0, 0], 64, "100::/64", "discard-only (RFC 6666)"),
    v6([0x100, 0, 0, 1, 0, 0, 0, 0], 64, "100:0:0:1::/64", "dummy prefix (RFC 9780)"),
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, "2001::/23", "protocol assignments: Teredo, ORCHID, benchmarking"),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, "2001:db8::/32", "documentation (RFC 3849)"),
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, "2002::/16", "6to4, whatever it carries"),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, "3fff::/20", "documentation (RFC 9637)"),
    v6([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16, "5f00::/16", "segment routing (RFC 9602)"),
    v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, "fc00::/7", "unique local (RFC 4193)"),
    v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, "fe80::/10", "link-local"),
    v6([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, "fec0::/10", "site-local, deprecated (RFC 3879)"),
    v6([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, "ff00::/8", "multicast"),
];

/// The only part of IPv6 that is delivered to at all: global unicast.
pub const V6_GLOBAL: AddressRule =
    v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, "2000::/3", "global unicast (RFC 4291)");

/// The well-known NAT64 prefix (RFC 6052): judged by the IPv4 address it carries, since on a DNS64 network
/// every IPv4 receiver is reached through it.
pub const NAT64_WELL_KNOWN: AddressRule =
    v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, "64:ff9b::/96", "NAT64 (RFC 6052)");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_named_after_its_prefix_and_says_why() {
        let all =
            METADATA_RULES.iter().chain(V4_RULES).chain(V6_RULES).chain([&V6_GLOBAL, &NAT64_WELL_KNOWN]);
        for rule in all {
            let named: IpNet = rule.name.parse().unwrap();
            assert_eq!(named, rule.net, "{}", rule.name);
            assert_eq!(rule.net.trunc(), rule.net, "host bits set in {}", rule.name);
            assert!(!rule.why.is_empty());
        }
    }
}
