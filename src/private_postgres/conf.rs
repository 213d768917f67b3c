//! The configuration of the private Postgres, written anew at each start.

use std::fs;
use std::path::Path;

use super::PrivatePostgresError;

/// `shared_buffers` is a quarter of the memory within these bounds, in MB. More brings nothing to a small live
/// queue and an append-only history, which the kernel caches as well.
const SHARED_BUFFERS_MB: std::ops::RangeInclusive<u64> = 32..=256;

/// Connections of both pools of a daemon, the operator's command in direct mode, and room to look around.
const CONNECTIONS_MAX: u32 = 100;

/// Writes the file. It lies outside the data directory, where the server's user cannot change it; what an
/// operator sets with `ALTER SYSTEM` lies inside and counts more, except for what the command line sets.
pub(super) fn write(path: &Path) -> Result<(), PrivatePostgresError> {
    fs::write(path, text(shared_buffers_mb(memory_bytes())))
        .map_err(PrivatePostgresError::io("write", path))?;
    // Readable by the server's user whatever our umask is; it holds no secret.
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .map_err(PrivatePostgresError::io("make readable", path))
}

/// What must hold however the cluster is configured: no network, the one private socket.
pub(super) fn arguments(conf: &Path, socket_dir: &Path) -> Vec<String> {
    [
        format!("config_file={}", conf.display()),
        "listen_addresses=".to_owned(),
        "port=5432".to_owned(),
        format!("unix_socket_directories={}", quoted(socket_dir)),
        "unix_socket_permissions=0700".to_owned(),
        "fsync=on".to_owned(),
    ]
    .into_iter()
    .flat_map(|setting| ["-c".to_owned(), setting])
    .collect()
}

/// `unix_socket_directories` is a list split at commas; double quotes keep one path one.
fn quoted(dir: &Path) -> String {
    format!("\"{}\"", dir.display().to_string().replace('"', "\"\""))
}

fn text(shared_buffers_mb: u64) -> String {
    format!(
        "# Written by hookitd at each start. To change a setting use ALTER SYSTEM (hookit db shell).\n\
         cluster_name = 'hookit'\n\
         max_connections = {CONNECTIONS_MAX}\n\
         shared_buffers = '{shared_buffers_mb}MB'\n\
         # short statements: compiling one costs more than running it, and needs memory that is writable and\n\
         # executable, which a hardened unit forbids\n\
         jit = off\n\
         timezone = 'UTC'\n\
         log_timezone = 'UTC'\n\
         # hookitd reads the log from standard error; no statement and no value of a row goes into it\n\
         logging_collector = off\n\
         log_line_prefix = ''\n\
         log_error_verbosity = terse\n\
         log_min_error_statement = panic\n\
         log_checkpoints = off\n"
    )
}

fn shared_buffers_mb(memory_bytes: u64) -> u64 {
    (memory_bytes / 4 / 1024 / 1024).clamp(*SHARED_BUFFERS_MB.start(), *SHARED_BUFFERS_MB.end())
}

/// The memory of the machine, or of our control group if that has less.
fn memory_bytes() -> u64 {
    let info = rustix::system::sysinfo();
    let machine = info.totalram.saturating_mul(u64::from(info.mem_unit));
    let group = fs::read_to_string("/proc/self/cgroup").ok().and_then(|text| {
        let group = text.lines().find_map(|line| line.strip_prefix("0::/"))?.to_owned();
        fs::read_to_string(Path::new("/sys/fs/cgroup").join(group).join("memory.max"))
            .ok()?
            .trim()
            .parse()
            .ok()
    });
    group.map_or(machine, |limit: u64| limit.min(machine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_buffers_are_a_quarter_of_memory_within_bounds() {
        let mb = 1024 * 1024;
        assert_eq!(shared_buffers_mb(64 * mb), 32);
        assert_eq!(shared_buffers_mb(512 * mb), 128);
        assert_eq!(shared_buffers_mb(24_000 * mb), 256);
    }

    #[test]
    fn machine_has_memory() {
        assert!(memory_bytes() > 64 * 1024 * 1024, "{}", memory_bytes());
    }

    #[test]
    fn socket_directory_with_comma_and_quote_stays_one() {
        assert_eq!(quoted(Path::new("/a,b\"c")), "\"/a,b\"\"c\"");
    }
}
