//! The dashboard, made from the settings, in front of the API on the same listener.

use std::net::IpAddr;
use std::net::SocketAddr;

use axum::Router;
use axum::http::StatusCode;

use super::serve::Ends;
use crate::config::Config;
use crate::config::Dashboard as Settings;
use crate::config::Loaded;
use crate::config::Role;
use crate::dashboard;
use crate::dashboard::Dashboard;
use crate::dashboard::Rules;
use crate::dashboard::Trusted;
use crate::store::Store;

/// The dashboard's rules; `None` where this node shows none.
pub(super) fn rules(loaded: &Loaded, listening: Option<SocketAddr>) -> Option<Rules> {
    let config = &loaded.config;
    let listening = listening.filter(|_| config.node.does(Role::Dashboard))?;
    let address = config.dashboard.url.clone().unwrap_or_else(|| format!("http://{}", reached(listening)));
    if !listening.ip().is_loopback() && !address.starts_with("https://") {
        tracing::warn!(
            address = %listening,
            "the dashboard is reached from other machines without TLS: put a proxy before it and set dashboard.url"
        );
    }
    let mut hosts = config.dashboard.allow_hosts.clone();
    if !listening.ip().is_unspecified() {
        hosts.push(host(listening.ip()));
    }
    let settings = loaded
        .effective
        .iter()
        .map(|(key, value, origin)| (key.to_owned(), value.to_owned(), origin))
        .collect();
    let trusted = trusted(&config.dashboard);
    Some(Rules { address, hosts, payloads: config.dashboard.payloads, trusted, settings })
}

/// Whose word on who is signed in is believed.
fn trusted(settings: &Settings) -> Option<Trusted> {
    let header = settings.trusted_header.clone()?;
    tracing::warn!(
        header,
        proxies = ?settings.trusted_proxies,
        "the dashboard lets in whomever these addresses name in this header"
    );
    Some(Trusted {
        header,
        proxies: settings.trusted_proxies.clone(),
        rank: settings.trusted_role,
        operators: settings.trusted_operators.clone(),
        admins: settings.trusted_admins.clone(),
    })
}

/// Where a browser on this machine finds a listener.
fn reached(listening: SocketAddr) -> SocketAddr {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listening.port())
}

/// An address as it stands in `Host`.
fn host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// What answers on TCP.
pub(super) fn in_front_of(
    api: &Router,
    config: &Config,
    rules: Option<Rules>,
    store: &Store,
    ends: &Ends,
) -> Router {
    match rules {
        None => api.clone(),
        Some(rules) => {
            let pages =
                dashboard::router(Dashboard::new(store.clone(), rules, api.clone(), ends.stop.clone()));
            if config.node.does(Role::Api) {
                pages.fallback_service(api.clone())
            } else {
                pages.fallback(async || StatusCode::NOT_FOUND)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_on_every_address_is_reached_on_loopback() {
        assert_eq!(reached("0.0.0.0:8000".parse().unwrap()).to_string(), "127.0.0.1:8000");
        assert_eq!(reached("[::]:80".parse().unwrap()).to_string(), "[::1]:80");
        assert_eq!(reached("10.0.0.5:80".parse().unwrap()).to_string(), "10.0.0.5:80");
    }
}
