//! Proves that nothing unfinished is left behind: no notes to oneself, no debug prints.

use crate::report::{self, Offence};
use crate::source::{Source, all};
use crate::words;

/// Files that people write code in; prose may speak of unfinished things.
const ENDINGS: [&str; 7] = ["rs", "sql", "sh", "toml", "yaml", "py", "mjs"];

/// Written in two halves, so that this file is not its own offender.
fn marks() -> [&'static str; 4] {
    [concat!("to", "do"), concat!("fix", "me"), concat!("xx", "x"), concat!("db", "g")]
}

#[test]
fn nothing_unfinished_is_left_behind() {
    let code = |s: &Source| ENDINGS.contains(&s.ending());
    // The two lint lists have to name what they forbid.
    let lists = |s: &Source| ["Cargo.toml", "clippy.toml"].contains(&s.path.as_str());
    let offences = all().iter().filter(|s| code(s) && !lists(s)).flat_map(judge).collect();
    report::none("something unfinished is left behind", "finish it, or open an issue", offences);
}

fn judge(source: &Source) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (line, text) in source.lines() {
        for word in words::split(text) {
            if marks().contains(&word.as_str()) {
                offences.push(Offence::new(&source.path, line, word));
            }
        }
    }
    offences
}

#[test]
fn each_mark_is_found_in_any_case() {
    for mark in marks() {
        let text = format!("// {}: later\n{mark}!(a);\n", mark.to_uppercase());
        assert_eq!(judge(&Source::new("src/a.rs", &text)).len(), 2, "{mark}");
    }
    assert!(judge(&Source::new("src/a.rs", "let xxxl = debug;")).is_empty());
}
