//! What a person at the dashboard may do: a rank, which stands for scopes of the API.

use std::fmt;
use std::str::FromStr;

use super::access::Caller;
use super::access::Scope;
use super::outcome::UnknownWord;
use super::outcome::words;

words!(
    /// What a person at the dashboard may do; each rank includes those before it.
    Rank {
        /// Look.
        Viewer = "viewer",
        /// Change endpoints, cancel, attempt, redrive.
        Operator = "operator",
        /// Everything, keys and projects included.
        Admin = "admin",
    }
);

impl Rank {
    /// The highest rank that a caller of the API can take; `None` for one that may not even look.
    #[must_use]
    pub fn of(caller: &Caller) -> Option<Self> {
        if caller.may(Scope::Admin) {
            Some(Self::Admin)
        } else if !caller.may(Scope::Read) {
            None
        } else if caller.may(Scope::Manage) {
            Some(Self::Operator)
        } else {
            Some(Self::Viewer)
        }
    }

    /// What it may do at the API.
    #[must_use]
    pub fn scopes(self) -> Vec<Scope> {
        match self {
            Self::Viewer => vec![Scope::Read],
            Self::Operator => vec![Scope::Read, Scope::Publish, Scope::Manage],
            Self::Admin => vec![Scope::Admin],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(scopes: &[Scope]) -> Caller {
        Caller { actor: "test".to_owned(), key: None, project: None, scopes: scopes.to_vec() }
    }

    #[test]
    fn a_rank_is_what_the_scopes_allow() {
        assert_eq!(Rank::of(&caller(&[Scope::Admin])), Some(Rank::Admin));
        assert_eq!(Rank::of(&caller(&[Scope::Read, Scope::Manage])), Some(Rank::Operator));
        assert_eq!(Rank::of(&caller(&[Scope::Read])), Some(Rank::Viewer));
        // Whoever may only publish, or change what it cannot see, has no business here.
        assert_eq!(Rank::of(&caller(&[Scope::Publish, Scope::Manage])), None);
    }

    #[test]
    fn each_rank_includes_those_before_it() {
        assert!(Rank::Viewer < Rank::Operator && Rank::Operator < Rank::Admin);
        for rank in Rank::ALL {
            assert_eq!(Rank::of(&caller(&rank.scopes())), Some(*rank));
        }
    }
}
