//! The demo's page: who may press its buttons, and where its alerts are shown too.

use url::Url;

use super::rule::Raw;
use super::rule::flag;
use super::rule::optional;
use super::rule::text;
use super::secret_text::SecretText;
use super::section::Default;
use super::section::section;

section!(
    /// The page of `hookit demo`. The daemon passes over it.
    pub Demo, "demo", "demo." {
        /// Let everybody look and press, as `hookit demo --public` does: buttons are fixed acts, and limited.
        public: bool = Default::Text("false"), flag;
        /// Address of a Discord webhook that shows the demo's alerts, also those that visitors send; it is a secret. Better
        /// kept out of this file: `HOOKIT_DEMO__DISCORD_WEBHOOK_URL`, or the file that
        /// `HOOKIT_DEMO__DISCORD_WEBHOOK_URL_FILE` names. null: no request leaves the machine.
        discord_webhook_url: Option<SecretText> = Default::Unset, |raw| optional(raw, webhook);
    }
);

fn webhook(raw: &Raw) -> Result<SecretText, String> {
    text(raw, 2_048)
        .ok()
        .filter(|given| Url::parse(given).is_ok_and(|url| matches!(url.scheme(), "http" | "https")))
        .map(SecretText::new)
        .ok_or_else(|| "an address of http:// or https://, as Discord shows it".to_owned())
}
