//! The system's users and groups, asked of `getent`, which knows every source the system has.

use std::path::PathBuf;
use std::process::Output;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

/// Longest wait for an answer; a directory service may be far away.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Where system programs live.
const SYSTEM_PATH: &str = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

/// A group as the system knows it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Its id.
    pub(super) gid: u32,
    /// The names of the users that are in it beside those whose primary group it is.
    pub(super) members: Vec<String>,
}

/// A group by its name; `None` when there is none.
pub(super) async fn group(name: &str) -> Option<Group> {
    parse_group(&entry("group", name).await?)
}

/// Name and primary group of a user by its id.
pub(super) async fn user(uid: u32) -> Option<(String, u32)> {
    parse_user(&entry("passwd", &uid.to_string()).await?)
}

async fn entry(database: &str, key: &str) -> Option<String> {
    let mut command = Command::new("getent");
    command.args(["--", database, key]).env_clear().env("PATH", SYSTEM_PATH).env("LC_ALL", "C");
    command.current_dir(PathBuf::from("/")).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let Output { status, stdout, .. } = timeout(ANSWER_WITHIN, command.output()).await.ok()?.ok()?;
    status.success().then(|| String::from_utf8_lossy(&stdout).into_owned())
}

/// `name:password:gid:member,member` (group(5)).
fn parse_group(line: &str) -> Option<Group> {
    let mut fields = line.trim_end().split(':').skip(2);
    let gid = fields.next()?.parse().ok()?;
    let members = fields.next()?.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    Some(Group { gid, members })
}

/// `name:password:uid:gid:…` (passwd(5)).
fn parse_user(line: &str) -> Option<(String, u32)> {
    let mut fields = line.split(':');
    let name = fields.next()?.to_owned();
    Some((name, fields.nth(2)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read() {
        let group = Group { gid: 27, members: vec!["ann".to_owned(), "bob".to_owned()] };
        assert_eq!(parse_group("sudo:x:27:ann,bob\n"), Some(group));
        assert_eq!(parse_group("hookit:x:990:\n"), Some(Group { gid: 990, members: Vec::new() }));
        assert_eq!(parse_user("ann:x:1000:1001:Ann:/home/ann:/bin/sh\n"), Some(("ann".to_owned(), 1001)));
        assert_eq!(parse_group("nonsense"), None);
    }

    #[tokio::test]
    async fn system_knows_root_and_not_nonsense() {
        assert_eq!(user(0).await, Some(("root".to_owned(), 0)));
        assert_eq!(group("root").await.map(|group| group.gid), Some(0));
        assert_eq!(group("no-such-group-anywhere").await, None);
    }
}
