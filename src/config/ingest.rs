//! What producers may publish, and how much of it waits.

use super::rule::number;
use super::section::Default;
use super::section::section;

section!(
    /// Events coming in.
    pub Ingest, "ingest", "ingest." {
        /// Largest request body of a publish.
        payload_bytes_max: u64 = Default::Text("262144"), |raw| number(raw, 1_024, 16_777_216);
        /// How long an idempotency key is remembered, at least.
        idempotency_hours: u32 = Default::Text("24"), |raw| number(raw, 1, 720);
        /// Events waiting in memory for their commit; one more is answered 503 with Retry-After.
        waiting_max: usize = Default::Text("10000"), |raw| number(raw, 1, 1_000_000);
    }
);
