//! The word of an auth proxy: who is signed in, by a header that counts only from addresses the operator listed.
//!
//! Nothing of it is stored: the proxy says it with every request, and ends it.

use std::net::IpAddr;

use axum::http::HeaderMap;
use ipnet::IpNet;
use time::Duration;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::domain::id::SessionId;
use crate::domain::rank::Rank;
use crate::store::sessions::Session;
use crate::store::sessions::Way;

/// Longest name of a person, in bytes.
const NAME_BYTES_MAX: usize = 128;

/// Which proxies are believed, and what those may do whom they name.
#[derive(Debug, Clone)]
pub struct Trusted {
    /// The header's name, in lower case.
    pub header: String,
    /// The proxies' addresses.
    pub proxies: Vec<IpNet>,
    /// What everybody may do.
    pub rank: Rank,
    /// Who may do what an operator does.
    pub operators: Vec<String>,
    /// Who may do everything.
    pub admins: Vec<String>,
}

impl Trusted {
    /// The session of whom a listed proxy names; `None` when the request comes from elsewhere, names nobody, or more
    /// than one.
    pub(super) fn session(&self, peer: IpAddr, headers: &HeaderMap, now: OffsetDateTime) -> Option<Session> {
        let peer = peer.to_canonical();
        if !self.proxies.iter().any(|proxy| proxy.contains(&peer)) {
            return None;
        }
        let mut given = headers.get_all(self.header.as_str()).iter();
        let (Some(value), None) = (given.next(), given.next()) else { return None };
        let name = value.to_str().ok()?.trim();
        // A list is what becomes of a header that was there before the proxy added its own.
        if name.is_empty() || name.len() > NAME_BYTES_MAX || name.contains(',') {
            return None;
        }
        Some(Session {
            id: SessionId::from_uuid(Uuid::nil()),
            rank: self.rank_of(name),
            actor: format!("proxy:{name}"),
            key: None,
            project: None,
            way: Way::Proxy,
            browser: String::new(),
            created_at: now,
            seen_at: now,
            expires_at: now + Duration::days(1),
        })
    }

    fn rank_of(&self, name: &str) -> Rank {
        let is_in = |list: &[String]| list.iter().any(|one| one == name);
        let named = if is_in(&self.admins) {
            Rank::Admin
        } else if is_in(&self.operators) {
            Rank::Operator
        } else {
            Rank::Viewer
        };
        named.max(self.rank)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn session(peer: &str, names: &[&str]) -> Option<Session> {
        let trusted = Trusted {
            header: "x-forwarded-user".to_owned(),
            proxies: vec!["10.0.0.0/24".parse().unwrap()],
            rank: Rank::Viewer,
            operators: vec!["sam".to_owned()],
            admins: vec!["ann@a.test".to_owned()],
        };
        let mut headers = HeaderMap::new();
        for name in names {
            headers.append("x-forwarded-user", name.parse().unwrap());
        }
        trusted.session(peer.parse().unwrap(), &headers, datetime!(2026-11-24 10:00 UTC))
    }

    #[test]
    fn a_listed_proxy_names_people_and_the_settings_their_rank() {
        for (name, rank) in [("sam", Rank::Operator), ("ann@a.test", Rank::Admin), ("bob", Rank::Viewer)] {
            let session = session("10.0.0.7", &[name]).unwrap();
            assert_eq!((session.rank, session.actor), (rank, format!("proxy:{name}")));
        }
        assert!(session("::ffff:10.0.0.7", &["sam"]).is_some());
    }

    #[test]
    fn nobody_else_names_anybody_and_nobody_is_named_twice() {
        assert!(session("10.0.1.7", &["sam"]).is_none());
        assert!(session("127.0.0.1", &["sam"]).is_none());
        for names in [&[][..], &[""], &["sam", "ann@a.test"], &["sam, ann@a.test"]] {
            assert!(session("10.0.0.7", names).is_none(), "{names:?}");
        }
    }
}
