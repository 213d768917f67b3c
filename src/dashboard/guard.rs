//! What every answer passes: only names that are ours, and headers that keep a page to itself.
//!
//! The list of names is there because any page in the operator's browser can make a name of its own resolve to this
//! machine, and would then read the dashboard as its own.

use std::net::IpAddr;

use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;

use super::failure::Failure;
use super::state::Dashboard;
use super::state::Rules;

/// Nothing from elsewhere, nothing inline, no frame around it; markup is made by one policy of our own script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types default";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// The middleware itself.
pub(super) async fn pass(State(dashboard): State<Dashboard>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let mut response = if host.is_some_and(|host| is_ours(host, &dashboard.rules)) {
        next.run(request).await
    } else {
        Failure::new(
            StatusCode::MISDIRECTED_REQUEST,
            "host_not_allowed",
            "This dashboard is not reached under that name. Add it to dashboard.allow_hosts, or set dashboard.url.",
        )
        .into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether the `Host` names this dashboard. Ports are not looked at: a tunnel brings its own.
fn is_ours(host: &str, rules: &Rules) -> bool {
    let name = without_port(host).to_ascii_lowercase();
    let loopback = name == "localhost"
        || name
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse()
            .is_ok_and(|ip: IpAddr| ip.is_loopback());
    let own = rules.address.split_once("://").map(|(_, host)| without_port(host));
    loopback || own == Some(name.as_str()) || rules.hosts.contains(&name)
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_and_of_the_settings_are_ours() {
        let rules = Rules {
            address: "https://hooks.example.com".to_owned(),
            hosts: vec!["10.0.0.5".to_owned()],
            payloads: None,
            trusted: None,
            settings: Vec::new(),
        };
        for ours in [
            "localhost:8000",
            "127.0.0.1",
            "[::1]:80",
            "hooks.example.com",
            "Hooks.example.com:443",
            "10.0.0.5:8000",
        ] {
            assert!(is_ours(ours, &rules), "{ours}");
        }
        for odd in [
            "evil.test",
            "localhost.evil.test",
            "10.0.0.6",
            "",
            "127.0.0.1.evil.test:80",
            "hooks.example.com.evil.test",
        ] {
            assert!(!is_ours(odd, &rules), "{odd}");
        }
    }
}
