//! What a value may be: from the raw text of a file, a variable or a flag to a checked value.
//!
//! Each function says in its error what the value must be, so that a message reads
//! `retention.days: 0 is not a whole number from 1 to 3650`.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::path::Path;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;
use ipnet::Ipv6Net;
use url::Url;

use super::secret_text::SecretText;

/// Longest path of a Unix socket on Linux: `sun_path` less its closing NUL.
pub(super) const SOCKET_PATH_BYTES_MAX: usize = 107;

/// A value before its rule is applied. Numbers and booleans are text here: a file, a variable and a flag then
/// follow one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// `null`: not set.
    Null,
    /// A single value.
    Text(String),
    /// A list of single values.
    List(Vec<String>),
}

impl Raw {
    /// From a variable or a flag. Empty is "not set"; what is meant to be a list is split later, at commas.
    pub(super) fn of_text(text: &str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(text.to_owned()) }
    }

    /// A default that is a path; an empty one is "not set".
    pub(super) fn of_path(path: &Path) -> Self {
        Self::of_text(&path.to_string_lossy())
    }

    /// For messages and for `check-config`.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Null => "(not set)".to_owned(),
            Self::Text(text) => text.clone(),
            Self::List(items) => format!("[{}]", items.join(", ")),
        }
    }

    pub(super) fn one(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::List(_) => None,
        }
    }

    fn items(&self) -> Vec<&str> {
        match self {
            Self::Null => Vec::new(),
            Self::Text(text) => {
                // As in YAML, `[a, b]` means the same as `a, b`.
                let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
                let items = bare.split(',').map(|item| item.trim().trim_matches(['"', '\'']));
                items.filter(|item| !item.is_empty()).collect()
            }
            Self::List(items) => items.iter().map(String::as_str).collect(),
        }
    }
}

/// A whole number within limits.
pub(super) fn number<T>(raw: &Raw, min: T, max: T) -> Result<T, String>
where
    T: FromStr + PartialOrd + std::fmt::Display + Copy,
{
    raw.one()
        .and_then(|text| text.parse().ok())
        .filter(|number| (min..=max).contains(number))
        .ok_or_else(|| format!("a whole number from {min} to {max}"))
}

/// `true` or `false`.
pub(super) fn flag(raw: &Raw) -> Result<bool, String> {
    raw.one().and_then(|text| text.parse().ok()).ok_or_else(|| "true or false".to_owned())
}

/// An address and a port to listen on.
pub(super) fn listen(raw: &Raw) -> Result<SocketAddr, String> {
    raw.one()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| "an IP address and a port, such as 127.0.0.1:8000 or [::]:8000".to_owned())
}

/// An address, or an address and a port (53 when left out), of a name server; may be left out.
pub(super) fn name_server(raw: &Raw) -> Result<Option<SocketAddr>, String> {
    let parse = |text: &str| {
        text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, 53)))
    };
    optional(raw, |raw| {
        raw.one()
            .and_then(parse)
            .ok_or_else(|| "the IP address of a name server, such as 127.0.0.1:5353".to_owned())
    })
}

/// Host and port of an HTTP proxy.
pub(super) fn proxy(raw: &Raw) -> Result<String, String> {
    let plain = |url: &Url| {
        url.scheme() == "http"
            && url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
    };
    raw.one()
        .and_then(|text| Url::parse(text).ok())
        .filter(plain)
        .and_then(|url| Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?)))
        .ok_or_else(|| {
            "an HTTP proxy, such as http://10.0.0.5:3128; credentials come from deliver.proxy_credentials_file"
                .to_owned()
        })
}

/// An absolute path.
pub(super) fn path(raw: &Raw) -> Result<PathBuf, String> {
    raw.one()
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .ok_or_else(|| "an absolute path".to_owned())
}

/// An absolute path that a Unix socket can have.
pub(super) fn socket_path(raw: &Raw) -> Result<PathBuf, String> {
    path(raw).ok().filter(|path| path.as_os_str().len() <= SOCKET_PATH_BYTES_MAX).ok_or_else(|| {
        format!("an absolute path of at most {SOCKET_PATH_BYTES_MAX} bytes, the most a Unix socket can have")
    })
}

/// Where a Postgres is.
pub(super) fn postgres_url(raw: &Raw) -> Result<SecretText, String> {
    raw.one()
        .filter(|text| Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "postgres" | "postgresql")))
        .map(|text| SecretText::new(text.to_owned()))
        .ok_or_else(|| "a URL that begins with postgres://".to_owned())
}

/// Visible text of at most `bytes_max` bytes.
pub(super) fn text(raw: &Raw, bytes_max: usize) -> Result<String, String> {
    raw.one()
        .filter(|text| {
            text.len() <= bytes_max && !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())
        })
        .map(str::to_owned)
        .ok_or_else(|| format!("1 to {bytes_max} visible ASCII characters"))
}

/// One word of a list.
pub(super) fn word<T: Copy>(raw: &Raw, words: &[(&str, T)]) -> Result<T, String> {
    raw.one()
        .and_then(|text| words.iter().find(|(word, _)| *word == text))
        .map(|(_, value)| *value)
        .ok_or_else(|| format!("one of {}", listed(words)))
}

