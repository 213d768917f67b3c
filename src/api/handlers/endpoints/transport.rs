//! By which way requests go, read from a body: a client certificate with its key, and pinned certificates.

use serde_json::Value;
use serde_json::json;

use crate::api::input::members::Members;
use crate::domain::credentials::MASK;
use crate::domain::credentials::Wanted;
use crate::domain::transport;
use crate::domain::transport::PINS_MAX;
use crate::domain::transport::Pin;
use crate::domain::transport::Transport;
use crate::domain::transport::TransportError;

/// Reads it; what is wrong is noted in `members`. `https` says whether the endpoint's URL is one.
pub(super) fn read(members: &mut Members, https: bool) -> (Transport, Option<Wanted>) {
    let certificate = members.text("client_certificate");
    let key = members.text("client_key").map(Wanted::of);
    let pins = pins(members);
    let key = match (&certificate, key) {
        (Some(certificate), Some(Wanted::New(key))) => {
            if let Err(error) = transport::identity(certificate, &key) {
                let name = match error {
                    TransportError::Certificate => "client_certificate",
                    _ => "client_key",
                };
                members.refuse(name, "client_certificate_invalid", error);
            }
            Some(Wanted::New(key))
        }
        (Some(_), None) => {
            members.refuse("client_key", "missing_member", "a client certificate needs its private key");
            None
        }
        (None, Some(Wanted::New(_))) => {
            members.refuse("client_certificate", "missing_member", "a private key needs its certificate");
            None
        }
        // The key goes with its certificate.
        (None, _) => None,
        (Some(_), Some(Wanted::Kept)) => Some(Wanted::Kept),
    };
    let transport = Transport { client_certificate: certificate, pinned_certificate_sha256: pins };
    if transport.wants_tls() && !https {
        let name = if transport.client_certificate.is_some() {
            "client_certificate"
        } else {
            "pinned_certificate_sha256"
        };
        members.refuse(name, "https_required", "this is of use for an https:// URL alone");
    }
    (transport, key)
}

fn pins(members: &mut Members) -> Vec<Pin> {
    let Some(texts) = members.json::<Vec<String>>("pinned_certificate_sha256", "a list of strings") else {
        return Vec::new();
    };
    if texts.len() > PINS_MAX {
        let detail = format!("an endpoint has at most {PINS_MAX} pins");
        members.refuse("pinned_certificate_sha256", "pins_count", detail);
        return Vec::new();
    }
    let mut pins = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        match Pin::parse(text) {
            Ok(pin) if pins.contains(&pin) => {}
            Ok(pin) => pins.push(pin),
            Err(error) => {
                members.refuse_within("pinned_certificate_sha256", &at.to_string(), "pin_invalid", error);
            }
        }
    }
    pins
}

/// Refuses to keep a key for another certificate than it was given with: whether they fit cannot be seen here.
pub(super) fn check_kept(
    members: &mut Members,
    wanted: &Transport,
    key: Option<&Wanted>,
    before: Option<&Transport>,
) {
    if key != Some(&Wanted::Kept) {
        return;
    }
    let stored = before.and_then(|before| before.client_certificate.as_ref());
    if stored.is_none() || stored != wanted.client_certificate.as_ref() {
        let detail =
            format!("`{MASK}` keeps the key of the same certificate; for another one give its key too");
        members.refuse("client_key", "nothing_stored", detail);
    }
}

/// The members of a body that would set it, the key masked.
pub(super) fn raw(transport: &Transport) -> [(&'static str, Value); 3] {
    let key = transport.client_certificate.as_ref().map(|_| MASK);
    [
        ("client_certificate", json!(transport.client_certificate)),
        ("client_key", json!(key)),
        ("pinned_certificate_sha256", json!(transport.pinned_certificate_sha256)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(body: &Value, https: bool) -> Vec<&'static str> {
        let mut members = Members::parse(body.to_string().as_bytes()).unwrap();
        let (transport, key) = read(&mut members, https);
        check_kept(&mut members, &transport, key.as_ref(), None);
        members.codes()
    }

    #[test]
    fn each_setting_has_its_refusal() {
        let made = || {
            let made = rcgen::generate_simple_self_signed(["client.test".to_owned()]).unwrap();
            (made.cert.pem(), made.signing_key.serialize_pem())
        };
        let ((certificate, key), (_, other)) = (made(), made());
        let pin = "ab".repeat(32);
        for (body, code) in [
            (json!({ "client_certificate": certificate }), "missing_member"),
            (json!({ "client_key": key }), "missing_member"),
            (json!({ "client_certificate": certificate, "client_key": other }), "client_certificate_invalid"),
            (json!({ "client_certificate": "x", "client_key": key }), "client_certificate_invalid"),
            (json!({ "client_certificate": certificate, "client_key": "x" }), "client_certificate_invalid"),
            (json!({ "client_certificate": certificate, "client_key": MASK }), "nothing_stored"),
            (json!({ "pinned_certificate_sha256": ["x"] }), "pin_invalid"),
            (json!({ "pinned_certificate_sha256": pin }), "wrong_type"),
            (json!({ "pinned_certificate_sha256": vec![pin.clone(); 9] }), "pins_count"),
        ] {
            assert_eq!(codes(&body, true), [code], "{body}");
        }
        let whole = json!({ "client_certificate": certificate, "client_key": key, "pinned_certificate_sha256": [pin] });
        assert!(codes(&whole, true).is_empty());
        assert_eq!(codes(&whole, false), ["https_required"]);
        assert_eq!(codes(&json!({ "pinned_certificate_sha256": [pin] }), false), ["https_required"]);
    }
}
