//! The judge of signatures: what a receiver has to check of both schemes, told apart.

use crate::cli::clock;
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

/// Checks what the headers carry, by the clock of this machine.
pub(crate) fn judge<'h>(
    secrets: &[SigningSecret],
    header: impl Fn(&str) -> Option<&'h str>,
    body: &[u8],
    tolerance_s: u64,
) -> Verdict {
    let now_s = clock::now().unix_timestamp();
    let standard = header(signature::WEBHOOK_SIGNATURE).map(|given| {
        match (header(signature::WEBHOOK_ID), header(signature::WEBHOOK_TIMESTAMP)) {
            (Some(id), Some(timestamp)) => {
                signature::verify_standard(secrets, id, timestamp, given, body, now_s, tolerance_s)
            }
            _ => Err(SignatureRefusal::Malformed),
        }
    });
    let legacy = header(signature::LEGACY_SIGNATURE)
        .map(|given| signature::verify_legacy(secrets, given, body, now_s, tolerance_s));
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
            judge(&[secret()], header, body, 300)
        };
        assert!(verdict(SignatureFormat::Both, b"{}").both_hold());
        let standard = verdict(SignatureFormat::Standard, b"{}");
        assert!(standard.holds() && !standard.both_hold());
        assert!(!verdict(SignatureFormat::Legacy, b"{ }").holds());
        assert!(!Verdict { standard: None, legacy: None }.holds());
    }
}
