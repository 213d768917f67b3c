//! Proves that tests wait for events and never for time.

use crate::report::{self, Offence};
use crate::source::{Source, under};
use proc_macro2::{TokenStream, TokenTree};

#[test]
fn no_test_sleeps() {
    let offences = under("tests/", ".rs").iter().flat_map(judge).collect();
    let mend =
        "wait for the event itself: Receiver::wait_for, support::wait::until, a channel with a deadline";
    report::none("a test sleeps", mend, offences);
}

fn judge(source: &Source) -> Vec<Offence> {
    let mut lines = Vec::new();
    calls(source.tokens(), &mut lines);
    lines.into_iter().map(|line| Offence::new(&source.path, line, "a sleep")).collect()
}

fn calls(tokens: TokenStream, lines: &mut Vec<usize>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => calls(group.stream(), lines),
            TokenTree::Ident(word) if ["sleep", "sleep_until"].contains(&word.to_string().as_str()) => {
                lines.push(word.span().start().line);
            }
            _ => {}
        }
    }
}

#[test]
fn a_sleep_is_found_in_every_form() {
    let text =
        "use std::thread::sleep;\nfn f() { tokio::time::sleep(a).await; }\nfn asleep() { log!(\"sleep\") }";
    assert_eq!(judge(&Source::new("tests/it/a.rs", text)).len(), 2);
}
