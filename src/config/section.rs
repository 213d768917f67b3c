//! How a section of settings is declared: one list gives the struct, the checks and the documentation.

use super::places::Places;
use super::rule::Raw;

/// A group of keys, as it stands in the file.
pub(super) struct Section {
    /// Name in the file; empty for keys that stand at the top.
    pub(super) name: &'static str,
    /// Lines of comment above it.
    pub(super) about: &'static [&'static str],
    /// Its keys in the order of the file.
    pub(super) keys: &'static [Key],
}

/// One setting.
pub(super) struct Key {
    /// `section.key`, or just `key` at the top.
    pub(super) full: &'static str,
    /// The name within its section.
    pub(super) name: &'static str,
    /// Lines of comment.
    pub(super) about: &'static [&'static str],
    /// What holds when nobody sets it.
    pub(super) default: Default,
    /// Whether a value keeps to the rule; the error says what the rule is.
    pub(super) check: fn(&Raw) -> Result<(), String>,
}

impl Key {
    /// Whether the value must not be shown.
    pub(super) fn is_secret(&self) -> bool {
        matches!(self.full, DATABASE_URL | SOURCE_URL | DISCORD_URL)
    }

    /// `HOOKIT_SECTION__KEY`.
    pub(super) fn variable(&self) -> String {
        format!("HOOKIT_{}", self.full.to_uppercase().replace('.', "__"))
    }
}

/// HookIt's own database; its URL may hold a password.
pub(super) const DATABASE_URL: &str = "database.url";
/// Another database; its URL may hold a password.
const SOURCE_URL: &str = "outbox.source_url";
/// A webhook's address, which is all that one needs to write there.
pub(super) const DISCORD_URL: &str = "demo.discord_webhook_url";

/// What holds when nobody sets a key.
pub(super) enum Default {
    /// Nothing.
    Unset,
    /// A single value.
    Text(&'static str),
    /// A list.
    List(&'static [&'static str]),
    /// Depends on the machine and the user; `null` in the example file, explained in the comment.
    Place(fn(&Places) -> Raw),
}

impl Default {
    pub(super) fn raw(&self, places: &Places) -> Raw {
        match self {
            Self::Unset => Raw::Null,
            Self::Text(text) => Raw::Text((*text).to_owned()),
            Self::List(items) => Raw::List(items.iter().map(|item| (*item).to_owned()).collect()),
            Self::Place(of) => of(places),
        }
    }
}

/// Declares a section: the doc comments become the documentation of the struct and the comments of the file.
///
/// `prefix` is the section's name with a dot, or empty for keys at the top; each key names its type, its default
/// and the function that checks and converts a raw value.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $vis:vis $name:ident, $section:literal, $prefix:literal {
            $( $(#[doc = $doc:literal])+ $field:ident : $type:ty = $default:expr, $rule:expr; )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        $vis struct $name {
            $( $(#[doc = $doc])+ $vis $field: $type, )+
        }

        impl $name {
            pub(super) const SECTION: $crate::config::section::Section = $crate::config::section::Section {
                name: $section,
                about: &[$($about),+],
                keys: &[$(
                    $crate::config::section::Key {
                        full: concat!($prefix, stringify!($field)),
                        name: stringify!($field),
                        about: &[$($doc),+],
                        default: $default,
                        check: |raw| {
                            let rule: fn(&$crate::config::rule::Raw) -> Result<$type, String> = $rule;
                            rule(raw).map(drop)
                        },
                    }
                ),+],
            };

            pub(super) fn read(
                values: &$crate::config::layers::Values,
            ) -> Result<Self, $crate::config::ConfigError> {
                Ok(Self { $( $field: values.get(concat!($prefix, stringify!($field)), $rule)?, )+ })
            }
        }
    };
}

pub(super) use section;
