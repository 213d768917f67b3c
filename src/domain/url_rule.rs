//! The registration gate: from the text a tenant gives to an endpoint URL HookIt is willing to keep.
//!
//! The raw text is checked for characters on which parsers disagree, then parsed once (WHATWG). What is
//! judged here is the typed host, and the very same [`EndpointUrl`] is dialled later: nobody parses again.

use std::fmt;
use std::net::IpAddr;

use url::Host;
use url::Url;

use super::address::AddressPolicy;
use super::address::judge;

/// Longest URL, in bytes, before and after normalisation.
pub const URL_BYTES_MAX: usize = 2048;

/// Names no public receiver has (RFC 6761, 6762, 7686, 8375, 9476, and `.internal` as reserved by ICANN in 2024).
const RESERVED_NAMES: &[&str] =
    &["localhost", "local", "internal", "home.arpa", "onion", "alt", "invalid", "localdomain"];

/// Ports browsers refuse (WHATWG fetch, "bad port"), from 1024 up; below it only 80 and 443 are open anyway.
const BAD_PORTS: &[u16] = &[
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
    6697, 10080,
];

/// What the operator decided about endpoint URLs.
#[derive(Debug, Clone, Default)]
pub struct UrlRules {
    /// `http://` endpoints are accepted too.
    pub allow_http: bool,
    /// Ports that are accepted whatever the port rule says.
    pub allow_ports: Vec<u16>,
    /// For literal addresses: the same policy as when dialling.
    pub policy: AddressPolicy,
}

/// Why a URL is not accepted. Never says which range an address lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct UrlRefusal {
    /// Stable word for the API, `url_…`.
    pub code: &'static str,
    /// One sentence fragment for a person.
    pub detail: &'static str,
}

const fn refusal(code: &'static str, detail: &'static str) -> UrlRefusal {
    UrlRefusal { code, detail }
}

const BAD_CHARACTERS: UrlRefusal = refusal(
    "url_bad_characters",
    "the endpoint URL contains white space, a control character or a backslash",
);
const TOO_LONG: UrlRefusal = refusal("url_too_long", "the endpoint URL is longer than 2048 bytes");
const SCHEME: UrlRefusal = refusal("url_scheme_forbidden", "the endpoint URL must start with https://");
const HTTP: UrlRefusal =
    refusal("url_scheme_forbidden", "this server accepts https:// endpoint URLs only, not http://");
const NO_HOST: UrlRefusal = refusal("url_no_host", "the endpoint URL has no host");
const USERINFO: UrlRefusal =
    refusal("url_userinfo", "the endpoint URL must not carry a user name or password");
const FRAGMENT: UrlRefusal = refusal("url_fragment", "the endpoint URL must not have a fragment");
const INVALID: UrlRefusal = refusal("url_invalid", "the endpoint URL cannot be parsed");
const BAD_NAME: UrlRefusal = refusal("url_bad_name", "the host of the endpoint URL is not a valid DNS name");
const RESERVED: UrlRefusal = refusal(
    "url_name_forbidden",
    "the host of the endpoint URL is a local or reserved name HookIt does not deliver to",
);
const PORT: UrlRefusal = refusal(
    "url_port_forbidden",
    "the port of the endpoint URL must be 80, 443 or one from 1024 up that no other protocol owns",
);
const ADDRESS: UrlRefusal =
    refusal("url_address_forbidden", "the endpoint URL points to an address HookIt does not deliver to");

/// The host of an endpoint, as it will be dialled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TargetHost {
    /// A DNS name in lower-case ASCII, without the trailing dot; always resolved as absolute.
    Name(String),
    /// A literal address.
    Ip(IpAddr),
}

/// An accepted endpoint URL: canonical text, and the typed host and port taken from the same parse.
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointUrl {
    url: Url,
    host: TargetHost,
    port: u16,
}

impl EndpointUrl {
    /// Applies every registration rule to `raw`. Idempotent: the canonical text parses to an equal value.
    ///
    /// # Errors
    /// [`UrlRefusal`] with a stable code, the first rule that was broken.
    pub fn parse(raw: &str, rules: &UrlRules) -> Result<Self, UrlRefusal> {
        let accepted = Self::parse_stored(raw)?;
        if !rules.allow_http && !accepted.is_https() {
            return Err(HTTP);
        }
        let port_open = matches!(accepted.port, 80 | 443)
            || (accepted.port >= 1024 && !BAD_PORTS.contains(&accepted.port))
            || rules.allow_ports.contains(&accepted.port);
        if !port_open {
            return Err(PORT);
        }
        match &accepted.host {
            TargetHost::Ip(ip) if !judge(*ip, &rules.policy).is_allowed() => Err(ADDRESS),
            TargetHost::Name(name) if is_reserved(name) => Err(RESERVED),
            TargetHost::Name(_) | TargetHost::Ip(_) => Ok(accepted),
        }
    }

