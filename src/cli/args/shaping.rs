//! Flags for what is sent of an event.
//!
//! None of them takes a secret: these come from files.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

/// The form of a request's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PayloadFormatChoice {
    /// The event's id, its type and the payload as it was published
    Envelope,
    /// The published bytes alone
    Bare,
    /// {type, timestamp, data}
    Standard,
    /// A message for a Discord webhook
    Discord,
    /// A message for a Slack webhook
    Slack,
    /// What --template makes
    Template,
}

impl PayloadFormatChoice {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Bare => "bare",
            Self::Standard => "standard",
            Self::Discord => "discord",
            Self::Slack => "slack",
            Self::Template => "template",
        }
    }
}

/// What is sent of an event.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ShapingArgs {
    /// Form of the request's body
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) payload_format: Option<PayloadFormatChoice>,
    /// CEL expression that makes the body, and the format template with it; @file and - read it (hookit help filters)
    #[arg(long, value_name = "CEL")]
    pub(crate) template: Option<String>,
    /// File with headers of your own, one `name: value` a line; - reads stdin; the values are sealed
    #[arg(long, value_name = "FILE")]
    pub(crate) headers_file: Option<PathBuf>,
    /// File with `user:password`, sent as a basic login; - reads stdin
    #[arg(long, value_name = "FILE", conflicts_with = "bearer_file")]
    pub(crate) basic_file: Option<PathBuf>,
    /// File with a token, sent as a bearer login; - reads stdin
    #[arg(long, value_name = "FILE")]
    pub(crate) bearer_file: Option<PathBuf>,
}

/// How signatures are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SigningChoice {
    /// A secret that the receiver has too
    Hmac,
    /// A private key; the receiver has the public one
    Ed25519,
}

impl SigningChoice {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Hmac => "hmac",
            Self::Ed25519 => "ed25519",
        }
    }
}

/// What is no longer sent.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct UnshapingArgs {
    /// Header to send no more; may be given more than once
    #[arg(long = "no-header", value_name = "NAME")]
    pub(crate) unset_headers: Vec<String>,
    /// Send no login any more
    #[arg(long = "no-auth", conflicts_with_all = ["basic_file", "bearer_file"])]
    pub(crate) unset_auth: bool,
}
