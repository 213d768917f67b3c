//! What is sent of an event, read from a body: the form, the operator's own headers, the login.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use serde_json::value::to_raw_value;
use utoipa::ToSchema;

use crate::api::input::members::Members;
use crate::api::input::members::RawMembers;
use crate::api::view::masked::masked_auth;
use crate::api::view::masked::masked_headers;
use crate::domain::credentials;
use crate::domain::credentials::AUTHORIZATION;
use crate::domain::credentials::AuthKind;
use crate::domain::credentials::MASK;
use crate::domain::credentials::OWN_HEADERS_BYTES_MAX;
use crate::domain::credentials::OWN_HEADERS_MAX;
use crate::domain::credentials::Wanted;
use crate::domain::credentials::Wishes;
use crate::domain::secret::Signing;
use crate::domain::secret::SigningSecret;
use crate::domain::shaping::PayloadFormat;
use crate::domain::shaping::Shaping;
use crate::domain::signature::SignatureFormat;
use crate::domain::template::Template;
use crate::store::secrets;

/// A login that requests carry: one of the two.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Auth)]
pub(crate) struct AuthBody {
    /// A user name and a password.
    #[schema(required = false)]
    basic: Option<BasicBody>,
    /// A token.
    #[schema(required = false)]
    bearer: Option<BearerBody>,
}

/// A basic login.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BasicAuth)]
pub(crate) struct BasicBody {
    #[schema(example = "hookit")]
    username: String,
    /// Shown as `***`; given back like that, it stays.
    #[schema(example = "***")]
    password: String,
}

/// A bearer login.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BearerAuth)]
pub(crate) struct BearerBody {
    /// Shown as `***`; given back like that, it stays.
    #[schema(example = "***")]
    token: String,
}

/// Reads it; what is wrong is noted in `members`.
pub(super) fn read(members: &mut Members) -> (Shaping, Wishes) {
    let payload_format =
        members.parsed("payload_format", "payload_format_unknown", str::parse).unwrap_or_default();
    let template = members.parsed("template", "template_invalid", Template::parse);
    check_template(members, payload_format, template.is_some());
    let headers = headers(members);
    let auth = auth(members);
    if auth.is_some() && headers.contains_key(AUTHORIZATION) {
        let detail = "an endpoint has `auth` or a header `authorization`, not both";
        members.refuse("auth", "auth_given_twice", detail);
    }
    let shaping = Shaping {
        payload_format,
        template,
        public_key: None,
        headers: headers.keys().cloned().collect(),
        auth: auth.as_ref().map(|(kind, _)| kind.clone()),
    };
    (shaping, Wishes { headers, auth, client_key: None })
}

/// A template goes with its form, and with no other: what is saved is what is sent.
fn check_template(members: &mut Members, format: PayloadFormat, is_given: bool) {
    if !members.is_sound() {
        return;
    }
    if format == PayloadFormat::Template && !is_given {
        members.refuse("template", "template_missing", "the payload format `template` wants a template");
    } else if format != PayloadFormat::Template && is_given {
        let detail =
            "a template is used by the payload format `template` alone; set it to null, or the format";
        members.refuse("template", "template_unused", detail);
    }
}

fn headers(members: &mut Members) -> BTreeMap<String, Wanted> {
    let mut wanted = BTreeMap::new();
    let Some(given) = members.json::<Map<String, Value>>("headers", "an object of strings") else {
        return wanted;
    };
    if given.len() > OWN_HEADERS_MAX {
        let detail = format!("an endpoint has at most {OWN_HEADERS_MAX} headers of its own");
        members.refuse("headers", "headers_count", detail);
        return wanted;
    }
    let mut bytes = 0;
    for (text, value) in given {
        let Value::String(value) = value else {
            members.refuse_within("headers", &text, "wrong_type", "the value must be a string");
            continue;
        };
        bytes += text.len() + value.len();
        let name = match credentials::header_name(&text) {
            Ok(name) => name,
            Err(error) => {
                members.refuse_within("headers", &text, "header_name_invalid", error);
                continue;
            }
        };
        if let Err(error) = credentials::header_value(&value) {
            members.refuse_within("headers", &name, "header_value_invalid", error);
        }
        if wanted.insert(name, Wanted::of(value)).is_some() {
            members.refuse_within("headers", &text, "duplicate_member", "a header is given twice");
        }
    }
    if bytes > OWN_HEADERS_BYTES_MAX {
        let detail = format!("names and values have at most {OWN_HEADERS_BYTES_MAX} bytes in all");
        members.refuse("headers", "headers_too_large", detail);
    }
    wanted
}

