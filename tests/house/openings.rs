//! Proves that every file says in one sentence what lives there, and that a `mod.rs` holds no logic.

use crate::report::{self, Offence};
use crate::source::{Source, rust};
use syn::Item;
use syn::spanned::Spanned;

#[test]
fn every_file_opens_with_one_sentence() {
    let offences = rust().iter().filter_map(opening).collect();
    let mend = "let the file begin with `//! One sentence that says what lives here.`; more may follow \
                after an empty `//!` line";
    report::none("a file does not open with one sentence", mend, offences);
}

#[test]
fn a_mod_file_holds_no_logic() {
    let offences = rust().iter().filter(|s| lists_modules(s)).flat_map(logic).collect();
    let mend = "move the item into a file of its own and `pub use` it";
    report::none(
        "a mod.rs (or lib.rs, or a test's main.rs) holds more than docs, mod and use",
        mend,
        offences,
    );
}

/// The first paragraph must be one sentence: it ends with a full stop and has none before.
fn opening(source: &Source) -> Option<Offence> {
    let paragraph: Vec<&str> =
        source.text.lines().map_while(|l| l.strip_prefix("//! ")).map(str::trim).collect();
    let sentence = paragraph.join(" ");
    if sentence.is_empty() {
        return Some(Offence::new(&source.path, 1, "no `//!` sentence on the first line"));
    }
    if !sentence.ends_with('.') {
        return Some(Offence::new(&source.path, paragraph.len(), "the sentence has no full stop"));
    }
    let more = sentence.match_indices(['.', '!', '?']).any(|(at, _)| {
        let mut after = sentence[at + 1..].chars();
        after.next() == Some(' ') && after.next().is_some_and(char::is_uppercase)
    });
    more.then(|| Offence::new(&source.path, 1, "the first paragraph is more than one sentence"))
}

fn lists_modules(source: &Source) -> bool {
    source.name() == "mod.rs" || source.path == "src/lib.rs" || source.path.ends_with("/main.rs")
}

fn logic(source: &Source) -> Vec<Offence> {
    let items = source.syntax().items;
    let tells = |item: &Item| match item {
        Item::Use(_) => true,
        Item::Mod(module) => module.content.is_none(),
        _ => false,
    };
    items
        .iter()
        .filter(|item| !tells(item))
        .map(|item| Offence::new(&source.path, item.span().start().line, "this is logic"))
        .collect()
}

#[test]
fn a_missing_or_long_opening_is_found() {
    let what = |text: &str| opening(&Source::new("src/a.rs", text)).map(|o| o.what);
    assert_eq!(what("//! Claims v1.2 rows of `a.b` at once.\n\nuse a;"), None);
    assert_eq!(what("//! Claims rows\n//! at once.\n//!\n//! Two. Three."), None);
    assert!(what("use a;\n").is_some());
    assert!(what("//! claims rows\n").is_some());
    assert!(what("//! Claims rows. And more.\n").is_some());
}

#[test]
fn logic_in_a_mod_file_is_found() {
    let text = "//! A.\nmod a;\npub use a::B;\n#[cfg(test)]\nmod tests;\nfn f() {}\nmod c { }\n";
    let lines: Vec<usize> = logic(&Source::new("src/a/mod.rs", text)).iter().map(|o| o.line).collect();
    assert_eq!(lines, [6, 7]);
}
