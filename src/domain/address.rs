//! The address guard: may HookIt deliver to this IP address? One pure function, asked when a URL is saved
//! and again for every address about to be dialled.

use std::collections::HashSet;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;

use ipnet::IpNet;
use ipnet::Ipv6Net;

use super::address_rules::AddressRule;
use super::address_rules::METADATA_RULES;
use super::address_rules::NAT64_WELL_KNOWN;
use super::address_rules::V4_RULES;
use super::address_rules::V6_GLOBAL;
use super::address_rules::V6_RULES;

/// What the operator and the machine add to the built-in list.
#[derive(Debug, Clone, Default)]
pub struct AddressPolicy {
    /// `deliver.allow_cidrs`: ranges that are delivered to although a rule refuses them. Metadata addresses
    /// need their exact /32 or /128.
    pub allow_cidrs: Vec<IpNet>,
    /// `deliver.nat64_prefixes`: the network's own NAT64 prefixes (RFC 6052 lengths 32, 40, 48, 56, 64, 96),
    /// judged by the IPv4 address they carry. Other lengths are ignored.
    pub nat64_prefixes: Vec<Ipv6Net>,
    /// Every address of the machine's own interfaces.
    pub own: HashSet<IpAddr>,
}

/// The answer of [`judge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Deliver.
    Allowed,
    /// Do not connect.
    Refused {
        /// Which rule said so: a prefix, `own address`, `ISATAP` or `malformed NAT64`. For the operator's log only.
        rule: &'static str,
    },
}

impl Verdict {
    /// Whether the address may be dialled.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self == Self::Allowed
    }
}

const REFUSED_OWN: Verdict = Verdict::Refused { rule: "own address" };

/// Judges one address. Every address a name resolves to must be allowed before any of them is dialled.
#[must_use]
pub fn judge(ip: IpAddr, policy: &AddressPolicy) -> Verdict {
    match ip {
        IpAddr::V4(v4) => judge_v4(v4, policy),
        IpAddr::V6(v6) => judge_v6(v6, policy),
    }
}

fn judge_v4(ip: Ipv4Addr, policy: &AddressPolicy) -> Verdict {
    let ip = IpAddr::V4(ip);
    if let Some(rule) = metadata_rule(ip) {
        return if policy.names_exactly(ip) { Verdict::Allowed } else { refused(rule) };
    }
    if policy.allows(ip) {
        return Verdict::Allowed;
    }
    if policy.own.contains(&ip) {
        return REFUSED_OWN;
    }
    first_match(V4_RULES, ip).map_or(Verdict::Allowed, refused)
}

fn judge_v6(ip: Ipv6Addr, policy: &AddressPolicy) -> Verdict {
    let whole = IpAddr::V6(ip);
    // A metadata address stays closed behind a wide allow_cidrs entry, also when it hides in an IPv6 one.
    let metadata = metadata_rule(whole).or_else(|| {
        carried(ip, policy).into_iter().flatten().find_map(|inner| metadata_rule(IpAddr::V4(inner)))
    });
    if let Some(rule) = metadata {
        let open = policy.names_exactly(whole)
            || matches!(translated(ip, policy), Some(Translated::To(inner)) if judge_v4(inner, policy).is_allowed());
        return if open { Verdict::Allowed } else { refused(rule) };
    }
    if policy.allows(whole) {
        return Verdict::Allowed;
    }
    if policy.own.contains(&whole) {
        return REFUSED_OWN;
    }
    match translated(ip, policy) {
        Some(Translated::To(inner)) => return judge_v4(inner, policy),
        Some(Translated::Malformed) => return Verdict::Refused { rule: "malformed NAT64" },
        None => {}
    }
    if let Some(rule) = first_match(V6_RULES, whole) {
        return refused(rule);
    }
    if !V6_GLOBAL.net.contains(&whole) {
        return Verdict::Refused { rule: "outside 2000::/3" };
    }
    if is_isatap(ip) { Verdict::Refused { rule: "ISATAP" } } else { Verdict::Allowed }
}

impl AddressPolicy {
    fn allows(&self, ip: IpAddr) -> bool {
        self.allow_cidrs.iter().any(|net| net.contains(&ip))
    }

