//! Why a signature is not valid: each cause as a stable word, one sentence, and what to do about it.

use super::body_forms::BodyChange;

/// Why a request's signature does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A header that the scheme needs is not there.
    HeaderMissing(&'static str),
    /// The timestamp is not in whole seconds since 1970.
    TimestampForm {
        /// It would be, were it not in milliseconds.
        in_milliseconds: bool,
    },
    /// The signature's header is not in the form of this scheme.
    SignatureForm(SignatureForm),
    /// The signature holds, but its time lies too far from now.
    ClockSkew {
        /// How far, in seconds.
        by_s: u64,
        /// Whether it lies in the past.
        is_past: bool,
        /// What was accepted, in seconds.
        tolerance_s: u64,
    },
    /// It was made with another of the endpoint's secrets.
    OtherSecret {
        /// What that one is called.
        name: String,
    },
    /// The secret was read in another encoding than it is in.
    SecretForm(SecretForm),
    /// The secret is none.
    SecretUnusable,
    /// The body is not the one that was signed.
    Body(BodyChange),
    /// A header is not the one that was signed.
    HeaderChanged(&'static str),
    /// Nothing that was tried explains it.
    Unexplained,
}

/// How a signature's header departs from its scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureForm {
    /// Hexadecimal digits where base64 is due.
    HexForBase64,
    /// Base64 where hexadecimal digits are due.
    Base64ForHex,
    /// The version before the signature is missing.
    NoVersion,
    /// Only signatures of a version that is not known here.
    OtherVersion,
    /// A key was given, and no signature is one of a key.
    NoKeySignature,
    /// It belongs to the other of the two schemes.
    OtherScheme,
    /// It can be no signature at all.
    Garbled,
}

/// How a secret was read by whoever signed, or is given here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretForm {
    /// The text itself was the key; Standard Webhooks takes the bytes that its base64 stands for.
    TextForBytes,
    /// The bytes were the key; the legacy scheme takes the text.
    BytesForText,
    /// The secret is given in hexadecimal digits.
    Hex,
    /// The secret is given without its `whsec_`.
    NoPrefix,
    /// The secret is given in base64 for URLs, or without its `=`.
    UrlBase64,
}

impl Cause {
    /// The stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HeaderMissing(_) => "header_missing",
            Self::TimestampForm { .. } => "timestamp_form",
            Self::SignatureForm(_) => "signature_form",
            Self::ClockSkew { .. } => "clock_skew",
            Self::OtherSecret { .. } => "other_secret",
            Self::SecretForm(_) => "secret_form",
            Self::SecretUnusable => "secret_unusable",
            Self::Body(change) => match change {
                BodyChange::Reserialised => "body_reserialised",
                BodyChange::NewlineAdded | BodyChange::NewlineLost => "body_newline",
                BodyChange::LineEnds => "body_line_ends",
                BodyChange::Bom => "body_bom",
                BodyChange::Blanks => "body_blanks",
                BodyChange::Truncated { .. } => "body_truncated",
                BodyChange::Lengthened { .. } => "body_lengthened",
                BodyChange::Differs { .. } => "body_differs",
            },
            Self::HeaderChanged(_) => "header_changed",
            Self::Unexplained => "unexplained",
        }
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::HeaderMissing(name) => format!("the header {name} is missing, and the signature covers it"),
            Self::TimestampForm { in_milliseconds: true } => {
                "the timestamp is in milliseconds; it is whole seconds since 1970".to_owned()
            }
            Self::TimestampForm { in_milliseconds: false } => {
                "the timestamp is not a whole number of seconds since 1970".to_owned()
            }
            Self::SignatureForm(form) => form.sentence().to_owned(),
            Self::ClockSkew { by_s, is_past, tolerance_s } => format!(
                "the signature is right, but its timestamp lies {} {}; up to {} is accepted",
                span_s(*by_s),
                if *is_past { "in the past" } else { "in the future" },
                span_s(*tolerance_s)
            ),
            Self::OtherSecret { name } => format!("it was signed with another secret: the one of {name}"),
            Self::SecretForm(form) => form.sentence().to_owned(),
            Self::SecretUnusable => {
                "the secret is none: a signing secret is `whsec_` and base64 of 24 to 64 bytes".to_owned()
            }
            Self::Body(change) => body_sentence(*change),
            Self::HeaderChanged(name) => {
                format!("the header {name} is not the one that was signed; the body is intact")
            }
            Self::Unexplained => {
                "no signature fits: another secret, or another body than the one that was signed".to_owned()
            }
        }
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::HeaderMissing(_) => "let the proxy before the receiver pass all webhook- headers on",
            Self::TimestampForm { .. } => "take the header as it came, as text",
            Self::SignatureForm(form) => form.advice(),
            Self::ClockSkew { is_past: true, .. } => {
                "set the clock of the receiver by NTP; a request that was kept for later needs --tolerance"
            }
            Self::ClockSkew { is_past: false, .. } => "set the clock of the receiver by NTP; it is slow",
            Self::OtherSecret { .. } => {
                "give the receiver the secret that `hookit endpoint rotate-secret` showed last"
            }
            Self::SecretForm(form) => form.advice(),
            Self::SecretUnusable => {
                "take the secret exactly as `hookit endpoint add` or `rotate-secret` showed it"
            }
            Self::Body(BodyChange::Truncated { .. }) => {
                "let the receiver read the whole body, and its proxy pass on bodies of this size"
            }
            Self::Body(BodyChange::NewlineAdded | BodyChange::NewlineLost) => {
                "keep the body as bytes: editors, echo and line readers change the last line's end"
            }
            Self::Body(BodyChange::LineEnds | BodyChange::Bom) => {
                "keep the body as bytes, not as text: open the file in binary mode"
            }
            Self::Body(_) => {
                "verify the raw bytes of the body before anything parses it: request.body, not request.json"
            }
            Self::HeaderChanged(_) => "take this header from the same request as the body",
            Self::Unexplained => {
                "try --other-secret-file with the secret before or after the rotation, and --delivery to compare the body"
            }
        }
    }
}

