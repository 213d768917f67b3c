//! In which order an endpoint's deliveries go out.

use super::outcome::UnknownWord;
use super::outcome::words;

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use serde::Serialize;

words!(
    /// Which deliveries of an endpoint wait for each other.
    OrderBy {
        /// None.
        None = "none",
        /// Those whose events have the same ordering key: one at a time, as they were published.
        Key = "key",
    }
);

words!(
    /// What a dead letter does to those behind it.
    OnDead {
        /// They wait until it is redriven, dropped or cancelled.
        Block = "block",
        /// They go on.
        Skip = "skip",
    }
);

/// In which order an endpoint's deliveries go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ordering {
    /// Which deliveries wait for each other.
    pub by: OrderBy,
    /// What a dead letter does to those behind it.
    pub on_dead: OnDead,
}

impl Default for Ordering {
    fn default() -> Self {
        Self { by: OrderBy::None, on_dead: OnDead::Block }
    }
}

impl Ordering {
    /// Whether deliveries with the same ordering key wait for each other.
    #[must_use]
    pub fn is_by_key(self) -> bool {
        self.by == OrderBy::Key
    }
}

/// Longest ordering key, in bytes.
pub const ORDERING_KEY_BYTES_MAX: usize = 128;

/// Whether `text` can be an ordering key: 1–128 visible ASCII characters.
#[must_use]
pub fn is_ordering_key(text: &str) -> bool {
    (1..=ORDERING_KEY_BYTES_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_keeps_no_order_and_would_block_unless_it_is_told_otherwise() {
        let read: Ordering = serde_json::from_str("{}").unwrap();
        assert_eq!(read, Ordering { by: OrderBy::None, on_dead: OnDead::Block });
        assert!(!read.is_by_key());
    }

    #[test]
    fn ordering_keys_keep_their_alphabet() {
        assert!(is_ordering_key("acct-7") && is_ordering_key(&"x".repeat(128)));
        assert!(!is_ordering_key("") && !is_ordering_key("a b") && !is_ordering_key(&"x".repeat(129)));
    }
}
