//! HTTPS to a daemon elsewhere: rustls, trusting what this machine trusts.

use std::sync::Arc;

use ureq::Agent;
use ureq::config::Config;
use ureq::tls::RootCerts;
use ureq::tls::TlsConfig;
use ureq::tls::TlsProvider;
use url::Host;
use url::Url;

use crate::cli::error::CliError;
use crate::cli::error::Result;

/// An agent for TCP and TLS, on top of `config`.
pub(super) fn agent(config: ureq::config::ConfigBuilder<ureq::typestate::AgentScope>) -> Agent {
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config: Config = config.tls_config(tls).build();
    config.new_agent()
}

/// The address before the path, checked: http or https, no user, no password, no query.
pub(super) fn base(text: &str) -> Result<String> {
    let url = Url::parse(text).map_err(|error| CliError::usage(format!("--url is not a URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(CliError::usage("--url begins with https:// and names a host"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(CliError::usage("--url must not carry a user or a password")
            .hint("put the API key into HOOKIT_KEY, or name its file with --key-file"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(CliError::usage("--url must not carry a query or a fragment"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether a key sent there could be read on the way.
pub(super) fn is_in_clear(base: &str) -> bool {
    let Ok(url) = Url::parse(base) else {
        return false;
    };
    let near = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "http" && !near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_carries_no_secret() {
        assert_eq!(base("https://hooks.acme.test/").unwrap(), "https://hooks.acme.test");
        assert_eq!(base("https://a.test/hookit/").unwrap(), "https://a.test/hookit");
        for bad in [
            "hooks.acme.test",
            "ftp://a.test",
            "https://u:p@a.test",
            "https://u@a.test",
            "https://a.test/?k=1",
        ] {
            assert_eq!(base(bad).unwrap_err().kind.exit_code(), 2, "{bad}");
        }
        assert!(!base("https://u:hunter2@a.test").unwrap_err().text.contains("hunter2"));
    }

    #[test]
    fn only_plain_http_to_another_machine_is_in_the_clear() {
        assert!(is_in_clear("http://hooks.acme.test"));
        for fine in
            ["https://hooks.acme.test", "http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost"]
        {
            assert!(!is_in_clear(fine), "{fine}");
        }
    }
}
