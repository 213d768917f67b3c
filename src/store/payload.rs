//! Payloads in memory: shared by the deliveries of an event, and counted while any of them holds it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use bytes::Bytes;

/// Bytes of the payloads that are in memory for deliveries, of this whole process.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeldBytes(Arc<AtomicUsize>);

impl HeldBytes {
    /// How many there are.
    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// Takes a payload into the count, for as long as it or a clone of it is there.
    pub(crate) fn hold(&self, bytes: Bytes) -> Payload {
        self.0.fetch_add(bytes.len(), Ordering::Relaxed);
        Payload(Arc::new(Counted { bytes, held: self.clone() }))
    }
}

/// An event's payload; cloning shares it.
#[derive(Clone)]
pub struct Payload(Arc<Counted>);

struct Counted {
    bytes: Bytes,
    held: HeldBytes,
}

impl Deref for Payload {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.len())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.held.0.fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_counts_once_however_many_hold_it() {
        let held = HeldBytes::default();
        let payload = held.hold(Bytes::from_static(b"12345"));
        let again = payload.clone();
        assert_eq!((held.get(), &again[..]), (5, &b"12345"[..]));
        drop(payload);
        assert_eq!(held.get(), 5);
        drop(again);
        assert_eq!(held.get(), 0);
    }
}
