//! Who is at the other end of the admin socket, and what they may do: the kernel says who, the settings say what.

use interprocess::local_socket::tokio::Stream;
use interprocess::local_socket::traits::StreamCommon;

use super::admin_socket::Reach;
use super::error::DaemonError;
use super::groups;
use crate::config::Admin;
use crate::domain::access::Caller;
use crate::domain::access::Scope;

/// A process that connected, by `SO_PEERCRED`: the user and group it had when it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer {
    /// User id.
    pub(super) uid: u32,
    /// Primary group id.
    pub(super) gid: u32,
    /// Process id; 0 when the kernel does not say.
    pub(super) pid: i32,
}

impl Peer {
    /// Asks the kernel; `None` when it does not answer, which is a refusal.
    pub(super) fn of(stream: &Stream) -> Option<Self> {
        let creds = stream.peer_creds().ok()?;
        Some(Self { uid: creds.euid()?, gid: creds.egid()?, pid: creds.pid().unwrap_or_default() })
    }

    /// The caller for the API, with everything or with a look only.
    pub(super) fn caller(self, role: PeerRole) -> Caller {
        let scopes = match role {
            PeerRole::Admin => vec![Scope::Admin],
            PeerRole::Reader => vec![Scope::Read, Scope::Metrics],
        };
        Caller { actor: format!("uid:{}", self.uid), key: None, project: None, scopes }
    }
}

/// What a peer may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeerRole {
    /// Everything.
    Admin,
    /// Look.
    Reader,
}

/// Who is let in.
#[derive(Clone, Debug)]
pub(super) struct Doorman {
    own_uid: u32,
    admins: Option<String>,
    readers: Option<String>,
}

impl Doorman {
    /// From the settings; both groups must exist, a mistyped name would lock its members out unseen.
    pub(super) async fn of(admin: &Admin) -> Result<(Self, Reach), DaemonError> {
        let admins = known("admin.group", admin.group.as_deref()).await?;
        let readers = known("admin.readonly_group", admin.readonly_group.as_deref()).await?;
        let reach = match (admins, readers) {
            (None, None) => Reach::Own,
            (Some(gid), None) | (None, Some(gid)) => Reach::Group(gid),
            (Some(_), Some(_)) => Reach::Everybody,
        };
        let doorman = Self {
            own_uid: rustix::process::geteuid().as_raw(),
            admins: admin.group.clone(),
            readers: admin.readonly_group.clone(),
        };
        Ok((doorman, reach))
    }

    /// Lets nobody in but root.
    #[cfg(test)]
    pub(super) fn of_nobody() -> Self {
        Self { own_uid: 0, admins: None, readers: None }
    }

    /// What this peer may do; `None` is a refusal. Groups are asked for at each connection, so that a member who
    /// was removed is out at once.
    pub(super) async fn role(&self, peer: Peer) -> Option<PeerRole> {
        if peer.uid == 0 || peer.uid == self.own_uid {
            return Some(PeerRole::Admin);
        }
        if belongs(peer, self.admins.as_deref()).await {
            return Some(PeerRole::Admin);
        }
        belongs(peer, self.readers.as_deref()).await.then_some(PeerRole::Reader)
    }
}

async fn known(key: &'static str, name: Option<&str>) -> Result<Option<u32>, DaemonError> {
    match name {
        None => Ok(None),
        Some(name) => match groups::group(name).await {
            Some(group) => Ok(Some(group.gid)),
            None => Err(DaemonError::NoGroup { key, name: name.to_owned() }),
        },
    }
}

async fn belongs(peer: Peer, group: Option<&str>) -> bool {
    let Some(group) = group else { return false };
    let Some(group) = groups::group(group).await else { return false };
    if peer.gid == group.gid {
        return true;
    }
    match groups::user(peer.uid).await {
        Some((name, gid)) => gid == group.gid || group.members.contains(&name),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admin(group: Option<&str>, readonly_group: Option<&str>) -> Admin {
        Admin {
            socket: "/x".into(),
            group: group.map(str::to_owned),
            readonly_group: readonly_group.map(str::to_owned),
        }
    }

    /// A user that no machine has, in the group `daemon`, which every Linux has.
    async fn stranger() -> Peer {
        Peer { uid: 4_000_000_001, gid: groups::group("daemon").await.unwrap().gid, pid: 1 }
    }

    #[tokio::test]
    async fn root_and_our_own_user_are_admins_and_others_are_refused() {
        let (doorman, reach) = Doorman::of(&admin(None, None)).await.unwrap();
        let own = rustix::process::geteuid().as_raw();
        assert_eq!(reach, Reach::Own);
        assert_eq!(doorman.role(Peer { uid: 0, gid: 0, pid: 1 }).await, Some(PeerRole::Admin));
        assert_eq!(doorman.role(Peer { uid: own, gid: 5, pid: 1 }).await, Some(PeerRole::Admin));
        assert_eq!(doorman.role(stranger().await).await, None);
    }

    #[tokio::test]
    async fn group_decides_what_its_members_may_do() {
        let (doorman, reach) = Doorman::of(&admin(Some("daemon"), None)).await.unwrap();
        assert!(matches!(reach, Reach::Group(_)));
        assert_eq!(doorman.role(stranger().await).await, Some(PeerRole::Admin));
        let (doorman, reach) = Doorman::of(&admin(Some("root"), Some("daemon"))).await.unwrap();
        assert_eq!(reach, Reach::Everybody);
        assert_eq!(doorman.role(stranger().await).await, Some(PeerRole::Reader));
    }

    #[tokio::test]
    async fn reader_may_look_and_change_nothing() {
        let caller = stranger().await.caller(PeerRole::Reader);
        assert!(caller.may(Scope::Read) && caller.may(Scope::Metrics));
        assert!(!caller.may(Scope::Manage) && !caller.may(Scope::Publish) && !caller.may(Scope::Admin));
        assert_eq!(caller.actor, "uid:4000000001");
    }

    #[tokio::test]
    async fn group_that_does_not_exist_is_an_error() {
        let error = Doorman::of(&admin(Some("no-such-group-anywhere"), None)).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "admin.group: there is no group no-such-group-anywhere on this machine"
        );
    }
}
