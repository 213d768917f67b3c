//! Tickets: random texts that open a door once or for a while; what is stored is their hash.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest;
use sha2::Sha256;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;

/// Characters of a ticket: base64url of 32 random bytes.
const CHARS: usize = 43;

/// A one-time link's or a session's secret.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Ticket {
    text: String,
}

impl Ticket {
    /// Makes one of 32 random bytes.
    #[must_use]
    pub fn generate(random: &[u8; 32]) -> Self {
        Self { text: URL_SAFE_NO_PAD.encode(random) }
    }

    /// Reads one as it came in; `None` for what was never one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (text.len() == CHARS && text.bytes().all(fits)).then(|| Self { text: text.to_owned() })
    }

    /// The text itself, for whoever is let in.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text: 256 random bits need no slower one.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.text.as_bytes()).into()
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_known_by_its_hash_and_never_shown_by_accident() {
        let ticket = Ticket::generate(&[7; 32]);
        let read = Ticket::parse(ticket.reveal()).unwrap();
        assert_eq!(read.hash(), ticket.hash());
        assert_eq!(format!("{ticket:?}"), "Ticket(…)");
    }

    #[test]
    fn what_was_never_a_ticket_is_not_read() {
        for odd in ["", "short", &"a".repeat(42), &"a".repeat(44), &format!("{}=", "a".repeat(42))] {
            assert!(Ticket::parse(odd).is_none(), "{odd}");
        }
    }
}
