//! The unit file that is installed, beside the one that belongs to this version.

use std::fs;
use std::path::Path;

use super::report::Found;
use crate::domain::diagnosis::Finding;
use crate::domain::diagnosis::Level;

/// The unit of this version.
const BUILT_IN: &str = include_str!("../../../../config/hookitd.service");

/// Compares the first of these files that is there; nothing without one: then no service manager starts it.
pub(super) fn look(paths: &[&Path]) -> Option<Found> {
    let (path, installed) = paths.iter().find_map(|path| Some((path, fs::read_to_string(path).ok()?)))?;
    Some(judge(path, &installed).into())
}

fn judge(path: &Path, installed: &str) -> Finding {
    if told(installed).eq(told(BUILT_IN)) {
        return Finding::new("unit file", Level::Ok, "current");
    }
    let sentence =
        format!("{} is not the one of this version; own changes belong into a drop-in", path.display());
    Finding::new("unit file", Level::Warning, sentence).mend("systemctl edit hookitd; ./install.sh --system")
}

/// What a unit says: without comments, wherever its programs are.
fn told(unit: &str) -> impl Iterator<Item = String> {
    let lines = unit.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let words = line.split(' ').map(|word| match word.rsplit_once("/bin/hookit") {
            Some((before, rest)) => {
                let key = before.split_once('=').map(|(key, _)| format!("{key}=")).unwrap_or_default();
                format!("{key}/bin/hookit{rest}")
            }
            None => word.to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_of_this_version_is_current_wherever_the_program_is() {
        let path = Path::new("/etc/systemd/system/hookitd.service");
        assert_eq!(judge(path, BUILT_IN).level, Level::Ok);
        let elsewhere = BUILT_IN.replace("/usr/local/bin/", "/usr/bin/");
        assert_eq!(judge(path, &elsewhere).level, Level::Ok);
        assert_ne!(elsewhere, BUILT_IN);
        let commented = format!("# mine\n\n{BUILT_IN}");
        assert_eq!(judge(path, &commented).level, Level::Ok);
    }

    #[test]
    fn a_unit_of_another_version_is_told_with_its_path() {
        let path = Path::new("/etc/systemd/system/hookitd.service");
        let old = judge(path, &BUILT_IN.replace("[Service]", "[Service]\nPrivateTmp=no"));
        assert_eq!(old.level, Level::Warning);
        assert!(
            old.sentence.starts_with("/etc/systemd/system/hookitd.service is not the one"),
            "{}",
            old.sentence
        );
        assert!(look(&[Path::new("/nowhere/at/all")]).is_none());
    }
}
