//! The demo's page: a producer, receivers that can be disturbed, and what HookIt makes of it, on live traffic.
//!
//! It is no part of the daemon. It publishes and reads over the public API with a key of its own project, so that whoever
//! presses a button can do no more than that key.
//!
//! ```text
//! run        daemon, project, key, endpoints, receivers, producer; until ^C
//! show       what all parts share: the state of the scene, and the news that it changed
//! settings   whether it is public, and the Discord webhook
//! stand      an HTTP receiver of this machine that can be closed, slowed down and made to fail
//! mailbox    your receiver: what came, with its headers and whether its signatures hold
//! bank       two banks that get the same trades: one believes everything, one is careful
//! archive    a receiver that reads each report for a while
//! feed       prices that came, and how long they took
//! producer   what is published without anybody pressing anything
//! second     a hookitd beside the first, to be killed
//! nodes      killing it, and who takes over what it had
//! acts       what the buttons do
//! watch      what HookIt says of it all, read from its API
//! hood       one delivery from within: its attempts, its request, the rows
//! door       the page's own HTTP: what is asked, by whom, how often
//! ```

mod acts;
mod archive;
mod bank;
mod door;
mod feed;
mod hood;
mod mailbox;
mod nodes;
mod producer;
mod run;
mod second;
mod settings;
mod show;
mod stand;
mod throttle;
mod watch;

pub(super) use run::run;
