//! The last list that was printed in a terminal, so that `@1` can mean its first row.
//!
//! Kept in a file a session of a terminal, readable by its owner only, in the user's runtime directory.

use std::fs;
use std::io;
use std::io::IsTerminal;
use std::path::Path;
use std::path::PathBuf;

use rustix::process::Pid;

use super::output::escape;
use super::private_file;
use crate::config::client::ClientEnvironment;
use crate::domain::id::DeliveryId;
use crate::domain::id::EventId;
use crate::domain::id::RedriveId;

/// Rows that are kept.
const ROWS_MAX: usize = 1_000;
/// What the files are called, before the session's number.
const PREFIX: &str = "last-list.";

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    /// A delivery.
    Delivery,
    /// An endpoint.
    Endpoint,
    /// An event.
    Event,
    /// A redrive.
    Redrive,
    /// A project.
    Project,
    /// An API key.
    Key,
    /// Any of them.
    Any,
}

impl Thing {
    /// Whether a word can mean one: things without a name are called by their id. `-` stands for those on stdin.
    pub(crate) fn check(self, word: &str) -> Result<(), String> {
        let is_id = match self {
            Self::Delivery => word.parse::<DeliveryId>().is_ok(),
            Self::Event => word.parse::<EventId>().is_ok(),
            Self::Redrive => word.parse::<RedriveId>().is_ok(),
            Self::Endpoint | Self::Project | Self::Key | Self::Any => !word.trim().is_empty(),
        };
        if is_id || word == "-" {
            return Ok(());
        }
        let (begin, name) = self.words();
        if word.trim().is_empty() {
            return Err(format!("nothing names {name}: the word is empty"));
        }
        Err(format!(
            "{} is not the id of {name}; ids look like {begin}01h455vb4pex5vsknk084sn02q",
            escape(word)
        ))
    }

    /// Every kind.
    const ALL: [Self; 6] =
        [Self::Delivery, Self::Endpoint, Self::Event, Self::Redrive, Self::Project, Self::Key];

    /// How its ids begin, and what it is called.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Delivery => ("dlv_", "a delivery"),
            Self::Endpoint => ("ep_", "an endpoint"),
            Self::Event => ("evt_", "an event"),
            Self::Redrive => ("rdr_", "a redrive"),
            Self::Project => ("prj_", "a project"),
            Self::Key => ("key_", "an API key"),
            Self::Any => ("", "something"),
        }
    }
}

/// The number in `@1`, if that is what `text` is.
pub(crate) fn row_number(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('@')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The id in a row of the last list, which must name such a thing.
pub(crate) fn id_of_row(thing: Thing, row: usize) -> Result<String, String> {
    let file = file(&ClientEnvironment::read());
    let text = file.and_then(|file| fs::read_to_string(file).ok());
    let text = text.ok_or("no list was printed in this terminal yet")?;
    pick(&text.lines().collect::<Vec<_>>(), thing, row)
}

fn pick(ids: &[&str], thing: Thing, row: usize) -> Result<String, String> {
    let Some(id) = row.checked_sub(1).and_then(|index| ids.get(index)) else {
        return Err(format!("the last list had {} rows", ids.len()));
    };
    let (begin, called) = thing.words();
    if id.starts_with(begin) {
        return Ok((*id).to_owned());
    }
    let other = Thing::ALL.into_iter().map(Thing::words).find(|(begin, _)| id.starts_with(begin));
    let what = other.map_or("something else", |(_, called)| called);
    Err(format!("row {row} of the last list is {what} ({}), not {called}", escape(id)))
}

/// Keeps the ids of a list that was printed. That it cannot be kept is no failure of the list.
pub(crate) fn keep<'a>(environment: &ClientEnvironment, ids: impl Iterator<Item = &'a str>) {
    // Ids have no line's end; a daemon that sends one gets no second row out of it.
    let fine = |id: &&str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic());
    let ids: Vec<&str> = ids.take(ROWS_MAX).filter(fine).collect();
    if let Some(file) = file(environment)
        && !ids.is_empty()
    {
        let kept = private_file::write(&file, (ids.join("\n") + "\n").as_bytes());
        drop(kept.and_then(|()| sweep(&file)));
    }
}

/// The file of this terminal's session; none without a terminal.
fn file(environment: &ClientEnvironment) -> Option<PathBuf> {
    let here = io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal();
    let session = session_in(&fs::read_to_string("/proc/self/stat").ok().filter(|_| here)?)?;
    Some(environment.runtime_dir.as_ref()?.join(format!("{PREFIX}{}", session.as_raw_nonzero())))
}

/// The session in the text of `/proc/self/stat` (`proc_pid_stat(5)`, field 6). None when its leader is outside our
/// pid namespace: the kernel gives 0 then, which `getsid` of rustix does not expect.
fn session_in(stat: &str) -> Option<Pid> {
    // The second field, the program's name in brackets, may itself hold brackets and spaces.
    let (_, after_name) = stat.rsplit_once(')')?;
    session(after_name.split_ascii_whitespace().nth(3)?)
}

/// A session's number; `Pid` takes none below 1.
fn session(number: &str) -> Option<Pid> {
    number.parse().ok().filter(|number| *number > 0).and_then(Pid::from_raw)
}

/// Removes the files of sessions that are over.
fn sweep(kept: &Path) -> io::Result<()> {
    let Some(dir) = kept.parent() else {
        return Ok(());
    };
    for entry in fs::read_dir(dir)?.flatten() {
        let name = entry.file_name();
        let session = name.to_str().and_then(|name| session(name.strip_prefix(PREFIX)?));
        if session.is_some_and(|pid| rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH))
        {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_at_and_a_number() {
        assert_eq!(row_number("@12"), Some(12));
        for other in ["@", "@file", "@1a", "12", "@-1", "@99999999999999999999999"] {
            assert_eq!(row_number(other), None, "{other}");
        }
    }

    #[test]
    fn a_session_from_outside_of_the_container_is_none() {
        assert_eq!(
            session_in("12 (a) b) S 7 12 9 34816 12 0").map(|pid| pid.as_raw_nonzero().get()),
            Some(9)
        );
        assert_eq!(session_in("12 (hookit) S 0 0 0 0 -1 0"), None);
        assert_eq!(session_in(""), None);
    }

    #[test]
    fn a_row_must_hold_what_the_command_wants() {
        let ids = ["dlv_1", "dlv_2"];
        assert_eq!(pick(&ids, Thing::Delivery, 2).unwrap(), "dlv_2");
        assert_eq!(pick(&ids, Thing::Delivery, 3).unwrap_err(), "the last list had 2 rows");
        assert!(pick(&ids, Thing::Delivery, 0).is_err());
        let wrong = pick(&ids, Thing::Endpoint, 1).unwrap_err();
        assert_eq!(wrong, "row 1 of the last list is a delivery (dlv_1), not an endpoint");
    }
}
