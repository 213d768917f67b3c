//! On a terminal: what fits, rows that are named by their numbers, looking again, and the pager.

use crate::support::scene::Scene;
use crate::support::terminal::{Terminal, plain};

const NARROW: (u16, u16) = (80, 40);
const BROAD: (u16, u16) = (200, 60);

/// The line of a table that begins with this word.
#[track_caller]
fn row<'a>(drawn: &'a str, begin: &str) -> &'a str {
    drawn.lines().find(|line| line.starts_with(begin)).unwrap_or_else(|| panic!("no {begin} in:\n{drawn}"))
}

#[test]
fn eighty_columns_keep_ids_and_states_and_two_hundred_show_all() {
    let scene = Scene::set();
    for (line, id, state) in [
        ("delivery list", scene.dead.as_str(), "✖ dead"),
        ("endpoint list", "acme-prod", "✔ active"),
        ("key list", scene.key.as_str(), "✔ active"),
        ("redrive list", scene.redrive.as_str(), "done"),
    ] {
        let narrow = plain(&Terminal::run(&scene.hookit, NARROW, &format!("hookit {line}")));
        let shown = row(&narrow, id);
        assert!(shown.contains(state), "{narrow}");
        assert!(narrow.lines().all(|line| line.chars().count() <= 80), "{narrow}");
        let broad = plain(&Terminal::run(&scene.hookit, BROAD, &format!("hookit {line}")));
        assert!(!broad.contains('…'), "{broad}");
        assert!(broad.lines().all(|line| line.chars().count() <= 200), "{broad}");
    }
    let narrow = plain(&Terminal::run(&scene.hookit, NARROW, "hookit endpoint list"));
    // An endpoint is called by its name, so the room is for its URL.
    assert!(row(&narrow, "acme-prod").contains(" http://127.0.0.1:"), "{narrow}");
    let dead = plain(&Terminal::run(&scene.hookit, NARROW, "hookit dlq list"));
    assert!(dead.contains("DIED") && row(&dead, &scene.dead).ends_with(" ago"), "{dead}");
    let ascii = plain(&Terminal::run(&scene.hookit, NARROW, "hookit --ascii delivery list"));
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn rows_of_the_last_list_are_named_by_their_numbers_in_that_terminal_only() {
    let scene = Scene::set();
    let line = "hookit dlq list --sort delivery >/dev/null; hookit dlq list --sort delivery; \
                hookit delivery show @1 -o name; hookit delivery redrive @2 @3; hookit endpoint show @1; \
                hookit delivery show @4";
    let drawn = plain(&Terminal::run(&scene.hookit, BROAD, line));
    let mut ids: Vec<&str> = drawn.lines().filter_map(|line| line.split_whitespace().next()).collect();
    ids.retain(|word| word.starts_with("dlv_"));
    assert_eq!(ids.len(), 4, "{drawn}");
    assert_eq!(ids[3], ids[0], "{drawn}");
    assert!(drawn.contains(&format!("delivery {} is due again", ids[1])), "{drawn}");
    assert!(drawn.contains(&format!("delivery {} is due again", ids[2])), "{drawn}");
    assert!(drawn.contains("@1: row 1 of the last list is a delivery"), "{drawn}");
    assert!(drawn.contains("@4: the last list had 3 rows"), "{drawn}");
    let elsewhere = plain(&Terminal::run(&scene.hookit, BROAD, "hookit delivery show @1"));
    assert!(elsewhere.contains("no list was printed in this terminal yet"), "{elsewhere}");
}

#[test]
fn looking_again_draws_over_marks_what_changed_and_gives_the_terminal_back() {
    let scene = Scene::set();
    let mut terminal = Terminal::start(
        &scene.hookit,
        NARROW,
        "trap : INT; hookit endpoint list --columns endpoint,status --watch=200ms; echo left with $?",
    );
    terminal.wait_for("every 200 ms", 2);
    let paused = scene.hookit.run(&["endpoint", "pause", "acme-prod"]);
    assert_eq!(paused.code, 0, "{}", paused.text());
    terminal.wait_for("\u{1b}[7m", 1);
    terminal.type_keys("\u{3}");
    let drawn = terminal.end();
    assert!(drawn.contains("\u{1b}[?1049h"), "{drawn:?}");
    assert!(drawn.trim_end().ends_with("\u{1b}[?1049lleft with 0"), "{drawn:?}");
    assert!(plain(&drawn).contains("paused"), "{drawn:?}");
}

#[test]
fn what_is_longer_than_the_terminal_goes_through_the_pager() {
    let scene = Scene::set();
    let pager = "HOOKIT_PAGER='sed s/^/PAGED:/'";
    let show = format!("{pager} hookit endpoint show acme-prod");
    let long = plain(&Terminal::run(&scene.hookit, (100, 8), &show));
    assert!(long.lines().any(|line| line.starts_with("PAGED:")), "{long}");
    let fits = plain(&Terminal::run(&scene.hookit, BROAD, &show));
    assert!(!fits.contains("PAGED:") && fits.contains("acme-prod"), "{fits}");
    let off = plain(&Terminal::run(&scene.hookit, (100, 8), "HOOKIT_PAGER= hookit help output"));
    assert!(off.starts_with("What hookit prints"), "{off}");
    let help = plain(&Terminal::run(&scene.hookit, (100, 8), &format!("{pager} hookit endpoint --help")));
    assert!(help.contains("PAGED:Add, change"), "{help}");
    let piped = plain(&Terminal::run(&scene.hookit, (100, 8), &format!("{show} | cat")));
    assert!(!piped.contains("PAGED:"), "{piped}");
}

#[test]
fn colours_come_on_a_terminal_or_when_they_are_asked_for() {
    let scene = Scene::set();
    let drawn = |line: &str| Terminal::run(&scene.hookit, BROAD, line);
    let has_colour = |drawn: &str| drawn.contains("\u{1b}[3");
    assert!(has_colour(&drawn("hookit endpoint list")));
    assert!(!has_colour(&drawn("hookit endpoint list | cat")));
    assert!(has_colour(&drawn("hookit --color always endpoint list | cat")));
    assert!(!has_colour(&drawn("hookit --color never endpoint list")));
    assert!(!has_colour(&drawn("NO_COLOR=1 hookit endpoint list")));
    let dumb = drawn("TERM=dumb hookit endpoint list");
    assert!(!has_colour(&dumb) && dumb.is_ascii(), "{dumb}");
}

#[test]
fn times_are_told_from_now_or_as_dates() {
    let scene = Scene::set();
    let drawn = |line: &str| plain(&Terminal::run(&scene.hookit, BROAD, line));
    let now = drawn("hookit endpoint show acme-prod");
    assert!(now.contains(" ago") || now.contains("now"), "{now}");
    assert!(row(&drawn("hookit --utc endpoint show acme-prod"), "  created").ends_with('Z'));
    let there = drawn("TZ=XYZ-3 hookit --absolute endpoint show acme-prod");
    assert!(row(&there, "  created").ends_with("+03:00"), "{there}");
}
