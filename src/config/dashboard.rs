//! The dashboard: under which names it is reached, and who sees payloads.

use super::rule::Raw;
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
    }
);

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
    let given = match raw {
        Raw::Null => Vec::new(),
        Raw::Text(text) => text.split(',').map(|name| name.trim().to_owned()).collect(),
        Raw::List(list) => list.clone(),
    };
    given.into_iter().filter(|name| !name.is_empty()).map(|name| host_name(&name)).collect()
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
    }
}
