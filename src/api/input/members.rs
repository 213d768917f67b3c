//! The members of a JSON object, read by name; whatever was not asked for in the end is refused as unknown.

use std::fmt;
use std::fmt::Display;
use std::ops::RangeInclusive;

use axum::extract::FromRequest;
use axum::extract::Request;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde_json::value::RawValue;

use super::body::Whole;
use crate::api::problem::FieldError;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::domain::json_check::check_value;

/// Most members of a body that an operator sends; the largest form has a dozen.
const MEMBERS_MAX: usize = 64;
/// How much of an unknown member's name is repeated, in characters.
const SHOWN_CHARS_MAX: usize = 64;

/// Members in the order they came, each value as it was written.
pub(crate) type RawMembers = Vec<(String, Box<RawValue>)>;

/// The members of one body, and what was wrong with those that were read so far.
#[derive(Debug, Default)]
pub(crate) struct Members {
    left: RawMembers,
    errors: Vec<FieldError>,
}

impl FromRequest<ApiState> for Members {
    type Rejection = Problem;

    /// No body at all is an object without members.
    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let Whole(body) = Whole::from_request(request, state).await?;
        Self::parse(&body)
    }
}

impl Members {
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Problem> {
        if body.trim_ascii().is_empty() {
            return Ok(Self::default());
        }
        check_value(body)?;
        let Ok(Object(left)) = serde_json::from_slice::<Object>(body) else {
            return Err(Problem::field("", "not_an_object", "the body must be a JSON object"));
        };
        Self::from_raw(left)
    }

    /// Refuses a member that is given twice, of which two readers would pick different ones.
    pub(crate) fn from_raw(left: RawMembers) -> Result<Self, Problem> {
        if left.len() > MEMBERS_MAX {
            return Err(Problem::field("", "unknown_member", "the body has far too many members"));
        }
        for (at, (name, _)) in left.iter().enumerate() {
            if left[..at].iter().any(|(other, _)| other == name) {
                return Err(Problem::field(pointer(name), "duplicate_member", "a member is given twice"));
            }
        }
        Ok(Self { left, errors: Vec::new() })
    }

    /// The members themselves, for a merge.
    pub(crate) fn into_raw(self) -> RawMembers {
        self.left
    }

