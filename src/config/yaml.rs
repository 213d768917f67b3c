//! The file: every key with its line and column, nothing in it that nobody knows.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::de::DeserializeSeed;
use serde::de::Deserializer;
use serde::de::Error;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;

use super::error::ConfigError;
use super::layers::SECTIONS;
use super::layers::known_keys;
use super::layers::wrong;
use super::origin::Origin;
use super::rule::Raw;
use super::section::Key;
use super::section::Section;

/// What the file says: raw values that keep to their rules, by full key. `null` is in it too.
pub(super) fn read(path: &Path, text: &str) -> Result<BTreeMap<&'static str, Raw>, ConfigError> {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(BTreeMap::new());
    }
    let found = Found::default();
    match (Top { found: &found }).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(()) => Ok(found.values.into_inner()),
        Err(error) => {
            let place = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            let origin = Origin::File { path: path.to_owned(), line: place.0, column: place.1 };
            Err(match found.trouble.into_inner() {
                Some(trouble) => trouble.at(origin),
                None => ConfigError::Syntax { path: path.to_owned(), reason: error.to_string() },
            })
        }
    }
}

/// What the visitors gather. The parser's own error type carries only text, and the place; what is wrong waits
/// here until the place is known.
#[derive(Default)]
struct Found {
    values: RefCell<BTreeMap<&'static str, Raw>>,
    trouble: RefCell<Option<Trouble>>,
}

enum Trouble {
    Unknown { key: String, known: String },
    Twice(&'static str),
    Wrong { key: &'static Key, raw: Raw, rule: String },
}

impl Trouble {
    fn at(self, origin: Origin) -> ConfigError {
        match self {
            Self::Unknown { key, known } => ConfigError::UnknownKey { key, origin, known },
            Self::Twice(key) => ConfigError::Twice { key: key.to_owned(), origin },
            Self::Wrong { key, raw, rule } => wrong(key, &raw, rule, origin),
        }
    }
}

impl Found {
    fn trouble<E: Error>(&self, trouble: Trouble) -> E {
        *self.trouble.borrow_mut() = Some(trouble);
        E::custom("see the trouble that was noted")
    }
}

/// The whole document: sections, and keys that stand at the top.
struct Top<'a> {
    found: &'a Found,
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sections of settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let found = self.found;
        let mut seen = Vec::new();
        let top = SECTIONS.iter().find(|section| section.name.is_empty());
        while let Some(member) = map.next_key_seed(TopName { found, top })? {
            match member {
                Member::Key(key) => map.next_value_seed(Value { found, key })?,
                Member::Section(section) if seen.contains(&section.name) => {
                    return Err(found.trouble(Trouble::Twice(section.name)));
                }
                Member::Section(section) => {
                    seen.push(section.name);
                    map.next_value_seed(Inside { found, section })?;
                }
            }
        }
        Ok(())
    }
}

enum Member {
    Key(&'static Key),
    Section(&'static Section),
}

struct TopName<'a> {
    found: &'a Found,
    top: Option<&'static Section>,
}

impl<'de> DeserializeSeed<'de> for TopName<'_> {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TopName<'_> {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a section")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Member, E> {
        let section = SECTIONS.iter().find(|section| section.name == name && !name.is_empty());
        if let Some(section) = section {
            return Ok(Member::Section(section));
        }
        match self.top {
            Some(top) if top.keys.iter().any(|key| key.name == name) => {
                KeyName { found: self.found, section: top }.visit_str(name).map(Member::Key)
            }
            Some(_) | None => {
                let known: Vec<&str> = SECTIONS
                    .iter()
                    .flat_map(|section| match section.name {
                        "" => section.keys.iter().map(|key| key.name).collect(),
                        name => vec![name],
                    })
                    .collect();
                Err(self.found.trouble(Trouble::Unknown { key: name.to_owned(), known: known.join(", ") }))
            }
        }
    }
}

/// The keys of one section.
struct Inside<'a> {
    found: &'a Found,
    section: &'static Section,
}

impl<'de> DeserializeSeed<'de> for Inside<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the keys of section {}", self.section.name)
    }

    /// A section whose keys are all commented out.
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { found, section } = self;
        while let Some(key) = map.next_key_seed(KeyName { found, section })? {
            map.next_value_seed(Value { found, key })?;
        }
        Ok(())
    }
}

struct KeyName<'a> {
    found: &'a Found,
    section: &'static Section,
}

impl<'de> DeserializeSeed<'de> for KeyName<'_> {
    type Value = &'static Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyName<'_> {
    type Value = &'static Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<&'static Key, E> {
        let Some(key) = self.section.keys.iter().find(|key| key.name == name) else {
            let key = format!("{}.{name}", self.section.name);
            return Err(self.found.trouble(Trouble::Unknown { key, known: known_keys(self.section) }));
        };
        if self.found.values.borrow().contains_key(key.full) {
            return Err(self.found.trouble(Trouble::Twice(key.full)));
        }
        Ok(key)
    }
}

/// One value, checked while the parser still knows where it stands.
struct Value<'a> {
    found: &'a Found,
    key: &'static Key,
}

impl Value<'_> {
    fn keep<E: Error>(self, raw: Raw) -> Result<(), E> {
        if raw != Raw::Null
            && let Err(rule) = (self.key.check)(&raw)
        {
            return Err(self.found.trouble(Trouble::Wrong { key: self.key, raw, rule }));
        }
        self.found.values.borrow_mut().insert(self.key.full, raw);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value of {}", self.key.full)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.keep(Raw::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.keep(Raw::Text(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.keep(Raw::Text(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.keep(Raw::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.keep(Raw::Text(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.keep(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<String>()? {
            items.push(item);
        }
        self.keep(Raw::List(items))
    }
}
