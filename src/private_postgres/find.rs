//! Finds the Postgres programs to run.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use super::PrivateOptions;
use super::PrivatePostgresError;

/// Major versions HookIt is made for.
const VERSIONS: std::ops::RangeInclusive<u32> = 14..=18;

/// Where distributions put the programs of one major version; `*` stands for it.
const DISTRIBUTION_DIRS: [(&str, &str, &str); 4] = [
    ("/usr/lib/postgresql", "", "bin"), // Debian, Ubuntu
    ("/usr", "pgsql-", "bin"),          // the Postgres project's RPMs
    ("/usr/libexec", "postgresql", ""), // Alpine
    ("/usr/lib", "postgresql", "bin"),  // openSUSE
];

/// The programs of one Postgres installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binaries {
    /// The directory that holds them.
    pub(super) dir: PathBuf,
    /// Their major version.
    pub(super) version: u32,
}

impl Binaries {
    /// The server itself.
    pub(super) fn postgres(&self) -> PathBuf {
        self.dir.join("postgres")
    }

    /// The maker of clusters.
    pub(super) fn initdb(&self) -> PathBuf {
        self.dir.join("initdb")
    }

    /// Finds programs: the configured directory alone if there is one, else `PATH`, then the distribution's
    /// directories with the newest first. A cluster that exists (`wanted`) takes only its own major version.
    pub(super) fn find(
        options: &PrivateOptions,
        data_dir: &Path,
        wanted: Option<u32>,
    ) -> Result<Self, PrivatePostgresError> {
        if let Some(bin_dir) = &options.bin_dir {
            let found = inspect(bin_dir)
                .map_err(|reason| PrivatePostgresError::BinDir { bin_dir: bin_dir.clone(), reason })?;
            return pick(vec![found], wanted, data_dir, bin_dir.display().to_string());
        }
        let dirs = candidates(&options.search_path, &DISTRIBUTION_DIRS);
        let found = dirs.iter().filter_map(|dir| inspect(dir).ok()).collect();
        pick(found, wanted, data_dir, searched(options))
    }

    /// Of exactly this directory.
    pub(super) fn in_dir(dir: &Path) -> Result<Self, PrivatePostgresError> {
        inspect(dir).map_err(|reason| PrivatePostgresError::BinDir { bin_dir: dir.to_owned(), reason })
    }

    /// All that can be found, those of `database.bin_dir` before others.
    pub(super) fn all(options: &PrivateOptions) -> Vec<Self> {
        let dirs = candidates(&options.search_path, &DISTRIBUTION_DIRS);
        let mut found: Vec<Self> = Vec::new();
        for dir in options.bin_dir.iter().chain(&dirs) {
            if let Ok(binaries) = inspect(dir)
                && !found.contains(&binaries)
            {
                found.push(binaries);
            }
        }
        found
    }

    /// Turns a cluster into one of a newer version; not every distribution puts it beside the server.
    pub(super) fn pg_upgrade(&self) -> PathBuf {
        self.dir.join("pg_upgrade")
    }
}

fn pick(
    found: Vec<Binaries>,
    wanted: Option<u32>,
    data_dir: &Path,
    searched: String,
) -> Result<Binaries, PrivatePostgresError> {
    let versions: Vec<String> = found.iter().map(|found| found.version.to_string()).collect();
    match (found.into_iter().find(|found| wanted.is_none_or(|wanted| found.version == wanted)), wanted) {
        (Some(binaries), _) => Ok(binaries),
        (None, Some(wanted)) if !versions.is_empty() => Err(PrivatePostgresError::WrongVersion {
            data_dir: data_dir.to_owned(),
            wanted,
            found: versions.join(", "),
        }),
        (None, _) => Err(PrivatePostgresError::NoBinaries { searched }),
    }
}

pub(super) fn searched(options: &PrivateOptions) -> String {
    let path = options.search_path.iter().map(|dir| dir.display().to_string());
    let known = DISTRIBUTION_DIRS.iter().map(|(base, prefix, bin)| format!("{base}/{prefix}*/{bin}"));
    path.chain(known).collect::<Vec<_>>().join(", ")
}

