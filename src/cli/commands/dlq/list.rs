//! `hookit dlq list`: dead letters one by one, and below them how many there are by cause.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

use super::super::delivery::rows;
use super::super::names::Names;
use super::super::support::print_list_over;
use super::choice;
use crate::cli::args::DlqList;
use crate::cli::client::Request;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::count;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::text;
use crate::cli::session::Session;

/// Lists dead letters, newest first.
pub(super) fn run(session: &Session, args: &DlqList) -> Result<Done> {
    let client = session.client()?;
    let request = choice::query(client, &args.filter, Request::get("/dead-letters"))?;
    let listed = client.list(&request, args.listing.limit, args.listing.after.as_deref())?;
    let screen = &session.screen;
    let footer = if screen.rich && !screen.is_json() && !listed.items.is_empty() {
        let groups = choice::query(client, &args.filter, Request::get("/dead-letters/groups"))?;
        footer(listed.items.len() as u64, &client.json(&groups)?, screen.ascii)
    } else {
        String::new()
    };
    print_list_over(session, &listed, "no dead letters", &footer, |items| {
        let names = Names::of_rows(client, items);
        Ok(rows::dead_letters(screen, items, &names))
    })
}

/// `31 shown of 37   by cause: 503 ×29 · timed out ×6`.
fn footer(shown: u64, groups: &Value, ascii: bool) -> String {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for group in list(groups, "items") {
        *counts.entry(cause(group)).or_default() += number(group, "count").unwrap_or(0);
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, number)| Reverse(*number));
    let (times, dot) = if ascii { ("x", ", ") } else { ("×", " · ") };
    let said: Vec<String> =
        counts.into_iter().map(|(cause, number)| format!("{cause} {times}{}", count(number))).collect();
    let at_least = if flag(groups, "truncated") { "at least " } else { "" };
    let total = number(groups, "total").unwrap_or(0);
    let said = said.join(dot);
    escape(&format!("{} shown of {at_least}{}   by cause: {said}", count(shown), count(total))).into_owned()
}

/// A cause in few words: `503`, `timed out`.
fn cause(group: &Value) -> String {
    match (text(group, "last_outcome"), number(group, "last_status")) {
        ("http_status", Some(status)) => status.to_string(),
        ("", _) => "never tried".to_owned(),
        (outcome, status) => outcome_words(outcome, status),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn causes_are_counted_over_all_endpoints_the_commonest_first() {
        let group = |outcome: &str, status: Option<u16>, count: u64| json!({"last_outcome": outcome, "last_status": status, "count": count});
        let groups = json!({"total": 37, "truncated": false, "items": [
            group("timeout", None, 6), group("http_status", Some(503), 20), group("http_status", Some(503), 11),
        ]});
        assert_eq!(footer(31, &groups, false), "31 shown of 37   by cause: 503 ×31 · timed out ×6");
        assert_eq!(footer(31, &groups, true), "31 shown of 37   by cause: 503 x31, timed out x6");
    }
}
