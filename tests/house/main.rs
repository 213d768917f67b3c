//! The house test: it reads the project's own files and proves the rules that CONTRIBUTING.md states.

#![expect(
    clippy::panic,
    clippy::expect_used,
    reason = "a rule that is broken, or a file that cannot be read, ends the test with the list of offenders"
)]

mod crates;
mod enforced;
mod generated;
mod lengths;
mod lexer;
mod machine;
mod marks;
mod openings;
mod paths;
mod readme;
mod report;
mod rooms;
mod scripts;
mod shell;
mod source;
mod sql;
mod tree;
mod vocabulary;
mod waiting;
mod words;
