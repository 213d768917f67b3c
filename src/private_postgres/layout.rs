//! Where the private Postgres keeps its things, and who may enter each place.

use std::fs;
use std::fs::DirBuilder;
use std::fs::Permissions;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::path::PathBuf;

use super::PrivateOptions;
use super::PrivatePostgresError;
use super::user::User;

/// Longest path of a Unix socket on Linux (`sun_path` less its closing NUL); Postgres ends on a longer one.
const SOCKET_PATH_MAX: usize = 107;

/// Name of the socket that Postgres makes for its port.
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// How many names are tried in a shared directory before it is given up.
const SHARED_NAMES_MAX: u32 = 10;

/// The paths below the state directory. `base` stays the daemon's own, so that a server that steps down from
/// root can write into `data` and into the socket directory and nowhere else.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// `postgres/` in the state directory.
    pub(super) base: PathBuf,
    /// The cluster.
    pub(super) data: PathBuf,
    /// A cluster in the making, renamed to `data` when it is whole.
    pub(super) data_new: PathBuf,
    /// A cluster of a newer version in the making, exchanged with `data` when it is whole.
    pub(super) upgrade: PathBuf,
    /// Where the programs that make it put what they write meanwhile.
    pub(super) upgrade_work: PathBuf,
    /// The lock file.
    pub(super) lock: PathBuf,
    /// The generated configuration.
    pub(super) conf: PathBuf,
}

impl Layout {
    /// Names the paths; touches nothing.
    pub(super) fn new(state_dir: &Path) -> Self {
        let base = state_dir.join("postgres");
        Self {
            data: base.join("data"),
            data_new: base.join("data.new"),
            upgrade: base.join("data.upgrade"),
            upgrade_work: base.join("upgrade"),
            lock: base.join("lock"),
            conf: base.join("postgresql.conf"),
            base,
        }
    }

    /// The owner of the cluster and its major version, when there is one.
    pub(super) fn cluster(&self) -> Result<Option<(u32, u32)>, PrivatePostgresError> {
        cluster_in(&self.data)
    }

    /// Where the cluster of this major version is kept after an upgrade.
    pub(super) fn kept(&self, version: u32) -> PathBuf {
        self.base.join(format!("data.{version}"))
    }

    /// The clusters that were kept after upgrades, oldest first.
    pub(super) fn all_kept(&self) -> Vec<(u32, PathBuf)> {
        let entries = fs::read_dir(&self.base).into_iter().flatten().flatten();
        let mut kept: Vec<(u32, PathBuf)> = entries
            .filter_map(|entry| {
                let version = entry.file_name().to_str()?.strip_prefix("data.")?.parse().ok()?;
                entry.path().is_dir().then(|| (version, entry.path()))
            })
            .collect();
        kept.sort_unstable();
        kept
    }

    /// Makes the directories above the cluster: the state directory and `base` private to us, those above them
    /// like any `mkdir -p`.
    pub(super) fn prepare(&self) -> Result<(), PrivatePostgresError> {
        let state_dir = self.base.parent().unwrap_or(&self.base);
        if let Some(above) = state_dir.parent() {
            fs::create_dir_all(above).map_err(PrivatePostgresError::io("make the directory", above))?;
        }
        make_private(state_dir)?;
        make_private(&self.base)
    }

    /// Lets a user other than ours reach `base`: search permission, which shows no names and opens no file, on
    /// the two directories that are ours. The ones above are the operator's and are only checked.
    pub(super) fn admit(&self, user: &User) -> Result<(), PrivatePostgresError> {
        if user.other.is_none() {
            return Ok(());
        }
        for dir in [self.base.parent().unwrap_or(&self.base), &self.base] {
            let mode = fs::metadata(dir).map_err(PrivatePostgresError::io("inspect", dir))?.mode() & 0o7777;
            if mode & 0o001 == 0 {
                fs::set_permissions(dir, Permissions::from_mode(mode | 0o001))
                    .map_err(PrivatePostgresError::io("open for search", dir))?;
            }
        }
        if user.can_enter(&self.base)? {
            Ok(())
        } else {
            Err(PrivatePostgresError::Unreachable { user: user.name(), dir: self.base.clone() })
        }
    }

    /// Makes the directory for the socket, private to `user` and empty, in the first place that is short enough.
    ///
    /// It is emptied because a socket's own lock file may name a process id that has become a zombie or somebody
    /// else's, and Postgres would take it for a running server; the lock of the cluster says there is none.
    pub(super) fn socket_dir(
        &self,
        options: &PrivateOptions,
        user: &User,
    ) -> Result<PathBuf, PrivatePostgresError> {
        let name =
            format!("hookit-postgres-{:08x}", crc32fast::hash(self.base.as_os_str().as_encoded_bytes()));
        let mut tried = vec![self.base.join("socket")];
        tried.extend(options.runtime_dir.iter().map(|dir| dir.join(&name)));
        let shared = Path::new("/tmp").join(&name);
        tried.push(shared.clone());
        tried.extend((1..SHARED_NAMES_MAX).map(|n| shared.with_extension(n.to_string())));
        for dir in tried.iter().filter(|dir| fits(dir)) {
            match claim(dir, user) {
                Ok(()) => return Ok(dir.clone()),
                Err(error) => tracing::debug!(dir = %dir.display(), %error, "socket directory passed over"),
            }
        }
        let tried: Vec<String> = tried.iter().map(|dir| dir.display().to_string()).collect();
        Err(PrivatePostgresError::NoSocketDir { tried: tried.join(", ") })
    }
}

