//! `hookit demo`: it adds up, and nothing is left behind.

use crate::support::hookit::Hookit;
use crate::support::scratch::Scratch;
use std::fs;

#[test]
fn the_demo_adds_up_and_leaves_nothing_behind() {
    let scratch = Scratch::new();
    let hookit = Hookit::alone().variable("TMPDIR", &scratch.path().to_string_lossy());
    let program = env!("CARGO_BIN_EXE_hookitd");
    let said = hookit.run(&["demo", "--events", "20", "--hookitd", program]);
    assert_eq!(said.code, 0, "{}", said.text());
    assert!(said.stdout.contains("nothing is left behind"), "{}", said.text());
    let left = fs::read_dir(scratch.path()).expect("the folder can be read").count();
    assert_eq!(left, 0, "{}", said.text());
}
