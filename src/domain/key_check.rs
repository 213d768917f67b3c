//! Checking a `v1a` signature with a key, and looking for what was done to the body if it does not hold.

use super::body_forms;
use super::ed25519;
use super::ed25519::PublicKey;
use super::secret::SigningSecret;
use super::signature_cause::Cause;
use super::signature_cause::SignatureForm;
use super::signature_check::Known;
use super::signature_check::Received;
use super::signature_check::in_time;
use super::signature_check::whole_seconds;

/// The key to check `v1a` signatures with, of a public or a private one.
pub(super) fn public_key(text: &str) -> Option<PublicKey> {
    PublicKey::parse(text).ok().or_else(|| SigningSecret::parse(text).ok()?.public_key())
}

/// Checks the `v1a` signatures, and looks for what was done to the body.
pub(super) fn check(key: &PublicKey, received: &Received<'_>, known: &Known<'_>) -> Result<(), Cause> {
    let header = received.standard.unwrap_or_default();
    let id = received.id.ok_or(Cause::HeaderMissing("webhook-id"))?;
    let timestamp = received.timestamp.ok_or(Cause::HeaderMissing("webhook-timestamp"))?;
    let then = whole_seconds(timestamp)?;
    let given: Vec<Vec<u8>> = ed25519::signatures(header).collect();
    if given.is_empty() {
        return Err(Cause::SignatureForm(SignatureForm::NoKeySignature));
    }
    let fits = |key: &PublicKey, body: &[u8]| given.iter().any(|one| key.verifies(id, timestamp, body, one));
    if fits(key, received.body) {
        return in_time(then, known);
    }
    let keys = known.others.iter().filter_map(|(name, text)| Some((name, public_key(text)?)));
    if let Some((name, _)) = keys.into_iter().find(|(_, other)| fits(other, received.body)) {
        return Err(Cause::OtherSecret { name: name.clone() });
    }
    if let Some(sent) = known.sent.filter(|sent| fits(key, sent))
        && let Some(change) = body_forms::compared(received.body, sent)
    {
        return Err(Cause::Body(change));
    }
    let undone = body_forms::undone(received.body).into_iter().find(|(_, form)| fits(key, form));
    Err(undone.map_or(Cause::Unexplained, |(change, _)| Cause::Body(change)))
}
