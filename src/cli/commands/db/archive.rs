//! The file of a backup: a head that says what is in it, the archive of `pg_dump`, and a checksum over both.
//!
//! ```text
//! HOOKIT BACKUP 1\n
//! {"made_at": …, "schema": 2, "tables": …, "keyring": …}\n
//! the archive, in pg_dump's custom format
//! \nHOOKIT END sha256 of everything before, in hex\n
//! ```

use std::fmt;
use std::fmt::Write as _;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use zeroize::Zeroize;
use zeroize::ZeroizeOnDrop;
use zeroize::Zeroizing;

use crate::cli::error::CliError;
use crate::cli::error::Result;

const MAGIC: &str = "HOOKIT BACKUP 1\n";
const END: &str = "\nHOOKIT END ";
/// The end's mark, 64 hex digits, and a line's end.
const END_BYTES: u64 = 12 + 64 + 1;
/// A head is a few kilobytes; a line that goes on and on is none.
const HEAD_BYTES_MAX: u64 = 1024 * 1024;
/// How much is moved at once.
pub(super) const CHUNK_BYTES: usize = 256 * 1024;

/// What a backup says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// When it was made, RFC 3339.
    pub(super) made_at: String,
    /// By which hookit.
    pub(super) hookit: String,
    /// Version of the schema in it.
    pub(super) schema: i64,
    /// Major version of the server it was made of.
    pub(super) postgres: u32,
    /// Major version of the `pg_dump` that wrote it.
    pub(super) pg_dump: u32,
    /// Every table with its rows.
    pub(super) tables: Vec<(String, u64)>,
    /// The text of the keyring file, if it is in it.
    pub(super) keyring: Option<KeyringText>,
}

/// The text of a keyring file, shown by nothing and wiped when it is dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub(super) struct KeyringText(pub(super) String);

impl fmt::Debug for KeyringText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

impl Head {
    /// Rows in all.
    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// A backup in the making: everything that is written is counted into the checksum.
pub(super) struct Writer<W> {
    out: W,
    hash: Sha256,
    written: u64,
}

impl<W: Write> Writer<W> {
    /// Begins with the head.
    pub(super) fn begin(out: W, head: &Head) -> io::Result<Self> {
        let mut writer = Self { out, hash: Sha256::new(), written: 0 };
        let line = Zeroizing::new(serde_json::to_string(head)?);
        writer.write(MAGIC.as_bytes())?;
        writer.write(line.as_bytes())?;
        writer.write(b"\n")?;
        Ok(writer)
    }

    /// Adds a part of the archive.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.hash.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Bytes so far.
    pub(super) const fn written(&self) -> u64 {
        self.written
    }

    /// Ends with the checksum, and gives back what it was written to.
    pub(super) fn end(mut self) -> io::Result<(W, u64)> {
        let end = format!("{END}{}\n", hex(&self.hash.finalize()));
        self.out.write_all(end.as_bytes())?;
        self.out.flush()?;
        Ok((self.out, self.written + END_BYTES))
    }
}

/// A backup that was opened and found whole.
#[derive(Debug)]
pub(super) struct Archive {
    /// What it says of itself.
    pub(super) head: Head,
    file: File,
    begins: u64,
    ends: u64,
}

impl Archive {
    /// Opens a backup and proves that it is whole. What comes from stdin is kept in a file without a name meanwhile.
    pub(super) fn open(path: &Path, temporary_dir: &Path) -> Result<Self> {
        let cannot = |error| CliError::failed(format!("cannot read {}", path.display())).because(error);
        let mut file = if path == Path::new("-") {
            spooled(temporary_dir).map_err(cannot)?
        } else {
            File::open(path).map_err(cannot)?
        };
        let (head, begins, ends) = examined(&mut file).map_err(cannot)?.map_err(|why| {
            let name = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
            CliError::failed(format!("{name} {why}"))
        })?;
        Ok(Self { head, file, begins, ends })
    }

