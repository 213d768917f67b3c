//! How many connections are open, altogether and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::net::Ipv6Addr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// The places for connections of one listener.
#[derive(Clone, Debug)]
pub(super) struct Slots {
    state: Arc<Mutex<State>>,
    all_max: usize,
    address_max: usize,
}

#[derive(Debug, Default)]
struct State {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl Slots {
    pub(super) fn new(all_max: usize, address_max: usize) -> Self {
        Self { state: Arc::default(), all_max, address_max }
    }

    /// A place for a connection, given back when the value goes; `None` when there is none left. The peers of a
    /// Unix socket have no address.
    pub(super) fn take(&self, address: Option<IpAddr>) -> Option<Slot> {
        let address = address.map(network);
        let mut state = self.state();
        if state.all >= self.all_max {
            return None;
        }
        if let Some(address) = address {
            let held = state.by_address.entry(address).or_default();
            if *held >= self.address_max {
                return None;
            }
            *held += 1;
        }
        state.all += 1;
        drop(state);
        Some(Slot { slots: self.clone(), address })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place.
#[derive(Debug)]
pub(super) struct Slot {
    slots: Slots,
    address: Option<IpAddr>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut state = self.slots.state();
        state.all -= 1;
        if let Some(address) = self.address
            && let Some(held) = state.by_address.get_mut(&address)
        {
            *held -= 1;
            if *held == 0 {
                state.by_address.remove(&address);
            }
        }
    }
}

/// One customer of IPv6 has a /64 of addresses: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn place_is_given_back() {
        let slots = Slots::new(1, 1);
        let slot = slots.take(None).unwrap();
        assert!(slots.take(None).is_none());
        drop(slot);
        assert!(slots.take(None).is_some());
    }

    #[test]
    fn one_address_cannot_take_the_places_of_others() {
        let slots = Slots::new(10, 2);
        let _first = slots.take(Some(ip("10.0.0.1"))).unwrap();
        let second = slots.take(Some(ip("::ffff:10.0.0.1"))).unwrap();
        assert!(slots.take(Some(ip("10.0.0.1"))).is_none());
        assert!(slots.take(Some(ip("10.0.0.2"))).is_some());
        drop(second);
        assert!(slots.take(Some(ip("10.0.0.1"))).is_some());
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_together_and_are_forgotten() {
        let slots = Slots::new(10, 1);
        let slot = slots.take(Some(ip("2001:db8::1"))).unwrap();
        assert!(slots.take(Some(ip("2001:db8::ffff:2"))).is_none());
        assert!(slots.take(Some(ip("2001:db8:0:1::1"))).is_some());
        drop(slot);
        assert!(slots.state().by_address.is_empty());
    }
}
