//! Looking for the cause of a signature that does not hold: with the signature as the judge, one thing after the other is
//! undone until it fits.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use base64::engine::general_purpose::URL_SAFE;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::body_forms;
use super::body_forms::BodyChange;
use super::key_check;
use super::key_check::public_key;
use super::secret::SECRET_PREFIX;
use super::secret::SigningSecret;
use super::signature;
use super::signature_cause::Cause;
use super::signature_cause::SecretForm;
use super::signature_cause::SignatureForm;

/// One of the two schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Standard Webhooks 1.0.
    Standard,
    /// `X-Webhook-Signature`.
    Legacy,
}

/// What a request carried, as it was received.
#[derive(Debug, Clone, Copy, Default)]
pub struct Received<'r> {
    /// `webhook-id`.
    pub id: Option<&'r str>,
    /// `webhook-timestamp`.
    pub timestamp: Option<&'r str>,
    /// `webhook-signature`.
    pub standard: Option<&'r str>,
    /// `X-Webhook-Timestamp`.
    pub legacy_timestamp: Option<&'r str>,
    /// `X-Webhook-Signature`.
    pub legacy: Option<&'r str>,
    /// `content-length`, in bytes.
    pub content_length: Option<u64>,
    /// The body.
    pub body: &'r [u8],
}

/// What it is judged by.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// The secret, as the receiver has it.
    pub secret: &'k str,
    /// Other secrets by name, tried to find the cause.
    pub others: &'k [(String, Zeroizing<String>)],
    /// The body as it was sent, if that is known.
    pub sent: Option<&'k [u8]>,
    /// Seconds since 1970.
    pub now_s: i64,
    /// How far a timestamp may be from now, in seconds.
    pub tolerance_s: u64,
}

/// The schemes a request carries.
#[must_use]
pub fn schemes(received: &Received<'_>) -> Vec<Scheme> {
    let carried = [(Scheme::Standard, received.standard), (Scheme::Legacy, received.legacy)];
    carried.into_iter().filter_map(|(scheme, header)| header.map(|_| scheme)).collect()
}

/// Checks the signature of one scheme.
///
/// # Errors
/// The likeliest cause that explains why it does not hold.
pub fn check(scheme: Scheme, received: &Received<'_>, known: &Known<'_>) -> Result<(), Cause> {
    if let Some(key) = public_key(known.secret) {
        return key_check::check(&key, received, known);
    }
    let claim = Claim::read(scheme, received)?;
    if SigningSecret::parse(known.secret).is_ok() && claim.fits(&keys(scheme, known.secret), received.body) {
        return claim.in_time(known);
    }
    Err(claim.cause(received, known))
}

/// The schemes that can be checked with what the receiver has: a key is of no use for the legacy one.
#[must_use]
pub fn checkable(received: &Received<'_>, secret: &str) -> Vec<Scheme> {
    let mut carried = schemes(received);
    if public_key(secret).is_some() {
        carried.retain(|scheme| *scheme == Scheme::Standard);
    }
    carried
}

pub(super) fn in_time(then: i64, known: &Known<'_>) -> Result<(), Cause> {
    let by_s = known.now_s.abs_diff(then);
    if by_s <= known.tolerance_s {
        return Ok(());
    }
    Err(Cause::ClockSkew { by_s, is_past: then < known.now_s, tolerance_s: known.tolerance_s })
}

/// What a header claims, taken apart.
struct Claim<'r> {
    scheme: Scheme,
    id: &'r str,
    timestamp: &'r str,
    /// The signatures' bytes.
    macs: Vec<Vec<u8>>,
    /// The same, read in the encoding of the other scheme.
    misread: Vec<Vec<u8>>,
    form: Option<SignatureForm>,
}

impl<'r> Claim<'r> {
    fn read(scheme: Scheme, received: &Received<'r>) -> Result<Self, Cause> {
        match scheme {
            Scheme::Standard => Self::standard(received),
            Scheme::Legacy => Self::legacy(received),
        }
    }

    fn standard(received: &Received<'r>) -> Result<Self, Cause> {
        let header = received.standard.unwrap_or_default();
        let id = received.id.ok_or(Cause::HeaderMissing("webhook-id"))?;
        let timestamp = received.timestamp.ok_or(Cause::HeaderMissing("webhook-timestamp"))?;
        whole_seconds(timestamp)?;
        let parts: Vec<&str> = header.split_whitespace().take(signature::SIGNATURES_MAX).collect();
        let versioned: Vec<&str> = parts.iter().filter_map(|part| part.strip_prefix("v1,")).collect();
        let form = if !versioned.is_empty() {
            None
        } else if header.trim_start().starts_with("t=") || header.contains("v1=") {
            Some(SignatureForm::OtherScheme)
        } else if parts.iter().any(|part| part.starts_with('v') && part.contains(',')) {
            Some(SignatureForm::OtherVersion)
        } else if parts.iter().any(|part| mac_of(part).is_some()) {
            Some(SignatureForm::NoVersion)
        } else {
            Some(SignatureForm::Garbled)
        };
        if let Some(form) = form {
            return Err(Cause::SignatureForm(form));
        }
        let macs: Vec<_> = versioned.iter().filter_map(|text| STANDARD.decode(text).ok()).collect();
        let misread: Vec<_> = versioned.iter().filter_map(|text| signature::from_hex(text)).collect();
        if macs.is_empty() && misread.is_empty() {
            return Err(Cause::SignatureForm(SignatureForm::Garbled));
        }
        Ok(Self {
            scheme: Scheme::Standard,
            id,
            timestamp,
            macs,
            misread,
            form: Some(SignatureForm::HexForBase64),
        })
    }

