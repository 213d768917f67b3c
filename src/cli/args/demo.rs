//! `hookit demo`: a page to play with, or one whole pass, on a daemon of its own.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// `hookit demo`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hookit demo\n  hookit demo --script --events 200\n  hookit demo --page --listen 127.0.0.1:8010 --print\n  hookit demo --hookitd ./target/release/hookitd"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct DemoArgs {
    /// The daemon's program [default: the hookitd beside this program]
    #[arg(long, value_name = "PATH")]
    pub(crate) hookitd: Option<PathBuf>,
    /// Play one whole pass and tell about it, as is done without a terminal
    #[arg(long, conflicts_with_all = ["page", "public", "print"])]
    pub(crate) script: bool,
    /// Prices to publish in the first act of the pass, at most the whole recorded series
    #[arg(long, value_name = "N", default_value_t = 120, value_parser = clap::value_parser!(u32).range(20..=500))]
    pub(crate) events: u32,
    /// Show the page without a terminal too; ^C ends it
    #[arg(long)]
    pub(crate) page: bool,
    /// Where the page is served; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,
    /// Let everybody look and press: any host name is answered, and buttons work ten times at once, then once a second
    #[arg(long)]
    pub(crate) public: bool,
    /// The file with the settings of the page, in its section `demo` [default: the daemon's]
    #[arg(long, value_name = "PATH")]
    pub(crate) config: Option<PathBuf>,
    /// Only print the page's address
    #[arg(long)]
    pub(crate) print: bool,
}
