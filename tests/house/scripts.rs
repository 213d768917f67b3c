//! Proves that scripts run everywhere: POSIX sh with `set -eu`, none of bash's own words.

use crate::report::{self, Offence};
use crate::source::{Source, all, root};
use std::os::unix::fs::PermissionsExt;

/// What bash understands and dash does not, with what to write in its place.
const BASHISMS: [(&str, &str); 16] = [
    ("[[", "[ … ]"),
    ("((", "$(( … )) in a test"),
    ("<<<", "a here-document or printf | …"),
    ("&>", "> file 2>&1"),
    ("|&", "2>&1 |"),
    ("$'", "printf"),
    ("=(", "positional parameters"),
    ("pipefail", "check each command"),
    ("function ", "name() {"),
    ("source ", ". file"),
    ("echo -e", "printf"),
    ("echo -n", "printf"),
    ("read -p", "printf, then read -r"),
    ("$RANDOM", "od -An -N2 -i /dev/urandom"),
    ("BASH_", "$0"),
    ("declare ", "a plain assignment"),
];

#[test]
fn scripts_are_posix_and_stop_at_the_first_failure() {
    let scripts: Vec<Source> = all().into_iter().filter(is_script).collect();
    let mut offences: Vec<Offence> = scripts.iter().flat_map(judge).collect();
    offences.extend(scripts.iter().filter_map(not_executable));
    let mend = "write it as POSIX sh: `#!/bin/sh`, `set -eu`, mode 755";
    report::none("a script is not plain sh", mend, offences);
}

/// `.ci/run` is started by the CI machine alone and may be bash; it must stop at a failure as well.
fn is_script(source: &Source) -> bool {
    source.ending() == "sh" || source.path == ".ci/run"
}

fn judge(source: &Source) -> Vec<Offence> {
    let bash = source.path == ".ci/run" && source.text.starts_with("#!/usr/bin/env bash\n");
    let mut offences = Vec::new();
    let mut offend = |line: usize, what: String| offences.push(Offence::new(&source.path, line, what));
    if !bash && !source.text.starts_with("#!/bin/sh\n") {
        offend(1, "the first line is not #!/bin/sh".to_owned());
    }
    let wanted = if bash { "set -euo pipefail" } else { "set -eu" };
    let first_command = source.lines().find(|(_, l)| !l.starts_with('#') && !l.trim().is_empty());
    if first_command.is_none_or(|(_, l)| l != wanted) {
        offend(first_command.map_or(1, |(n, _)| n), format!("the first command is not {wanted}"));
    }
    if bash {
        return offences;
    }
    for (line, text) in source.lines().filter(|(_, l)| !l.trim_start().starts_with('#')) {
        for (bashism, own) in BASHISMS {
            let plain = text.replace("$((", "");
            if plain.match_indices(bashism).any(|(at, _)| starts_a_word(&plain, at, bashism)) {
                offend(line, format!("{bashism} is bash's own; write {own}"));
            }
        }
        if text.trim_start().starts_with("local ") {
            offend(line, "local is not POSIX; use a subshell or a long name".to_owned());
        }
    }
    offences
}

/// A word such as `source` counts only where a command may stand, and `((` not after a function's name.
fn starts_a_word(text: &str, at: usize, bashism: &str) -> bool {
    let before = &text[..at];
    let begins_a_command = before.trim().is_empty() || before.trim_end().ends_with([';', '&', '|', '(', '{']);
    match bashism {
        "pipefail" => true,
        "((" => before.is_empty() || before.ends_with(' '),
        word => begins_a_command || !word.starts_with(char::is_alphabetic),
    }
}

fn not_executable(source: &Source) -> Option<Offence> {
    let mode = root().join(&source.path).metadata().expect("the script is there").permissions().mode();
    (mode & 0o111 != 0o111).then(|| Offence::new(&source.path, 1, "it is not executable"))
}

#[test]
fn what_only_bash_understands_is_found() {
    let script =
        |body: &str| judge(&Source::new("a.sh", &format!("#!/bin/sh\n# Why.\nset -eu\n{body}\n"))).len();
    assert_eq!(script("x=$((1 + 2)); y=$(ls); [ -n \"$y\" ] # source of it"), 0);
    for body in [
        "[[ -n $a ]]",
        "set -o pipefail",
        "a=(1 2)",
        "source a",
        "f() { local x; }",
        "  local x=1",
        "cat <<< a",
        "((x++))",
    ] {
        let expected = usize::from(body != "f() { local x; }");
        assert_eq!(script(body), expected, "{body}");
    }
    assert_eq!(judge(&Source::new("a.sh", "#!/bin/bash\nls\n")).len(), 2);
    assert_eq!(judge(&Source::new(".ci/run", "#!/usr/bin/env bash\nset -euo pipefail\n[[ a ]]\n")).len(), 0);
    assert_eq!(judge(&Source::new(".ci/run", "#!/usr/bin/env bash\nset -eu\n")).len(), 1);
}
