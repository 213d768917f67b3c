//! This machine as far as it can be looked at without a daemon: settings, disk and master keys of the one that should run here.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::report::Found;
use crate::config::Config;
use crate::config::Environment;
use crate::config::Given;
use crate::config::SETTINGS_FILE;
use crate::domain::diagnosis;
use crate::domain::diagnosis::Disk;
use crate::domain::diagnosis::Finding;
use crate::domain::diagnosis::Level;

/// Looks at what a daemon with this shell's environment would find; nothing on a machine where none ever ran.
pub(super) fn look() -> Vec<Found> {
    let is_set_up = Path::new(SETTINGS_FILE).exists();
    let given = Given { file: None, set: Vec::new() };
    let config = match Config::load(&given, &Environment::read()) {
        Ok(loaded) => loaded.config,
        Err(error) => {
            let sentence = format!("hookitd cannot start with them: {error}");
            return vec![
                Finding::new("settings", Level::Problem, sentence).mend("hookit config check").into(),
            ];
        }
    };
    if !is_set_up && !config.state_dir.exists() {
        return Vec::new();
    }
    let settings =
        if is_set_up { format!("{SETTINGS_FILE} can be used") } else { "the defaults hold".to_owned() };
    let mut found = vec![Finding::new("settings", Level::Ok, settings)];
    found.extend(disk(&config.state_dir));
    found.push(keyring(&config.secrets.keyring_file, config.keyring_is_credential));
    found.into_iter().map(Into::into).collect()
}

fn disk(directory: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(directory).ok()?;
    Some(diagnosis::disk(&Disk {
        directory: directory.display().to_string(),
        free_bytes: disk.f_bavail.saturating_mul(disk.f_frsize),
        total_bytes: disk.f_blocks.saturating_mul(disk.f_frsize),
        ..Disk::default()
    }))
}

fn keyring(file: &Path, is_credential: bool) -> Finding {
    let path = file.display().to_string();
    match fs::metadata(file) {
        Ok(found) => diagnosis::keyring(&path, true, Some(found.mode() & 0o7777), is_credential),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            // A private Postgres gets its keys with its first start.
            Finding::new("master key", Level::Warning, format!("there is no {path}"))
                .mend("hookitd keyring init")
        }
        Err(error) => Finding::new("master key", Level::Skipped, format!("{path}: {error}; look as root")),
    }
}
