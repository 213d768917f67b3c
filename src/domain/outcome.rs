//! Outcomes: how one attempt ended, as data.

use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of their documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that is stored, sent and shown.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.as_str() == text)
                    .ok_or_else(|| UnknownWord { known: Self::ALL.iter().map(|v| v.as_str()).collect() })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use words;

/// A word outside the list; the sentence names the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected one of: {}", .known.join(", "))]
pub struct UnknownWord {
    /// What would have been understood.
    pub known: Vec<&'static str>,
}

words!(
    /// How an attempt ended. What the receiver did is never an error of HookIt's.
    Outcome {
        /// A 2xx status arrived.
        Succeeded = "succeeded",
        /// Another status arrived.
        HttpStatus = "http_status",
        /// The attempt's time was over first.
        Timeout = "timeout",
        /// No connection: refused, unreachable, or reset before the request was out.
        ConnectFailed = "connect_failed",
        /// The name did not resolve to an address.
        DnsFailed = "dns_failed",
        /// No trusted TLS session.
        TlsFailed = "tls_failed",
        /// The address is one HookIt does not deliver to.
        Blocked = "blocked",
        /// What came back was not an HTTP answer within the limits.
        ResponseInvalid = "response_invalid",
        /// The answer's body was longer than HookIt reads, before success was certain.
        BodyTooLarge = "body_too_large",
        /// A 3xx status; redirects are not followed.
        RedirectNotFollowed = "redirect_not_followed",
        /// HookIt stopped while the request was under way; not charged to the budget.
        Aborted = "aborted",
        /// The node died while the request may have been under way; not charged to the budget.
        Unknown = "unknown",
        /// The node came back after its lease had ended; another node decided the delivery.
        Late = "late",
        /// The endpoint's signing secret could not be opened; nothing was sent.
        SecretUnavailable = "secret_unavailable",
        /// The operator's own proxy could not be used; nothing was sent, and it is not charged to the budget.
        ProxyFailed = "proxy_failed",
        /// No request could be made of the delivery; nothing was sent.
        RequestUnbuildable = "request_unbuildable",
    }
);

impl Outcome {
    /// Whether the attempt uses up one of the endpoint's attempts.
    #[must_use]
    pub const fn is_charged(self) -> bool {
        !matches!(self, Self::Aborted | Self::Unknown | Self::Late | Self::ProxyFailed)
    }

    /// Whether trying again cannot help, so that the delivery is dead-lettered at once.
    #[must_use]
    pub const fn is_permanent(self) -> bool {
        matches!(self, Self::SecretUnavailable | Self::RequestUnbuildable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_itself() {
        for outcome in Outcome::ALL {
            assert_eq!(outcome.as_str().parse::<Outcome>().unwrap(), *outcome);
        }
        assert!("ok".parse::<Outcome>().unwrap_err().to_string().contains("succeeded"));
    }
}
