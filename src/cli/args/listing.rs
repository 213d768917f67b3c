//! The flags that every list understands.

use clap::Args;

/// How much of a list, and from where on.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Listing {
    /// Rows at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    /// Go on where an earlier list ended: the cursor it printed
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

/// How a question before a dangerous act is answered.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Sure {
    /// Do not ask
    #[arg(short, long)]
    pub(crate) yes: bool,
}
