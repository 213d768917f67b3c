//! The gate before every handler: who calls, whether it may, and whether it asks for what the route does not know.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::Method;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;

use super::input::members::Members;
use super::input::query::Query;
use super::problem::Problem;
use super::state::ApiState;
use crate::domain::access::Caller;
use crate::domain::access::Scope;
use crate::domain::api_key::ApiKey;
use crate::store::keys;

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everyone.
    Public,
    /// Whoever has a valid key, whatever its scopes.
    Known,
    /// Whoever has this scope, or `admin`.
    Needs(Scope),
    /// Whoever has the scope `metrics`; loopback peers; everyone where the operator says so.
    Metrics,
}

/// What the gate knows about one route.
pub(crate) struct Gate {
    pub state: ApiState,
    pub access: Access,
    /// Names of the query parameters the route knows.
    pub parameters: Vec<String>,
    /// Whether the handler reads the body.
    pub takes_body: bool,
}

impl Gate {
    /// The middleware itself.
    pub(crate) async fn pass(
        State(gate): State<Arc<Self>>,
        request: Request,
        next: Next,
    ) -> Result<Response, Problem> {
        let mut request = request;
        if let Some(caller) = gate.admit(&request)? {
            request.extensions_mut().insert(caller);
        }
        Query::check(request.uri().query(), &gate.parameters)?;
        if !gate.takes_body && !matches!(*request.method(), Method::GET | Method::HEAD | Method::DELETE) {
            let (parts, body) = request.into_parts();
            let bodied = Request::from_parts(parts.clone(), body);
            Members::from_request(bodied, &gate.state).await?.finish()?;
            request = Request::from_parts(parts, axum::body::Body::empty());
        }
        Ok(next.run(request).await)
    }

    /// The caller, if the route wants one; a problem if it may not call.
    fn admit(&self, request: &Request) -> Result<Option<Caller>, Problem> {
        let scope = match self.access {
            Access::Public => return Ok(None),
            Access::Metrics if self.metrics_are_open(request) => return Ok(None),
            Access::Metrics => Some(Scope::Metrics),
            Access::Known => None,
            Access::Needs(scope) => Some(scope),
        };
        // Put there by the admin socket or by direct mode; nothing that arrives over TCP can carry one.
        let known = request.extensions().get::<Caller>().cloned();
        let caller = match known {
            Some(caller) => caller,
            None => self.authenticate(request.headers()).ok_or_else(Problem::unauthorized)?,
        };
        match scope {
            Some(scope) if !caller.may(scope) => Err(Problem::forbidden(scope)),
            _ => Ok(Some(caller)),
        }
    }

    /// Whose key came with the request.
    fn authenticate(&self, headers: &HeaderMap) -> Option<Caller> {
        let key = bearer(headers).and_then(ApiKey::parse)?;
        keys::caller_of(&self.state.store, &key)
    }

    /// A request that a proxy on this machine passed on is not from this machine.
    fn metrics_are_open(&self, request: &Request) -> bool {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
            .iter()
            .any(|name| request.headers().contains_key(*name));
        self.state.rules.metrics_public
            || (!forwarded && peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback()))
    }
}

/// What follows `Bearer` in the one `Authorization` header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (given.next(), given.next()) else { return None };
    let (scheme, key) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bearer_header_is_read_and_two_are_not() {
        let headers = |values: &[&str]| {
            values.iter().map(|value| (header::AUTHORIZATION, value.parse().unwrap())).collect::<HeaderMap>()
        };
        assert_eq!(bearer(&headers(&["Bearer hk_a"])), Some("hk_a"));
        assert_eq!(bearer(&headers(&["bearer  hk_a "])), Some("hk_a"));
        assert_eq!(bearer(&headers(&["Basic hk_a"])), None);
        assert_eq!(bearer(&headers(&["hk_a"])), None);
        assert_eq!(bearer(&headers(&["Bearer a", "Bearer a"])), None);
        assert_eq!(bearer(&headers(&[])), None);
    }
}
