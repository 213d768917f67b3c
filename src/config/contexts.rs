//! The operator's contexts: daemons and databases that are known by a name, in `~/.config/hookit/config.yaml`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;
use serde::Serializer;

use super::secret_text::SecretText;

/// Most bytes that are read as contexts; nobody writes so many by hand.
const FILE_BYTES_MAX: u64 = 1_048_576;

/// What the file holds.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contexts {
    /// The name of the context that is used when nothing else is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// The contexts by their names.
    pub contexts: BTreeMap<String, Context>,
}

/// A way to the data, and the project to work in. At most one way is named; without one it is this machine's daemon.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Context {
    /// The admin socket of a daemon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub socket: Option<PathBuf>,
    /// The URL of a daemon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The API key for `url`.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "exposed",
        deserialize_with = "secret"
    )]
    pub key: Option<SecretText>,
    /// A file with the API key for `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_file: Option<PathBuf>,
    /// A Postgres to work on without a daemon.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "exposed",
        deserialize_with = "secret"
    )]
    pub database_url: Option<SecretText>,
    /// The master keys for `database_url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyring_file: Option<PathBuf>,
    /// Name or id of the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
}

/// Why the contexts cannot be used. Nothing of the file is quoted.
#[derive(Debug)]
pub enum ContextsError {
    /// The file cannot be read.
    Read(PathBuf, io::Error),
    /// The file is not what contexts look like.
    Form(PathBuf, String),
    /// The file holds a secret, and others may read it.
    Open(PathBuf),
    /// A context names more than one way.
    Ways(String),
}

impl fmt::Display for ContextsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "cannot read {}: {error}", path.display()),
            Self::Form(path, why) => write!(f, "{} cannot be understood: {why}", path.display()),
            Self::Open(path) => {
                write!(f, "{} holds a key and can be read by others; chmod 600 it", path.display())
            }
            Self::Ways(name) => {
                write!(f, "the context {name} names more than one of socket, url and database_url")
            }
        }
    }
}

impl std::error::Error for ContextsError {}

impl Contexts {
    /// Reads the file; one that is not there holds no contexts.
    pub fn read(path: &Path) -> Result<Self, ContextsError> {
        let cannot = |error| ContextsError::Read(path.to_owned(), error);
        let file = match fs::File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            opened => opened.map_err(cannot)?,
        };
        let is_open = can_be_read_by_others(&file).map_err(cannot)?;
        let mut text = zeroize::Zeroizing::new(String::new());
        file.take(FILE_BYTES_MAX).read_to_string(&mut text).map_err(cannot)?;
        let contexts = Self::parse(path, &text)?;
        if is_open && contexts.contexts.values().any(Context::holds_secret) {
            return Err(ContextsError::Open(path.to_owned()));
        }
        Ok(contexts)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, ContextsError> {
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok(Self::default());
        }
        let contexts: Self = serde_yaml::from_str(text).map_err(|error| {
            // The parser's own words may quote the file, and a key with it.
            let place = error.location().map(|at| format!("line {}, column {}", at.line(), at.column()));
            let words = error.to_string();
            let unknown = words.find("unknown field").map(|at| words[at..].to_owned());
            ContextsError::Form(
                path.to_owned(),
                unknown.or(place).unwrap_or_else(|| "it is not YAML of contexts".to_owned()),
            )
        })?;
        let ways = |context: &Context| {
            usize::from(context.socket.is_some())
                + usize::from(context.url.is_some())
                + usize::from(context.database_url.is_some())
        };
        match contexts.contexts.iter().find(|(_, context)| ways(context) > 1) {
            Some((name, _)) => Err(ContextsError::Ways(name.clone())),
            None => Ok(contexts),
        }
    }

    /// The file's text.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(self).unwrap_or_default()
    }
}

impl Context {
    /// Whether it holds something that nobody else may read.
    #[must_use]
    pub fn holds_secret(&self) -> bool {
        self.key.is_some() || self.database_url.as_ref().is_some_and(|url| url.expose().contains('@'))
    }

    /// The way it names in words; a database only by its kind, since its URL may hold a password.
    #[must_use]
    pub fn way(&self) -> String {
        match (&self.socket, &self.url, &self.database_url) {
            (Some(path), ..) => format!("socket {}", path.display()),
            (_, Some(url), _) => url.clone(),
            (.., Some(_)) => "a database, directly".to_owned(),
            _ => "the daemon of this machine".to_owned(),
        }
    }
}

fn secret<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<SecretText>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(SecretText::new))
}

#[expect(clippy::ref_option, reason = "serde hands the field over as it is")]
fn exposed<S: Serializer>(secret: &Option<SecretText>, serializer: S) -> Result<S::Ok, S::Error> {
    secret.as_ref().map(SecretText::expose).serialize(serializer)
}

#[cfg(unix)]
fn can_be_read_by_others(file: &fs::File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn can_be_read_by_others(_file: &fs::File) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Contexts, ContextsError> {
        Contexts::parse(Path::new("config.yaml"), text)
    }

    #[test]
    fn contexts_are_read_as_they_are_written() {
        let text = "current: prod\ncontexts:\n  prod:\n    url: https://hooks.acme.test\n    key: hk_secret\n    \
                    project: billing\n  here: {}\n";
        let contexts = parse(text).unwrap();
        assert!(contexts.contexts["prod"].holds_secret() && !contexts.contexts["here"].holds_secret());
        assert!(!format!("{contexts:?}").contains("hk_secret"));
        let again = parse(&contexts.to_yaml()).unwrap();
        assert_eq!(again.contexts["prod"].key.as_ref().unwrap().expose(), "hk_secret");
        assert!(parse("# nothing yet\n").unwrap().contexts.is_empty());
    }

    #[test]
    fn what_cannot_be_understood_is_refused_without_quoting_a_key() {
        for bad in [
            "contexts:\n  a:\n    kye: hk_secret\n",
            "contexts: [hk_secret]\n",
            "contexts:\n  a: {url: x, socket: /s}\n",
            "currant: a\n",
        ] {
            let said = parse(bad).unwrap_err().to_string();
            assert!(!said.contains("hk_secret"), "{said}");
        }
        assert!(parse("contexts:\n  a:\n    kye: x\n").unwrap_err().to_string().contains("kye"));
    }
}