    fn names_exactly(&self, ip: IpAddr) -> bool {
        self.allow_cidrs.iter().any(|net| net.prefix_len() == net.max_prefix_len() && net.addr() == ip)
    }
}

fn first_match(rules: &'static [AddressRule], ip: IpAddr) -> Option<&'static AddressRule> {
    rules.iter().find(|rule| rule.net.contains(&ip))
}

fn metadata_rule(ip: IpAddr) -> Option<&'static AddressRule> {
    first_match(METADATA_RULES, ip)
}

fn refused(rule: &'static AddressRule) -> Verdict {
    Verdict::Refused { rule: rule.name }
}

/// What a NAT64 gateway makes of an address.
enum Translated {
    /// It forwards to this IPv4 address.
    To(Ipv4Addr),
    /// The prefix is one of NAT64 but bits 64–71 are not zero (RFC 6052, section 2.2).
    Malformed,
}

fn translated(ip: Ipv6Addr, policy: &AddressPolicy) -> Option<Translated> {
    let own = policy.nat64_prefixes.iter().find(|net| net.contains(&ip)).map(Ipv6Net::prefix_len);
    let length = own.or_else(|| NAT64_WELL_KNOWN.net.contains(&IpAddr::V6(ip)).then_some(96))?;
    let octets = ip.octets();
    if length == 96 {
        return Some(Translated::To(last_four(octets)));
    }
    let first = usize::from(length / 8);
    if !matches!(length, 32 | 40 | 48 | 56 | 64) {
        return None;
    }
    if octets[8] != 0 {
        return Some(Translated::Malformed);
    }
    // RFC 6052, section 2.2: the four bytes follow the prefix and step over byte 8.
    let mut inner = [0; 4];
    let carried = (first..16).filter(|at| *at != 8);
    for (byte, at) in inner.iter_mut().zip(carried) {
        *byte = octets[at];
    }
    Some(Translated::To(Ipv4Addr::from(inner)))
}

/// Every IPv4 address that some tunnel or translator would take out of `ip`, whatever the verdict on it.
fn carried(ip: Ipv6Addr, policy: &AddressPolicy) -> [Option<Ipv4Addr>; 3] {
    let octets = ip.octets();
    let segments = ip.segments();
    let last = last_four(octets);
    let translated = match translated(ip, policy) {
        Some(Translated::To(inner)) => Some(inner),
        Some(Translated::Malformed) | None => None,
    };
    // Mapped, compatible and SIIT (nothing but `ffff` groups in front) and ISATAP end in the plain address.
    let tail = (segments[..4] == [0; 4] || is_isatap(ip)).then_some(last);
    let tunnel = match (segments[0], segments[1]) {
        (0x2002, _) => Some(Ipv4Addr::new(octets[2], octets[3], octets[4], octets[5])),
        (0x2001, 0) => Some(Ipv4Addr::from(u32::from(last) ^ u32::MAX)),
        _ => None,
    };
    [translated, tail, tunnel]
}

/// ISATAP interface ids are `0:5efe` or `200:5efe` before the IPv4 address, under any prefix (RFC 5214).
fn is_isatap(ip: Ipv6Addr) -> bool {
    matches!(ip.segments()[4..6], [0 | 0x200, 0x5efe])
}

