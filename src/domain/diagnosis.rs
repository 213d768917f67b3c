//! What `hookit doctor` makes of what was measured: for each check a level, one sentence, and the command that mends it.

use time::OffsetDateTime;

use super::outcome::UnknownWord;
use super::outcome::words;
use super::span::span;

use std::fmt;
use std::str::FromStr;

words!(
    /// How bad a finding is.
    Level {
        /// As it should be.
        Ok = "ok",
        /// It was not looked at, and why.
        Skipped = "skipped",
        /// It works, and will not for ever.
        Warning = "warning",
        /// It does not work.
        Problem = "problem",
    }
);

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at: a stable word.
    pub check: &'static str,
    /// How bad it is.
    pub level: Level,
    /// One sentence without a full stop.
    pub sentence: String,
    /// What mends it, if a command does.
    pub command: Option<String>,
}

impl Finding {
    /// A finding without a command.
    #[must_use]
    pub fn new(check: &'static str, level: Level, sentence: impl Into<String>) -> Self {
        Self { check, level, sentence: sentence.into(), command: None }
    }

    /// Adds what mends it.
    #[must_use]
    pub fn mend(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }
}

/// A clock that is further off than this is worth a word; receivers accept five minutes.
const SKEW_MS_FINE: u64 = 1_000;
/// A clock that is further off than this makes receivers refuse signatures.
const SKEW_MS_MAX: u64 = 60_000;
/// A transaction that is open for longer than this holds the vacuum of the queue back.
const SNAPSHOT_MS_FINE: u64 = 300_000;
/// Dead rows of the queue beyond which its vacuum does not keep up.
const QUEUE_DEAD_ROWS_FINE: u64 = 500_000;
/// Transactions before Postgres stops to protect itself, of two thousand million.
const TRANSACTIONS_LEFT_FEW: i64 = 500_000_000;
/// A delivery that has been due for longer than this says that the nodes do not keep up.
const OLDEST_DUE_MS_FINE: u64 = 60_000;

/// What was measured of Postgres.
#[derive(Debug, Clone, Default)]
pub struct Postgres {
    /// `15.18` for example.
    pub version: String,
    /// Whether `hookitd` runs it.
    pub is_private: bool,
    /// Connections that clients have.
    pub connections: u64,
    /// Connections that clients may have.
    pub connections_max: u64,
    /// Standbys that are connected.
    pub standbys: u64,
    /// How far the last of them is behind, in bytes.
    pub standby_behind_bytes: u64,
    /// Its clock beside that of the node that answers; positive when Postgres is ahead.
    pub skew_ms: i64,
    /// The longest open transaction that holds vacuum back: how long, and whose.
    pub oldest_snapshot: Option<(u64, String)>,
    /// Whether autovacuum is on.
    pub autovacuum: bool,
    /// Dead rows of the queue's table.
    pub queue_dead_rows: u64,
    /// Transactions left before Postgres stops to protect itself.
    pub transactions_left: i64,
}

/// Judges Postgres; what is worst is told first.
#[must_use]
pub fn postgres(facts: &Postgres) -> Vec<Finding> {
    let finding = |level, sentence: String| Finding::new("postgres", level, sentence);
    let mut found = Vec::new();
    let used = facts.connections.saturating_mul(100) / facts.connections_max.max(1);
    if used >= 90 {
        let sentence = format!("{} of {} connections are used", facts.connections, facts.connections_max);
        found.push(finding(Level::Problem, sentence).mend("hookit db shell -- -c 'select application_name, count(*) from pg_stat_activity group by 1 order by 2 desc'"));
    } else if used >= 75 {
        let sentence = format!("{} of {} connections are used", facts.connections, facts.connections_max);
        found.push(finding(Level::Warning, sentence).mend("hookit db shell -- -c 'select application_name, count(*) from pg_stat_activity group by 1 order by 2 desc'"));
    }
    if let Some((open_ms, whose)) = facts.oldest_snapshot.as_ref().filter(|(ms, _)| *ms > SNAPSHOT_MS_FINE) {
        let sentence =
            format!("a transaction of {whose} is open for {} and holds vacuum back", span(*open_ms));
        found.push(finding(Level::Warning, sentence).mend("hookit db shell -- -c 'select pid, application_name, state, xact_start, query from pg_stat_activity order by xact_start limit 3'"));
    }
    if !facts.autovacuum {
        found.push(
            finding(Level::Warning, "autovacuum is off: tables grow without end".to_owned()).mend(
                "hookit db shell -- -c 'alter system set autovacuum = on' -c 'select pg_reload_conf()'",
            ),
        );
    }
    if facts.queue_dead_rows > QUEUE_DEAD_ROWS_FINE {
        let sentence =
            format!("the queue has {} dead rows: its vacuum does not keep up", facts.queue_dead_rows);
        found.push(finding(Level::Warning, sentence).mend("hookit db shell -- -c 'vacuum (verbose) queue'"));
    }
    if facts.transactions_left < TRANSACTIONS_LEFT_FEW {
        let sentence = format!(
            "{} transactions are left before Postgres stops to protect itself",
            facts.transactions_left.max(0)
        );
        found.push(finding(Level::Problem, sentence).mend("hookit db shell -- -c 'vacuum freeze'"));
    }
    if found.is_empty() {
        let standbys = match facts.standbys {
            0 => "replication none".to_owned(),
            count => format!("{count} standbys, {} bytes behind", facts.standby_behind_bytes),
        };
        let private = if facts.is_private { " private" } else { "" };
        let sentence = format!(
            "{}{private}, {} of {} connections, {standbys}, autovacuum keeps up",
            facts.version, facts.connections, facts.connections_max
        );
        found.push(finding(Level::Ok, sentence));
    }
    found
}

