//! The flags that fields of the API are given by, so that a refusal names what was typed.

use crate::cli::output::span;

/// A field, as its pointer says it, and the flag that sets it.
const FLAGS: [(&str, &str); 49] = [
    ("timeout_ms", "--timeout"),
    ("grace_ms", "--grace"),
    ("event_types", "--event"),
    ("signature_format", "--signature"),
    ("description", "--description"),
    ("labels", "--label"),
    ("metadata", "--metadata"),
    ("secret", "--secret-file"),
    ("retry/schedule_ms", "--retry-schedule"),
    ("retry/base_ms", "--retry-base"),
    ("retry/cap_ms", "--retry-cap"),
    ("retry/max_attempts", "--retry-attempts"),
    ("retry/jitter", "--retry-jitter"),
    ("rate_per_s", "--rate"),
    ("scopes", "--scope"),
    ("expires_at", "--expires"),
    ("payload", "--data"),
    ("client_certificate", "--client-cert"),
    ("client_key", "--client-key"),
    ("pinned_certificate_sha256", "--pin"),
    ("signing", "--signing"),
    ("payload_format", "--payload-format"),
    ("template", "--template"),
    ("headers", "--headers-file"),
    ("auth/basic", "--basic-file"),
    ("auth/bearer", "--bearer-file"),
    ("event_type", "--type"),
    ("created_after", "--since"),
    ("created_before", "--until"),
    ("since", "--since"),
    ("until", "--until"),
    ("outcome", "--error"),
    ("last_status", "--status"),
    ("endpoint", "--endpoint"),
    ("all", "--all"),
    ("dry_run", "--dry-run"),
    ("limit", "--limit"),
    ("cursor", "--after"),
    ("cascade", "--cascade"),
    ("force", "--force"),
    ("filter", "--filter"),
    ("rate_limit_rps", "--rate-limit"),
    ("max_in_flight", "--max-in-flight"),
    ("max_age_ms", "--max-age"),
    ("ordering", "--ordering"),
    ("on_dead", "--on-dead"),
    ("deliver_at", "--at"),
    ("endpoint_ids", "--to"),
    ("ordering_key", "--ordering-key"),
];

/// The flag of a field (`/retry/base_ms`, or an item below it), if one sets it.
pub(super) fn flag_of(pointer: &str) -> Option<&'static str> {
    let field = pointer.trim_start_matches('/');
    let is = |name: &str| field == name || field.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    FLAGS.iter().find(|(name, _)| is(name)).map(|(_, flag)| *flag)
}

/// What is wrong with a field, in the words of its flag: spans instead of milliseconds.
pub(super) fn in_words(pointer: &str, flag: &str, detail: &str) -> String {
    let said =
        detail.strip_prefix("the value ").map_or_else(|| detail.to_owned(), |rest| format!("{flag} {rest}"));
    if !pointer.contains("_ms") {
        return said;
    }
    let word = |word: &str| word.parse::<u64>().map_or_else(|_| word.to_owned(), span);
    said.replace("a whole number", "a duration").split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A sentence of the API in which its fields stand between backticks, with the flags in their place: `grace_ms` 0 becomes
/// --grace 0, `cascade=true` becomes --cascade.
pub(super) fn spoken(sentence: &str) -> String {
    let mut said = String::with_capacity(sentence.len());
    for (at, part) in sentence.split('`').enumerate() {
        if at % 2 == 0 {
            said.push_str(part);
            continue;
        }
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value)));
        let Some(flag) = flag_of(name) else {
            said.extend(["`", part, "`"]);
            continue;
        };
        for before in ["the query parameter ", "the member "] {
            if said.ends_with(before) {
                said.truncate(said.len() - before.len());
            }
        }
        said.push_str(flag);
        if let Some(value) = value.filter(|value| *value != "true") {
            said.push(' ');
            said.push_str(value);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_by_the_flag_that_sets_it() {
        assert_eq!(flag_of("/grace_ms"), Some("--grace"));
        assert_eq!(flag_of("/retry/schedule_ms/3"), Some("--retry-schedule"));
        assert_eq!(flag_of("/labels/team"), Some("--label"));
        assert_eq!(flag_of("/url"), None);
        assert_eq!(
            in_words("/timeout_ms", "--timeout", "the value must be a whole number from 1000 to 60000"),
            "--timeout must be a duration from 1 s to 1m"
        );
        assert_eq!(in_words("/labels", "--label", "the value must be text"), "--label must be text");
    }

    #[test]
    fn sentences_of_the_api_speak_of_flags() {
        for (api, ours) in [
            ("remove them first, or ask with `cascade=true`", "remove them first, or ask with --cascade"),
            ("or with `grace_ms` 0, which ends", "or with --grace 0, which ends"),
            ("the query parameter `limit` is wrong: it is 1 to 200", "--limit is wrong: it is 1 to 200"),
            ("a key without `admin` belongs to a project", "a key without `admin` belongs to a project"),
            ("no backticks here", "no backticks here"),
        ] {
            assert_eq!(spoken(api), ours);
        }
    }

    #[test]
    fn every_flag_is_one_that_a_command_takes() {
        let mut found: Vec<String> = Vec::new();
        for words in [
            &["endpoint", "add"][..],
            &["endpoint", "rotate-secret"],
            &["redrive"],
            &["key", "add"],
            &["publish"],
            &["delivery", "list"],
            &["delivery", "redrive"],
            &["dlq", "list"],
            &["project", "remove"],
        ] {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            let help = crate::cli::args::help_of(&words).unwrap();
            let help = crate::cli::output::unpainted(&help);
            found.extend(help.split_whitespace().map(ToOwned::to_owned));
        }
        for (field, flag) in FLAGS {
            assert!(found.iter().any(|word| word == flag), "{flag} of {field} is no flag");
        }
    }
}
