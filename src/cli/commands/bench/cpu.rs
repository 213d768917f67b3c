//! What each process spent: this one, the daemon, and every process of its Postgres.

use std::fs;
use std::path::Path;

/// Linux counts CPU time for programs in hundredths of a second, whatever the kernel's own clock (`proc(5)`).
const TICK_US: u64 = 10_000;

/// CPU time spent so far, in microseconds. What cannot be seen is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent {
    /// Generator and receiver.
    pub(super) bench: Option<u64>,
    /// The daemon.
    pub(super) hookitd: Option<u64>,
    /// Postgres: the server and all its processes, those that ended too.
    pub(super) postgres: Option<u64>,
}

/// One process, out of `/proc/<pid>/stat`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Process {
    pid: u32,
    name: String,
    parent: u32,
    /// Its own time.
    own_us: u64,
    /// That of its children that ended.
    ended_us: u64,
}

impl Spent {
    /// Looks at this process, and at the daemon if its id is known.
    pub(super) fn look(daemon: Option<u32>) -> Self {
        let all = processes(Path::new("/proc"));
        let own_of = |pid: u32| all.iter().find(|one| one.pid == pid).map(|one| one.own_us);
        let server = daemon.and_then(|daemon| {
            all.iter().find(|one| one.parent == daemon && one.name.starts_with("postgres"))
        });
        let postgres = server.map(|server| {
            let children = all.iter().filter(|one| one.parent == server.pid).map(|one| one.own_us);
            server.own_us + server.ended_us + children.sum::<u64>()
        });
        Self { bench: own_of(std::process::id()), hookitd: daemon.and_then(own_of), postgres }
    }

    /// What was spent since `before`.
    pub(super) fn since(self, before: Self) -> Self {
        let less =
            |now: Option<u64>, then: Option<u64>| now.zip(then).map(|(now, then)| now.saturating_sub(then));
        Self {
            bench: less(self.bench, before.bench),
            hookitd: less(self.hookitd, before.hookitd),
            postgres: less(self.postgres, before.postgres),
        }
    }
}

fn processes(proc: &Path) -> Vec<Process> {
    let entries = fs::read_dir(proc).into_iter().flatten().flatten();
    // A process that ends while it is looked at is not there.
    entries.filter_map(|entry| parse(&fs::read_to_string(entry.path().join("stat")).ok()?)).collect()
}

/// Reads a line of `/proc/<pid>/stat`; the name stands in parentheses and may hold anything.
fn parse(line: &str) -> Option<Process> {
    let (pid, rest) = line.split_once(" (")?;
    let (name, rest) = rest.rsplit_once(") ")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    // The first field here is the third of the line: state, ppid, …, utime is the fourteenth.
    let ticks = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some(Process {
        pid: pid.parse().ok()?,
        name: name.to_owned(),
        parent: fields.get(1)?.parse().ok()?,
        own_us: (ticks(11)? + ticks(12)?) * TICK_US,
        ended_us: (ticks(13)? + ticks(14)?) * TICK_US,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_line_is_read_whatever_its_name() {
        let line = "4711 (post) gres: x) S 17 4711 4711 0 -1 4194304 1 2 3 4 150 50 7 3 20 0 1 0 99 1 2\n";
        let expected = Process {
            pid: 4_711,
            name: "post) gres: x".to_owned(),
            parent: 17,
            own_us: 2_000_000,
            ended_us: 100_000,
        };
        assert_eq!(parse(line), Some(expected));
        assert_eq!(parse("4711 (x) S 1"), None);
    }

    #[test]
    fn this_process_is_seen_and_a_missing_daemon_is_not() {
        let spent = Spent::look(None);
        assert!(spent.bench.is_some());
        assert_eq!((spent.hookitd, spent.postgres), (None, None));
    }
}