/// Judges a clock beside another.
#[must_use]
pub fn clock(whose: &str, skew_ms: i64) -> Finding {
    let off = skew_ms.unsigned_abs();
    let side = if skew_ms < 0 { "behind" } else { "ahead" };
    let level = match off {
        0..=SKEW_MS_FINE => {
            return Finding::new("clock", Level::Ok, format!("{whose} is {} {side}", span(off)));
        }
        ..=SKEW_MS_MAX => Level::Warning,
        _ => Level::Problem,
    };
    let sentence = format!("{whose} is {} {side}; receivers judge signatures by their time", span(off));
    Finding::new("clock", level, sentence).mend("timedatectl set-ntp true")
}

/// What was measured of the queue.
#[derive(Debug, Clone, Copy, Default)]
pub struct Queue {
    /// How long the oldest due delivery has been due.
    pub oldest_due_ms: Option<u64>,
    /// Deliveries that are due.
    pub due: u64,
    /// Deliveries that dead nodes own.
    pub orphaned: u64,
    /// Shards there are.
    pub shards: u64,
    /// Nodes that run and deliver.
    pub nodes: u64,
    /// Those of them that are drained.
    pub nodes_drained: u64,
}

/// Judges the queue.
#[must_use]
pub fn queue(facts: &Queue) -> Finding {
    let finding = |level, sentence: String| Finding::new("queue", level, sentence);
    let oldest = facts.oldest_due_ms.unwrap_or(0);
    if facts.nodes == 0 {
        let sentence = format!("no node runs that delivers, and {} deliveries are due", facts.due);
        return finding(Level::Problem, sentence).mend("systemctl start hookitd");
    }
    if facts.nodes == facts.nodes_drained {
        return finding(Level::Problem, "every node that delivers is drained".to_owned())
            .mend("hookit node list");
    }
    if facts.orphaned > 0 {
        let sentence = format!("{} deliveries belong to nodes whose lease has ended", facts.orphaned);
        return finding(Level::Warning, sentence).mend("hookit node list");
    }
    if oldest > OLDEST_DUE_MS_FINE {
        let sentence =
            format!("the oldest due delivery has been due for {}: {} wait", span(oldest), facts.due);
        return finding(Level::Warning, sentence).mend("hookit delivery list --status pending");
    }
    let due = match facts.oldest_due_ms {
        Some(ms) => format!("oldest due {}", span(ms)),
        None => "nothing is due".to_owned(),
    };
    let shards = if facts.shards == 1 { "1 shard".to_owned() } else { format!("{} shards", facts.shards) };
    let nodes = if facts.nodes == 1 { "1 node".to_owned() } else { format!("{} nodes", facts.nodes) };
    finding(Level::Ok, format!("{due}; no lease has run out; {shards} on {nodes}"))
}

