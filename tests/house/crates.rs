//! Proves which crates, and which parts of the standard library, each room may use.

use crate::paths::named;
use crate::report::{self, Offence};
use crate::source::{Source, rust};

/// A path prefix and the rooms that may name it; everybody else may not.
const ONLY_IN: [(&str, &[&str]); 27] = [
    ("sqlx", &["store"]),
    ("axum", &["api", "dashboard", "daemon"]),
    ("axum_extra", &["api", "dashboard", "daemon"]),
    ("utoipa", &["api", "daemon"]),
    ("utoipa_axum", &["api", "daemon"]),
    ("utoipa_swagger_ui", &["api", "daemon"]),
    ("tower_http", &["api", "dashboard", "daemon"]),
    ("askama", &["dashboard"]),
    ("flate2", &["dashboard"]),
    ("hyper::client", &["deliver"]),
    ("hyper_util::client", &["deliver"]),
    ("hickory_resolver", &["deliver"]),
    ("rustls_platform_verifier", &["deliver"]),
    ("ureq", &["cli"]),
    ("comfy_table", &["cli"]),
    ("ratatui", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("interprocess", &["daemon", "cli"]),
    ("clap", &["daemon", "cli"]),
    ("clap_complete", &["daemon", "cli"]),
    ("clap_mangen", &["daemon", "cli"]),
    ("serde_yaml", &["config", "cli"]),
    ("csv", &["cli"]),
    ("sd_notify", &["daemon"]),
    ("mimalloc", &["bin"]),
    ("std::env", &["config"]),
];

/// What the ground floor does without: it decides, and is told the time, the randomness and the bytes.
///
/// `SystemTime` is not among them: as a type it is a number. Its `now` is banned everywhere by clippy.toml.
const NOT_IN_DOMAIN: [&str; 13] = [
    "tokio",
    "tokio_util",
    "hyper",
    "hyper_util",
    "rand",
    "rustix",
    "std::fs",
    "std::io",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::net::TcpStream",
    "std::net::ToSocketAddrs",
];

#[test]
fn each_crate_is_used_only_in_its_rooms() {
    let offences = rust().iter().filter(|s| s.path.starts_with("src/")).flat_map(judge).collect();
    let mend = "put the code into the room that owns the crate and offer a function or a type of our own \
                (the table stands in tests/house/crates.rs)";
    report::none("a crate is used outside its rooms", mend, offences);
}

fn judge(source: &Source) -> Vec<Offence> {
    let room = source.room().unwrap_or("");
    let mut offences = Vec::new();
    for path in named(source.tokens(), &[]) {
        let mut offend = |what: String| offences.push(Offence::new(&source.path, path.line, what));
        for (prefix, rooms) in ONLY_IN {
            if path.starts_with(prefix) && !rooms.contains(&room) {
                offend(format!("{prefix} belongs to {}", rooms.join(" and ")));
            }
        }
        if path.starts_with("clap") && !holds_arguments(&source.path) {
            offend("clap belongs to files named args.rs and to args folders".to_owned());
        }
        if room == "domain"
            && let Some(prefix) = NOT_IN_DOMAIN.iter().find(|p| path.starts_with(p))
        {
            offend(format!("domain is pure: {prefix} is an effect, take the value as an argument"));
        }
    }
    offences.dedup();
    offences
}

fn holds_arguments(path: &str) -> bool {
    path.ends_with("/args.rs") || path.contains("/args/")
}

#[test]
fn a_crate_in_a_foreign_room_is_found_in_every_form() {
    let text = "use std::{env, fmt};\n#[derive(sqlx::FromRow)]\nstruct A;\nfn f() { let u = ::ureq::get(x); }\n\
                use clap::Parser;\nuse hyper::{Request, client::conn};";
    let found: Vec<String> =
        judge(&Source::new("src/api/events.rs", text)).iter().map(Offence::to_string).collect();
    let expected = [
        "src/api/events.rs:1: std::env belongs to config",
        "src/api/events.rs:2: sqlx belongs to store",
        "src/api/events.rs:4: ureq belongs to cli",
        "src/api/events.rs:5: clap belongs to daemon and cli",
        "src/api/events.rs:5: clap belongs to files named args.rs and to args folders",
        "src/api/events.rs:6: hyper::client belongs to deliver",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_owner_of_a_crate_may_use_it() {
    assert!(judge(&Source::new("src/store/claim.rs", "use sqlx::PgPool;")).is_empty());
    assert!(judge(&Source::new("src/cli/args/endpoint.rs", "use clap::Args;")).is_empty());
    assert!(judge(&Source::new("src/domain/address.rs", "use std::net::IpAddr;")).is_empty());
}

#[test]
fn the_ground_floor_has_no_clock_and_no_randomness() {
    let text = "use std::time::{Duration, Instant};\nfn f() -> u64 { rand::random() }";
    assert_eq!(judge(&Source::new("src/domain/backoff.rs", text)).len(), 2);
}
