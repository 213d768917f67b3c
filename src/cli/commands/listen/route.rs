//! A route: where events of which types are forwarded to, by itself only on this machine.

use url::Host;
use url::Url;

use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::domain::event::EventType;
use crate::domain::pattern::Pattern;

/// Where to.
#[derive(Debug, Clone)]
pub(super) struct Route {
    /// The URL.
    pub(super) url: String,
    /// Of these types; empty: of every type.
    pub(super) patterns: Vec<Pattern>,
}

impl Route {
    /// Reads `3000`, `3000/path`, `host:3000/path`, a URL, or `pattern,pattern=` and one of them.
    pub(super) fn parse(text: &str, allow_remote: bool) -> Result<Self> {
        let (patterns, target) = split(text)?;
        let url = url(target).ok_or_else(|| {
            CliError::usage(format!("{target} is no place to forward to"))
                .hint("write a port and a path, such as 3000/webhooks, or a URL")
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(CliError::usage("a URL to forward to has no user name and password in it"));
        }
        if !allow_remote && !is_this_machine(&url) {
            return Err(CliError::usage(format!(
                "{} is another machine; events would leave this one",
                url.host_str().unwrap_or_default()
            ))
            .hint("add --allow-remote if that is meant"));
        }
        Ok(Self { url: url.to_string(), patterns })
    }

    /// Whether events of this type go there.
    pub(super) fn takes(&self, event_type: &EventType) -> bool {
        self.patterns.is_empty() || self.patterns.iter().any(|pattern| pattern.matches(event_type))
    }
}

/// Parts the patterns from the place. A `=` within a URL's query is none of ours.
fn split(text: &str) -> Result<(Vec<Pattern>, &str)> {
    match text.split_once('=') {
        Some((patterns, target)) if !patterns.contains(['/', ':', '?']) => {
            let read = |one: &str| {
                Pattern::parse(one).map_err(|error| {
                    CliError::usage(format!("{one} is no event type or pattern")).because(error)
                })
            };
            Ok((patterns.split(',').map(read).collect::<Result<_>>()?, target))
        }
        _ => Ok((Vec::new(), text)),
    }
}

fn url(target: &str) -> Option<Url> {
    let text = if target.starts_with("http://") || target.starts_with("https://") {
        target.to_owned()
    } else {
        let (authority, path) = target.split_once('/').map_or((target, ""), |(before, path)| (before, path));
        let (host, port) = authority.rsplit_once(':').unwrap_or(("localhost", authority));
        if host.is_empty() || port.parse::<u16>().ok().is_none_or(|port| port == 0) {
            return None;
        }
        format!("http://{host}:{port}/{path}")
    };
    Url::parse(&text).ok().filter(Url::has_host)
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url_of(text: &str) -> String {
        Route::parse(text, false).unwrap().url
    }

    #[test]
    fn a_port_with_or_without_a_path_is_this_machine() {
        assert_eq!(url_of("3000"), "http://localhost:3000/");
        assert_eq!(url_of("3000/webhooks?x=1"), "http://localhost:3000/webhooks?x=1");
        assert_eq!(url_of("127.0.0.1:3000"), "http://127.0.0.1:3000/");
        assert_eq!(url_of("http://[::1]:3000/a"), "http://[::1]:3000/a");
        assert_eq!(url_of("https://app.localhost/a"), "https://app.localhost/a");
    }

    #[test]
    fn patterns_choose_what_is_forwarded() {
        let route = Route::parse("invoice.*,user.made=3000/a", false).unwrap();
        let takes = |text: &str| route.takes(&EventType::parse(text).unwrap());
        assert!(takes("invoice.paid") && takes("user.made") && !takes("user.gone"));
        assert!(Route::parse("3000", false).unwrap().takes(&EventType::parse("a").unwrap()));
    }

    #[test]
    fn other_machines_have_to_be_allowed_and_nonsense_is_refused() {
        for text in ["https://acme.test/x", "10.0.0.1:3000", "acme.test:80", "http://localhost.acme.test/"] {
            assert_eq!(Route::parse(text, false).unwrap_err().kind.exit_code(), 2, "{text}");
            assert!(Route::parse(text, true).is_ok(), "{text}");
        }
        for text in
            ["", "0", "70000", "/webhooks", "web", "a.*.b=3000", "http://u:p@localhost/", "ftp://localhost/"]
        {
            assert!(Route::parse(text, true).is_err(), "{text}");
        }
    }
}
