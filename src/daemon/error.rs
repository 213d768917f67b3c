//! Why the daemon does not start or ends early, and with what exit code.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::deliver::DeliverError;
use crate::deliver::post::ClientError;
use crate::domain::keyring::KeyringError;
use crate::private_postgres::PrivatePostgresError;
use crate::store::StoreError;

/// Exit code for settings or master keys that cannot be used (`EX_CONFIG` of sysexits.h); the service is not
/// restarted then.
pub(super) const EXIT_CONFIG: u8 = 78;
/// Exit code for a second daemon (`EX_CANTCREAT`).
pub(super) const EXIT_SECOND: u8 = 73;
/// Exit code for a bug of ours (`EX_SOFTWARE`).
pub(super) const EXIT_BUG: u8 = 70;
/// Exit code for everything else, a stop that was cut short too.
pub(super) const EXIT_FAILURE: u8 = 1;

/// What went wrong with the daemon's own work.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// The settings cannot be used.
    #[error("the settings cannot be used")]
    Config(#[from] ConfigError),
    /// There is no such group.
    #[error("{key}: there is no group {name} on this machine")]
    NoGroup {
        /// The setting.
        key: &'static str,
        /// The name it gives.
        name: String,
    },
    /// Another daemon runs here.
    #[error("another hookitd owns {owned} (pid {pid})")]
    Second {
        /// The admin socket or the state directory.
        owned: PathBuf,
        /// The other one's process id, as far as it is known.
        pid: String,
    },
    /// Something that is not ours lies where the admin socket should be.
    #[error("{path} is in the way of the admin socket: it is {what}; remove it or set admin.socket")]
    InTheWay {
        /// The path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// There is no keyring, or nothing usable in it.
    #[error("no usable master key: run 'hookitd keyring init'")]
    NoMasterKey {
        /// What is wrong with the file.
        #[source]
        source: Option<KeyringFileError>,
    },
    /// The database is sealed with keys that are gone.
    #[error(
        "the database's secrets are sealed with master keys that are not in {path}: put the keyring back there, or \
         name it with secrets.keyring_file"
    )]
    KeyringLost {
        /// Where it should be.
        path: PathBuf,
    },
    /// A new keyring must not replace one that secrets are sealed with.
    #[error("{path} exists already and is left as it is: the secrets in the database are sealed with it")]
    KeyringExists {
        /// The keyring file.
        path: PathBuf,
    },
    /// A file or directory could not be used.
    #[error("cannot {action} {path}")]
    Io {
        /// What we were doing.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The API's address is taken or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// `api.listen`.
        address: SocketAddr,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The process could not be set up.
    #[error("cannot {action}")]
    Process {
        /// What we were doing.
        action: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The private Postgres does not run.
    #[error("the private Postgres cannot be used")]
    Private(#[from] PrivatePostgresError),
    /// The private Postgres ended while it was needed.
    #[error("the private Postgres ended by itself")]
    PostgresEnded,
    /// The database cannot be used.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    /// The delivery loop ended.
    #[error("the delivery loop cannot run")]
    Deliver(#[from] DeliverError),
    /// Connections to receivers cannot be made as the settings say.
    #[error("the settings for deliveries cannot be used")]
    Client(#[from] ClientError),
    /// The daemon is not healthy, or not there.
    #[error("{0}")]
    Unhealthy(String),
    /// The proxy's credentials cannot be used.
    #[error(
        "deliver.proxy_credentials_file holds `user:password` in one line, and deliver.proxy is set with it"
    )]
    ProxyCredentials,
    /// Operational events cannot go where the settings say.
    #[error("{key}: {detail}")]
    Operations {
        /// The setting.
        key: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// A part of the daemon ended that must not end.
    #[error("a bug: {0} ended")]
    Bug(&'static str),
}

/// What is wrong with a keyring file.
#[derive(Debug, thiserror::Error)]
pub enum KeyringFileError {
    /// Others may read it.
    #[error("{path} can be read by others (mode {mode:04o}): chmod 600 it")]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It cannot be read.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// It holds no usable keys.
    #[error("{path}: {source}")]
    Keys {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        source: KeyringError,
    },
}

impl DaemonError {
    /// Names what was done with a path, for `map_err`.
    pub(super) fn io(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { action, path, source }
    }

    /// The exit code that tells a service manager what to do.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_)
            | Self::NoGroup { .. }
            | Self::NoMasterKey { .. }
            | Self::KeyringLost { .. }
            | Self::Client(_)
            | Self::ProxyCredentials
            | Self::Operations { .. }
            | Self::Store(
                StoreError::NoMasterKey
                | StoreError::WrongMasterKey { .. }
                | StoreError::Moved { .. }
                | StoreError::Moving { .. },
            ) => EXIT_CONFIG,
            Self::Second { .. } | Self::Private(PrivatePostgresError::InUse { .. }) => EXIT_SECOND,
            Self::Bug(_) => EXIT_BUG,
            Self::InTheWay { .. }
            | Self::KeyringExists { .. }
            | Self::Io { .. }
            | Self::Listen { .. }
            | Self::Process { .. }
            | Self::Private(_)
            | Self::PostgresEnded
            | Self::Store(_)
            | Self::Deliver(_)
            | Self::Unhealthy(_) => EXIT_FAILURE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chain::chain;

    #[test]
    fn exit_code_tells_the_service_manager_what_to_do() {
        let second = DaemonError::Second { owned: "/run/hookit/admin.sock".into(), pid: "123".to_owned() };
        assert_eq!(second.exit_code(), 73);
        assert_eq!(second.to_string(), "another hookitd owns /run/hookit/admin.sock (pid 123)");
        assert_eq!(DaemonError::NoMasterKey { source: None }.exit_code(), 78);
        assert_eq!(DaemonError::Store(StoreError::WrongMasterKey { key_id: 3 }).exit_code(), 78);
        assert_eq!(DaemonError::Store(StoreError::ReadOnly).exit_code(), 1);
        assert_eq!(DaemonError::Bug("the delivery loop").exit_code(), 70);
    }

    #[test]
    fn causes_stand_on_one_line_and_once() {
        let error =
            DaemonError::Io { action: "open", path: "/x".into(), source: io::Error::other("no such luck") };
        assert_eq!(chain(&error), "cannot open /x: no such luck");
    }
}
