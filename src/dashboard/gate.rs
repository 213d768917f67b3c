//! The gate before every page: who is signed in, and whether that is enough for the route.

use std::net::IpAddr;
use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::extract::FromRequestParts;
use axum::extract::RawPathParams;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use super::failure::Failure;
use super::query::encoded;
use super::state::Dashboard;
use crate::domain::rank::Rank;
use crate::domain::ticket::Ticket;
use crate::store::projects::Project;
use crate::store::sessions;
use crate::store::sessions::Session;

/// The cookie where TLS is in use; the prefix has browsers refuse it from anywhere but this very host over TLS.
const SECURE_COOKIE: &str = "__Host-hookit";
/// The cookie on plain HTTP, which is for this machine.
const PLAIN_COOKIE: &str = "hookit";

/// What the gate knows about a route.
#[derive(Clone)]
pub(super) struct Gate {
    pub(super) dashboard: Dashboard,
    pub(super) rank: Rank,
}

/// The middleware itself.
pub(super) async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let session = match of(&gate.dashboard, peer, request.headers()).await {
        Ok(session) => session,
        Err(failure) => return failure.into_response(),
    };
    let Some(session) = session else {
        if request.method() != Method::GET {
            return Failure::signed_out().into_response();
        }
        let to = request.uri().path_and_query().map_or("/dashboard", |path| path.as_str());
        return Redirect::to(&format!("/login?to={}", encoded(to))).into_response();
    };
    if session.rank < gate.rank {
        return Failure::rank_too_low(gate.rank).into_response();
    }
    request.extensions_mut().insert(session);
    next.run(request).await
}

/// The session of a request, if it has one. What a listed proxy says goes before a cookie, which may be somebody
/// else's who used the browser before.
async fn of(
    dashboard: &Dashboard,
    peer: Option<IpAddr>,
    headers: &HeaderMap,
) -> Result<Option<Session>, Failure> {
    if let (Some(trusted), Some(peer)) = (&dashboard.rules.trusted, peer)
        && let Some(session) = trusted.session(peer, headers, dashboard.store.now())
    {
        return Ok(Some(session));
    }
    match ticket(headers, dashboard.rules.is_secure()) {
        Some(ticket) => Ok(sessions::find(&dashboard.store, &ticket).await?),
        None => Ok(None),
    }
}

fn ticket(headers: &HeaderMap, secure: bool) -> Option<Ticket> {
    let wanted = if secure { SECURE_COOKIE } else { PLAIN_COOKIE };
    let given = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    given
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .and_then(|(_, value)| Ticket::parse(value))
}

/// The header that gives a browser its session, or takes it away.
pub(super) fn cookie(ticket: Option<&Ticket>, secure: bool) -> Result<HeaderValue, Failure> {
    let (name, tls) = if secure { (SECURE_COOKIE, "; Secure") } else { (PLAIN_COOKIE, "") };
    let (value, age) = ticket.map_or(("", 0), |ticket| (ticket.reveal(), 7 * 86_400));
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{tls}");
    HeaderValue::from_str(&text).map_err(|error| Failure::internal(&error))
}

/// Who looks, at which project, and what else the path names.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub(super) session: Session,
    pub(super) project: Project,
    parts: Vec<(String, String)>,
}

impl Seat {
    /// A part of the path, percent-decoded.
    pub(super) fn part(&self, name: &str) -> &str {
        self.parts.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
    }

    /// A path of this project's pages.
    pub(super) fn path(&self, below: &str) -> String {
        format!("/dashboard/p/{}{below}", self.project.name)
    }

    /// Whether the person may do what takes this rank.
    pub(super) fn may(&self, rank: Rank) -> bool {
        self.session.rank >= rank
    }
}

impl FromRequestParts<Dashboard> for Seat {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, dashboard: &Dashboard) -> Result<Self, Failure> {
        let session = parts.extensions.get::<Session>().cloned().ok_or_else(Failure::signed_out)?;
        let params = RawPathParams::from_request_parts(parts, dashboard)
            .await
            .map_err(|_| Failure::missing("page"))?;
        let named: Vec<(String, String)> =
            params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let wanted = named.iter().find(|(name, _)| name == "project").map_or("", |(_, value)| value.as_str());
        let found = dashboard.store.snapshot().project(wanted).cloned();
        // Another project's name is answered like one that does not exist.
        let found = found.filter(|project| session.project.is_none_or(|own| own == project.id));
        let project = found.ok_or_else(|| Failure::missing("project"))?;
        Ok(Self { session, project, parts: named })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ticket_is_read_from_the_cookie_of_its_door_only() {
        let ticket_text = "a".repeat(43);
        let headers = |text: String| HeaderMap::from_iter([(header::COOKIE, text.parse().unwrap())]);
        let plain = headers(format!("x=1; hookit={ticket_text}"));
        assert!(ticket(&plain, false).is_some() && ticket(&plain, true).is_none());
        let secure = headers(format!("__Host-hookit={ticket_text}"));
        assert!(ticket(&secure, true).is_some() && ticket(&secure, false).is_none());
        assert!(ticket(&headers("hookit=short".to_owned()), false).is_none());
    }

    #[test]
    fn a_cookie_is_for_this_host_and_for_no_script() {
        let ticket = Ticket::generate(&[1; 32]);
        let secure = cookie(Some(&ticket), true).unwrap();
        let text = secure.to_str().unwrap();
        for part in ["__Host-hookit=", "; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!cookie(None, false).unwrap().to_str().unwrap().contains("Secure"));
    }
}
