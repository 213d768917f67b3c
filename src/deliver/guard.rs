//! The connect gate: every address about to be dialled is judged here, with what the operator allows and what
//! the machine's own addresses are right now.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

use ipnet::IpNet;
use ipnet::Ipv6Net;
use tracing::warn;

use super::own_addresses;
use crate::domain::address::AddressPolicy;
use crate::domain::address::Verdict;
use crate::domain::address::judge;

/// How long the list of own addresses is taken for true.
const REFRESH_EVERY: Duration = Duration::from_mins(1);

/// The address nobody may dial, and the rule that says so. For the operator's log; tenants see neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedAddress {
    /// The address.
    pub ip: IpAddr,
    /// The rule.
    pub rule: &'static str,
}

/// Judges addresses; shared by all connections.
#[derive(Debug)]
pub struct Guard {
    current: Mutex<Current>,
}

#[derive(Debug)]
struct Current {
    policy: Arc<AddressPolicy>,
    read_at: Instant,
    warned: bool,
}

impl Guard {
    /// Takes the operator's settings and reads the machine's addresses.
    #[must_use]
    pub fn new(allow_cidrs: Vec<IpNet>, nat64_prefixes: Vec<Ipv6Net>) -> Self {
        let policy = AddressPolicy { allow_cidrs, nat64_prefixes, ..AddressPolicy::default() };
        let mut current = Current { policy: Arc::new(policy), read_at: Instant::now(), warned: false };
        current.refresh();
        Self { current: Mutex::new(current) }
    }

    /// The policy of this minute, to judge URLs by when they are saved.
    #[must_use]
    pub fn policy(&self) -> Arc<AddressPolicy> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.read_at.elapsed() >= REFRESH_EVERY {
            current.refresh();
        }
        Arc::clone(&current.policy)
    }

    /// Judges every address of one answer: all may be dialled, or none.
    ///
    /// # Errors
    /// The first address that is refused.
    pub fn judge_all(&self, addresses: &[IpAddr]) -> Result<(), RefusedAddress> {
        let policy = self.policy();
        for ip in addresses {
            if let Verdict::Refused { rule } = judge(*ip, &policy) {
                return Err(RefusedAddress { ip: *ip, rule });
            }
        }
        Ok(())
    }
}

impl Current {
    /// Reads the own addresses again; keeps the last good list when that fails.
    fn refresh(&mut self) {
        self.read_at = Instant::now();
        match own_addresses::read() {
            Ok(own) if own != self.policy.own => {
                self.policy = Arc::new(AddressPolicy { own, ..(*self.policy).clone() });
            }
            Err(error) if !self.warned => {
                self.warned = true;
                warn!(%error, "own addresses cannot be read: deliveries to this machine's public addresses are not blocked");
            }
            Ok(_) | Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_refused_address_refuses_the_whole_answer() {
        let guard = Guard::new(Vec::new(), Vec::new());
        let public: IpAddr = "93.184.215.14".parse().unwrap();
        let private: IpAddr = "10.0.0.5".parse().unwrap();
        assert_eq!(guard.judge_all(&[public]), Ok(()));
        let refused = guard.judge_all(&[public, private]).unwrap_err();
        assert_eq!(refused, RefusedAddress { ip: private, rule: "10.0.0.0/8" });
    }

    #[test]
    fn own_addresses_are_known_from_the_start() {
        let guard = Guard::new(Vec::new(), Vec::new());
        assert!(guard.policy().own.contains(&IpAddr::from([127, 0, 0, 1])));
        let guard = Guard::new(vec!["127.0.0.0/8".parse().unwrap()], Vec::new());
        assert_eq!(guard.judge_all(&[IpAddr::from([127, 0, 0, 1])]), Ok(()));
    }
}
