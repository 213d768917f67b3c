//! Which signatures a request carries, and how they are made.

use std::fmt;
use std::str::FromStr;

use super::outcome::UnknownWord;
use super::outcome::words;

words!(
    /// Which of the two signature schemes an endpoint's requests carry.
    SignatureFormat {
        /// Both.
        Both = "both",
        /// Standard Webhooks 1.0 alone.
        Standard = "standard",
        /// `X-Webhook-Signature` alone.
        Legacy = "legacy",
    }
);
