//! What an operator gives an endpoint's requests to carry that nobody may read again: headers of their own, a login, a
//! client's key.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::Serialize;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;

/// What stands for a stored value when it is read; given back, it keeps that value.
pub const MASK: &str = "***";
/// Most headers of an operator's own.
pub const OWN_HEADERS_MAX: usize = 32;
/// Longest name of one, in bytes.
pub const HEADER_NAME_BYTES_MAX: usize = 128;
/// Longest value of one, in bytes.
pub const HEADER_VALUE_BYTES_MAX: usize = 4 * 1_024;
/// Names and values of all of them, in bytes.
pub const OWN_HEADERS_BYTES_MAX: usize = 8 * 1_024;
/// Longest user name, password or token, in bytes.
pub const LOGIN_BYTES_MAX: usize = 4 * 1_024;
/// The header of a login.
pub const AUTHORIZATION: &str = "authorization";

/// Names that HookIt or the connection sets, or that would change what the request is.
const RESERVED: [&str; 17] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "keep-alive",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
];
/// Beginnings of such names.
const RESERVED_PREFIXES: [&str; 5] = ["hookit-", "proxy-", "sec-", "webhook-", "x-webhook-"];

/// Why a text cannot be a header, a login or part of one. Never quotes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// Not a token of RFC 9110, or too long.
    #[error("a header's name has 1 to 128 letters, digits and signs out of !#$%&'*+-.^_`|~")]
    Name,
    /// One of the names in the list.
    #[error("this header is set by HookIt or by the connection; choose another name")]
    Reserved,
    /// Not what a header can carry.
    #[error(
        "a header's value has 1 to 4096 printable ASCII characters and does not begin or end with a blank"
    )]
    Value,
    /// Not what a basic login can carry.
    #[error("a user name has at most 4096 bytes, no control character and no colon")]
    Username,
    /// Not what a basic login can carry.
    #[error("a password has 1 to 4096 bytes and no control character")]
    Password,
    /// Not what a bearer login can carry.
    #[error("a token has 1 to 4096 printable ASCII characters and no blank")]
    Token,
}

/// Checks the name of a header; gives it in lower case.
pub fn header_name(text: &str) -> Result<String, CredentialError> {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if text.is_empty() || text.len() > HEADER_NAME_BYTES_MAX || !text.bytes().all(sign) {
        return Err(CredentialError::Name);
    }
    let name = text.to_ascii_lowercase();
    if RESERVED.contains(&name.as_str()) || RESERVED_PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return Err(CredentialError::Reserved);
    }
    Ok(name)
}

/// Checks the value of a header: nothing in it can end the line or the head.
pub fn header_value(text: &str) -> Result<(), CredentialError> {
    let printable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let fits = (1..=HEADER_VALUE_BYTES_MAX).contains(&text.len());
    if printable && fits && text.trim() == text { Ok(()) } else { Err(CredentialError::Value) }
}

/// Which login an endpoint's requests carry, without the secret part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthKind {
    /// A user name and a password (RFC 7617).
    Basic {
        /// The user name.
        username: String,
    },
    /// A token (RFC 6750).
    Bearer,
}

impl AuthKind {
    /// Checks the secret part, and the user name if there is one.
    pub fn check(&self, secret: &str) -> Result<(), CredentialError> {
        let short = secret.len() <= LOGIN_BYTES_MAX && !secret.is_empty();
        match self {
            Self::Basic { username } => {
                let plain = !username.contains(':') && !username.chars().any(char::is_control);
                if !plain || username.len() > LOGIN_BYTES_MAX {
                    return Err(CredentialError::Username);
                }
                let plain = !secret.chars().any(char::is_control);
                if plain && short { Ok(()) } else { Err(CredentialError::Password) }
            }
            Self::Bearer => {
                let plain = secret.bytes().all(|byte| byte.is_ascii_graphic());
                if plain && short { Ok(()) } else { Err(CredentialError::Token) }
            }
        }
    }

    /// Whether both are of the same kind, whatever the user name.
    #[must_use]
    pub const fn is_like(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Basic { .. }, Self::Basic { .. }) | (Self::Bearer, Self::Bearer))
    }

    fn header(&self, secret: &str) -> String {
        match self {
            Self::Basic { username } => format!("Basic {}", STANDARD.encode(format!("{username}:{secret}"))),
            Self::Bearer => format!("Bearer {secret}"),
        }
    }
}

