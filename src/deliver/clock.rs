//! The wall clock: it decides the timestamp that is signed, and nothing else.

use std::time::SystemTime;
use std::time::UNIX_EPOCH;

/// Milliseconds since 1970 by this machine's clock; receivers compare the signed timestamp with theirs.
#[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is meant")]
#[must_use]
pub fn wall_unix_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
