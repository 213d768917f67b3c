//! How a broken rule is told: every offender with its file and line, then how to mend it.

use std::fmt::{Display, Formatter, Result, Write};

/// One place where a rule is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Offence {
    /// Path below the package root.
    pub(crate) path: String,
    /// One-based line.
    pub(crate) line: usize,
    /// What is wrong there.
    pub(crate) what: String,
}

impl Offence {
    pub(crate) fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl Display for Offence {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails the test with all offenders at once, so that one run is enough to mend them.
pub(crate) fn none(rule: &str, mend: &str, mut offences: Vec<Offence>) {
    if offences.is_empty() {
        return;
    }
    offences.sort();
    let mut text = format!("{rule}\n");
    for offence in &offences {
        writeln!(text, "  {offence}").expect("a String takes every write");
    }
    panic!("{text}  to mend: {mend}");
}

#[test]
#[should_panic(expected = "a.rs:2: second\n  b.rs:1: first\n  to mend: do this")]
fn a_report_lists_every_offender_and_the_way_to_mend_it() {
    none("the rule", "do this", vec![Offence::new("b.rs", 1, "first"), Offence::new("a.rs", 2, "second")]);
}
