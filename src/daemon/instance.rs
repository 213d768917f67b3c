//! Who this daemon is across restarts: an identity in its state directory, which one process at a time may have.

use std::fs;
use std::fs::DirBuilder;
use std::io;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::error::DaemonError;
use super::lock::Lock;

/// The identity, held while the daemon lives.
#[derive(Debug)]
pub(super) struct Instance {
    /// Host name and a random part. The host name is in it so that a state directory that was copied to another
    /// machine is another daemon there.
    pub(super) id: String,
    _lock: Lock,
}

impl Instance {
    /// Takes the state directory, making it if there is none.
    pub(super) fn take(state_dir: &Path, host_name: &str) -> Result<Self, DaemonError> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(state_dir)
            .map_err(DaemonError::io("make the state directory", state_dir))?;
        let lock = Lock::take(&state_dir.join("lock"), state_dir)?;
        let random = stored(state_dir)?;
        Ok(Self { id: format!("{host_name}/{random}"), _lock: lock })
    }
}

/// The random part: read, or made at the first start.
fn stored(state_dir: &Path) -> Result<String, DaemonError> {
    let path = state_dir.join("instance");
    match fs::read_to_string(&path) {
        Ok(text) if is_ours(text.trim()) => return Ok(text.trim().to_owned()),
        // An empty file is one that a power cut left; whatever it named is dead.
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(DaemonError::io("read", &path)(error)),
    }
    let id = format!("{:032x}", u128::from_le_bytes(crate::store::random()));
    let new = state_dir.join("instance.new");
    let write = || {
        let mut file = fs::File::create(&new)?;
        writeln!(file, "{id}")?;
        file.sync_all()?;
        fs::rename(&new, &path)
    };
    write().map_err(DaemonError::io("write", &path))?;
    Ok(id)
}

fn is_ours(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::super::scratch::once_free;
    use super::*;

    #[test]
    fn identity_survives_a_restart_and_differs_elsewhere() {
        let scratch = Scratch::new("instance");
        let take = |name: &str, host: &str| once_free(|| Instance::take(&scratch.path(name), host)).id;
        let first = take("a", "web-1");
        assert_eq!(take("a", "web-1"), first);
        assert_ne!(take("b", "web-1"), first);
        assert_ne!(take("a", "web-2"), first);
    }

    #[test]
    fn one_process_at_a_time_has_a_state_directory() {
        let scratch = Scratch::new("instance-second");
        let _first = Instance::take(&scratch.path("a"), "h").unwrap();
        let error = Instance::take(&scratch.path("a"), "h").unwrap_err();
        assert!(error.to_string().starts_with("another hookitd owns "), "{error}");
    }

    #[test]
    fn damaged_identity_is_made_anew() {
        let scratch = Scratch::new("instance-damaged");
        fs::create_dir_all(scratch.path("a")).unwrap();
        fs::write(scratch.path("a/instance"), "").unwrap();
        assert_eq!(Instance::take(&scratch.path("a"), "h").unwrap().id.len(), 2 + 32);
    }
}