fn auth(members: &mut Members) -> Option<(AuthKind, Wanted)> {
    let form = "an object with `basic` {username, password} or `bearer` {token}";
    let given: AuthBody = members.json("auth", form)?;
    let (kind, secret, within) = match (given.basic, given.bearer) {
        (Some(basic), None) => (AuthKind::Basic { username: basic.username }, basic.password, "basic"),
        (None, Some(bearer)) => (AuthKind::Bearer, bearer.token, "bearer"),
        (None, None) => {
            members.refuse("auth", "wrong_type", format_args!("the value must be {form}"));
            return None;
        }
        (Some(_), Some(_)) => {
            let detail = "an endpoint has one login: to change its kind, set the other one to null";
            members.refuse("auth", "auth_given_twice", detail);
            return None;
        }
    };
    if let Err(error) = kind.check(&secret) {
        members.refuse_within("auth", within, "auth_invalid", error);
    }
    Some((kind, Wanted::of(secret)))
}

/// Reads how to sign, and the secret to sign with; makes one where none is given. `format` must be able to carry it.
pub(super) fn secret(members: &mut Members, usual: Signing, format: SignatureFormat) -> SigningSecret {
    let signing = members.parsed("signing", "signing_unknown", str::parse);
    let given = members.parsed("secret", "secret_invalid", SigningSecret::parse);
    if let (Some(signing), Some(secret)) = (signing, &given)
        && secret.signing() != signing
    {
        members.refuse("secret", "secret_invalid", format_args!("this secret does not sign by {signing}"));
    }
    let secret = given.unwrap_or_else(|| secrets::fresh(signing.unwrap_or(usual)));
    check_signable(members, secret.signing(), format);
    secret
}

/// Refuses a key together with a format that cannot carry its signatures.
pub(super) fn check_signable(members: &mut Members, signing: Signing, format: SignatureFormat) {
    if signing == Signing::Ed25519 && format == SignatureFormat::Legacy {
        let detail = "the legacy scheme carries no ed25519 signature: use `standard` or `both`";
        members.refuse("signature_format", "signature_format_unsignable", detail);
    }
}

/// Takes `signing` as it is; it is changed with the secret.
pub(super) fn check_signing(members: &mut Members, before: &Shaping) {
    let signing = members.parsed("signing", "signing_unknown", str::parse);
    if signing.is_some_and(|signing: Signing| signing != before.signing()) {
        let detail = "it is changed with the secret: rotate it, with `signing`";
        members.refuse("signing", "not_changeable", detail);
    }
}

/// Refuses a mask in the place of a value that is not stored.
pub(super) fn check_masks(members: &mut Members, wishes: &Wishes, before: Option<&Shaping>) {
    let detail = format!("`{MASK}` stands for a value that is stored, and there is none; give the value");
    for (name, wanted) in &wishes.headers {
        let is_stored = before.is_some_and(|before| before.headers.contains(name));
        if *wanted == Wanted::Kept && !is_stored {
            members.refuse_within("headers", name, "nothing_stored", &detail);
        }
    }
    if let Some((kind, Wanted::Kept)) = &wishes.auth
        && !before.and_then(|before| before.auth.as_ref()).is_some_and(|stored| stored.is_like(kind))
    {
        members.refuse("auth", "nothing_stored", &detail);
    }
}

