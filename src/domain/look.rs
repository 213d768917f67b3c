//! A look at a receiver: as far as a request would go, without making one.

use time::OffsetDateTime;

use super::outcome::Outcome;

/// The certificate that a receiver showed, trusted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Until when it is valid.
    pub until: OffsetDateTime,
    /// Whom it names: its common name, or else the first of its names.
    pub name: String,
}

/// What a look found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// What a request would have ended with before it was made, and one sentence on it.
    pub failure: Option<(Outcome, String)>,
    /// The receiver's certificate, where it speaks TLS.
    pub certificate: Option<Certificate>,
}