    fn legacy(received: &Received<'r>) -> Result<Self, Cause> {
        let header = received.legacy.unwrap_or_default();
        let parts: Vec<&str> = header.split(',').map(str::trim).take(signature::SIGNATURES_MAX + 1).collect();
        let Some(timestamp) = parts.iter().find_map(|part| part.strip_prefix("t=")) else {
            return Err(if header.starts_with("v1,") {
                Cause::SignatureForm(SignatureForm::OtherScheme)
            } else if parts.iter().any(|part| mac_of(part).is_some()) {
                Cause::SignatureForm(SignatureForm::NoVersion)
            } else {
                Cause::SignatureForm(SignatureForm::Garbled)
            });
        };
        whole_seconds(timestamp)?;
        let given: Vec<&str> = parts.iter().filter_map(|part| part.strip_prefix("v1=")).collect();
        let macs: Vec<_> = given.iter().filter_map(|text| signature::from_hex(text)).collect();
        let misread: Vec<_> = given.iter().filter_map(|text| STANDARD.decode(text).ok()).collect();
        if given.is_empty() && parts.iter().any(|part| part.starts_with('v')) {
            return Err(Cause::SignatureForm(SignatureForm::OtherVersion));
        }
        if macs.is_empty() && misread.is_empty() {
            return Err(Cause::SignatureForm(SignatureForm::Garbled));
        }
        let form = Some(SignatureForm::Base64ForHex);
        Ok(Self { scheme: Scheme::Legacy, id: "", timestamp, macs, misread, form })
    }

    /// Whether one of the signatures is that of this body with one of these keys.
    fn fits(&self, keys: &[Zeroizing<Vec<u8>>], body: &[u8]) -> bool {
        self.any(&self.macs, keys, self.id, self.timestamp, body)
    }

    fn any(&self, macs: &[Vec<u8>], keys: &[Zeroizing<Vec<u8>>], id: &str, at: &str, body: &[u8]) -> bool {
        let expected = keys.iter().map(|key| match self.scheme {
            Scheme::Standard => {
                signature::hmac_sha256(key, &[id.as_bytes(), b".", at.as_bytes(), b".", body])
            }
            Scheme::Legacy => signature::hmac_sha256(key, &[at.as_bytes(), b".", body]),
        });
        signature::any_match(macs, expected).is_ok()
    }

    fn in_time(&self, known: &Known<'_>) -> Result<(), Cause> {
        in_time(whole_seconds(self.timestamp)?, known)
    }

    /// What explains that nothing fits: what is proven by the signature before what only looks so.
    fn cause(&self, received: &Received<'_>, known: &Known<'_>) -> Cause {
        let own = keys(self.scheme, known.secret);
        if let Some(form) =
            self.form.filter(|_| self.any(&self.misread, &own, self.id, self.timestamp, received.body))
        {
            return Cause::SignatureForm(form);
        }
        let other =
            known.others.iter().find(|(_, secret)| self.fits(&keys(self.scheme, secret), received.body));
        if let Some((name, _)) = other {
            return Cause::OtherSecret { name: name.clone() };
        }
        if let Some(form) = self.secret_form(known.secret, received.body) {
            return Cause::SecretForm(form);
        }
        let mut all = own;
        all.extend(known.others.iter().flat_map(|(_, secret)| keys(self.scheme, secret)));
        if let Some(change) = self.body_change(&all, received, known) {
            return Cause::Body(change);
        }
        if let Some(header) = self.header_change(&all, received) {
            return Cause::HeaderChanged(header);
        }
        if SigningSecret::parse(known.secret).is_err() {
            return Cause::SecretUnusable;
        }
        Cause::Unexplained
    }

    fn secret_form(&self, secret: &str, body: &[u8]) -> Option<SecretForm> {
        readings(self.scheme, secret)
            .into_iter()
            .find(|(_, key)| self.fits(std::slice::from_ref(key), body))
            .map(|(form, _)| form)
    }

