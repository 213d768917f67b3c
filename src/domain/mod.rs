//! The pure ground floor: what an event, an endpoint, a delivery and a signature are; no I/O, no clock, no randomness.
