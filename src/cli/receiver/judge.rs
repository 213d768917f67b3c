//! The judge of signatures: what a receiver has to check of both schemes, told apart.

use crate::cli::clock;
use crate::domain::ed25519::PublicKey;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;
use crate::domain::signature::SignatureRefusal;

/// What became of each scheme; `None` where a request does not carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Standard Webhooks.
    pub(crate) standard: Option<Result<(), SignatureRefusal>>,
    /// `X-Webhook-Signature`.
    pub(crate) legacy: Option<Result<(), SignatureRefusal>>,
}

impl Verdict {
    /// Whether the request carries both, and both hold.
    pub(crate) fn both_hold(self) -> bool {
        self.standard == Some(Ok(())) && self.legacy == Some(Ok(()))
    }

    /// Whether the request carries one at least, and what it carries holds.
    pub(crate) fn holds(self) -> bool {
        let schemes = [self.standard, self.legacy];
        schemes.iter().flatten().next().is_some() && schemes.iter().flatten().all(Result::is_ok)
    }
}

/// What a receiver checks with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'k> {
    /// Secrets, or private keys.
    pub(crate) secrets: &'k [SigningSecret],
    /// Public keys.
    pub(crate) keys: &'k [PublicKey],
}

impl<'k> From<&'k [SigningSecret]> for Known<'k> {
    fn from(secrets: &'k [SigningSecret]) -> Self {
        Self { secrets, keys: &[] }
    }
}

/// Checks what the headers carry, by the clock of this machine. With keys alone the legacy scheme is passed over: it
/// knows no keys.
pub(crate) fn judge<'h>(
    known: Known<'_>,
    header: impl Fn(&str) -> Option<&'h str>,
    body: &[u8],
    tolerance_s: u64,
) -> Verdict {
    let now_s = clock::now().unix_timestamp();
    let standard = header(signature::WEBHOOK_SIGNATURE).map(|given| {
        match (header(signature::WEBHOOK_ID), header(signature::WEBHOOK_TIMESTAMP)) {
            (Some(id), Some(timestamp)) => {
                let by_key =
                    || signature::verify_by_key(known.keys, id, timestamp, given, body, now_s, tolerance_s);
                signature::verify_standard(known.secrets, id, timestamp, given, body, now_s, tolerance_s)
                    .or_else(|refusal| by_key().map_err(|_| refusal))
            }
            _ => Err(SignatureRefusal::Malformed),
        }
    });
    let legacy = header(signature::LEGACY_SIGNATURE)
        .filter(|_| !known.secrets.is_empty())
        .map(|given| signature::verify_legacy(known.secrets, given, body, now_s, tolerance_s));
    Verdict { standard, legacy }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signature::SignatureFormat;

    #[test]
    fn a_request_holds_by_what_it_carries() {
        let secret = || SigningSecret::generate(&[7; 32]);
        let verdict = |format, body: &[u8]| {
            let headers = signature::sign(format, &[secret()], "evt_1", clock::now().unix_timestamp(), b"{}");
            let header = |name: &str| {
                headers.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_str())
            };
            judge([secret()].as_slice().into(), header, body, 300)
        };
        assert!(verdict(SignatureFormat::Both, b"{}").both_hold());
        let standard = verdict(SignatureFormat::Standard, b"{}");
        assert!(standard.holds() && !standard.both_hold());
        assert!(!verdict(SignatureFormat::Legacy, b"{ }").holds());
        assert!(!Verdict { standard: None, legacy: None }.holds());
    }
}
