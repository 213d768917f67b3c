//! What is sent of an event: the body's form and what goes with it.

use serde::Deserialize;
use serde::Serialize;

use super::credentials::AUTHORIZATION;
use super::credentials::AuthKind;
use super::outcome::UnknownWord;
use super::outcome::words;
use super::secret::Signing;
use super::template::Template;
use std::fmt;
use std::str::FromStr;

words!(
    /// The form of a request's body. All of them are JSON.
    #[derive(Default)]
    PayloadFormat {
        /// `{"event_id":…,"type":…,"payload":…}` around the published bytes.
        #[default]
        Envelope = "envelope",
        /// The published bytes alone.
        Bare = "bare",
        /// `{"type":…,"timestamp":…,"data":…}`, the form that Standard Webhooks proposes.
        Standard = "standard",
        /// A message for a Discord webhook.
        Discord = "discord",
        /// A message for a Slack webhook.
        Slack = "slack",
        /// What the endpoint's template makes.
        Template = "template",
    }
);

/// What is sent of an event: the body's form and what goes with it. The values of secrets are not in here, they are
/// sealed in a row of their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shaping {
    /// The body's form.
    pub payload_format: PayloadFormat,
    /// What makes the body, where that is its form, and only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// Names of the operator's own request headers, in lower case and in order; their values are sealed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// The public key of the newest signing secret, where that is a private key: it is changed with the secret alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// How requests say who sends them; the secret part is sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<AuthKind>,
}

impl Shaping {
    /// How the newest secret signs.
    #[must_use]
    pub const fn signing(&self) -> Signing {
        if self.public_key.is_some() { Signing::Ed25519 } else { Signing::Hmac }
    }

    /// Whether the value of this request header is not to be shown.
    #[must_use]
    pub fn hides(&self, name: &str) -> bool {
        self.headers.iter().any(|own| own == name) || (self.auth.is_some() && name == AUTHORIZATION)
    }

    /// Names of the request headers whose values are not to be shown, in the order in which they are sent.
    pub fn hidden(&self) -> impl Iterator<Item = &str> + '_ {
        self.headers.iter().map(String::as_str).chain(self.auth.as_ref().map(|_| AUTHORIZATION))
    }

    /// Whether something of it is sealed.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        !self.headers.is_empty() || self.auth.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_version_stored_is_the_envelope() {
        let shaping: Shaping = serde_json::from_str("{}").unwrap();
        assert_eq!(shaping, Shaping::default());
        assert_eq!(shaping.payload_format, PayloadFormat::Envelope);
        assert!(serde_json::from_str::<Shaping>(r#"{"colour":1}"#).is_err());
    }
}