    /// Reads a URL that was accepted before: syntax only, since the operator's rules may have changed and the
    /// address is judged again when it is dialled.
    ///
    /// # Errors
    /// [`UrlRefusal`] if the text could never have been accepted.
    pub fn parse_stored(raw: &str) -> Result<Self, UrlRefusal> {
        check_raw(raw)?;
        let url = Url::parse(raw).map_err(|_| INVALID)?;
        if url.as_str().len() > URL_BYTES_MAX {
            return Err(TOO_LONG);
        }
        // The raw checks and the parser must agree; if they ever differ, the answer is no.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(USERINFO);
        }
        if url.fragment().is_some() {
            return Err(FRAGMENT);
        }
        let port = url.port_or_known_default().ok_or(SCHEME)?;
        let host = match url.host().ok_or(NO_HOST)? {
            Host::Ipv4(ip) => TargetHost::Ip(IpAddr::V4(ip)),
            Host::Ipv6(ip) => TargetHost::Ip(IpAddr::V6(ip)),
            Host::Domain(name) => TargetHost::Name(checked_name(name)?),
        };
        Ok(Self { url, host, port })
    }

    /// The canonical text: what is stored, and shown to the tenant who owns it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The host to dial.
    #[must_use]
    pub fn host(&self) -> &TargetHost {
        &self.host
    }

    /// The port to dial.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether TLS is spoken.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// What goes on the request line: path and query.
    #[must_use]
    pub fn request_target(&self) -> &str {
        &self.url[url::Position::BeforePath..url::Position::AfterQuery]
    }

    /// What goes into the `host` header: host, and the port unless it is the scheme's own.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.url[url::Position::BeforeHost..url::Position::AfterPort]
    }

    /// The URL for logs: the query is hidden, since tokens live there.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = &self.url[..url::Position::AfterPath];
        if self.url.query().is_some() { format!("{shown}?…") } else { shown.to_owned() }
    }
}

impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// Rules on the text itself, for input on which URL parsers are known to disagree.
fn check_raw(raw: &str) -> Result<(), UrlRefusal> {
    if raw.len() > URL_BYTES_MAX {
        return Err(TOO_LONG);
    }
    if raw.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err(BAD_CHARACTERS);
    }
    let (scheme, rest) = raw.split_once("://").ok_or(SCHEME)?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(SCHEME);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(USERINFO);
    }
    if authority.is_empty() || authority.starts_with(':') {
        return Err(NO_HOST);
    }
    if raw.contains('#') { Err(FRAGMENT) } else { Ok(()) }
}

/// DNS syntax of a name the parser has already brought to lower-case ASCII (IDNA).
fn checked_name(name: &str) -> Result<String, UrlRefusal> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let valid_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
    };
    if name.len() > 253 || !name.split('.').all(valid_label) { Err(BAD_NAME) } else { Ok(name.to_owned()) }
}

