//! The dashboard: under which names it is reached, who sees payloads, and which proxies say who is signed in.

use ipnet::IpNet;

use super::rule::Raw;
use super::rule::cidrs;
use super::rule::optional;
use super::rule::text;
use super::rule::word;
use super::section::Default;
use super::section::section;
use crate::domain::rank::Rank;

/// Who sees payloads, headers and bodies on the dashboard, by the word in the file.
const PAYLOADS: [(&str, Option<Rank>); 4] = [
    ("viewer", Some(Rank::Viewer)),
    ("operator", Some(Rank::Operator)),
    ("admin", Some(Rank::Admin)),
    ("nobody", None),
];

/// What people may do there, by the word in the file.
const RANKS: [(&str, Rank); 3] =
    [("viewer", Rank::Viewer), ("operator", Rank::Operator), ("admin", Rank::Admin)];
/// Headers that browsers write themselves, or that mean something else to this server.
const NOT_TRUSTED: [&str; 9] = [
    "authorization",
    "connection",
    "content-type",
    "cookie",
    "host",
    "origin",
    "referer",
    "sec-fetch-site",
    "user-agent",
];

section!(
    /// The dashboard, at /dashboard of the API's address, on nodes with the role.
    pub Dashboard, "dashboard", "dashboard." {
        /// Under which address people reach it, such as `https://webhooks.example.com`; null: http:// and the API's own.
        /// With https:// its cookie is sent over TLS only.
        url: Option<String> = Default::Unset, |raw| optional(raw, address);
        /// Further names that a browser may ask for; the machine's loopback names and that of `url` always are.
        allow_hosts: Vec<String> = Default::List(&[]), host_names;
        /// From which rank on people see payloads and bodies: viewer, operator, admin, or nobody.
        payloads: Option<Rank> = Default::Text("operator"), |raw| word(raw, &PAYLOADS);
        /// Header in which an auth proxy says who is signed in, such as `X-Forwarded-User`; null: none is believed.
        trusted_header: Option<String> = Default::Unset, |raw| optional(raw, header);
        /// Addresses of the proxies whose header is believed; whatever comes from elsewhere is passed over.
        trusted_proxies: Vec<IpNet> = Default::List(&[]), cidrs;
        /// What everybody whom such a proxy names may do: viewer, operator or admin.
        trusted_role: Rank = Default::Text("viewer"), |raw| word(raw, &RANKS);
        /// Names in the header that are operators.
        trusted_operators: Vec<String> = Default::List(&[]), people;
        /// Names in the header that are admins.
        trusted_admins: Vec<String> = Default::List(&[]), people;
    }
);

/// A header's name, in lower case.
fn header(raw: &Raw) -> Result<String, String> {
    let rule =
        || "the name of a header that browsers do not write themselves, such as X-Forwarded-User".to_owned();
    let name = text(raw, 64).map_err(|_| rule())?.to_ascii_lowercase();
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain && !NOT_TRUSTED.contains(&name.as_str()) { Ok(name) } else { Err(rule()) }
}

/// Names of people, as the header has them.
fn people(raw: &Raw) -> Result<Vec<String>, String> {
    let plain = |name: &String| name.len() <= 128 && name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let names = listed(raw);
    if names.iter().all(plain) { Ok(names) } else { Err("a list of names of visible ASCII".to_owned()) }
}

/// The items of a list, which may also come with commas between them.
fn listed(raw: &Raw) -> Vec<String> {
    let given = match raw {
        Raw::Null => Vec::new(),
        Raw::Text(text) => text.split(',').map(|name| name.trim().to_owned()).collect(),
        Raw::List(list) => list.clone(),
    };
    given.into_iter().filter(|name| !name.is_empty()).collect()
}

/// An address without a path.
fn address(raw: &Raw) -> Result<String, String> {
    let rule = || "http:// or https://, a name, and a port where it is not the usual one".to_owned();
    let given = text(raw, 255).map_err(|_| rule())?;
    let url = url::Url::parse(&given).map_err(|_| rule())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if plain { Ok(url.origin().ascii_serialization()) } else { Err(rule()) }
}

/// Names or addresses, without ports.
fn host_names(raw: &Raw) -> Result<Vec<String>, String> {
    listed(raw).iter().map(|name| host_name(name)).collect()
}

fn host_name(name: &str) -> Result<String, String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'[' | b']');
    if name.len() <= 253 && name.bytes().all(fits) {
        Ok(name.to_ascii_lowercase())
    } else {
        Err("a list of host names without ports".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin() {
        let of = |text: &str| address(&Raw::Text(text.to_owned()));
        assert_eq!(of("https://Hooks.example.com/").as_deref(), Ok("https://hooks.example.com"));
        assert_eq!(of("http://127.0.0.1:8000").as_deref(), Ok("http://127.0.0.1:8000"));
        for odd in ["example.com", "ftp://a.test", "https://a.test/x", "https://u@a.test", "https://a.test?x"]
        {
            assert!(of(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn names_come_as_a_list_or_with_commas() {
        let given = Raw::Text("A.test, b.test".to_owned());
        assert_eq!(host_names(&given), Ok(vec!["a.test".to_owned(), "b.test".to_owned()]));
        assert!(host_names(&Raw::List(vec!["a/b".to_owned()])).is_err());
        let given = Raw::Text("ann@a.test, Jane Doe".to_owned());
        assert_eq!(people(&given), Ok(vec!["ann@a.test".to_owned(), "Jane Doe".to_owned()]));
    }

    #[test]
    fn only_a_header_that_no_browser_writes_can_be_trusted() {
        let of = |text: &str| header(&Raw::Text(text.to_owned()));
        assert_eq!(of("X-Forwarded-User").as_deref(), Ok("x-forwarded-user"));
        for odd in ["Cookie", "host", "a b", "a:b", "Origin"] {
            assert!(of(odd).is_err(), "{odd}");
        }
    }
}