/// The values themselves, as they are sealed. The names are in it too: the two belong together.
#[derive(Clone, Default, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[zeroize(skip)]
    auth: Option<AuthKind>,
    auth_secret: Option<String>,
    #[serde(default)]
    client_key: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

impl Credentials {
    /// The headers that go with every request, names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, String)> + '_ {
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.clone()));
        let login = self.auth.as_ref().zip(self.auth_secret.as_deref());
        own.chain(login.map(|(kind, secret)| (AUTHORIZATION, kind.header(secret))))
    }

    /// The private key of the client's certificate: PEM.
    #[must_use]
    pub fn client_key(&self) -> Option<&str> {
        self.client_key.as_deref()
    }

    /// Bytes of the names and values of the operator's own headers.
    #[must_use]
    pub fn header_bytes(&self) -> usize {
        self.headers.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.auth.is_none() && self.client_key.is_none()
    }

    fn header(&self, name: &str) -> Option<&String> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// A value that is wanted: a new one, or the one that is stored.
#[derive(Clone, PartialEq, Eq)]
pub enum Wanted {
    /// What is stored stays.
    Kept,
    /// This one.
    New(String),
}

impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Self::Kept { "Kept" } else { "New(hidden)" })
    }
}

impl Wanted {
    /// Reads a value in which [`MASK`] stands for what is stored.
    #[must_use]
    pub fn of(text: String) -> Self {
        if text == MASK { Self::Kept } else { Self::New(text) }
    }

    fn met<'w>(&'w self, before: Option<&'w String>) -> Option<&'w String> {
        match self {
            Self::Kept => before,
            Self::New(text) => Some(text),
        }
    }
}

/// Everything an endpoint's requests shall carry that is sealed.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// Header values by name.
    pub headers: BTreeMap<String, Wanted>,
    /// The login.
    pub auth: Option<(AuthKind, Wanted)>,
    /// The private key of the client's certificate.
    pub client_key: Option<Wanted>,
}

impl Wishes {
    /// What keeps everything as these settings say it is.
    #[must_use]
    pub fn kept(headers: &[String], auth: Option<&AuthKind>, has_client_key: bool) -> Self {
        Self {
            headers: headers.iter().map(|name| (name.clone(), Wanted::Kept)).collect(),
            auth: auth.map(|kind| (kind.clone(), Wanted::Kept)),
            client_key: has_client_key.then_some(Wanted::Kept),
        }
    }

