//! Flags for the way that requests go.

use std::path::PathBuf;

use clap::Args;

/// By which way requests go.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct TransportArgs {
    /// PEM file with a client certificate to show the receiver
    #[arg(long, value_name = "FILE", requires = "client_key")]
    pub(crate) client_cert: Option<PathBuf>,
    /// PEM file with its private key; - reads stdin; it is sealed
    #[arg(long, value_name = "FILE", requires = "client_cert")]
    pub(crate) client_key: Option<PathBuf>,
    /// SHA-256 of a certificate, or of its public key, to trust and no other; may be given more than once
    #[arg(long = "pin", value_name = "SHA256")]
    pub(crate) pins: Vec<String>,
}

/// What requests do without again.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct UntransportArgs {
    /// Show no client certificate any more
    #[arg(long = "no-client-cert", conflicts_with_all = ["client_cert", "client_key"])]
    pub(crate) unset_client_cert: bool,
    /// Trust what the authorities trust again
    #[arg(long = "no-pin", conflicts_with = "pins")]
    pub(crate) unset_pins: bool,
}
