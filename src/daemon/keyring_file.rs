//! The file with the master keys: read with suspicion, made once, never written over.

use std::fs;
use std::fs::DirBuilder;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Read;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use zeroize::Zeroizing;

use super::error::DaemonError;
use super::error::KeyringFileError;
use crate::domain::keyring::Keyring;

/// Id of the key that a new keyring begins with.
const FIRST_ID: u32 = 1;

/// A keyring of 64 keys has about 4 KiB; more is not a keyring.
const BYTES_MAX: u64 = 64 * 1024;

/// Reads the keys; `None` when there is no file. A file that the service manager handed over is guarded by it and
/// may have any mode.
pub(super) fn read(path: &Path, is_credential: bool) -> Result<Option<Keyring>, KeyringFileError> {
    let cannot = |source| KeyringFileError::Read { path: path.to_owned(), source };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(error)),
    };
    // Of the opened file, so that it cannot be exchanged between the look and the reading.
    let mode = file.metadata().map_err(cannot)?.mode() & 0o7777;
    if !is_credential && mode & 0o077 != 0 {
        return Err(KeyringFileError::Exposed { path: path.to_owned(), mode });
    }
    let mut text = Zeroizing::new(String::new());
    file.take(BYTES_MAX).read_to_string(&mut text).map_err(cannot)?;
    let keyring = Keyring::parse(&text);
    keyring.map(Some).map_err(|source| KeyringFileError::Keys { path: path.to_owned(), source })
}

/// Makes a keyring of one random key, readable by its owner alone, on disk before this returns: a secret that is
/// sealed with a key that a power cut took is lost.
pub(super) fn create(path: &Path) -> Result<(), DaemonError> {
    let dir = path.parent().unwrap_or(Path::new("/"));
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(DaemonError::io("make the directory", dir))?;
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(DaemonError::KeyringExists { path: path.to_owned() });
        }
        Err(error) => return Err(DaemonError::io("make the keyring", path)(error)),
    };
    let mut random = Zeroizing::new([0_u8; 32]);
    rand::fill(&mut random[..]);
    let line = Keyring::line(FIRST_ID, &random);
    let written = file
        .write_all(line.as_bytes())
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.sync_all())
        .and_then(|()| File::open(dir)?.sync_all());
    written.map_err(|error| {
        // Half a key must not be taken for a keyring at the next start.
        drop(fs::remove_file(path));
        DaemonError::io("write the keyring", path)(error)
    })
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn new_keyring_is_private_and_usable() {
        let scratch = Scratch::new("keyring-new");
        let path = scratch.path("state/master-keys");
        create(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        let keyring = read(&path, false).unwrap().unwrap();
        assert_eq!(keyring.ids().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn keyring_is_never_written_over() {
        let scratch = Scratch::new("keyring-again");
        let path = scratch.path("master-keys");
        create(&path).unwrap();
        let before = fs::read(&path).unwrap();
        let error = create(&path).unwrap_err();
        assert!(error.to_string().contains("exists already"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn two_keyrings_have_different_keys() {
        let scratch = Scratch::new("keyring-two");
        create(&scratch.path("a")).unwrap();
        create(&scratch.path("b")).unwrap();
        assert_ne!(fs::read(scratch.path("a")).unwrap(), fs::read(scratch.path("b")).unwrap());
    }

    #[test]
    fn keyring_that_others_can_read_is_refused_unless_it_is_a_credential() {
        let scratch = Scratch::new("keyring-mode");
        let path = scratch.path("master-keys");
        create(&path).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let error = read(&path, false).unwrap_err();
        assert!(error.to_string().contains("mode 0640"), "{error}");
        assert!(read(&path, true).unwrap().is_some());
    }

    #[test]
    fn missing_keyring_is_none_and_an_empty_one_is_an_error() {
        let scratch = Scratch::new("keyring-empty");
        let path = scratch.path("master-keys");
        assert!(read(&path, false).unwrap().is_none());
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(read(&path, false), Err(KeyringFileError::Keys { .. })));
    }
}
