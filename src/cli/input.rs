//! What comes in from outside the command line: files, stdin, points in time.

use std::fs;
use std::io;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use zeroize::Zeroizing;

use super::clock;
use super::error::CliError;
use super::error::Result;

/// Most bytes that are read as a payload, a body or a list of ids: 16 MiB; the API's own limit is far below.
const INPUT_BYTES_MAX: u64 = 16 * 1_024 * 1_024;
/// Most bytes a file with a secret may have.
const SECRET_BYTES_MAX: u64 = 16 * 1_024;

/// A point in time as an operator says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// That long ago.
    Ago(Duration),
    /// Then.
    At(OffsetDateTime),
}

/// A point in time ahead, as an operator says it: `10m` from another one, or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ahead {
    /// So long after.
    In(Duration),
    /// Then.
    At(OffsetDateTime),
}

impl Ahead {
    /// Reads `10m` or `2026-11-24T10:00:00Z`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match When::parse(text)? {
            When::Ago(span) => Some(Self::In(span)),
            When::At(at) => Some(Self::At(at)),
        }
    }

    /// The instant, counted from `start`; `None` beyond the calendar.
    pub(crate) fn after(self, start: OffsetDateTime) -> Option<OffsetDateTime> {
        match self {
            Self::In(span) => start.checked_add(time::Duration::try_from(span).ok()?),
            Self::At(at) => Some(at),
        }
    }
}

impl When {
    /// Reads `24h` or an RFC 3339 time.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Ok(ago) = humantime::parse_duration(text) {
            return Some(Self::Ago(ago));
        }
        OffsetDateTime::parse(text, &Rfc3339).ok().map(Self::At)
    }

    /// The instant in the form of the API.
    pub(crate) fn to_rfc3339(self) -> Result<String> {
        let at = match self {
            Self::At(at) => Some(at.to_offset(time::UtcOffset::UTC)),
            Self::Ago(ago) => {
                time::Duration::try_from(ago).ok().and_then(|ago| clock::now().checked_sub(ago))
            }
        };
        at.and_then(|at| at.format(&Rfc3339).ok())
            .ok_or_else(|| CliError::usage("that time lies too far away"))
    }
}

/// Reads what `-d`, `--metadata` and their like mean: the text itself, `@file`, or `-` for stdin.
pub(crate) fn text_or_file(argument: &str) -> Result<Vec<u8>> {
    if argument == "-" {
        return file(Path::new("-"));
    }
    match argument.strip_prefix('@') {
        Some(path) => file(Path::new(path)),
        None => Ok(argument.as_bytes().to_vec()),
    }
}

/// Reads a whole file, or stdin for `-`.
pub(crate) fn file(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_up_to(path, INPUT_BYTES_MAX, &mut bytes)?;
    Ok(bytes)
}

/// Reads a file with one secret, or stdin for `-`; blanks around it are not part of it.
pub(crate) fn secret_file(path: &Path) -> Result<Zeroizing<String>> {
    let mut bytes =
        Zeroizing::new(Vec::with_capacity(usize::try_from(SECRET_BYTES_MAX + 1).unwrap_or(16_385)));
    read_up_to(path, SECRET_BYTES_MAX, &mut bytes)?;
    let text =
        std::str::from_utf8(&bytes).map_err(|_| CliError::usage(format!("{} holds no text", named(path))))?;
    if text.trim().is_empty() {
        return Err(CliError::usage(format!("{} is empty", named(path))));
    }
    Ok(Zeroizing::new(text.trim().to_owned()))
}

/// The ids on stdin: the first word of every line, so that the output of a list can be piped in, with or without its
/// heading.
pub(crate) fn ids_from_stdin() -> Result<Vec<String>> {
    let bytes = file(Path::new("-"))?;
    Ok(first_words(&String::from_utf8_lossy(&bytes)))
}

/// What was named, those on stdin for `-` among them, each once, in their order.
pub(crate) fn many(given: &[String]) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for word in given {
        if word == "-" {
            names.extend(ids_from_stdin()?);
        } else {
            names.push(word.clone());
        }
    }
    let mut once = std::collections::HashSet::new();
    names.retain(|name| once.insert(name.clone()));
    if names.is_empty() && !given.is_empty() {
        return Err(CliError::usage("there were no ids on stdin"));
    }
    Ok(names)
}

fn first_words(text: &str) -> Vec<String> {
    let heading = usize::from(text.lines().next().is_some_and(is_heading));
    let lines = text.lines().skip(heading);
    lines.filter_map(|line| line.split_whitespace().next()).map(ToOwned::to_owned).collect()
}

/// Whether a line is the heading of a plain table: several names of columns, the first of them a kind of thing.
fn is_heading(line: &str) -> bool {
    let mut cells = line.split('\t');
    let first = cells.next().unwrap_or_default();
    let is_name = |cell: &str| {
        !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'#')
    };
    let rest: Vec<&str> = cells.collect();
    matches!(first, "delivery" | "endpoint" | "event" | "redrive" | "key" | "project")
        && rest.len() > 1
        && rest.into_iter().all(is_name)
}

fn named(path: &Path) -> String {
    if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() }
}

fn read_up_to(path: &Path, bytes_max: u64, into: &mut Vec<u8>) -> Result<()> {
    let read = |reader: &mut dyn Read, into: &mut Vec<u8>| reader.take(bytes_max + 1).read_to_end(into);
    let outcome = if path == Path::new("-") {
        read(&mut io::stdin().lock(), into)
    } else {
        fs::File::open(path).and_then(|mut open| read(&mut open, into))
    };
    outcome.map_err(|error| CliError::usage(format!("cannot read {}", named(path))).because(error))?;
    if into.len() as u64 > bytes_max {
        return Err(CliError::usage(format!("{} is larger than {bytes_max} bytes", named(path))));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_time_is_said_as_a_span_or_as_a_date() {
        assert_eq!(When::parse("24h"), Some(When::Ago(Duration::from_hours(24))));
        let at = datetime!(2026-11-24 10:00 UTC);
        assert_eq!(When::parse("2026-11-24T10:00:00Z"), Some(When::At(at)));
        assert_eq!(
            When::parse("2026-11-24T12:00:00+02:00").unwrap().to_rfc3339().unwrap(),
            "2026-11-24T10:00:00Z"
        );
        assert_eq!(When::parse("yesterday"), None);
    }

    #[test]
    fn the_output_of_a_list_is_read_as_ids() {
        assert_eq!(first_words("dlv_1\tacme\n\n  dlv_2\n"), ["dlv_1", "dlv_2"]);
        assert_eq!(first_words("delivery\tendpoint\tlast_outcome\ndlv_1\tacme\t"), ["dlv_1"]);
        assert_eq!(first_words("endpoint\tactive\thttps://a.test\n"), ["endpoint"]);
    }

    #[test]
    fn data_is_itself_unless_it_names_a_file() {
        assert_eq!(text_or_file("{\"a\":1}").unwrap(), b"{\"a\":1}");
        assert!(text_or_file("@/nowhere/at/all").unwrap_err().text.contains("/nowhere/at/all"));
    }
}
