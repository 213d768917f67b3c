//! Who this node is and what it does.

use super::rule::Raw;
use super::rule::text;
use super::rule::words;
use super::section::Default;
use super::section::section;

/// A part of the work that a node does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Answers the HTTP API on TCP. The admin socket is there in any case.
    Api,
    /// Delivers.
    Deliver,
    /// Shows the dashboard, at the API's address.
    Dashboard,
}

impl Role {
    /// The word in the file and in the list of nodes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Deliver => "deliver",
            Self::Dashboard => "dashboard",
        }
    }
}

const ROLES: [(&str, Role); 3] =
    [("api", Role::Api), ("deliver", Role::Deliver), ("dashboard", Role::Dashboard)];

section!(
    /// This node among those that share one Postgres.
    pub Node, "node", "node." {
        /// Name in lists and logs; null: the host name.
        name: String = Default::Place(|places| Raw::Text(places.host_name.clone())), |raw| text(raw, 64);
        /// What it does, one or more of api, deliver, dashboard.
        roles: Vec<Role> = Default::List(&["api", "deliver", "dashboard"]), |raw| words(raw, &ROLES);
    }
);

impl Node {
    /// Whether this node does that part of the work.
    #[must_use]
    pub fn does(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
