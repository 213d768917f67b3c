//! Single values of a manifest: each checks itself while the parser still knows its line and column.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error;
use serde::de::Visitor;

use crate::domain::credentials;
use crate::domain::endpoint::DESCRIPTION_BYTES_MAX;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::endpoint::Slug;
use crate::domain::endpoint::TIMEOUT_MS_MAX;
use crate::domain::endpoint::TIMEOUT_MS_MIN;
use crate::domain::event::EventType;
use crate::domain::pattern::Pattern;
use crate::domain::schema::Enforce;
use crate::domain::secret::Signing;
use crate::domain::shaping::PayloadFormat;
use crate::domain::signature::SignatureFormat;
use crate::domain::url_rule::EndpointUrl;

/// The version of manifests that is read and written.
const VERSION: u64 = 1;

/// Reads a text by a rule that gives it back in the form the API keeps, or a sentence.
pub(super) struct Rule(pub(super) fn(&str) -> Result<String, String>, pub(super) &'static str);

impl Visitor<'_> for Rule {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        (self.0)(text).map_err(E::custom)
    }
}

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $form:literal, $rule:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) String);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Rule($rule, $form)).map(Self)
            }
        }
    };
}
pub(super) use checked_text;

checked_text!(
    /// The name of a project or an endpoint.
    Name, "a name", |text| Slug::parse(text).map(|slug| slug.to_string()).map_err(|error| error.to_string())
);
checked_text!(
    /// The name of an event type.
    TypeName, "an event type",
    |text| EventType::parse(text).map(|name| name.to_string()).map_err(|error| error.to_string())
);
checked_text!(
    /// A pattern of event types.
    TypePattern, "an event type pattern",
    |text| Pattern::parse(text).map(|pattern| pattern.to_string()).map_err(|error| error.to_string())
);
checked_text!(
    /// A URL in its canonical form.
    Url, "a URL",
    |text| EndpointUrl::parse_stored(text).map(|url| url.as_str().to_owned()).map_err(|why| why.detail.to_owned())
);
checked_text!(
    /// A description.
    Description, "a text",
    |text| if text.len() <= DESCRIPTION_BYTES_MAX && !text.contains('\0') {
        Ok(text.to_owned())
    } else {
        Err(format!("a description has at most {DESCRIPTION_BYTES_MAX} bytes, and no NUL"))
    }
);
checked_text!(
    /// What happens to events that do not fit.
    Enforcement, "off, warn or reject",
    |text| text.parse::<Enforce>().map(|word| word.as_str().to_owned())
        .map_err(|_| "enforce is off, warn or reject".to_owned())
);
checked_text!(
    /// Which signatures requests carry.
    Signatures, "both, standard or legacy",
    |text| text.parse::<SignatureFormat>().map(|format| format.as_str().to_owned())
        .map_err(|_| "signature_format is both, standard or legacy".to_owned())
);
checked_text!(
    /// What an operator can make an endpoint do.
    Status, "active, inactive or paused",
    |text| match text.parse() {
        Ok(EndpointStatus::Disabled) | Err(_) => Err("status is active, inactive or paused".to_owned()),
        Ok(status) => Ok(EndpointStatus::as_str(status).to_owned()),
    }
);

checked_text!(
    /// The form of a request's body.
    BodyForm, "the form of a body",
    |text| text.parse::<PayloadFormat>().map(|format| format.as_str().to_owned())
        .map_err(|error| format!("payload_format: {error}"))
);
checked_text!(
    /// How signatures are made.
    SigningKind, "hmac or ed25519",
    |text| text.parse::<Signing>().map(|signing| signing.as_str().to_owned())
        .map_err(|error| format!("signing: {error}"))
);
checked_text!(
    /// The name of a header, in lower case.
    HeaderName, "the name of a header",
    |text| credentials::header_name(text).map_err(|error| error.to_string())
);

/// Reads a whole number by a rule.
pub(super) struct NumberRule(pub(super) fn(u64) -> Result<u64, String>, pub(super) &'static str);

impl Visitor<'_> for NumberRule {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
        (self.0)(number).map_err(E::custom)
    }
}

/// How long an attempt may take.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub(crate) struct TimeoutMs(pub(crate) u32);

impl<'de> Deserialize<'de> for TimeoutMs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rule = NumberRule(
            |ms| {
                let range = u64::from(TIMEOUT_MS_MIN)..=u64::from(TIMEOUT_MS_MAX);
                let wrong =
                    || format!("timeout_ms is a whole number from {TIMEOUT_MS_MIN} to {TIMEOUT_MS_MAX}");
                if range.contains(&ms) { Ok(ms) } else { Err(wrong()) }
            },
            "milliseconds",
        );
        let ms = deserializer.deserialize_u64(rule)?;
        u32::try_from(ms).map(Self).map_err(D::Error::custom)
    }
}

/// That a document is of the version this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rule = NumberRule(
            |version| {
                let wrong = || format!("this hookit reads version {VERSION}, not version {version}");
                if version == VERSION { Ok(version) } else { Err(wrong()) }
            },
            "the version 1",
        );
        deserializer.deserialize_u64(rule).map(|_| Self)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(VERSION)
    }
}