/// Every directory that may hold the programs, best first, each once.
fn candidates(search_path: &[PathBuf], distribution: &[(&str, &str, &str)]) -> Vec<PathBuf> {
    let mut dirs = Vec::new();
    for dir in search_path {
        // A link in PATH names one program; its neighbours (initdb, share, lib) are beside what it points to.
        if let Ok(program) = fs::canonicalize(dir.join("postgres"))
            && let Some(real) = program.parent()
        {
            dirs.push(real.to_owned());
        }
    }
    let mut versioned = Vec::new();
    for (base, prefix, bin) in distribution {
        for entry in fs::read_dir(base).into_iter().flatten().flatten() {
            let version = entry.file_name().to_str().and_then(|name| name.strip_prefix(prefix)?.parse().ok());
            let version: u32 = match version {
                Some(version) if VERSIONS.contains(&version) => version,
                _ => continue,
            };
            versioned.push((version, entry.path().join(bin)));
        }
    }
    versioned.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    for (_, dir) in versioned {
        if !dirs.contains(&dir) {
            dirs.push(dir);
        }
    }
    dirs
}

/// What a directory holds, asked of the program itself.
fn inspect(dir: &Path) -> Result<Binaries, String> {
    let dir = fs::canonicalize(dir.join("postgres"))
        .map_err(|error| format!("postgres: {error}"))?
        .parent()
        .map_or_else(|| dir.to_owned(), Path::to_owned);
    if !dir.join("initdb").exists() {
        return Err("there is no initdb beside postgres".to_owned());
    }
    match version_of(&dir.join("postgres"))? {
        version if VERSIONS.contains(&version) => Ok(Binaries { dir, version }),
        version => Err(format!("postgres is of version {version}")),
    }
}

/// The major version of a Postgres program, asked of itself.
pub(super) fn version_of(program: &Path) -> Result<u32, String> {
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = Command::new(program)
        .arg("--version")
        .env_clear()
        .env("LC_ALL", "C")
        .output()
        .map_err(|error| format!("{name} --version: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    major_version(&text).ok_or_else(|| format!("{name} --version says {:?}", text.trim()))
}

/// Every directory that may hold client programs; they are found without a server beside them, too.
pub(super) fn client_dirs(options: &PrivateOptions) -> Vec<PathBuf> {
    let mut dirs = options.search_path.clone();
    dirs.extend(candidates(&[], &DISTRIBUTION_DIRS));
    dirs
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15; `18beta1` is 18.
fn major_version(text: &str) -> Option<u32> {
    let number = text.split_once("(PostgreSQL)")?.1.trim_start();
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binaries(version: u32) -> Binaries {
        Binaries { dir: format!("/usr/lib/postgresql/{version}/bin").into(), version }
    }

    #[test]
    fn version_is_read_from_what_the_program_says() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_version("postgres: command not found"), None);
    }

    #[test]
    fn cluster_takes_its_own_version_and_a_new_one_the_best() {
        let both = || vec![binaries(17), binaries(15)];
        let data = Path::new("/data");
        assert_eq!(pick(both(), Some(15), data, String::new()).expect("there is a 15"), binaries(15));
        assert_eq!(pick(both(), None, data, String::new()).expect("any will do"), binaries(17));
        let error = pick(both(), Some(14), data, String::new()).expect_err("there is no 14");
        assert!(error.to_string().contains("version 14, found only 17, 15"), "{error}");
    }

    #[test]
    fn newest_distribution_directory_comes_first_and_path_before_all() {
        let base = PathBuf::from(format!("/tmp/hookit-find-{}", std::process::id()));
        for dir in ["14/bin", "16/bin", "9.6/bin", "real", "path"] {
            fs::create_dir_all(base.join(dir)).expect("make a directory");
        }
        fs::write(base.join("real/postgres"), "").expect("make a program");
        std::os::unix::fs::symlink(base.join("real/postgres"), base.join("path/postgres")).expect("link it");
        let base_text = base.to_str().expect("an ASCII path");
        let found = candidates(&[base.join("path")], &[(base_text, "", "bin")]);
        let wanted = vec![base.join("real"), base.join("16/bin"), base.join("14/bin")];
        fs::remove_dir_all(&base).expect("clean up");
        assert_eq!(found, wanted);
    }

    #[test]
    fn directory_without_programs_says_so() {
        let options = PrivateOptions {
            state_dir: "/x".into(),
            bin_dir: Some("/nonexistent".into()),
            user: None,
            search_path: Vec::new(),
            runtime_dir: None,
        };
        let error = Binaries::find(&options, Path::new("/x"), None).expect_err("nothing there");
        assert!(error.to_string().starts_with("database.bin_dir /nonexistent"), "{error}");
    }
}