/// The members of a body that would set it, values masked.
pub(super) fn raw(shaping: &Shaping) -> [(&'static str, Value); 4] {
    [
        ("payload_format", json!(shaping.payload_format)),
        ("template", json!(shaping.template)),
        ("headers", json!(masked_headers(shaping))),
        ("auth", json!(masked_auth(shaping))),
    ]
}

/// The patch with names of headers in lower case, as they are stored: a merge tells them apart by their spelling.
pub(super) fn lower_names(patch: RawMembers) -> RawMembers {
    let lower = |(name, value): (String, Box<serde_json::value::RawValue>)| {
        if name == "headers"
            && let Ok(given) = serde_json::from_str::<Map<String, Value>>(value.get())
        {
            let count = given.len();
            let given: Map<_, _> =
                given.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
            // One given in two spellings is left as it is, and refused.
            if given.len() == count
                && let Ok(value) = to_raw_value(&given)
            {
                return (name, value);
            }
        }
        (name, value)
    };
    patch.into_iter().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(body: &str) -> Vec<&'static str> {
        let mut members = Members::parse(body.as_bytes()).unwrap();
        let (_, wishes) = read(&mut members);
        check_masks(&mut members, &wishes, None);
        members.codes()
    }

    #[test]
    fn each_setting_has_its_refusal() {
        let long = "a".repeat(4_000);
        let many: Vec<String> = (0..33).map(|number| format!(r#""x-{number}":"1""#)).collect();
        for (body, code) in [
            (r#"{"payload_format":"xml"}"#.to_owned(), "payload_format_unknown"),
            (r#"{"headers":[]}"#.to_owned(), "wrong_type"),
            (r#"{"headers":{"a":1}}"#.to_owned(), "wrong_type"),
            (r#"{"headers":{"a b":"1"}}"#.to_owned(), "header_name_invalid"),
            (r#"{"headers":{"Webhook-Id":"1"}}"#.to_owned(), "header_name_invalid"),
            (r#"{"headers":{"a":"1\r\nb: 2"}}"#.to_owned(), "header_value_invalid"),
            (r#"{"headers":{"A":"1","a":"2"}}"#.to_owned(), "duplicate_member"),
            (r#"{"headers":{"a":"***"}}"#.to_owned(), "nothing_stored"),
            (format!(r#"{{"headers":{{{}}}}}"#, many.join(",")), "headers_count"),
            (format!(r#"{{"headers":{{"a":"{long}","b":"{long}","c":"{long}"}}}}"#), "headers_too_large"),
            (r#"{"auth":{}}"#.to_owned(), "wrong_type"),
            (r#"{"auth":{"digest":{}}}"#.to_owned(), "wrong_type"),
            (r#"{"auth":{"bearer":{"token":"a b"}}}"#.to_owned(), "auth_invalid"),
            (r#"{"auth":{"bearer":{"token":"***"}}}"#.to_owned(), "nothing_stored"),
            (r#"{"auth":{"basic":{"username":"a:b","password":"c"}}}"#.to_owned(), "auth_invalid"),
            (
                r#"{"auth":{"bearer":{"token":"a"},"basic":{"username":"a","password":"c"}}}"#.to_owned(),
                "auth_given_twice",
            ),
            (
                r#"{"auth":{"bearer":{"token":"a"}},"headers":{"Authorization":"x"}}"#.to_owned(),
                "auth_given_twice",
            ),
        ] {
            assert_eq!(codes(&body), [code], "{body}");
        }
        assert!(
            codes(r#"{"headers":{"X-A":"1"},"auth":{"bearer":{"token":"t"}},"payload_format":"bare"}"#)
                .is_empty()
        );
    }

    #[test]
    fn what_is_shown_can_be_given_back() {
        let mut members =
            Members::parse(br#"{"headers":{"X-A":"1"},"auth":{"basic":{"username":"u","password":"p"}}}"#)
                .unwrap();
        let (shaping, _) = read(&mut members);
        let shown: Map<_, _> =
            raw(&shaping).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let mut members = Members::parse(Value::Object(shown).to_string().as_bytes()).unwrap();
        let (again, wishes) = read(&mut members);
        check_masks(&mut members, &wishes, Some(&shaping));
        members.finish().unwrap();
        assert_eq!(again, shaping);
        assert!(wishes.changes_nothing(&shaping.headers, shaping.auth.as_ref(), false));
    }
}
