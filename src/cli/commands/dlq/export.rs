//! `hookit dlq export`: dead letters with their payloads as JSON lines, to stdout or to a file that can be gone on with.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::choice;
use crate::cli::args::DlqExport;
use crate::cli::args::PayloadForm;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::confirm::quoted;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::session::Session;

/// Rows of one request; a page also ends by its weight.
const PAGE_ROWS: &str = "200";
/// How much of a file's end is looked at for its last line: more than the largest line there can be.
const TAIL_BYTES: u64 = 64 * 1_024 * 1_024;

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
}

/// Writes them all, newest first; what was written when it ends early is whole, and can be gone on with.
pub(super) fn run(session: &Session, args: &DlqExport) -> Result<Done> {
    let client = session.client()?;
    let (mut out, resumed) = open(args)?;
    let mut export = Export { written: 0, bytes: 0, last: resumed.or_else(|| args.after.clone()) };
    let interrupt = Interrupt::watch();
    let ended = export.run(client, args, &mut *out, &interrupt);
    let screen = &session.screen;
    let whole = match ended {
        Ok(whole) => whole,
        Err(error) if error.kind == Kind::OutputClosed => return Err(error),
        Err(error) => return Err(error.hint(export.how_to_go_on(session, args))),
    };
    let many = counted(export.written, "dead letter", "dead letters");
    if !whole {
        screen.talk(&format!("{many} exported; go on with: {}", export.how_to_go_on(session, args)));
        return Ok(Done::Partly);
    }
    if let Some(path) = &args.to {
        screen.talk(&format!(
            "{many} exported to {} ({})",
            escape(&path.display().to_string()),
            bytes(export.bytes)
        ));
    }
    Ok(Done::All)
}

/// How far an export has come.
struct Export {
    written: u64,
    bytes: u64,
    /// The last dead letter that was written.
    last: Option<String>,
}

impl Export {
    /// Whether it came to the end.
    fn run(
        &mut self,
        client: &Client,
        args: &DlqExport,
        out: &mut dyn Write,
        interrupt: &Interrupt,
    ) -> Result<bool> {
        let form = match args.payload {
            PayloadForm::Json => "json",
            PayloadForm::Base64 => "base64",
        };
        let request = choice::query(client, &args.filter, Request::get("/dead-letters/export"))?;
        let request = request.query("payload", Some(form)).query("limit", Some(PAGE_ROWS));
        loop {
            let answer = client.call(&request.clone().query("cursor", self.last.as_deref()))?;
            let page: Page<'_> = serde_json::from_slice(&answer.body)
                .map_err(|error| CliError::failed("the answer is no export of HookIt's").because(error))?;
            for item in &page.items {
                let line = one_line(item.get());
                out.write_all(line.as_bytes()).map_err(|error| CliError::writing(&error))?;
                let Line { id } = serde_json::from_str(item.get()).map_err(|error| {
                    CliError::failed("the answer is no export of HookIt's").because(error)
                })?;
                self.written += 1;
                self.bytes += line.len() as u64;
                self.last = Some(id);
            }
            out.flush().map_err(|error| CliError::writing(&error))?;
            if page.next_cursor.is_none() {
                return Ok(true);
            }
            if interrupt.came() {
                return Ok(false);
            }
        }
    }

    fn how_to_go_on(&self, session: &Session, args: &DlqExport) -> String {
        match (&args.to, &self.last) {
            (Some(_), _) if args.resume => session.line.clone(),
            (Some(_), _) => format!("{} --resume", session.line),
            (None, Some(last)) => {
                let given = args.after.as_ref().map(|after| format!(" --after {}", quoted(after)));
                let line =
                    given.map_or_else(|| session.line.clone(), |given| session.line.replace(&given, ""));
                format!("{line} --after {last}")
            }
            (None, None) => session.line.clone(),
        }
    }
}

/// A JSON text on one line with its end. A line's end in JSON stands between tokens, never inside a text.
fn one_line(json: &str) -> String {
    let mut line = json.replace(['\n', '\r'], " ");
    line.push('\n');
    line
}

/// Where to write, and the id after which a file goes on.
fn open(args: &DlqExport) -> Result<(Box<dyn Write>, Option<String>)> {
    let Some(path) = &args.to else {
        return Ok((Box::new(io::stdout().lock()), None));
    };
    let cannot =
        |error: io::Error| CliError::failed(format!("cannot write {}", path.display())).because(error);
    if args.resume {
        let (file, last) = tail(path).map_err(cannot)?;
        return Ok((Box::new(file), last));
    }
    // Payloads are nobody else's business.
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => Ok((Box::new(file), None)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(CliError::failed(format!("{} is there already", path.display()))
                .hint("go on with it: --resume; or name another file"))
        }
        Err(error) => Err(cannot(error)),
    }
}

/// The file, cut after its last whole line and ready to go on, and the id in that line.
fn tail(path: &Path) -> io::Result<(File, Option<String>)> {
    let mut file = File::options().read(true).write(true).open(path)?;
    let length = file.metadata()?.len();
    let from = length.saturating_sub(TAIL_BYTES);
    file.seek(SeekFrom::Start(from))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let whole = end.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    if whole == 0 && from > 0 {
        return Err(io::Error::other("its end is no line of an export"));
    }
    let last = end[..whole].trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let id = match last {
        [] => None,
        line => Some(serde_json::from_slice::<Line>(line).map_err(io::Error::other)?.id),
    };
    let keep = from + whole as u64;
    file.set_len(keep)?;
    file.seek(SeekFrom::Start(keep))?;
    Ok((file, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_of_many_lines_is_exported_on_one() {
        assert_eq!(one_line("{\"a\":\r\n {\"b\": \"x\\ny\"}}"), "{\"a\":   {\"b\": \"x\\ny\"}}\n");
    }
}