/// A list of words, each at most once and at least one of them.
pub(super) fn words<T: Copy + PartialEq>(raw: &Raw, words: &[(&str, T)]) -> Result<Vec<T>, String> {
    let rule = || format!("a list of one or more of {}, each once", listed(words));
    let mut found = Vec::new();
    for item in raw.items() {
        let (_, value) = words.iter().find(|(word, _)| *word == item).ok_or_else(rule)?;
        if found.contains(value) {
            return Err(rule());
        }
        found.push(*value);
    }
    if found.is_empty() { Err(rule()) } else { Ok(found) }
}

/// A list of address ranges; a single address is the range of just itself.
pub(super) fn cidrs(raw: &Raw) -> Result<Vec<IpNet>, String> {
    raw.items()
        .into_iter()
        .map(|item| item.parse::<IpNet>().ok().or_else(|| item.parse::<IpAddr>().ok().map(IpNet::from)))
        .collect::<Option<_>>()
        .ok_or_else(|| "a list of address ranges, such as [10.1.0.0/16, \"fd00::/8\"]".to_owned())
}

/// A list of NAT64 prefixes, of the lengths that RFC 6052, section 2.2, knows.
pub(super) fn nat64_prefixes(raw: &Raw) -> Result<Vec<Ipv6Net>, String> {
    raw.items()
        .into_iter()
        .map(|item| {
            item.parse().ok().filter(|net: &Ipv6Net| matches!(net.prefix_len(), 32 | 40 | 48 | 56 | 64 | 96))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| "a list of IPv6 prefixes of length 32, 40, 48, 56, 64 or 96".to_owned())
}

/// Whatever `rule` says, or nothing.
pub(super) fn optional<T>(
    raw: &Raw,
    rule: impl FnOnce(&Raw) -> Result<T, String>,
) -> Result<Option<T>, String> {
    match raw {
        Raw::Null => Ok(None),
        Raw::Text(_) | Raw::List(_) => rule(raw).map(Some),
    }
}

fn listed<T>(words: &[(&str, T)]) -> String {
    words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Raw {
        Raw::of_text(text)
    }

    #[test]
    fn number_keeps_to_its_limits() {
        assert_eq!(number(&raw("1"), 1_u32, 30), Ok(1));
        assert_eq!(number(&raw("30"), 1_u32, 30), Ok(30));
        for text in ["0", "31", "-1", "1.5", "x", "", "99999999999999999999"] {
            assert_eq!(
                number(&raw(text), 1_u32, 30),
                Err("a whole number from 1 to 30".to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn address_ranges_come_as_a_list_or_with_commas() {
        let expected: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap(), "169.254.169.254/32".parse().unwrap()];
        assert_eq!(cidrs(&raw("10.0.0.0/8, 169.254.169.254")), Ok(expected.clone()));
        let list = Raw::List(vec!["10.0.0.0/8".to_owned(), "169.254.169.254/32".to_owned()]);
        assert_eq!(cidrs(&list), Ok(expected));
        assert_eq!(cidrs(&Raw::Null), Ok(Vec::new()));
        assert!(cidrs(&raw("10.0.0.0/33")).is_err());
    }

    #[test]
    fn nat64_prefix_has_a_length_of_the_rfc() {
        assert_eq!(nat64_prefixes(&raw("64:ff9b:1::/48")).map(|nets| nets.len()), Ok(1));
        assert!(nat64_prefixes(&raw("64:ff9b:1::/50")).is_err());
        assert!(nat64_prefixes(&raw("10.0.0.0/8")).is_err());
    }

    #[test]
    fn words_are_known_and_not_repeated() {
        let known = [("api", 1), ("deliver", 2)];
        assert_eq!(words(&raw("deliver,api"), &known), Ok(vec![2, 1]));
        for text in ["", "api,api", "api,other", "dashboard"] {
            assert!(words(&raw(text), &known).is_err(), "{text}");
        }
    }

    #[test]
    fn name_server_gets_the_port_of_dns() {
        assert_eq!(name_server(&raw("9.9.9.9")), Ok(Some("9.9.9.9:53".parse().unwrap())));
        assert_eq!(name_server(&raw("[::1]:5353")), Ok(Some("[::1]:5353".parse().unwrap())));
        assert_eq!(name_server(&Raw::Null), Ok(None));
        assert!(name_server(&raw("dns.example")).is_err());
    }

    #[test]
    fn socket_path_fits_into_the_kernels_structure() {
        let of = |bytes: usize| raw(&format!("/{}", "s".repeat(bytes - 1)));
        assert!(socket_path(&of(107)).is_ok());
        assert!(socket_path(&of(108)).is_err());
    }

    #[test]
    fn postgres_url_has_its_scheme() {
        assert!(postgres_url(&raw("postgres://u:p@h:5432/d?sslmode=require")).is_ok());
        assert!(postgres_url(&raw("postgresql:///d?host=/run/postgresql")).is_ok());
        for text in ["mysql://h/d", "h:5432/d", "postgres", ""] {
            assert!(postgres_url(&raw(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn path_is_absolute() {
        assert!(path(&raw("/var/lib/hookit")).is_ok());
        assert!(path(&raw("var/lib")).is_err());
        assert!(path(&Raw::Null).is_err());
    }
}
