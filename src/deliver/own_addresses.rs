//! The addresses of this machine's own interfaces, as the kernel lists them for this process.

use std::collections::HashSet;
use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::path::Path;

/// Under the process's own directory, which stays visible where systemd hides the rest of `/proc`.
const PROC_NET: &str = "/proc/self/net";

/// Reads every IPv4 and IPv6 address the kernel answers for. A few kilobytes out of kernel memory: quick
/// enough to be read in between, without a thread of its own.
///
/// # Errors
/// When the kernel's tables cannot be read. A kernel without IPv6 is no error.
pub(super) fn read() -> io::Result<HashSet<IpAddr>> {
    let net = Path::new(PROC_NET);
    let mut own = HashSet::new();
    own.extend(local_v4(&std::fs::read_to_string(net.join("fib_trie"))?).map(IpAddr::V4));
    match std::fs::read_to_string(net.join("if_inet6")) {
        Ok(table) => own.extend(local_v6(&table).map(IpAddr::V6)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(own)
}

/// In `fib_trie` an address stands on a line `|-- 192.0.2.7`, and its kinds on the lines below it; own
/// addresses are `/32 host LOCAL`.
fn local_v4(table: &str) -> impl Iterator<Item = Ipv4Addr> + '_ {
    table
        .lines()
        .scan(None, |address, line| {
            let line = line.trim();
            let mut found = None;
            if let Some(text) = line.strip_prefix("|-- ") {
                *address = text.parse().ok();
            } else if line == "/32 host LOCAL" {
                found = *address;
            }
            Some(found)
        })
        .flatten()
}

/// In `if_inet6` every line begins with 32 hexadecimal digits: one own address.
fn local_v6(table: &str) -> impl Iterator<Item = Ipv6Addr> + '_ {
    table.lines().filter_map(|line| {
        let digits = line.split_ascii_whitespace().next().filter(|digits| digits.len() == 32)?;
        u128::from_str_radix(digits, 16).ok().map(Ipv6Addr::from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_entries_of_the_ipv4_table_are_found() {
        let table = "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\n     |-- 10.4.0.0\n\
                     \u{20}       /24 link UNICAST\n     |-- 10.4.0.7\n        /32 host LOCAL\n     |-- 10.4.0.255\n\
                     \u{20}       /32 link BROADCAST\n";
        assert_eq!(local_v4(table).collect::<Vec<_>>(), [Ipv4Addr::new(10, 4, 0, 7)]);
    }

    #[test]
    fn every_line_of_the_ipv6_table_is_an_address() {
        let table = "fe8000000000000000fc00fffe000001 04 40 20 80 eth0\n\
                     00000000000000000000000000000001 01 80 10 80 lo\ngarbage\n";
        let expected: [Ipv6Addr; 2] = ["fe80::fc:ff:fe00:1".parse().unwrap(), Ipv6Addr::LOCALHOST];
        assert_eq!(local_v6(table).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn this_machine_answers_for_its_loopback_address() {
        assert!(read().unwrap().contains(&IpAddr::V4(Ipv4Addr::LOCALHOST)));
    }
}
