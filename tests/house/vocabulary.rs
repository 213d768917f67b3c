//! Proves that a thing has one word in code, comments, SQL and texts.

use crate::lexer::Kind;
use crate::report::{self, Offence};
use crate::source::{Source, rust, under};
use crate::words::{identifiers, parts};
use std::collections::BTreeMap;

/// A word that is not ours, in its forms, and the word we use.
const FOREIGN: [(&[&str], &str); 9] = [
    (&["topic", "topics"], "event type"),
    (&["job", "jobs"], "delivery, attempt or redrive"),
    (&["task", "tasks"], "delivery or attempt"),
    (&["hook", "hooks"], "endpoint"),
    (&["subscriber", "subscribers", "subscription", "subscriptions"], "endpoint"),
    (&["destination", "destinations"], "endpoint, or receiver for the server behind it"),
    (&["consumer", "consumers"], "receiver"),
    (&["replay", "replays", "replaying"], "redrive, or `replayed` for an idempotent answer"),
    (&["resend", "resends", "resending", "resent"], "retry (automatic) or redrive (operator)"),
];

/// Where a foreign word is right. `line` must stand in the line, in lower case; `room` in the path.
struct Allowed {
    word: &'static str,
    room: &'static str,
    line: &'static str,
    #[expect(dead_code, reason = "it is there for the reader of the table")]
    reason: &'static str,
}

const ALLOWED: [Allowed; 19] = [
    Allowed { word: "subscriber", room: "daemon/journal.rs", line: "", reason: "who hears tracing's events" },
    Allowed { word: "job", room: "", line: "redrive", reason: "a redrive is a durable job" },
    Allowed { word: "job", room: "redrive", line: "", reason: "the files that run the redrive's job" },
    Allowed { word: "jobs", room: "redrive", line: "", reason: "the files that run the redrive's job" },
    Allowed { word: "task", room: "src/daemon/", line: "", reason: "tokio's tasks and their tracker" },
    Allowed { word: "tasks", room: "src/daemon/", line: "", reason: "tokio's tasks and their tracker" },
    Allowed { word: "task", room: "src/deliver/", line: "", reason: "the loop runs on tokio's tasks" },
    Allowed { word: "tasks", room: "src/deliver/", line: "", reason: "the loop runs on tokio's tasks" },
    Allowed { word: "task", room: "", line: "spawn", reason: "a spawned task of tokio's" },
    Allowed { word: "task", room: "", line: "tracker", reason: "the daemon's task tracker" },
    Allowed { word: "task", room: "", line: "tokio", reason: "tokio's task" },
    Allowed { word: "task", room: "", line: "std::task", reason: "the standard library's module" },
    Allowed { word: "hook", room: "", line: "panic", reason: "the standard library's panic hook" },
    Allowed { word: "topic", room: "/help", line: "", reason: "the files of `hookit help <topic>`" },
    Allowed { word: "topics", room: "/help", line: "", reason: "the files of `hookit help <topic>`" },
    Allowed { word: "topic", room: "src/cli/", line: "help", reason: "`hookit help <topic>`" },
    Allowed { word: "replay", room: "", line: "attack", reason: "the attack that timestamps stop" },
    Allowed { word: "replay", room: "src/store/", line: "replay_lsn", reason: "Postgres's own column" },
    Allowed {
        word: "replays",
        room: "private_postgres/",
        line: "recovery",
        reason: "Postgres replays its log",
    },
];

/// Identifiers of other people's code that hold a foreign word.
const THEIRS: [&str; 10] = [
    "log_destination",
    "replay_lsn",
    "tracing_subscriber",
    "SubscriberExt",
    "SubscriberInitExt",
    "set_hook",
    "take_hook",
    "TaskTracker",
    "task_tracker",
    "default_hook",
];