    /// Whether nothing is sealed in the end.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.headers.is_empty() && self.auth.is_none() && self.client_key.is_none()
    }

    /// Whether stored values are needed for it.
    #[must_use]
    pub fn needs_stored(&self) -> bool {
        self.headers.values().any(|wanted| *wanted == Wanted::Kept)
            || self.auth.as_ref().is_some_and(|(_, wanted)| *wanted == Wanted::Kept)
            || self.client_key == Some(Wanted::Kept)
    }

    /// Whether it leaves everything as these settings say it is.
    #[must_use]
    pub fn changes_nothing(&self, headers: &[String], auth: Option<&AuthKind>, has_client_key: bool) -> bool {
        let is_kept = |wanted: &Wanted| *wanted == Wanted::Kept;
        self.headers.values().all(is_kept)
            && self.headers.keys().eq(headers.iter())
            && self.auth.as_ref().map(|(kind, _)| kind) == auth
            && self.auth.as_ref().is_none_or(|(_, wanted)| is_kept(wanted))
            && self.client_key == has_client_key.then_some(Wanted::Kept)
    }

    /// The credentials that meet it; `None` when a value that shall stay is not there.
    #[must_use]
    pub fn met(&self, before: &Credentials) -> Option<Credentials> {
        let headers = self
            .headers
            .iter()
            .map(|(name, wanted)| Some((name.clone(), wanted.met(before.header(name))?.clone())));
        let mut met = Credentials::default();
        met.headers = headers.collect::<Option<_>>()?;
        if let Some((kind, wanted)) = &self.auth {
            let stored = before
                .auth_secret
                .as_ref()
                .filter(|_| before.auth.as_ref().is_some_and(|old| old.is_like(kind)));
            met.auth_secret = Some(wanted.met(stored)?.clone());
            met.auth = Some(kind.clone());
        }
        if let Some(wanted) = &self.client_key {
            met.client_key = Some(wanted.met(before.client_key.as_ref())?.clone());
        }
        debug_assert_eq!(met.is_empty(), self.is_nothing(), "what is wished is there");
        Some(met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_hookits_or_the_connections_are_refused() {
        for name in
            RESERVED.iter().copied().chain(["Host", "Webhook-Id", "X-Webhook-Signature", "Sec-Fetch-Site"])
        {
            assert_eq!(header_name(name), Err(CredentialError::Reserved), "{name}");
        }
        for name in ["proxy-authorization", "hookit-event-type"] {
            assert_eq!(header_name(name), Err(CredentialError::Reserved), "{name}");
        }
        assert_eq!(header_name("X-Api-Key").as_deref(), Ok("x-api-key"));
        for name in ["", "a b", "a:b", "a\r\nb", "ä", "a\0"] {
            assert_eq!(header_name(name), Err(CredentialError::Name), "{name:?}");
        }
        assert_eq!(header_name(&"a".repeat(129)), Err(CredentialError::Name));
    }

    #[test]
    fn values_cannot_end_the_line() {
        for value in ["a\r\nx: y", "a\n", "\0", "", " a", "a ", "ä", "\x7f", "a\tb"] {
            assert_eq!(header_value(value), Err(CredentialError::Value), "{value:?}");
        }
        assert_eq!(header_value("one, two"), Ok(()));
        assert_eq!(header_value(&"a".repeat(4_097)), Err(CredentialError::Value));
    }

    #[test]
    fn a_login_is_the_header_that_its_standard_says() {
        let basic = AuthKind::Basic { username: "Aladdin".to_owned() };
        assert_eq!(basic.header("open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(AuthKind::Bearer.header("t0k"), "Bearer t0k");
        assert_eq!(AuthKind::Basic { username: "a:b".to_owned() }.check("x"), Err(CredentialError::Username));
        assert_eq!(basic.check("a\n"), Err(CredentialError::Password));
        assert_eq!(AuthKind::Bearer.check("a b"), Err(CredentialError::Token));
        assert_eq!(AuthKind::Bearer.check(""), Err(CredentialError::Token));
    }

    fn wishes(headers: &[(&str, &str)], auth: Option<(AuthKind, &str)>) -> Wishes {
        Wishes {
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), Wanted::of((*value).to_owned())))
                .collect(),
            auth: auth.map(|(kind, secret)| (kind, Wanted::of(secret.to_owned()))),
            client_key: None,
        }
    }

    #[test]
    fn a_mask_keeps_what_is_stored_and_only_that() {
        let before = wishes(&[("a", "1"), ("b", "2")], Some((AuthKind::Bearer, "t")))
            .met(&Credentials::default())
            .unwrap();
        let after = wishes(&[("a", MASK), ("c", "3")], Some((AuthKind::Bearer, MASK))).met(&before).unwrap();
        let headers: Vec<_> = after.headers().collect();
        assert_eq!(
            headers,
            [("a", "1".to_owned()), ("c", "3".to_owned()), (AUTHORIZATION, "Bearer t".to_owned())]
        );
        assert!(wishes(&[("x", MASK)], None).met(&before).is_none());
        let other = AuthKind::Basic { username: "u".to_owned() };
        assert!(wishes(&[], Some((other, MASK))).met(&before).is_none(), "a token is no password");
    }

    #[test]
    fn what_leaves_all_as_it_is_needs_no_sealing() {
        let names = ["a".to_owned()];
        assert!(wishes(&[("a", MASK)], None).changes_nothing(&names, None, false));
        assert!(!wishes(&[("a", "1")], None).changes_nothing(&names, None, false));
        assert!(!wishes(&[], None).changes_nothing(&names, None, false));
        assert!(!wishes(&[("a", MASK)], None).changes_nothing(&names, Some(&AuthKind::Bearer), false));
        assert!(Wishes::kept(&names, Some(&AuthKind::Bearer), false).changes_nothing(
            &names,
            Some(&AuthKind::Bearer),
            false
        ));
    }

    #[test]
    fn debug_shows_no_value() {
        let wishes = wishes(&[("a", "hunter2")], Some((AuthKind::Bearer, "hunter2")));
        let met = wishes.met(&Credentials::default()).unwrap();
        assert!(!format!("{wishes:?} {met:?}").contains("hunter2"));
    }
}
