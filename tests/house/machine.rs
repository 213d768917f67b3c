//! Proves that no file speaks of the machine it was written on.

use crate::report::{self, Offence};
use crate::source::{Source, all};

/// Absolute folders of one machine, in two halves, so that this file is not its own offender.
fn folders() -> [&'static str; 4] {
    [concat!("/tmp", "/wt"), concat!("/tmp", "/plan"), concat!("/tmp", "/devpg"), concat!("/wo", "rk")]
}

#[test]
fn no_file_speaks_of_one_machine() {
    let offences = all().iter().flat_map(judge).collect();
    let mend = "use a path below the package, a temporary folder or an environment variable";
    report::none("a path of one machine", mend, offences);
}

fn judge(source: &Source) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (line, text) in source.lines() {
        for folder in folders() {
            if text.match_indices(folder).any(|(at, _)| is_whole(text, at, folder.len())) {
                offences.push(Offence::new(&source.path, line, folder));
            }
        }
    }
    offences
}

/// Whether an absolute path starts here: nothing path-like before it, no longer name after it.
fn is_whole(text: &str, at: usize, length: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || "_-.~}".contains(c);
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    !before.is_some_and(|c| word(c) || c == '/')
        && !after.is_some_and(|c| c.is_alphanumeric() || "_-".contains(c))
}

#[test]
fn a_path_of_one_machine_is_found_and_a_longer_name_is_not() {
    for folder in folders() {
        let text = format!(
            "cd {folder}/main\nurl(\"{folder}\")\nhttp://a.test{folder}\n{folder}er/a\n$HOME{folder}\n"
        );
        let lines: Vec<usize> = judge(&Source::new("a.sh", &text)).iter().map(|o| o.line).collect();
        assert_eq!(lines, [1, 2], "{folder}");
    }
}
