//! systemd's journal, in its own protocol: each field of a line is a field of the entry, by which it is found.

use std::fmt::Debug;
use std::fmt::Write;
use std::io;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::path::PathBuf;

use tracing::Event;
use tracing::Level;
use tracing::Subscriber;
use tracing::field::Field;
use tracing::field::Visit;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// Where the journal listens.
pub(super) const SOCKET: &str = "/run/systemd/journal/socket";
/// Longest name of a field that the journal keeps.
const NAME_MAX: usize = 64;

/// Sends lines to the journal.
pub(super) struct Journal {
    socket: UnixDatagram,
    path: PathBuf,
}

impl Journal {
    /// Makes sure that somebody listens at `path`.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        UnixDatagram::unbound()?.connect(path)?;
        // By name each time, so that a restart of the journal is no matter.
        Ok(Self { socket: UnixDatagram::unbound()?, path: path.to_owned() })
    }
}

impl<S: Subscriber> Layer<S> for Journal {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let mut entry = Entry::default();
        event.record(&mut entry);
        let bytes = entry.finish(*event.metadata().level(), event.metadata().target());
        // Nowhere to tell that telling failed.
        drop(self.socket.send_to(&bytes, &self.path));
    }
}

#[derive(Default)]
struct Entry {
    message: String,
    /// The other fields, as the message shows them.
    shown: String,
    fields: Vec<u8>,
}

impl Entry {
    fn add(&mut self, name: &str, value: &str) {
        if name == "message" {
            value.clone_into(&mut self.message);
            return;
        }
        // Writing to a string cannot fail.
        let written = write!(self.shown, " {name}={value}");
        debug_assert!(written.is_ok(), "a string takes everything");
        field(&mut self.fields, &journal_name(name), value);
    }

    fn finish(self, level: Level, target: &str) -> Vec<u8> {
        let priority = match level {
            Level::ERROR => "3",
            Level::WARN => "4",
            Level::INFO => "6",
            _ => "7",
        };
        let mut bytes = Vec::new();
        // Who reads the journal as text sees only this, so it has everything.
        field(&mut bytes, "MESSAGE", &format!("{}{}", self.message, self.shown));
        field(&mut bytes, "PRIORITY", priority);
        field(&mut bytes, "SYSLOG_IDENTIFIER", "hookitd");
        field(&mut bytes, "TARGET", target);
        bytes.extend(self.fields);
        bytes
    }
}

impl Visit for Entry {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field.name(), value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add(field.name(), &format!("{value:?}"));
    }
}

/// `delivery.id` is `DELIVERY_ID`: capitals, digits and underscores, and none of those at the front, which are the
/// journal's own.
fn journal_name(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    let name = name.trim_start_matches(|c: char| c == '_' || c.is_ascii_digit());
    name.chars().take(NAME_MAX).collect()
}

/// A value of one line follows an equals sign; any other follows its length in bytes.
fn field(bytes: &mut Vec<u8>, name: &str, value: &str) {
    bytes.extend_from_slice(name.as_bytes());
    if value.contains('\n') {
        bytes.push(b'\n');
        bytes.extend_from_slice(&u64::try_from(value.len()).unwrap_or(0).to_le_bytes());
    } else {
        bytes.push(b'=');
    }
    bytes.extend_from_slice(value.as_bytes());
    bytes.push(b'\n');
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt;

    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn every_field_of_a_line_is_one_of_the_entry() {
        let scratch = Scratch::new("journal");
        let path = scratch.path("socket");
        assert!(Journal::open(&path).is_err(), "nobody listens");
        let listening = UnixDatagram::bind(&path).unwrap();
        let subscriber = tracing_subscriber::registry().with(Journal::open(&path).unwrap());
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(delivery.id = %"dlv_1", attempt.number = 3, note = "two\nlines", "attempt failed");
        });
        let mut bytes = [0; 4_096];
        let length = listening.recv(&mut bytes).unwrap();
        let mut wanted = Vec::new();
        for (name, value) in [
            ("MESSAGE", "attempt failed delivery.id=dlv_1 attempt.number=3 note=two\nlines"),
            ("PRIORITY", "4"),
            ("SYSLOG_IDENTIFIER", "hookitd"),
            ("TARGET", "hookit::daemon::journal::tests"),
            ("DELIVERY_ID", "dlv_1"),
            ("ATTEMPT_NUMBER", "3"),
            ("NOTE", "two\nlines"),
        ] {
            field(&mut wanted, name, value);
        }
        assert_eq!(String::from_utf8_lossy(&bytes[..length]), String::from_utf8_lossy(&wanted));
        assert!(String::from_utf8_lossy(&wanted).contains("NOTE\n\u{9}\0\0\0\0\0\0\0two\nlines\n"));
        assert!(String::from_utf8_lossy(&wanted).contains("\nDELIVERY_ID=dlv_1\n"));
    }

    #[test]
    fn names_are_what_the_journal_takes() {
        assert_eq!(journal_name("delivery.id"), "DELIVERY_ID");
        assert_eq!(journal_name("_uid"), "UID");
        assert_eq!(journal_name(&"a".repeat(80)).len(), NAME_MAX);
    }
}
