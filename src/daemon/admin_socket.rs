//! The admin socket's place in the file system: who may come near it, and what may already lie there.

use std::fs;
use std::fs::DirBuilder;
use std::fs::Permissions;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::FileTypeExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::lchown;
use std::os::unix::net::UnixStream;
use std::path::Path;

use interprocess::local_socket::GenericFilePath;
use interprocess::local_socket::ListenerOptions;
use interprocess::local_socket::ToFsName;
use interprocess::local_socket::tokio::Listener;

use super::error::DaemonError;
use super::lock::Lock;

/// Who may reach the socket at all; [`super::peers`] decides what they may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reach {
    /// Our own user and root.
    #[default]
    Own,
    /// The members of one group too.
    Group(u32),
    /// Everybody: two groups do not fit into the permission bits of one file. Their members are told apart, and
    /// everybody else refused, when the connection is accepted.
    Everybody,
}

impl Reach {
    fn group(self) -> Option<u32> {
        match self {
            Self::Group(gid) => Some(gid),
            Self::Own | Self::Everybody => None,
        }
    }

    fn modes(self) -> (u32, u32) {
        match self {
            Self::Own | Self::Group(_) => (0o750, 0o660),
            Self::Everybody => (0o751, 0o666),
        }
    }
}

/// Makes the directory of `socket` if there is none, with nobody else able to enter it before it is finished.
pub(super) fn prepare_directory(socket: &Path, reach: Reach) -> Result<(), DaemonError> {
    let Some(dir) = socket.parent() else { return Ok(()) };
    if dir.exists() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(DaemonError::io("make the directory", dir))?;
    open_to(dir, reach.group(), reach.modes().0)
}

/// Binds the socket. `_lock` proves that no other daemon is about to do the same.
///
/// A socket that nobody answers on is one that a daemon left when it was killed, and goes. Anything else stays
/// where it is: a link is not followed, a file not removed.
pub(super) fn bind(socket: &Path, reach: Reach, _lock: &Lock) -> Result<Listener, DaemonError> {
    clear(socket)?;
    let name = socket.to_fs_name::<GenericFilePath>().map_err(DaemonError::io("name the socket", socket))?;
    // The daemon's umask is 0077: until the mode is set below nobody else can connect.
    let listener = ListenerOptions::new()
        .name(name)
        .create_tokio()
        .map_err(DaemonError::io("bind the socket", socket))?;
    open_to(socket, reach.group(), reach.modes().1)?;
    Ok(listener)
}

fn open_to(path: &Path, group: Option<u32>, mode: u32) -> Result<(), DaemonError> {
    if let Some(gid) = group {
        lchown(path, None, Some(gid)).map_err(DaemonError::io("give the group", path))?;
    }
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(DaemonError::io("set the mode of", path))
}

fn clear(socket: &Path) -> Result<(), DaemonError> {
    let kind = match fs::symlink_metadata(socket) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(DaemonError::io("look at", socket)(error)),
    };
    let what = if kind.is_symlink() {
        "a symbolic link"
    } else if kind.is_dir() {
        "a directory"
    } else if kind.is_socket() {
        match UnixStream::connect(socket) {
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                return fs::remove_file(socket).map_err(DaemonError::io("remove the stale socket", socket));
            }
            Ok(_) => "a socket that another program answers on",
            Err(error) => return Err(DaemonError::io("dial the socket", socket)(error)),
        }
    } else {
        "a file"
    };
    Err(DaemonError::InTheWay { path: socket.to_owned(), what })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::net::UnixListener;

    use super::super::scratch::Scratch;
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().mode() & 0o7777
    }

    fn bound(socket: &Path) -> Result<Listener, DaemonError> {
        bind(socket, Reach::Own, &Lock::beside(socket).unwrap())
    }

    #[tokio::test]
    async fn directory_is_0750_and_socket_0660() {
        let scratch = Scratch::new("socket-modes");
        let socket = scratch.path("run/admin.sock");
        prepare_directory(&socket, Reach::Own).unwrap();
        let listener = bound(&socket).unwrap();
        assert_eq!((mode(socket.parent().unwrap()), mode(&socket)), (0o750, 0o660));
        drop(listener);
        assert!(!socket.exists(), "a daemon that stops takes its socket away");
    }

    #[tokio::test]
    async fn group_gets_the_socket_and_two_groups_open_it() {
        let scratch = Scratch::new("socket-group");
        let own = rustix::process::getegid().as_raw();
        let socket = scratch.path("admin.sock");
        let lock = Lock::beside(&socket).unwrap();
        let listener = bind(&socket, Reach::Group(own), &lock).unwrap();
        assert_eq!((mode(&socket), fs::metadata(&socket).unwrap().gid()), (0o660, own));
        drop(listener);
        let _listener = bind(&socket, Reach::Everybody, &lock).unwrap();
        assert_eq!(mode(&socket), 0o666);
    }

    #[tokio::test]
    async fn socket_of_a_dead_daemon_is_replaced() {
        let scratch = Scratch::new("socket-stale");
        let socket = scratch.path("admin.sock");
        drop(UnixListener::bind(&socket).unwrap());
        assert!(socket.exists());
        bound(&socket).unwrap();
    }

    #[tokio::test]
    async fn socket_that_answers_is_left_alone() {
        let scratch = Scratch::new("socket-alive");
        let socket = scratch.path("admin.sock");
        let _other = UnixListener::bind(&socket).unwrap();
        let error = bound(&socket).unwrap_err();
        assert!(error.to_string().contains("another program answers"), "{error}");
        assert!(UnixStream::connect(&socket).is_ok());
    }

    #[tokio::test]
    async fn planted_link_and_file_are_neither_followed_nor_removed() {
        let scratch = Scratch::new("socket-planted");
        let target = scratch.path("target.sock");
        drop(UnixListener::bind(&target).unwrap());
        let socket = scratch.path("admin.sock");
        std::os::unix::fs::symlink(&target, &socket).unwrap();
        assert!(bound(&socket).unwrap_err().to_string().contains("a symbolic link"));
        assert!(target.exists() && fs::symlink_metadata(&socket).unwrap().is_symlink());
        fs::remove_file(&socket).unwrap();
        fs::write(&socket, "precious").unwrap();
        assert!(bound(&socket).unwrap_err().to_string().contains("a file"));
        assert_eq!(fs::read_to_string(&socket).unwrap(), "precious");
    }
}
