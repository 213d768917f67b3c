//! A table in another database whose rows are published.

use super::rule::Raw;
use super::rule::number;
use super::rule::optional;
use super::rule::postgres_url;
use super::rule::text;
use super::secret_text::SecretText;
use super::section::Default;
use super::section::section;

section!(
    /// A table in another database that `hookitd outbox` publishes the rows of.
    pub Outbox, "outbox", "outbox." {
        /// postgres://user:password@host:port/name of the database with the table. Better kept out of this file:
        /// `HOOKIT_OUTBOX__SOURCE_URL`.
        source_url: Option<SecretText> = Default::Unset, |raw| optional(raw, postgres_url);
        /// The table, with its schema where that is not on the role's search path.
        table: String = Default::Text("hookit_outbox"), table;
        /// Name of the project that its events are published in.
        project: String = Default::Text("default"), |raw| text(raw, 64);
        /// How often the table is looked at while it is empty.
        poll_ms: u64 = Default::Text("200"), |raw| number(raw, 10, 60_000);
    }
);

/// A table's name as it is written without quotes.
fn table(raw: &Raw) -> Result<String, String> {
    let is_name = |part: &str| {
        let mut letters = part.bytes();
        part.len() <= 63
            && letters.next().is_some_and(|first| first.is_ascii_lowercase() || first == b'_')
            && letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    raw.one()
        .filter(|name| name.split('.').count() <= 2 && name.split('.').all(is_name))
        .map(str::to_owned)
        .ok_or_else(|| "a table's name in small letters, digits and _, such as app.hookit_outbox".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_plain_name() {
        for good in ["hookit_outbox", "app.outbox2", "_x"] {
            assert_eq!(table(&Raw::of_text(good)).as_deref(), Ok(good));
        }
        for bad in ["", "a.b.c", "a;b", "a\"b", "2a", ".a", "Outbox", "a b"] {
            assert!(table(&Raw::of_text(bad)).is_err(), "{bad}");
        }
    }
}
