//! `hookit dashboard` and `hookit open`: the way into the dashboard.

use std::time::Duration;

use clap::Args;
use clap::ValueEnum;

use super::values;

/// What a browser may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArg {
    /// Look
    Viewer,
    /// Change endpoints, cancel, attempt, redrive
    Operator,
    /// Everything
    Admin,
}

impl RoleArg {
    /// The word of the API.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }
}

/// How a browser is signed in.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct SignIn {
    /// Print the link, open no browser
    #[arg(long)]
    pub(crate) print: bool,
    /// What the browser may do [default: what you may]
    #[arg(long, value_enum, value_name = "ROLE")]
    pub(crate) role: Option<RoleArg>,
    /// How long the link can be used, such as 30s or 10m [default: 60s]
    #[arg(long, value_name = "SPAN", value_parser = values::duration)]
    pub(crate) ttl: Option<Duration>,
}

/// `hookit dashboard`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit dashboard\n  hookit dashboard --print --role viewer\n  hookit dashboard --ttl 10m --project billing"
)]
pub(crate) struct DashboardArgs {
    /// How.
    #[command(flatten)]
    pub(crate) sign_in: SignIn,
}

/// `hookit open`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit open dlv_01h455vb4pex5vsknk084sn02q\n  hookit open evt_01h455vb4pex5vsknk084sn02q --print\n  hookit open acme-prod"
)]
pub(crate) struct OpenArgs {
    /// Id of an event, a delivery or a redrive, or the name or id of an endpoint
    #[arg(value_name = "THING")]
    pub(crate) which: String,
    /// How.
    #[command(flatten)]
    pub(crate) sign_in: SignIn,
}
