//! Proves that what is generated and committed is fresh; `HOOKIT_BLESS=1` writes it anew.

use crate::report::{self, Offence};
use crate::source::{root, under};
use std::fs;

/// Folders in which every file is generated.
const FOLDERS: [&str; 2] = ["man/", "completions/"];

/// Every generated file: its path below the package root and what it should hold.
fn wanted() -> Vec<(String, String)> {
    let hookit = hookit::cli::generated_files().expect("the pages of hookit can be rendered");
    let hookitd = hookit::cli::render_files(hookit::daemon::command(), "8");
    let rendered = hookit.into_iter().chain(hookitd.expect("the pages of hookitd can be rendered"));
    let text = |content| String::from_utf8(content).expect("pages and scripts are text");
    let mut files: Vec<(String, String)> = rendered.map(|f| (f.path, text(f.content))).collect();
    files.push(("openapi.json".to_owned(), hookit::api::openapi_json()));
    files.push(("config/hookit.yaml".to_owned(), hookit::config::example_yaml()));
    files.extend(packaged());
    files
        .push(("docs/metrics.md".to_owned(), listed("docs/metrics.md", &hookit::domain::metric::markdown())));
    let told = hookit::domain::operation::markdown();
    files.push(("docs/operational-events.md".to_owned(), listed("docs/operational-events.md", &told)));
    files.push(("man/hookit.yaml.5".to_owned(), hookit::config::manual_page(hookit::cli::MANUAL_DATE)));
    files
}

/// What a distribution's package has in its own way: the service with the programs below `/usr`, and the settings
/// with the operators' group, as `install.sh --system` writes them.
fn packaged() -> [(String, String); 2] {
    let unit = fs::read_to_string(root().join("config/hookitd.service")).expect("there is a unit");
    let settings = hookit::config::example_yaml();
    [
        ("package/hookitd.service".to_owned(), unit.replace("/usr/local/bin/", "/usr/bin/")),
        ("package/hookit.yaml".to_owned(), settings.replace("\n  group: null\n", "\n  group: hookit\n")),
    ]
}

/// A page that is written by hand up to the list in it.
fn listed(page: &str, list: &str) -> String {
    const HEADING: &str = "## All of them\n\n";
    let written = fs::read_to_string(root().join(page)).expect("there is such a page");
    let by_hand = written.split(HEADING).next().expect("a page has a beginning");
    format!("{by_hand}{HEADING}{list}")
}

#[test]
fn generated_files_are_fresh() {
    let wanted = wanted();
    assert!(
        FOLDERS.iter().all(|f| wanted.iter().any(|(path, _)| path.starts_with(f))),
        "each folder is generated"
    );
    if blessed() {
        bless(&wanted);
    }
    let mut offences: Vec<Offence> = wanted.iter().filter_map(|(path, text)| stale(path, text)).collect();
    offences.extend(left_over(&wanted));
    let mend = "HOOKIT_BLESS=1 cargo test --test house";
    report::none("a generated file is not what the program generates", mend, offences);
}

#[expect(clippy::disallowed_methods, reason = "the one switch of this test comes by the environment")]
fn blessed() -> bool {
    std::env::var("HOOKIT_BLESS").is_ok_and(|value| value == "1")
}

fn bless(wanted: &[(String, String)]) {
    for offence in left_over(wanted) {
        fs::remove_file(root().join(&offence.path)).expect("a generated file can be removed");
    }
    for (path, text) in wanted {
        let file = root().join(path);
        fs::create_dir_all(file.parent().expect("it stands in a folder")).expect("the folder can be made");
        fs::write(file, text).expect("a generated file can be written");
    }
}

/// The first line that differs.
fn stale(path: &str, wanted: &str) -> Option<Offence> {
    let Ok(there) = fs::read_to_string(root().join(path)) else {
        return Some(Offence::new(path, 1, "it is missing"));
    };
    difference(&there, wanted).map(|(line, what)| Offence::new(path, line, what))
}

fn difference(there: &str, wanted: &str) -> Option<(usize, String)> {
    if there == wanted {
        return None;
    }
    let differs = there.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    let at = differs.unwrap_or_else(|| there.lines().count().min(wanted.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").trim().to_owned();
    Some((at + 1, format!("has `{}`, should have `{}`", line(there), line(wanted))))
}

/// Files of a generated folder that nobody generates any more.
fn left_over(wanted: &[(String, String)]) -> Vec<Offence> {
    let known = |path: &str| wanted.iter().any(|(name, _)| name == path);
    let there = FOLDERS.iter().flat_map(|folder| under(folder, ""));
    there.filter(|s| !known(&s.path)).map(|s| Offence::new(&s.path, 1, "nobody generates it")).collect()
}

#[test]
fn the_first_difference_is_told() {
    assert_eq!(difference("a\nb\n", "a\nb\n"), None);
    assert_eq!(difference("a\nb\n", "a\nc\n"), Some((2, "has `b`, should have `c`".to_owned())));
    assert_eq!(difference("a\n", "a\nc\n"), Some((2, "has `(nothing)`, should have `c`".to_owned())));
}