/// Two words that together are not ours; the word we use follows.
const PHRASES: [(&str, &str, &str); 5] = [
    ("queue", "item", "delivery"),
    ("message", "id", "event id"),
    ("message", "type", "event type"),
    ("message", "queue", "queue of deliveries"),
    ("webhook", "message", "event"),
];

#[test]
fn a_thing_has_one_word() {
    let code = rust();
    let mut offences: Vec<Offence> =
        code.iter().filter(|s| s.path.starts_with("src/")).flat_map(judge_rust).collect();
    offences.extend(under("migrations/", ".sql").iter().flat_map(judge_text));
    let mend = "use the word that follows the arrow; if the word is another's or means another thing, add it \
                with its reason to the tables in tests/house/vocabulary.rs";
    report::none("a word that is not of this house", mend, offences);
}

/// Code, comments and literals of a line are judged as one: what excuses a word may stand in either.
fn judge_rust(source: &Source) -> Vec<Offence> {
    let mut lines: BTreeMap<usize, String> = BTreeMap::new();
    for piece in source.pieces() {
        // A literal without a space is data (a path, an address, a key), not words of ours.
        if piece.kind != Kind::Text || piece.text.contains(' ') {
            lines.entry(piece.line).or_default().push_str(piece.text);
        }
    }
    lines.iter().flat_map(|(line, text)| judge_line(&source.path, *line, text)).collect()
}

fn judge_text(source: &Source) -> Vec<Offence> {
    source.lines().flat_map(|(line, text)| judge_line(&source.path, line, text)).collect()
}

fn judge_line(path: &str, line: usize, text: &str) -> Vec<Offence> {
    let lower = text.to_lowercase();
    let own_text = without_addresses(text);
    let ours: Vec<&str> = identifiers(&own_text).filter(|i| !THEIRS.contains(i)).collect();
    let words: Vec<String> = ours.iter().flat_map(|i| parts(i)).collect();
    let mut offences = Vec::new();
    for word in &words {
        let foreign = FOREIGN.iter().find(|(forms, _)| forms.contains(&word.as_str()));
        let excused =
            ALLOWED.iter().any(|a| a.word == word && path.contains(a.room) && lower.contains(a.line));
        if let Some((_, own)) = foreign
            && !excused
        {
            offences.push(Offence::new(path, line, format!("{word} -> {own}")));
        }
    }
    for pair in words.windows(2) {
        for (first, second, own) in PHRASES {
            if pair[0] == first && pair[1] == second {
                offences.push(Offence::new(path, line, format!("{first} {second} -> {own}")));
            }
        }
    }
    offences
}

/// The line without its URLs: somebody's address is not our word.
fn without_addresses(text: &str) -> String {
    text.split_inclusive([' ', '"', '`', '\'', '>', ')']).filter(|part| !part.contains("://")).collect()
}

#[test]
fn foreign_words_are_found_in_code_comments_and_texts() {
    let text =
        "/// A subscriber.\nstruct TopicName;\nfn f(message_id: u8) { log!(\"resent to the consumer\") }";
    let found: Vec<String> = judge_rust(&Source::new("src/domain/a.rs", text))
        .into_iter()
        .map(|o| format!("{} {}", o.line, o.what))
        .collect();
    let expected = [
        "1 subscriber -> endpoint",
        "2 topic -> event type",
        "3 resent -> retry (automatic) or redrive (operator)",
        "3 consumer -> receiver",
        "3 message id -> event id",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_words_of_other_peoples_code_are_left_alone() {
    let text = "use tracing_subscriber::fmt;\n/// HookIt sends webhooks.\nfn f(message: &str) { panic::set_hook(g) }\n\
                // The redrive is a job.\nlet t = tokio::task::spawn_blocking(f);\nlet u = \"https://a.test/hooks\";\n\
                // As in `hookit endpoint add https://a.test/hooks --name a`.";
    assert_eq!(judge_rust(&Source::new("src/cli/a.rs", text)), []);
}