    /// Whether `name` was given and not read yet, null included.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.left.iter().any(|(other, _)| other == name)
    }

    /// Notes that something is wrong with `name`.
    pub(crate) fn refuse(&mut self, name: &str, code: &'static str, detail: impl Display) {
        let error = FieldError { pointer: pointer(name), detail: detail.to_string().into(), code };
        self.errors.push(error);
    }

    /// Notes that something is wrong with what `within` names inside `name`.
    pub(crate) fn refuse_within(
        &mut self,
        name: &str,
        within: &str,
        code: &'static str,
        detail: impl Display,
    ) {
        let pointer = format!("{}/{within}", pointer(name));
        self.errors.push(FieldError { pointer, detail: detail.to_string().into(), code });
    }

    /// Whether `name` was given as null and not read yet.
    pub(crate) fn is_null(&self, name: &str) -> bool {
        self.left.iter().any(|(other, value)| other == name && value.get() == "null")
    }

    /// The value of `name` as it was written; `None` when absent or null.
    pub(crate) fn raw(&mut self, name: &str) -> Option<Box<RawValue>> {
        let at = self.left.iter().position(|(other, _)| other == name)?;
        let (_, value) = self.left.remove(at);
        (value.get() != "null").then_some(value)
    }

    /// A value of a type that serde knows; `form` completes "the value must be …".
    pub(crate) fn json<T: DeserializeOwned>(&mut self, name: &str, form: &str) -> Option<T> {
        let raw = self.raw(name)?;
        let read = serde_json::from_str(raw.get()).ok();
        if read.is_none() {
            self.refuse(name, "wrong_type", format_args!("the value must be {form}"));
        }
        read
    }

    /// A text without NUL, which Postgres could not keep.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let text: String = self.json(name, "a string")?;
        if text.contains('\0') {
            self.refuse(name, "text_has_nul", "a text must not contain U+0000");
            return None;
        }
        Some(text)
    }

    /// A text of at most `bytes_max` bytes.
    pub(crate) fn text_within(&mut self, name: &str, bytes_max: usize) -> Option<String> {
        let text = self.text(name)?;
        if text.len() > bytes_max {
            self.refuse(
                name,
                "text_too_long",
                format_args!("the value must not be longer than {bytes_max} bytes"),
            );
            return None;
        }
        Some(text)
    }

    /// A text that `read` turns into something better.
    pub(crate) fn parsed<T, E: Display>(
        &mut self,
        name: &str,
        code: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(name)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(name, code, error);
                None
            }
        }
    }

    /// A whole number within `range`.
    pub(crate) fn integer(&mut self, name: &str, range: RangeInclusive<u64>) -> Option<u64> {
        let (low, high) = (range.start(), range.end());
        let form = format!("a whole number from {low} to {high}");
        let number: u64 = self.json(name, &form)?;
        if range.contains(&number) {
            return Some(number);
        }
        self.refuse(name, "out_of_range", format_args!("the value must be {form}"));
        None
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        self.json(name, "true or false")
    }

    /// Says that `name` is missing, unless something was wrong with it.
    pub(crate) fn missing(&mut self, name: &str) {
        let pointer = pointer(name);
        if self.errors.iter().all(|error| error.pointer != pointer) {
            self.refuse(name, "missing_member", format_args!("the member `{name}` is missing"));
        }
    }

    /// Whether nothing was wrong with what was read so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.errors.is_empty()
    }

    /// What was refused so far.
    #[cfg(test)]
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.errors.iter().map(|error| error.code).collect()
    }

    /// Refuses what nobody read, and reports everything that was wrong.
    pub(crate) fn finish(mut self) -> Result<(), Problem> {
        for (name, _) in std::mem::take(&mut self.left) {
            self.refuse(&name, "unknown_member", "there is no such member");
        }
        if self.errors.is_empty() { Ok(()) } else { Err(Problem::invalid(self.errors)) }
    }
}

/// The JSON pointer to a top-level member, cut where a name is absurdly long.
fn pointer(name: &str) -> String {
    let shown: String = name.chars().take(SHOWN_CHARS_MAX).collect();
    format!("/{}", shown.replace('~', "~0").replace('/', "~1"))
}

/// An object whose members keep their order, their spelling and their doubles.
pub(crate) struct Object(pub RawMembers);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(problem: &Problem) -> Vec<String> {
        let body = serde_json::to_value(problem.body(None)).unwrap();
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let mut members = Members::parse(br#"{"a":1,"n":99,"t":"x\u0000","odd/~":null,"ok":"v"}"#).unwrap();
        assert_eq!(members.text("a"), None);
        assert_eq!(members.integer("n", 1..=10), None);
        assert_eq!(members.text("t"), None);
        assert_eq!(members.text("ok").as_deref(), Some("v"));
        members.missing("url");
        members.missing("a");
        let problem = members.finish().unwrap_err();
        assert_eq!(pointers(&problem), ["/a", "/n", "/t", "/url", "/odd~1~0"]);
    }

    #[test]
    fn a_member_given_twice_is_refused() {
        let problem = Members::parse(br#"{"a":1,"\u0061":2}"#).unwrap_err();
        assert_eq!((problem.code(), pointers(&problem)), ("duplicate_member", vec!["/a".to_owned()]));
    }

    #[test]
    fn poison_is_refused_and_never_breaks_anything() {
        for (body, code) in [
            ("[]", "not_an_object"),
            ("{", "json_invalid"),
            ("7", "not_an_object"),
            (r#"{"a":"\ud800"}"#, "lone_surrogate"),
        ] {
            assert_eq!(Members::parse(body.as_bytes()).unwrap_err().code(), code, "{body}");
        }
        let mut members = Members::parse(br#"{"n":1e400,"m":1.5,"l":-1}"#).unwrap();
        for name in ["n", "m", "l"] {
            assert_eq!(members.integer(name, 0..=9), None);
        }
        assert!(members.finish().is_err());
        assert!(Members::parse(b"  ").unwrap().finish().is_ok());
    }
}