/// What was measured of the disk under the private Postgres, or under the state directory.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    /// The directory.
    pub directory: String,
    /// Bytes that are free.
    pub free_bytes: u64,
    /// Bytes it has.
    pub total_bytes: u64,
    /// Bytes that a day of history takes; `None` when Postgres is not on this disk, or no day is known.
    pub day_bytes: Option<u64>,
    /// Days of history that are there.
    pub days: u64,
    /// Days of history that are kept.
    pub days_kept: u64,
}

/// Judges the disk, and how long it lasts: history grows until its oldest day is dropped.
#[must_use]
pub fn disk(facts: &Disk) -> Finding {
    let used = 100 - facts.free_bytes.saturating_mul(100) / facts.total_bytes.max(1);
    let mut level = match used {
        0..85 => Level::Ok,
        85..95 => Level::Warning,
        _ => Level::Problem,
    };
    let mut sentence = format!("{} is {used} % full", facts.directory);
    let growth = facts.day_bytes.filter(|day| *day > 0);
    if let Some(day_bytes) = growth {
        let to_come = facts.days_kept.saturating_sub(facts.days);
        let last = facts.free_bytes / day_bytes;
        if last < to_come {
            sentence = format!("{sentence}, {last} days left at this rate");
            level = level.max(if last < 3 { Level::Problem } else { Level::Warning });
        } else {
            sentence = format!("{sentence}, enough for {} days of history at this rate", facts.days_kept);
        }
    }
    let finding = Finding::new("disk", level, sentence);
    if level == Level::Ok { finding } else { finding.mend("hookitd check-config | grep retention") }
}

/// What was measured of days of history.
#[derive(Debug, Clone, Copy, Default)]
pub struct History {
    /// Days for which partitions are there, from tomorrow on.
    pub days_ahead: i64,
    /// The oldest day's age in days; 0 without one.
    pub oldest_days: i64,
    /// Days that are kept.
    pub days_kept: i64,
}

/// Judges that the days to come are prepared and the old ones dropped.
#[must_use]
pub fn history(facts: &History) -> Vec<Finding> {
    let mut found = Vec::new();
    if facts.days_ahead < 1 {
        let sentence = "no partition is made for tomorrow: publishing will stop at midnight UTC";
        found.push(Finding::new("partitions", Level::Problem, sentence).mend("systemctl restart hookitd"));
    } else if facts.days_ahead < 3 {
        let sentence = format!("partitions are made for only {} days ahead", facts.days_ahead);
        found.push(Finding::new("partitions", Level::Warning, sentence).mend("systemctl restart hookitd"));
    } else {
        found.push(Finding::new(
            "partitions",
            Level::Ok,
            format!("made for {} days ahead", facts.days_ahead),
        ));
    }
    // A day is dropped when it has ended that many days ago; the minute that does it may be to come.
    let behind = facts.oldest_days - facts.days_kept;
    if behind > 1 {
        let sentence = format!(
            "the oldest day is {} days old and {} are kept: it still has deliveries that wait, or cannot be dropped",
            facts.oldest_days, facts.days_kept
        );
        found.push(
            Finding::new("retention", Level::Warning, sentence).mend("hookit delivery list --status held"),
        );
    } else {
        found.push(Finding::new(
            "retention",
            Level::Ok,
            format!("{} days are kept, none is over", facts.days_kept),
        ));
    }
    found
}

/// Judges the file with the master keys: whether it is loaded, and who may read it.
#[must_use]
pub fn keyring(path: &str, is_loaded: bool, mode: Option<u32>, is_credential: bool) -> Finding {
    let finding = |level, sentence: String| Finding::new("master key", level, sentence);
    if !is_loaded {
        let sentence = "no master key is loaded: no secret can be opened, nothing can be signed".to_owned();
        return finding(Level::Problem, sentence).mend("hookitd check-config | grep keyring");
    }
    match mode {
        None => {
            finding(Level::Warning, format!("{path} is gone: the next start will not find the master key"))
                .mend(format!("install -m 0600 BACKUP {path}"))
        }
        Some(mode) if mode & 0o077 != 0 && !is_credential => {
            let sentence =
                format!("{path} has mode {mode:04o}: others can read it, and the next start refuses it");
            finding(Level::Problem, sentence).mend(format!("chmod 0600 {path}"))
        }
        Some(mode) => finding(Level::Ok, format!("present in {path} ({mode:04o})")),
    }
}