/// The owner of the cluster in a directory and its major version, when there is one.
pub(super) fn cluster_in(data: &Path) -> Result<Option<(u32, u32)>, PrivatePostgresError> {
    let file = data.join("PG_VERSION");
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(PrivatePostgresError::io("read", &file)(error)),
    };
    let version = text.trim().parse().map_err(|_| {
        PrivatePostgresError::io("understand", &file)(io::Error::other(format!("it says {:?}", text.trim())))
    })?;
    let owner = fs::metadata(data).map_err(PrivatePostgresError::io("inspect", data))?.uid();
    Ok(Some((owner, version)))
}

/// Makes a directory that is private to us, if it is not there.
fn make_private(dir: &Path) -> Result<(), PrivatePostgresError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(PrivatePostgresError::io("make the directory", dir))
}

/// Whether the socket's path is short enough, and of characters that its configuration line can carry.
fn fits(dir: &Path) -> bool {
    dir.is_absolute()
        && dir.as_os_str().len() + 1 + SOCKET_NAME.len() <= SOCKET_PATH_MAX
        && dir.to_str().is_some_and(|text| !text.chars().any(char::is_control))
}

/// Makes `dir` the user's own, mode 0700 and empty, or refuses: the place may be one where others can put a
/// directory or a link before us.
fn claim(dir: &Path, user: &User) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(dir) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let found = fs::symlink_metadata(dir)?;
    let ours = rustix::process::geteuid().as_raw();
    if !found.is_dir() || (found.uid() != user.uid && found.uid() != ours) || found.mode() & 0o077 != 0 {
        return Err(io::Error::other("it is not a private directory of ours"));
    }
    for entry in fs::read_dir(dir)? {
        fs::remove_file(entry?.path())?;
    }
    if found.uid() != user.uid {
        std::os::unix::fs::lchown(dir, Some(user.uid), Some(user.gid))?;
    }
    let reachable = user.other.is_none() || user.can_enter(dir).unwrap_or(false);
    reachable.then_some(()).ok_or_else(|| io::Error::other("the user of Postgres cannot enter it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ourselves() -> User {
        let options = options();
        User::choose(&options, None).expect("this machine has a user for Postgres")
    }

    fn options() -> PrivateOptions {
        PrivateOptions {
            state_dir: "/x".into(),
            bin_dir: None,
            user: None,
            search_path: Vec::new(),
            runtime_dir: None,
        }
    }

    fn scratch(name: &str) -> PathBuf {
        let dir = PathBuf::from(format!("/tmp/hookit-layout-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("make a scratch directory");
        dir
    }

    #[test]
    fn socket_path_of_107_bytes_fits_and_of_108_does_not() {
        let dir = |len: usize| PathBuf::from(format!("/{}", "d".repeat(len - 1)));
        assert!(fits(&dir(107 - 1 - SOCKET_NAME.len())));
        assert!(!fits(&dir(108 - 1 - SOCKET_NAME.len())));
        assert!(!fits(Path::new("/with\nnewline")));
    }

    #[test]
    fn long_state_directory_gets_a_short_private_socket_directory() {
        let root = scratch("long");
        let layout = Layout::new(&root.join("d".repeat(100)));
        layout.prepare().expect("make the directories");
        let user = ourselves();
        let dir = layout.socket_dir(&options(), &user).expect("a directory in /tmp");
        let found = fs::symlink_metadata(&dir).expect("it exists");
        let again = layout.socket_dir(&options(), &user).expect("the same directory again");
        fs::remove_dir(&dir).expect("it is empty");
        fs::remove_dir_all(&root).expect("clean up");
        assert_eq!((found.uid(), found.mode() & 0o7777), (user.uid, 0o700));
        assert!(dir.starts_with("/tmp") && fits(&dir), "{}", dir.display());
        assert_eq!(again, dir);
    }

    #[test]
    fn link_or_open_directory_planted_by_others_is_passed_over() {
        let root = scratch("planted");
        let user = ourselves();
        let target = root.join("target");
        DirBuilder::new().mode(0o700).create(&target).expect("make a target");
        fs::write(target.join("precious"), "1").expect("put a file there");
        let link = root.join("link");
        std::os::unix::fs::symlink(&target, &link).expect("plant a link");
        let open = root.join("open");
        DirBuilder::new().mode(0o700).create(&open).expect("make a directory");
        fs::set_permissions(&open, Permissions::from_mode(0o755)).expect("open it");
        let refused = (claim(&link, &user).is_err(), claim(&open, &user).is_err());
        let kept = target.join("precious").exists();
        fs::remove_dir_all(&root).expect("clean up");
        assert_eq!(refused, (true, true));
        assert!(kept, "nothing behind the link is touched");
    }

    #[test]
    fn no_cluster_is_none_and_a_strange_version_is_an_error() {
        let root = scratch("version");
        let layout = Layout::new(&root);
        let none = layout.cluster();
        fs::create_dir_all(&layout.data).expect("make the data directory");
        fs::write(layout.data.join("PG_VERSION"), "15\n").expect("write a version");
        let some = layout.cluster();
        fs::write(layout.data.join("PG_VERSION"), "soon\n").expect("write a version");
        let strange = layout.cluster();
        fs::remove_dir_all(&root).expect("clean up");
        assert_eq!(none.expect("no error"), None);
        assert_eq!(some.expect("no error").map(|(_, version)| version), Some(15));
        assert!(strange.is_err());
    }
}