    /// The archive of `pg_dump` alone.
    pub(super) fn contents(&mut self) -> Result<io::Take<&mut File>> {
        let cannot = |error| CliError::failed("cannot read the backup").because(error);
        self.file.seek(SeekFrom::Start(self.begins)).map_err(cannot)?;
        Ok((&mut self.file).take(self.ends - self.begins))
    }

    /// Bytes of the archive of `pg_dump`.
    pub(super) const fn bytes(&self) -> u64 {
        self.ends - self.begins
    }
}

fn spooled(temporary_dir: &Path) -> io::Result<File> {
    let name = format!("hookit-restore-{}", std::process::id());
    let path = temporary_dir.join(name);
    let mut file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
    std::fs::remove_file(&path)?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    Ok(file)
}

type Examined = std::result::Result<(Head, u64, u64), String>;

/// The head, and where the archive begins and ends; or what is wrong with the file.
fn examined(file: &mut File) -> io::Result<Examined> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::new(&mut *file).take(HEAD_BYTES_MAX);
    let mut lines = Zeroizing::new(Vec::new());
    reader.read_until(b'\n', &mut lines)?;
    let magic_bytes = lines.len();
    if lines.as_slice() != MAGIC.as_bytes() {
        let why = if lines.starts_with(b"HOOKIT BACKUP ") {
            "is a backup of a newer hookit"
        } else {
            "is no backup of HookIt"
        };
        return Ok(Err(why.to_owned()));
    }
    reader.read_until(b'\n', &mut lines)?;
    let Ok(head) = serde_json::from_slice::<Head>(&lines[magic_bytes..]) else {
        return Ok(Err("has a head that this hookit does not understand".to_owned()));
    };
    let begins = lines.len() as u64;
    let cut_short = || "is not whole: it was cut short, or changed".to_owned();
    let Some(ends) = size.checked_sub(END_BYTES).filter(|ends| *ends >= begins) else {
        return Ok(Err(cut_short()));
    };
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut body = (&mut *file).take(ends);
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = body.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        hash.update(&chunk[..read]);
    }
    let mut end = String::new();
    if file.take(END_BYTES).read_to_string(&mut end).is_err()
        || end != format!("{END}{}\n", hex(&hash.finalize()))
    {
        return Ok(Err(cut_short()));
    }
    Ok(Ok((head, begins, ends)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head {
            made_at: "2026-11-24T10:00:00Z".to_owned(),
            hookit: "0.1.0".to_owned(),
            schema: 2,
            postgres: 15,
            pg_dump: 15,
            tables: vec![("event".to_owned(), 3)],
            keyring: Some(KeyringText("hkmk_1_x\n".to_owned())),
        }
    }

    fn opened(bytes: &[u8], name: &str) -> std::result::Result<Vec<u8>, String> {
        let path = std::path::PathBuf::from(format!("/tmp/hookit-archive-{name}-{}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let opened = Archive::open(&path, Path::new("/tmp"));
        std::fs::remove_file(&path).unwrap();
        let mut archive = opened.map_err(|error| error.text)?;
        let mut contents = Vec::new();
        archive.contents().unwrap().read_to_end(&mut contents).unwrap();
        assert_eq!((archive.head.rows(), archive.bytes()), (3, contents.len() as u64));
        Ok(contents)
    }

    #[test]
    fn a_backup_is_read_as_it_was_written_and_every_change_is_noticed() {
        let mut writer = Writer::begin(Vec::new(), &head()).unwrap();
        writer.write(b"PGDMP\n\0rest").unwrap();
        let (whole, bytes) = writer.end().unwrap();
        assert_eq!(whole.len() as u64, bytes);
        assert_eq!(opened(&whole, "whole").unwrap(), b"PGDMP\n\0rest");
        for at in [0, 20, whole.len() - 90, whole.len() - 2] {
            let mut odd = whole.clone();
            odd[at] ^= 1;
            assert!(opened(&odd, "odd").is_err(), "byte {at}");
        }
        for cut in [0, 10, 40, whole.len() - 1] {
            assert!(opened(&whole[..cut], "cut").is_err(), "cut at {cut}");
        }
    }
}