impl SignatureForm {
    const fn sentence(self) -> &'static str {
        match self {
            Self::HexForBase64 => {
                "the signature is right, but in hexadecimal digits; Standard Webhooks wants base64"
            }
            Self::Base64ForHex => {
                "the signature is right, but in base64; X-Webhook-Signature wants hexadecimal digits"
            }
            Self::NoVersion => "the signature has no version before it",
            Self::OtherVersion => "the header carries only signatures of another version than v1",
            Self::NoKeySignature => "the header carries no v1a signature, which a key is for",
            Self::OtherScheme => "the header carries a signature of the other scheme",
            Self::Garbled => "the header holds nothing that can be a signature",
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::HexForBase64 => "encode the 32 bytes of the HMAC in base64",
            Self::Base64ForHex => "encode the 32 bytes of the HMAC in hexadecimal digits",
            Self::NoVersion => {
                "write webhook-signature: v1,<base64>, or X-Webhook-Signature: t=<seconds>,v1=<hex>"
            }
            Self::OtherVersion => "check the signature whose version is v1",
            Self::NoKeySignature => "check it with the shared secret, `whsec_…`",
            Self::OtherScheme => {
                "webhook-signature is v1,<base64> over id.timestamp.body, X-Webhook-Signature t=…,v1=<hex> over timestamp.body"
            }
            Self::Garbled => "take the header whole, as it came",
        }
    }
}

impl SecretForm {
    const fn sentence(self) -> &'static str {
        match self {
            Self::TextForBytes => {
                "it was signed with the text of the secret; Standard Webhooks takes the bytes that the base64 after whsec_ stands for"
            }
            Self::BytesForText => {
                "it was signed with the decoded bytes of the secret; X-Webhook-Signature takes its text as shown"
            }
            Self::Hex => "the secret is given in hexadecimal digits; it is `whsec_` and base64",
            Self::NoPrefix => {
                "the secret is given without `whsec_`, and X-Webhook-Signature takes the text as shown"
            }
            Self::UrlBase64 => {
                "the secret is given in another base64: it is written with + and /, and = at its end"
            }
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::TextForBytes => {
                "take off `whsec_` and decode the rest from base64 before it becomes the key"
            }
            Self::BytesForText => "use the whole text, `whsec_` and all, as the key",
            Self::Hex | Self::NoPrefix | Self::UrlBase64 => {
                "store the secret exactly as `hookit endpoint add` or `rotate-secret` showed it"
            }
        }
    }
}

fn body_sentence(change: BodyChange) -> String {
    match change {
        BodyChange::Reserialised => {
            "the body was parsed and written again: its JSON is the same, its bytes are not".to_owned()
        }
        BodyChange::NewlineAdded => "a line's end was put behind the body that was signed".to_owned(),
        BodyChange::NewlineLost => "the line's end behind the body that was signed is gone".to_owned(),
        BodyChange::LineEnds => "the line ends of the body were changed between LF and CRLF".to_owned(),
        BodyChange::Bom => "a byte order mark was put before the body".to_owned(),
        BodyChange::Blanks => "blanks were put around the body".to_owned(),
        BodyChange::Truncated { have_bytes, sent_bytes: Some(sent) } => {
            format!("the body is cut off: {have_bytes} of {sent} bytes are there")
        }
        BodyChange::Truncated { have_bytes, sent_bytes: None } => {
            format!("the body is cut off: its JSON ends within, after {have_bytes} bytes")
        }
        BodyChange::Lengthened { sent_bytes } => {
            format!("something was put behind the {sent_bytes} bytes of the body that was sent")
        }
        BodyChange::Differs { at_byte } => {
            format!("the body is another than the one that was sent, from byte {at_byte} on")
        }
    }
}

/// `45 s`, `12 min`, `3 h`, `5 days`.
fn span_s(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
