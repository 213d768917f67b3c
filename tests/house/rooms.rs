//! Proves who may import whom: data flows one way and neighbours never meet.

use crate::paths::named;
use crate::report::{self, Offence};
use crate::source::{Source, rust};

/// Every room with the rooms it may import, from the ground up.
const ROOMS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("config", &["domain"]),
    ("store", &["domain"]),
    ("private_postgres", &[]),
    ("api", &["domain", "config", "store"]),
    ("deliver", &["domain", "config", "store"]),
    ("dashboard", &["domain", "config", "store"]),
    ("daemon", &["domain", "config", "store", "private_postgres", "api", "deliver", "dashboard"]),
    ("cli", &["domain", "config", "store", "private_postgres", "api"]),
];

/// Every program with the one room it starts.
const PROGRAMS: [(&str, &str); 2] = [("src/bin/hookit.rs", "cli"), ("src/bin/hookitd.rs", "daemon")];

#[test]
fn imports_point_down_and_neighbours_never_meet() {
    let offences = rust().iter().filter(|s| s.path.starts_with("src/")).flat_map(judge).collect();
    let mend = "move the code to the room that may use it, or pass the value down from the room above \
                (the table stands in tests/house/rooms.rs and in ARCHITECTURE.md)";
    report::none("a room imports what it may not", mend, offences);
}

fn judge(source: &Source) -> Vec<Offence> {
    match source.room() {
        None if source.path == "src/lib.rs" => Vec::new(),
        None => vec![Offence::new(&source.path, 1, "the file stands in no room")],
        Some("bin") => program(source),
        Some(room) => match ROOMS.iter().find(|(name, _)| *name == room) {
            None => vec![Offence::new(&source.path, 1, format!("{room} is no room of the table"))],
            Some((_, allowed)) => imports(source, room, allowed),
        },
    }
}

fn program(source: &Source) -> Vec<Offence> {
    let Some((_, room)) = PROGRAMS.iter().find(|(path, _)| *path == source.path) else {
        return vec![Offence::new(&source.path, 1, "the table knows no such program")];
    };
    named(source.tokens(), &[])
        .iter()
        .filter(|n| n.starts_with("hookit") && n.segments.get(1).is_some_and(|s| s != room))
        .map(|n| Offence::new(&source.path, n.line, format!("a program starts only {room}")))
        .collect()
}

fn imports(source: &Source, room: &str, allowed: &[&str]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for path in named(source.tokens(), &module(source)) {
        let Some(target) = path.in_crate() else { continue };
        match target.first().map(String::as_str) {
            Some(other) if other == room || allowed.contains(&other) => {}
            Some(other) => {
                offences.push(Offence::new(
                    &source.path,
                    path.line,
                    format!("{room} may not import {other}"),
                ));
            }
            None => offences.push(Offence::new(&source.path, path.line, "the crate's root is no room")),
        }
    }
    offences
}

/// The module path of a file: `store`, `claim` for `src/store/claim.rs`.
fn module(source: &Source) -> Vec<String> {
    let below = source.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    below.split('/').map(str::to_owned).collect()
}

#[test]
fn an_import_that_points_up_or_sideways_is_found_in_every_form() {
    let text = "use crate::api::Router;\nuse super::super::daemon;\nfn f() -> crate::store::Row { g() }\n\
                fn h() { info!(x = %crate::cli::name()); }\nuse crate::{domain::id, deliver};";
    let found = judge(&Source::new("src/deliver/lanes.rs", text));
    let lines: Vec<(usize, &str)> = found.iter().map(|o| (o.line, o.what.as_str())).collect();
    let expected = [
        (1, "deliver may not import api"),
        (2, "deliver may not import daemon"),
        (4, "deliver may not import cli"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_program_may_start_only_its_own_room() {
    let found =
        judge(&Source::new("src/bin/hookit.rs", "fn main() { hookit::cli::run(); hookit::daemon::run(); }"));
    assert_eq!(found, [Offence::new("src/bin/hookit.rs", 1, "a program starts only cli")]);
}

#[test]
fn a_file_outside_the_table_is_found() {
    assert_eq!(judge(&Source::new("src/util/strings.rs", "")).len(), 1);
    assert_eq!(judge(&Source::new("src/helpers.rs", "")).len(), 1);
}
