//! Signing in: a one-time link's secret or an API key is posted and becomes a session; signing out ends it.

use std::net::SocketAddr;
use std::time::Instant;

use askama::Template;
use axum::Extension;
use axum::Form;
use axum::extract::ConnectInfo;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;
use serde::Deserialize;

use super::failure::Failure;
use super::gate;
use super::query::Query;
use super::state::Dashboard;
use crate::domain::api_key::ApiKey;
use crate::domain::rank::Rank;
use crate::domain::ticket::Ticket;
use crate::store::keys;
use crate::store::sessions;
use crate::store::sessions::Session;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    to: &'a str,
    refused: Option<&'a str>,
}

/// What is posted: one of the two, and where to go then.
#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    token: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    to: String,
}

/// The page with the form; the one-time link's secret is read by its script.
pub(super) async fn page(query: Query) -> Result<Response, Failure> {
    let to = query.text("to").filter(|to| is_page(to)).unwrap_or("/dashboard");
    Ok(Html(SignInPage { to, refused: None }.render()?).into_response())
}

/// Opens a session for a good secret. A bad one is counted against its address.
pub(super) async fn sign_in(
    State(dashboard): State<Dashboard>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Form(shown): Form<Shown>,
) -> Result<Response, Failure> {
    let to = if is_page(&shown.to) { shown.to.as_str() } else { "/dashboard" };
    let address = peer.map(|Extension(ConnectInfo(peer))| peer.ip().to_canonical());
    if address.is_some_and(|address| !dashboard.throttle.lets(address, Instant::now())) {
        let refused = "Too many tries from your address. Wait a minute.";
        return Ok((
            StatusCode::TOO_MANY_REQUESTS,
            Html(SignInPage { to, refused: Some(refused) }.render()?),
        )
            .into_response());
    }
    let browser = headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or("unknown");
    match opened(&dashboard, &shown, browser).await? {
        Ok(ticket) => {
            let cookie = gate::cookie(Some(&ticket), dashboard.rules.is_secure())?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response())
        }
        Err(refused) => {
            if let Some(address) = address {
                dashboard.throttle.failed(address, Instant::now());
            }
            Ok((StatusCode::UNAUTHORIZED, Html(SignInPage { to, refused: Some(refused) }.render()?))
                .into_response())
        }
    }
}

/// The session's ticket, or what is wrong with what was shown.
async fn opened(
    dashboard: &Dashboard,
    shown: &Shown,
    browser: &str,
) -> Result<Result<Ticket, &'static str>, Failure> {
    let store = &dashboard.store;
    if !shown.token.is_empty() {
        let opened = match Ticket::parse(&shown.token) {
            Some(ticket) => sessions::open_by_link(store, &ticket, browser).await?,
            None => None,
        };
        return Ok(opened
            .map(|(ticket, _)| ticket)
            .ok_or("The link was used already, or is older than a minute. Make another: hookit dashboard"));
    }
    let caller = ApiKey::parse(shown.key.trim()).and_then(|key| keys::caller_of(store, &key));
    let Some(caller) = caller else { return Ok(Err("That is no valid API key.")) };
    let Some(rank) = Rank::of(&caller) else {
        return Ok(Err("That key has not the scope read. Make one: hookit key add NAME --scope read"));
    };
    let (ticket, _) = sessions::open(store, &caller, rank, browser).await?;
    Ok(Ok(ticket))
}

/// Ends the session.
pub(super) async fn sign_out(
    State(dashboard): State<Dashboard>,
    Extension(session): Extension<Session>,
) -> Result<Response, Failure> {
    sessions::end(&dashboard.store, &session.caller(), session.id).await?;
    let cookie = gate::cookie(None, dashboard.rules.is_secure())?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/login")).into_response())
}

/// Whether a path is one of our pages, so that a link cannot lead elsewhere.
fn is_page(path: &str) -> bool {
    let ours = path == "/dashboard" || path.starts_with("/dashboard/") || path.starts_with("/dashboard?");
    ours && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        assert!(is_page("/dashboard/p/default/deliveries?status=held"));
        for odd in [
            "",
            "//evil.test",
            "https://evil.test",
            "/dashboardx",
            "/dashboard/\\evil",
            "/dashboard/ x",
            "/events",
        ] {
            assert!(!is_page(odd), "{odd}");
        }
    }
}
