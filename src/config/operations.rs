//! What HookIt tells about itself, and where to.

use std::path::PathBuf;

use super::rule::Raw;
use super::rule::optional;
use super::rule::path;
use super::rule::text;
use super::section::Default;
use super::section::section;

section!(
    /// Operational events: what HookIt tells about itself, as docs/operational-events.md lists it.
    pub Operations, "operations", "operations." {
        /// Where they are sent, such as `https://ops.example.com/hookit`: hookitd keeps an endpoint `operations` in the
        /// project `hookit` that has this URL, and removes it when this is null. The same on all nodes.
        url: Option<String> = Default::Unset, |raw| optional(raw, address);
        /// File with its signing secret; null: one is made, and `hookit endpoint rotate-secret` shows a new one.
        secret_file: Option<PathBuf> = Default::Unset, |raw| optional(raw, path);
    }
);

/// An address, whose rules are those of endpoints and are asked at the start.
fn address(raw: &Raw) -> Result<String, String> {
    text(raw, 2_048)
        .ok()
        .filter(|given| url::Url::parse(given).is_ok_and(|url| matches!(url.scheme(), "http" | "https")))
        .ok_or_else(|| "http:// or https://, as an endpoint's URL".to_owned())
}
