//! Proves that every Rust file is listed by its parent, so that no test and no code lies dead.

use crate::report::{self, Offence};
use crate::source::{Source, rust};
use syn::Item;

#[test]
fn every_file_is_listed_by_its_parent() {
    let files = rust();
    let offences = files.iter().filter_map(|s| unlisted(s, &files)).collect();
    let mend = "add `mod NAME;` to the parent (tests/it/main.rs for a file of tests), or remove the file";
    report::none("a file is compiled by nobody", mend, offences);
}

#[test]
fn modules_with_children_are_folders_with_a_mod_file() {
    let files = rust();
    let offences = files.iter().filter_map(|s| self_named(s, &files)).collect();
    report::none("a module is both x.rs and x/", "move x.rs to x/mod.rs", offences);
}

/// Files that cargo itself finds.
fn is_root(source: &Source) -> bool {
    let known = ["src/lib.rs", "tests/house/main.rs", "tests/it/main.rs", "tests/bars/main.rs"];
    known.contains(&source.path.as_str()) || source.folder() == "src/bin"
}

fn unlisted(source: &Source, files: &[Source]) -> Option<Offence> {
    if is_root(source) {
        return None;
    }
    let (name, folder) = match source.name() {
        "mod.rs" => source.folder().rsplit_once('/').map(|(above, name)| (name, above))?,
        file => (file.trim_end_matches(".rs"), source.folder()),
    };
    let parent = files.iter().find(|s| {
        s.folder() == folder && s.path != source.path && ["mod.rs", "main.rs", "lib.rs"].contains(&s.name())
    });
    match parent {
        None => Some(Offence::new(&source.path, 1, "no mod.rs, main.rs or lib.rs stands beside it")),
        Some(parent) if declares(parent, name) => None,
        Some(parent) => Some(Offence::new(&source.path, 1, format!("{} does not list it", parent.path))),
    }
}

fn declares(parent: &Source, name: &str) -> bool {
    parent.syntax().items.iter().any(|item| matches!(item, Item::Mod(m) if m.ident == name))
}

fn self_named(source: &Source, files: &[Source]) -> Option<Offence> {
    let folder = format!("{}/", source.path.trim_end_matches(".rs"));
    let both = source.ending() == "rs" && files.iter().any(|s| s.path.starts_with(&folder));
    both.then(|| Offence::new(&source.path, 1, format!("{folder} exists too")))
}

#[test]
fn a_file_that_nobody_lists_is_found() {
    let files = [
        Source::new("tests/it/main.rs", "mod publish;\nmod support;"),
        Source::new("tests/it/publish.rs", ""),
        Source::new("tests/it/claim.rs", ""),
        Source::new("tests/it/support/mod.rs", "mod wait;"),
        Source::new("tests/it/support/wait.rs", ""),
        Source::new("tests/it/support/old.rs", ""),
    ];
    let found: Vec<String> = files.iter().filter_map(|s| unlisted(s, &files)).map(|o| o.path).collect();
    assert_eq!(found, ["tests/it/claim.rs", "tests/it/support/old.rs"]);
}

#[test]
fn a_module_with_two_homes_is_found() {
    let files = [Source::new("src/a.rs", ""), Source::new("src/a/b.rs", "")];
    assert_eq!(files.iter().filter_map(|s| self_named(s, &files)).count(), 1);
}