fn last_four(octets: [u8; 16]) -> Ipv4Addr {
    Ipv4Addr::new(octets[12], octets[13], octets[14], octets[15])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn verdict(ip: &str) -> Verdict {
        judge(ip.parse().unwrap(), &AddressPolicy::default())
    }

    fn allowing(cidrs: &[&str]) -> AddressPolicy {
        AddressPolicy {
            allow_cidrs: cidrs.iter().map(|cidr| cidr.parse().unwrap()).collect(),
            ..Default::default()
        }
    }

    #[test]
    fn every_rule_refuses_its_first_and_last_address() {
        for rule in METADATA_RULES.iter().chain(V4_RULES).chain(V6_RULES) {
            let (first, last) = match rule.net {
                IpNet::V4(net) => (IpAddr::V4(net.network()), IpAddr::V4(net.broadcast())),
                IpNet::V6(net) => (IpAddr::V6(net.network()), IpAddr::V6(net.broadcast())),
            };
            for ip in [first, last] {
                assert!(!judge(ip, &AddressPolicy::default()).is_allowed(), "{ip} of {}", rule.name);
            }
        }
    }

    #[test]
    fn neighbours_of_the_refused_ranges_are_allowed() {
        for ip in [
            "8.8.8.8",
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "191.255.255.255",
            "192.0.1.0",
            "192.0.3.0",
            "192.88.98.255",
            "192.88.100.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "198.51.101.0",
            "203.0.112.255",
            "203.0.114.0",
            "223.255.255.255",
            "168.63.129.15",
            "168.63.129.17",
            "192.31.196.1",
            "192.52.193.1",
            "192.175.48.1",
            "2000::1",
            "2001:200::",
            "2001:db7:ffff::",
            "2001:db9::",
            "2003::",
            "3ffe::1",
            "3fff:1000::",
            "2606:4700::1111",
            "64:ff9b::808:808",
        ] {
            assert_eq!(verdict(ip), Verdict::Allowed, "{ip}");
        }
    }

    #[test]
    fn ipv6_outside_global_unicast_is_refused() {
        for ip in ["4000::1", "1fff::1", "64:ff9b:2::1", "100:0:0:2::1", "8000::1", "200::1", "c000::1"] {
            assert_eq!(verdict(ip), Verdict::Refused { rule: "outside 2000::/3" }, "{ip}");
        }
    }

    #[test]
    fn embedded_ipv4_is_refused_in_every_form() {
        for ip in [
            "::ffff:8.8.8.8",
            "::ffff:127.0.0.1",
            "::7f00:1",
            "::808:808",
            "::ffff:0:7f00:1",
            "::ffff:0:808:808",
            "::5efe:7f00:1",
            "2606:4700::5efe:808:808",
            "2606:4700::200:5efe:808:808",
            "fe80::5efe:a00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::808:808",
            "2002:808:808::1",
            "2002:7f00:1::",
            "2001:0:4136:e378:8000:63bf:80ff:fffe",
        ] {
            assert!(!verdict(ip).is_allowed(), "{ip}");
        }
    }

    #[test]
    fn allowed_ranges_open_private_addresses_but_not_metadata() {
        let policy = allowing(&["0.0.0.0/0", "::/0"]);
        for ip in ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "64:ff9b::7f00:1"] {
            assert!(judge(ip.parse().unwrap(), &policy).is_allowed(), "{ip}");
        }
        for ip in [
            "169.254.169.254",
            "168.63.129.16",
            "100.100.100.200",
            "fd00:ec2::254",
            "fd20:ce::254",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            "fe80::5efe:a9fe:a9fe",
            "2001:0:4136:e378:8000:63bf:5601:5601",
            "::ffff:0:a9fe:a9fe",
            "::a9fe:a9fe",
        ] {
            assert!(!judge(ip.parse().unwrap(), &policy).is_allowed(), "{ip}");
        }
    }

    #[test]
    fn metadata_opens_by_its_exact_address() {
        let policy = allowing(&["169.254.169.254/32", "fd00:ec2::254/128"]);
        for ip in ["169.254.169.254", "fd00:ec2::254", "64:ff9b::a9fe:a9fe"] {
            assert!(judge(ip.parse().unwrap(), &policy).is_allowed(), "{ip}");
        }
        assert!(!judge("169.254.169.253".parse().unwrap(), &policy).is_allowed());
        assert!(!judge("::ffff:169.254.169.254".parse().unwrap(), &policy).is_allowed());
        assert!(!judge("169.254.169.254".parse().unwrap(), &allowing(&["169.254.169.254/31"])).is_allowed());
    }

    #[test]
    fn own_addresses_are_refused_unless_allowed() {
        let own: HashSet<IpAddr> = ["93.184.215.14", "2606:2800::1"].map(|ip| ip.parse().unwrap()).into();
        for ip in own.clone() {
            let policy = AddressPolicy { own: own.clone(), ..AddressPolicy::default() };
            assert_eq!(judge(ip, &policy), REFUSED_OWN);
            let policy = AddressPolicy { allow_cidrs: vec![IpNet::from(ip)], ..policy };
            assert!(judge(ip, &policy).is_allowed());
        }
        let through_nat64 = AddressPolicy { own, ..AddressPolicy::default() };
        assert_eq!(judge("64:ff9b::5db8:d70e".parse().unwrap(), &through_nat64), REFUSED_OWN);
    }

    #[test]
    fn configured_nat64_prefixes_are_unwrapped_at_every_length() {
        // The examples of RFC 6052, section 2.4, with a public and a private IPv4 address.
        for (prefix, public, private) in [
            ("2001:db8::/32", "2001:db8:808:808::", "2001:db8:a00:1::"),
            ("2001:db8:100::/40", "2001:db8:108:808:8::", "2001:db8:10a:0:1::"),
            ("2001:db8:122::/48", "2001:db8:122:808:8:800::", "2001:db8:122:a00:0:100::"),
            ("2001:db8:122:300::/56", "2001:db8:122:308:8:808::", "2001:db8:122:30a:0:1::"),
            ("2001:db8:122:344::/64", "2001:db8:122:344:8:808:800:0", "2001:db8:122:344:a:0:100::"),
            ("2001:db8:122:344::/96", "2001:db8:122:344::808:808", "2001:db8:122:344::a00:1"),
        ] {
            let policy =
                AddressPolicy { nat64_prefixes: vec![prefix.parse().unwrap()], ..Default::default() };
            assert_eq!(judge(public.parse().unwrap(), &policy), Verdict::Allowed, "{prefix}");
            assert_eq!(
                judge(private.parse().unwrap(), &policy),
                Verdict::Refused { rule: "10.0.0.0/8" },
                "{prefix}"
            );
        }
        let policy =
            AddressPolicy { nat64_prefixes: vec!["2001:db8::/32".parse().unwrap()], ..Default::default() };
        let malformed = judge("2001:db8:808:808:100::".parse().unwrap(), &policy);
        assert_eq!(malformed, Verdict::Refused { rule: "malformed NAT64" });
    }

    proptest! {
        #[test]
        fn nat64_gives_the_verdict_of_the_carried_address(bits: u32) {
            let inner = Ipv4Addr::from(bits);
            let wrapped = Ipv6Addr::from((0x0064_ff9b_u128 << 96) | u128::from(bits));
            let policy = AddressPolicy::default();
            prop_assert_eq!(judge(wrapped.into(), &policy), judge(inner.into(), &policy));
        }

        #[test]
        fn mapped_compatible_translated_and_6to4_are_never_allowed(bits: u32) {
            let low = u128::from(bits);
            for wrapped in [low, (0xffff << 32) | low, (0xffff << 48) | low, (0x2002 << 112) | (low << 80)] {
                prop_assert!(!judge(Ipv6Addr::from(wrapped).into(), &AddressPolicy::default()).is_allowed());
            }
        }

        #[test]
        fn allowed_ipv6_lies_in_global_unicast_or_nat64(bits: u128) {
            let ip = Ipv6Addr::from(bits);
            if judge(ip.into(), &AddressPolicy::default()).is_allowed() {
                let whole = IpAddr::V6(ip);
                prop_assert!(V6_GLOBAL.net.contains(&whole) || NAT64_WELL_KNOWN.net.contains(&whole));
            }
        }

        #[test]
        fn allowed_ipv4_agrees_with_the_standard_library(bits: u32) {
            let ip = Ipv4Addr::from(bits);
            let special = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_broadcast()
                || ip.is_documentation() || ip.is_multicast() || ip.is_unspecified();
            prop_assert!(!(special && judge(ip.into(), &AddressPolicy::default()).is_allowed()));
        }

        #[test]
        fn no_wide_allowance_opens_metadata(length in 0_u8..32) {
            let policy = allowing(&[&format!("169.254.169.254/{length}"), "::/0"]);
            prop_assert!(!judge(Ipv4Addr::new(169, 254, 169, 254).into(), &policy).is_allowed());
        }
    }
}
