//! What an expression holds while it is evaluated: parts of the event, borrowed, and little that was built.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value as Json;
use time::Duration;
use time::OffsetDateTime;

/// A value. Cloning one never copies text or elements.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    Text(&'a str),
    Built(Rc<str>),
    Instant(OffsetDateTime),
    Span(Duration),
    Array(&'a [Json]),
    List(Rc<Vec<Value<'a>>>),
    Object(&'a serde_json::Map<String, Json>),
    Labels(&'a BTreeMap<String, String>),
    Map(Rc<Vec<(Value<'a>, Value<'a>)>>),
}

impl<'a> Value<'a> {
    /// A part of a payload.
    pub(super) fn of_json(json: &'a Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(int), _) => Self::Int(int),
                (None, Some(uint)) => Self::Uint(uint),
                (None, None) => Self::Double(number.as_f64().unwrap_or(f64::NAN)),
            },
            Json::String(text) => Self::Text(text),
            Json::Array(items) => Self::Array(items),
            Json::Object(members) => Self::Object(members),
        }
    }

    /// Its text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Built(text) => Some(text),
            _ => None,
        }
    }

    /// How many elements or members it has.
    pub(super) fn len(&self) -> Option<usize> {
        match self {
            Self::Array(items) => Some(items.len()),
            Self::List(items) => Some(items.len()),
            Self::Object(members) => Some(members.len()),
            Self::Labels(labels) => Some(labels.len()),
            Self::Map(members) => Some(members.len()),
            _ => None,
        }
    }

    /// An element of a list, by its place.
    pub(super) fn element(&self, at: usize) -> Option<Self> {
        match self {
            Self::Array(items) => items.get(at).map(Self::of_json),
            Self::List(items) => items.get(at).cloned(),
            _ => None,
        }
    }

    /// The keys of a map, in order.
    pub(super) fn keys(&self) -> Option<Vec<Self>> {
        match self {
            Self::Object(members) => Some(members.keys().map(|key| Self::Text(key)).collect()),
            Self::Labels(labels) => Some(labels.keys().map(|key| Self::Text(key)).collect()),
            Self::Map(members) => Some(members.iter().map(|(key, _)| key.clone()).collect()),
            _ => None,
        }
    }

    /// A member of a map whose keys are texts.
    pub(super) fn member(&self, name: &str) -> Option<Self> {
        match self {
            Self::Object(members) => members.get(name).map(Self::of_json),
            Self::Labels(labels) => labels.get(name).map(|value| Self::Text(value)),
            Self::Map(members) => {
                members.iter().find(|(key, _)| key.text() == Some(name)).map(|(_, value)| value.clone())
            }
            _ => None,
        }
    }

    /// Whether it is a list.
    pub(super) const fn is_list(&self) -> bool {
        matches!(self, Self::Array(_) | Self::List(_))
    }

    /// Whether it is a map.
    pub(super) const fn is_map(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Labels(_) | Self::Map(_))
    }

    /// What kind of value it is, for a person.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Int(_) => "an int",
            Self::Uint(_) => "a uint",
            Self::Double(_) => "a double",
            Self::Text(_) | Self::Built(_) => "a string",
            Self::Instant(_) => "a timestamp",
            Self::Span(_) => "a duration",
            Self::Array(_) | Self::List(_) => "a list",
            Self::Object(_) | Self::Labels(_) | Self::Map(_) => "a map",
        }
    }

    /// Numbers of any kind by their size.
    #[expect(clippy::cast_precision_loss, reason = "a whole number beside a double is compared as a double")]
    pub(super) fn compare_numbers(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(one), Self::Int(other)) => Some(one.cmp(other)),
            (Self::Uint(one), Self::Uint(other)) => Some(one.cmp(other)),
            (Self::Int(one), Self::Uint(other)) => {
                Some(u64::try_from(*one).map_or(Ordering::Less, |one| one.cmp(other)))
            }
            (Self::Uint(one), Self::Int(other)) => {
                Some(u64::try_from(*other).map_or(Ordering::Greater, |other| one.cmp(&other)))
            }
            (Self::Double(one), Self::Double(other)) => one.partial_cmp(other),
            (Self::Double(one), Self::Int(other)) => one.partial_cmp(&(*other as f64)),
            (Self::Int(one), Self::Double(other)) => (*one as f64).partial_cmp(other),
            (Self::Double(one), Self::Uint(other)) => one.partial_cmp(&(*other as f64)),
            (Self::Uint(one), Self::Double(other)) => (*one as f64).partial_cmp(other),
            _ => None,
        }
    }

    /// Whether it is a number.
    pub(super) const fn is_number(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Uint(_) | Self::Double(_))
    }
}