    fn body_change(
        &self,
        keys: &[Zeroizing<Vec<u8>>],
        received: &Received<'_>,
        known: &Known<'_>,
    ) -> Option<BodyChange> {
        let body = received.body;
        if let Some(sent) = known.sent.filter(|sent| self.fits(keys, sent)) {
            return body_forms::compared(body, sent);
        }
        let undone = body_forms::undone(body).into_iter().find(|(_, form)| self.fits(keys, form));
        if let Some((change, _)) = undone {
            return Some(change);
        }
        let have_bytes = u64::try_from(body.len()).unwrap_or(u64::MAX);
        if let Some(sent) = received.content_length.filter(|length| *length > have_bytes) {
            return Some(BodyChange::Truncated { have_bytes, sent_bytes: Some(sent) });
        }
        // Not proven by the signature, but by the other body.
        if let Some(change) = known.sent.and_then(|sent| body_forms::compared(body, sent)) {
            return Some(change);
        }
        body_forms::ends_early(body).then_some(BodyChange::Truncated { have_bytes, sent_bytes: None })
    }

    fn header_change(&self, keys: &[Zeroizing<Vec<u8>>], received: &Received<'_>) -> Option<&'static str> {
        if self.scheme == Scheme::Legacy {
            let at = received.legacy_timestamp.or(received.timestamp)?;
            return self.any(&self.macs, keys, "", at, received.body).then_some("x-webhook-signature");
        }
        let own_id = event_id(received.body);
        let times = [received.legacy_timestamp, received.legacy.and_then(timestamp_of)];
        let times: Vec<&str> = times.into_iter().flatten().collect();
        if times.iter().any(|at| self.any(&self.macs, keys, self.id, at, received.body)) {
            return Some("webhook-timestamp");
        }
        let id = own_id.as_deref()?;
        self.any(&self.macs, keys, id, self.timestamp, received.body).then_some("webhook-id")
    }
}

fn timestamp_of(legacy: &str) -> Option<&str> {
    legacy.split(',').find_map(|part| part.trim().strip_prefix("t="))
}

/// The `event_id` of HookIt's envelope.
fn event_id(body: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    value.get("event_id").and_then(serde_json::Value::as_str).map(str::to_owned)
}

pub(super) fn whole_seconds(timestamp: &str) -> Result<i64, Cause> {
    let digits = !timestamp.is_empty() && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = timestamp.parse().ok().filter(|_| digits);
    // Ten digits are seconds until the year 2286, thirteen are milliseconds since 2001.
    seconds
        .filter(|_| timestamp.len() < 13)
        .ok_or(Cause::TimestampForm { in_milliseconds: digits && timestamp.len() == 13 })
}

/// The 32 bytes that a bare text may stand for, in hexadecimal digits or base64.
fn mac_of(text: &str) -> Option<Vec<u8>> {
    signature::from_hex(text).or_else(|| STANDARD.decode(text).ok()).filter(|bytes| bytes.len() == 32)
}

/// The key that the scheme makes of a secret's text; none of a text that is no secret.
fn keys(scheme: Scheme, secret: &str) -> Vec<Zeroizing<Vec<u8>>> {
    match scheme {
        Scheme::Legacy => vec![Zeroizing::new(secret.as_bytes().to_vec())],
        Scheme::Standard => {
            SigningSecret::parse(secret).map(|secret| secret.standard_key()).into_iter().collect()
        }
    }
}

/// The keys that other readings of the secret's text give.
fn readings(scheme: Scheme, secret: &str) -> Vec<(SecretForm, Zeroizing<Vec<u8>>)> {
    let bare = secret.strip_prefix(SECRET_PREFIX).unwrap_or(secret);
    let hex = signature::from_hex(bare).map(Zeroizing::new);
    let url = URL_SAFE.decode(bare).or_else(|_| URL_SAFE_NO_PAD.decode(bare)).ok().map(Zeroizing::new);
    let unpadded = STANDARD_NO_PAD.decode(bare).ok().map(Zeroizing::new);
    let text = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
    let shown =
        |bytes: &[u8]| Zeroizing::new(format!("{SECRET_PREFIX}{}", STANDARD.encode(bytes)).into_bytes());
    let mut found = Vec::new();
    match scheme {
        Scheme::Standard => {
            found.push((SecretForm::TextForBytes, text(secret)));
            found.push((SecretForm::TextForBytes, text(bare)));
            found.extend(hex.map(|key| (SecretForm::Hex, key)));
            found.extend(url.or(unpadded).map(|key| (SecretForm::UrlBase64, key)));
        }
        Scheme::Legacy => {
            found.push((SecretForm::NoPrefix, text(&format!("{SECRET_PREFIX}{bare}"))));
            found.extend(hex.as_ref().map(|key| (SecretForm::Hex, shown(key))));
            found.extend(url.or(unpadded).map(|key| (SecretForm::UrlBase64, shown(&key))));
            let bytes = STANDARD.decode(bare).ok().map(Zeroizing::new);
            found.extend(bytes.map(|key| (SecretForm::BytesForText, key)));
        }
    }
    found
}
