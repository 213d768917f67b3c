//! Endpoints: where events go and how, as an operator set it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use time::OffsetDateTime;

use super::credentials::Wishes;
use super::event::EventType;
use super::event::NewEvent;
use super::id::EndpointId;
use super::id::ProjectId;
use super::matching::Filter;
use super::matching::Matching;
use super::ordering::Ordering;
use super::outcome::UnknownWord;
use super::outcome::words;
use super::pacing::Pacing;
use super::pattern::Pattern;
use super::retry::RetryPolicy;
use super::shaping::Shaping;
use super::signature::SignatureFormat;
use super::transport::Transport;

/// How long a whole attempt may take, the answer's body included, unless the endpoint says otherwise.
pub const DEFAULT_TIMEOUT_MS: u32 = 15_000;
/// Shortest `timeout_ms` an endpoint may have.
pub const TIMEOUT_MS_MIN: u32 = 1_000;
/// Longest `timeout_ms` an endpoint may have.
pub const TIMEOUT_MS_MAX: u32 = 60_000;
/// Requests one endpoint has under way at most on one node, unless the endpoint says otherwise.
pub const IN_FLIGHT_MAX: usize = 10;
/// Longest slug, in bytes.
pub const SLUG_BYTES_MAX: usize = 63;
/// Most patterns an endpoint may have.
pub const PATTERNS_MAX: usize = 100;
/// Longest description, in bytes.
pub const DESCRIPTION_BYTES_MAX: usize = 1_024;
/// Longest metadata, in bytes of its JSON.
pub const METADATA_BYTES_MAX: usize = 8 * 1_024;

words!(
    /// What an endpoint does with events.
    EndpointStatus {
        /// Matched and delivered.
        Active = "active",
        /// Not matched; what is queued goes on.
        Inactive = "inactive",
        /// An operator holds it: matched and held.
        Paused = "paused",
        /// HookIt holds it, after a 410 or long failure: matched and held.
        Disabled = "disabled",
    }
);

impl EndpointStatus {
    /// Whether new events make deliveries for it.
    #[must_use]
    pub const fn is_matched(self) -> bool {
        !matches!(self, Self::Inactive)
    }

    /// Whether its deliveries may be sent.
    #[must_use]
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Active | Self::Inactive)
    }
}

/// A name that can stand wherever an id can: lower-case letters, digits and `-`, beginning with a letter or
/// digit, not ending in `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

/// A text that is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to 63 characters: lower-case letters, digits and inner `-`")]
pub struct SlugError;

impl Slug {
    /// Checks `text`.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=SLUG_BYTES_MAX).contains(&text.len())
            && text.bytes().all(inner)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if fits { Ok(Self(text.into())) } else { Err(SlugError) }
    }

    /// Makes a slug of any text, a host name for example; `None` when nothing is left of it.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for letter in text.chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
            if slug.len() == SLUG_BYTES_MAX {
                break;
            }
        }
        Self::parse(slug.trim_end_matches('-')).ok()
    }

    /// Takes a text that was checked before it was stored.
    #[must_use]
    pub fn from_stored(text: String) -> Self {
        Self(text.into_boxed_str())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What an operator can set on an endpoint.
#[derive(Debug, Clone)]
pub struct EndpointSettings {
    /// Unique in the project.
    pub name: Slug,
    /// Where requests go, in the canonical form that was checked.
    pub url: String,
    /// Which event types it receives.
    pub event_types: Vec<Pattern>,
    /// Which signatures its requests carry.
    pub signature_format: SignatureFormat,
    /// Whole attempt, the body included, in milliseconds.
    pub timeout_ms: u32,
    /// When failed attempts are tried again.
    pub retry: RetryPolicy,
    /// Which events it receives, beyond their types.
    pub matching: Matching,
    /// What is sent of them.
    pub shaping: Shaping,
    /// How fast.
    pub pacing: Pacing,
    /// In which order.
    pub ordering: Ordering,
    /// By which way.
    pub transport: Transport,
    /// What it does with events.
    pub status: EndpointStatus,
    /// For people.
    pub description: Option<String>,
    /// For people and selectors.
    pub labels: BTreeMap<String, String>,
    /// A JSON object of the operator's own.
    pub metadata: Option<Box<serde_json::value::RawValue>>,
}

impl EndpointSettings {
    /// Whether its requests carry something that is sealed.
    #[must_use]
    pub fn has_credentials(&self) -> bool {
        self.shaping.is_sealed() || self.transport.client_certificate.is_some()
    }

    /// Wishes that keep what is sealed as it is.
    #[must_use]
    pub fn keeping(&self) -> Wishes {
        let Shaping { headers, auth, .. } = &self.shaping;
        Wishes::kept(headers, auth.as_ref(), self.transport.client_certificate.is_some())
    }

    /// Whether these wishes leave everything that is sealed as it is.
    #[must_use]
    pub fn is_kept_by(&self, wishes: &Wishes) -> bool {
        let Shaping { headers, auth, .. } = &self.shaping;
        wishes.changes_nothing(headers, auth.as_ref(), self.transport.client_certificate.is_some())
    }

    /// Whether nodes have to agree on each of its deliveries: it has a limit, or keeps an order.
    #[must_use]
    pub fn is_paced(&self) -> bool {
        self.pacing.is_limited() || self.ordering.is_by_key()
    }
}

/// An endpoint as it is stored.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Whose it is.
    pub project: ProjectId,
    /// What was set.
    pub settings: EndpointSettings,
    /// Why HookIt disabled it.
    pub disabled_reason: Option<String>,
    /// The configuration version of its last change.
    pub version: i64,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was changed last.
    pub updated_at: OffsetDateTime,
}

impl Endpoint {
    /// Whether an event of this type makes a delivery for this endpoint.
    #[must_use]
    pub fn receives(&self, event_type: &EventType) -> bool {
        self.settings.status.is_matched()
            && self.settings.event_types.iter().any(|pattern| pattern.matches(event_type))
    }

    /// Whether all but its filter lets this event make a delivery for it.
    #[must_use]
    pub fn considers(&self, event: &NewEvent) -> bool {
        self.takes(&event.event_type, event.endpoint_ids.as_deref())
    }

    /// The same of an event of this type that named these endpoints; `None`: all.
    #[must_use]
    pub fn takes(&self, event_type: &EventType, named: Option<&[EndpointId]>) -> bool {
        self.receives(event_type) && named.is_none_or(|named| named.contains(&self.id))
    }

    /// The filter that has to be asked about an event that it considers.
    #[must_use]
    pub const fn filter(&self) -> Option<&Filter> {
        self.settings.matching.filter.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain() {
        for good in ["a", "acme-prod", "0x"] {
            assert!(Slug::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a_b", "a.b", "é"] {
            assert!(Slug::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_host_name_makes_a_slug() {
        assert_eq!(Slug::from_text("API.Acme.test").unwrap().as_str(), "api-acme-test");
        assert!(Slug::from_text("…").is_none());
    }

    #[test]
    fn inactive_is_sent_but_not_matched_and_paused_the_other_way_round() {
        assert!(EndpointStatus::Inactive.is_sent() && !EndpointStatus::Inactive.is_matched());
        assert!(!EndpointStatus::Paused.is_sent() && EndpointStatus::Paused.is_matched());
    }
}