fn is_reserved(name: &str) -> bool {
    let is_or_is_under = |reserved: &str| {
        name.strip_suffix(reserved).is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    !name.contains('.') || RESERVED_NAMES.iter().any(|reserved| is_or_is_under(reserved))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules() -> UrlRules {
        UrlRules { allow_http: true, ..UrlRules::default() }
    }

    fn code(raw: &str) -> &'static str {
        EndpointUrl::parse(raw, &rules()).map_or_else(|refusal| refusal.code, |_| "accepted")
    }

    #[test]
    fn each_broken_rule_has_its_code() {
        let long = format!("https://example.com/{}", "a".repeat(2048));
        let expanding = format!("https://example.com/{}", "é".repeat(900));
        for (raw, expected) in [
            ("https://example.com/ho ok", "url_bad_characters"),
            (" https://example.com/", "url_bad_characters"),
            ("https://example.com/\u{0}", "url_bad_characters"),
            ("https://example.com/\u{a0}", "url_bad_characters"),
            ("https://127.0.0.1\\.example.com/", "url_bad_characters"),
            (long.as_str(), "url_too_long"),
            (expanding.as_str(), "url_too_long"),
            ("gopher://example.com/", "url_scheme_forbidden"),
            ("//example.com/", "url_scheme_forbidden"),
            ("https:example.com", "url_scheme_forbidden"),
            ("https:///x", "url_no_host"),
            ("https://:443/x", "url_no_host"),
            ("https://user@example.com/", "url_userinfo"),
            ("https://@example.com/", "url_userinfo"),
            ("https://:@example.com/", "url_userinfo"),
            ("https://example.com/#part", "url_fragment"),
            ("https://1.2.3.4.5/", "url_invalid"),
            ("https://example.com:99999/", "url_invalid"),
            ("https://a..example.com/", "url_bad_name"),
            ("https://example.com:22/", "url_port_forbidden"),
            ("https://example.com:0/", "url_port_forbidden"),
            ("https://example.com:6667/", "url_port_forbidden"),
            ("https://localhost/", "url_name_forbidden"),
            ("https://LOCALHOST./", "url_name_forbidden"),
            ("https://a.home.arpa/", "url_name_forbidden"),
            ("https://intranet/", "url_name_forbidden"),
            ("https://127.0.0.1/", "url_address_forbidden"),
            ("https://0x7f.1/", "url_address_forbidden"),
            ("https://[::1]/", "url_address_forbidden"),
            ("https://127%2e0.0.1/", "url_address_forbidden"),
            ("https://example.com:8443/a?b=c", "accepted"),
            ("https://mylocalhost.com/", "accepted"),
            ("http://example.com./", "accepted"),
            ("HTTPS://EXAMPLE.com", "accepted"),
        ] {
            assert_eq!(code(raw), expected, "{raw}");
        }
    }

    #[test]
    fn plain_http_needs_permission() {
        let refused = EndpointUrl::parse("http://example.com/", &UrlRules::default()).unwrap_err();
        assert_eq!(refused.code, "url_scheme_forbidden");
    }

    #[test]
    fn loopback_literal_inside_an_allowed_range_is_accepted() {
        let policy =
            AddressPolicy { allow_cidrs: vec!["127.0.0.0/8".parse().unwrap()], ..Default::default() };
        let rules = UrlRules { policy, ..rules() };
        let url = EndpointUrl::parse("http://127.0.0.1:34567/in", &rules).unwrap();
        assert_eq!((url.port(), url.host()), (34567, &TargetHost::Ip([127, 0, 0, 1].into())));
        assert!(EndpointUrl::parse("http://localhost:34567/in", &rules).is_err());
        assert_eq!(
            EndpointUrl::parse("http://127.0.0.1:25/", &rules).unwrap_err().code,
            "url_port_forbidden"
        );
        let rules = UrlRules { allow_ports: vec![25], ..rules };
        assert!(EndpointUrl::parse("http://127.0.0.1:25/", &rules).is_ok());
    }

    #[test]
    fn parts_for_the_request_come_from_the_same_parse() {
        let url = EndpointUrl::parse(
            "https://Bücher.example.com.:8443/a b?x=1".replace(' ', "%20").as_str(),
            &rules(),
        );
        let url = url.unwrap();
        assert_eq!(url.host(), &TargetHost::Name("xn--bcher-kva.example.com".to_owned()));
        assert_eq!(url.authority(), "xn--bcher-kva.example.com.:8443");
        assert_eq!(url.request_target(), "/a%20b?x=1");
        assert_eq!(url.masked(), "https://xn--bcher-kva.example.com.:8443/a%20b?…");
        assert!(!format!("{url:?}").contains("x=1"));
        let root = EndpointUrl::parse("https://example.com?token=1", &rules()).unwrap();
        assert_eq!((root.request_target(), root.authority()), ("/?token=1", "example.com"));
    }

    #[test]
    fn the_corpus_of_hostile_urls_is_judged_as_written() {
        let corpus = include_str!("../../tests/fixtures/ssrf.tsv");
        let mut rows = 0;
        for line in corpus.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [raw, resolved, expected, why] = columns[..] else { panic!("four columns: {line}") };
            let raw = raw.replace("\\\\", "\\").replace("\\t", "\t");
            let accepted = EndpointUrl::parse(&raw, &rules());
            assert_eq!(accepted.is_ok(), expected.starts_with("reg=accept"), "{raw} ({why}): {accepted:?}");
            rows += 1;
            let answers: Vec<IpAddr> = resolved.split(',').filter_map(|ip| ip.parse().ok()).collect();
            if !answers.is_empty() {
                let dialled = answers.iter().all(|ip| judge(*ip, &AddressPolicy::default()).is_allowed());
                assert_eq!(dialled, expected.contains("connect=accept"), "{raw} ({why})");
            }
        }
        assert!(rows >= 56, "{rows} rows");
    }

    proptest! {
        #[test]
        fn parsing_is_idempotent(host in "[a-zA-Z0-9.\\-_é]{1,20}", port in any::<u16>(), path in "[ -~é]{0,20}") {
            for raw in [format!("https://{host}.example.com:{port}/{path}"), format!("http://{host}/{path}")] {
                if let Ok(url) = EndpointUrl::parse(&raw, &rules()) {
                    prop_assert_eq!(EndpointUrl::parse(url.as_str(), &rules()), Ok(url));
                }
            }
        }

        #[test]
        fn any_text_is_answered(raw in "\\PC{0,60}") {
            let prefixed = EndpointUrl::parse(&format!("https://{raw}"), &rules());
            prop_assert!(prefixed.is_err() || !prefixed.unwrap().as_str().is_empty());
        }

        #[test]
        fn literal_addresses_get_the_verdict_of_the_guard(bits: u32) {
            let ip = std::net::Ipv4Addr::from(bits);
            let allowed = judge(ip.into(), &AddressPolicy::default()).is_allowed();
            for raw in [format!("https://{ip}/"), format!("https://{bits}/"), format!("https://0x{bits:x}/")] {
                prop_assert_eq!(EndpointUrl::parse(&raw, &rules()).is_ok(), allowed);
            }
        }
    }
}
