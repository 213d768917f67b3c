//! The signing secret of `listen`: made once for a user and a project, kept in a file that only the user may read.

use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;
use crate::config::client::ClientEnvironment;
use crate::domain::id::ProjectId;
use crate::domain::secret::SigningSecret;
use crate::store::random;

/// The secret for this project.
pub(super) fn of(environment: &ClientEnvironment, project: &str) -> Result<SigningSecret> {
    // What is no id must not become a path.
    let project: ProjectId = project
        .parse()
        .map_err(|_| CliError::failed("the answer names no project; is this HookIt that answers?"))?;
    let dir = environment.user_state_dir().ok_or_else(|| {
        CliError::failed("there is no place to keep the signing secret").hint("set HOME or XDG_STATE_HOME")
    })?;
    keep(&dir.join("listen"), project)
}

fn keep(dir: &Path, project: ProjectId) -> Result<SigningSecret> {
    let path = dir.join(format!("{project}.secret"));
    let cannot = |error: io::Error| {
        CliError::failed(format!("cannot keep the signing secret in {}", path.display())).because(error)
    };
    if !path.try_exists().map_err(cannot)? {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(cannot)?;
        make(dir, &path).map_err(cannot)?;
    }
    let text = input::secret_file(&path)?;
    SigningSecret::parse(&text).map_err(|error| {
        CliError::failed(format!("{} holds no signing secret", path.display()))
            .because(error)
            .hint("remove the file; a new one is made")
    })
}

/// Writes it aside and links it into place: whoever comes second, or reads meanwhile, finds the whole first one.
fn make(dir: &Path, path: &Path) -> io::Result<()> {
    let aside: PathBuf = dir.join(format!("{:016x}.new", u64::from_ne_bytes(random::<8>())));
    let secret = SigningSecret::generate(&random());
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&aside)?;
    let linked = writeln!(file, "{}", secret.reveal()).and_then(|()| fs::hard_link(&aside, path));
    fs::remove_file(&aside)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_made_once_a_project_and_only_its_user_may_read_it() {
        let dir = PathBuf::from("/tmp").join(format!("hookit-{:x?}", random::<8>()));
        let project = |number| ProjectId::from_uuid(uuid::Uuid::from_u128(number));
        let first = keep(&dir, project(1)).unwrap();
        assert_eq!(keep(&dir, project(1)).unwrap().reveal(), first.reveal());
        assert_ne!(keep(&dir, project(2)).unwrap().reveal(), first.reveal());
        let path = dir.join(format!("{}.secret", project(1)));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
        make(&dir, &path).unwrap();
        assert_eq!(keep(&dir, project(1)).unwrap().reveal(), first.reveal(), "the first one stays");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 2);
        fs::write(&path, "nonsense").unwrap();
        assert!(keep(&dir, project(1)).unwrap_err().hint.is_some());
        fs::remove_dir_all(&dir).unwrap();
    }
}
