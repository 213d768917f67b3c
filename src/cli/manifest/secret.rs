//! Where an endpoint's signing secret is: in the environment or in a file, never in the manifest.

use std::fmt;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde::ser::SerializeMap;
use zeroize::Zeroizing;

use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;
use crate::config::client;

const FORM: &str = "a secret never stands in the file: write `secret: {env: NAME}` or `secret: {file: PATH}`";

/// The place of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SecretPlace {
    /// A variable of the environment.
    Env(String),
    /// A file; a relative path begins at the manifest's folder.
    File(PathBuf),
}

impl SecretPlace {
    /// Reads the secret.
    pub(crate) fn read(&self, beside: &Path) -> Result<Zeroizing<String>> {
        match self {
            Self::Env(name) => {
                let value =
                    client::secret_variable(name).map(|secret| Zeroizing::new(secret.expose().to_owned()));
                value.ok_or_else(|| CliError::failed(format!("the variable {name} is not set or empty")))
            }
            Self::File(path) => input::secret_file(&beside.join(path)),
        }
    }
}

impl Serialize for SecretPlace {
    /// As it is read: YAML would make a tag of a variant.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Env(name) => map.serialize_entry("env", name)?,
            Self::File(path) => map.serialize_entry("file", path)?,
        }
        map.end()
    }
}

struct Place;

impl<'de> Visitor<'de> for Place {
    type Value = SecretPlace;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{env: NAME} or {file: PATH}")
    }

    /// Whatever text stands here may be the secret itself: it is not repeated.
    fn visit_str<E: Error>(self, _: &str) -> std::result::Result<SecretPlace, E> {
        Err(E::custom(FORM))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<SecretPlace, A::Error> {
        let (Some((kind, value)), None) = (map.next_entry::<String, String>()?, map.next_key::<String>()?)
        else {
            return Err(A::Error::custom(FORM));
        };
        let is_name =
            !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        match kind.as_str() {
            "env" if is_name => Ok(SecretPlace::Env(value)),
            "env" => Err(A::Error::custom("`env` is the name of a variable")),
            "file" if !value.is_empty() => Ok(SecretPlace::File(value.into())),
            _ => Err(A::Error::custom(FORM)),
        }
    }
}

impl<'de> Deserialize<'de> for SecretPlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_the_file_is_refused_and_not_repeated() {
        for odd in [
            "whsec_hunter2",
            "{env: whsec_hunter2=}",
            "{key: whsec_hunter2}",
            "{env: A, file: whsec_hunter2}",
        ] {
            let error = serde_yaml::from_str::<SecretPlace>(odd).unwrap_err().to_string();
            assert!(!error.contains("hunter2"), "{error}");
        }
        assert_eq!(
            serde_yaml::from_str::<SecretPlace>("{env: ACME}").unwrap(),
            SecretPlace::Env("ACME".to_owned())
        );
        assert_eq!(
            serde_yaml::from_str::<SecretPlace>("file: a/b").unwrap(),
            SecretPlace::File("a/b".into())
        );
    }
}