/// Judges a receiver's certificate.
#[must_use]
pub fn certificate(
    endpoint: &str,
    name: &str,
    until: OffsetDateTime,
    now: OffsetDateTime,
) -> Option<Finding> {
    const FEW_DAYS: i64 = 14;
    let finding = |level, sentence: String| {
        Finding::new("endpoint", level, sentence).mend(format!("hookit endpoint test {endpoint}"))
    };
    let cn = if name.is_empty() { String::new() } else { format!(" (CN={name})") };
    let left = until - now;
    let far = span(u64::try_from(left.whole_milliseconds().unsigned_abs()).unwrap_or(u64::MAX));
    if left.is_negative() {
        return Some(finding(Level::Problem, format!("{endpoint}: certificate expired {far} ago{cn}")));
    }
    (left.whole_days() < FEW_DAYS)
        .then(|| finding(Level::Warning, format!("{endpoint}: certificate expires in {far}{cn}")))
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    fn told(findings: &[Finding]) -> Vec<String> {
        let line = |finding: &Finding| {
            let command =
                finding.command.as_ref().map(|command| format!("  → {command}")).unwrap_or_default();
            format!("{} {}: {}{command}", finding.level, finding.check, finding.sentence)
        };
        findings.iter().map(line).collect()
    }

    fn sound() -> Postgres {
        Postgres {
            version: "15.18".to_owned(),
            connections: 41,
            connections_max: 64,
            autovacuum: true,
            transactions_left: 1_900_000_000,
            ..Postgres::default()
        }
    }

    #[test]
    fn every_trouble_of_postgres_has_its_sentence() {
        let mut all = told(&postgres(&sound()));
        all.extend(told(&postgres(&Postgres { connections: 50, ..sound() })));
        all.extend(told(&postgres(&Postgres {
            connections: 60,
            oldest_snapshot: Some((900_000, "psql (pid 12)".to_owned())),
            autovacuum: false,
            queue_dead_rows: 2_000_000,
            transactions_left: 5,
            ..sound()
        })));
        all.extend(told(&[clock("Postgres", 3), clock("Postgres", -5_000), clock("hookit", 90_000)]));
        insta::assert_snapshot!(all.join("\n"));
    }

    #[test]
    fn every_trouble_of_the_queue_and_of_days_has_its_sentence() {
        let sound = Queue { oldest_due_ms: Some(4_000), due: 3, shards: 8, nodes: 2, ..Queue::default() };
        let mut all = vec![
            queue(&sound),
            queue(&Queue { nodes: 0, ..sound }),
            queue(&Queue { nodes_drained: 2, ..sound }),
            queue(&Queue { orphaned: 7, ..sound }),
            queue(&Queue { oldest_due_ms: Some(90_000), ..sound }),
            queue(&Queue { oldest_due_ms: None, shards: 1, nodes: 1, ..sound }),
        ];
        for (days_ahead, oldest_days) in [(7, 3), (2, 33), (0, 0)] {
            all.extend(history(&History { days_ahead, oldest_days, days_kept: 30 }));
        }
        insta::assert_snapshot!(told(&all).join("\n"));
    }

    #[test]
    fn the_disk_is_judged_by_how_long_it_lasts() {
        let disk_of = |free_bytes, day_bytes, days| {
            disk(&Disk {
                directory: "/var/lib/hookit".to_owned(),
                free_bytes,
                total_bytes: 1_000,
                day_bytes,
                days,
                days_kept: 30,
            })
        };
        let all = [
            disk_of(500, None, 0),
            disk_of(500, Some(10), 10),
            disk_of(500, Some(50), 10),
            disk_of(500, Some(50), 30),
            disk_of(500, Some(400), 3),
            disk_of(120, Some(13), 10),
            disk_of(20, None, 0),
        ];
        insta::assert_snapshot!(told(&all).join("\n"));
    }

    #[test]
    fn keys_and_certificates_are_judged() {
        let now = datetime!(2026-11-24 10:00 UTC);
        let cert = |days| certificate("acme", "api.acme.test", now + Duration::days(days), now);
        let mut all = vec![
            keyring("/k", true, Some(0o600), false),
            keyring("/k", true, Some(0o644), false),
            keyring("/k", true, Some(0o444), true),
            keyring("/k", true, None, false),
            keyring("/k", false, None, false),
        ];
        all.extend([cert(-2), cert(5), cert(90)].into_iter().flatten());
        insta::assert_snapshot!(told(&all).join("\n"));
    }
}
