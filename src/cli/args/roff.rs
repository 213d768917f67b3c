//! Makes the pages that are rendered from the tree proper manual pages: known sections, and no warning of mandoc.

/// The day the pages speak of. A release sets it; the day of the build would make every build differ.
pub const MANUAL_DATE: &str = "2026-11-24";

/// Gives what stands after the options its own sections, refers to the pages that go with this one, and drops the
/// breaks that do nothing. `name` is the page's, as `hookit-dlq-list`.
pub(super) fn tidy(page: &str, name: &str) -> String {
    // A trailing blank would be a blank at the end of a line of text.
    let page = page.replace(".br\n\n.br\n", ".br\n").replace(" \n", "\n");
    let (before, rest) = page.split_once(".SH EXTRA\n").unwrap_or((&page, ""));
    let (extra, after) = rest.split_once(".SH VERSION\n").unwrap_or((rest, ""));
    let mut text = before.to_owned();
    for paragraph in extra.split("\n\n") {
        section(&mut text, paragraph.trim_matches('\n'));
    }
    see_also(&mut text, name);
    if !after.is_empty() {
        text.extend([".SH VERSION\n", after]);
    }
    text
}

/// A paragraph with a heading, as `Examples:`, and indented lines becomes a section of lines that are kept as they
/// are; any other one is a note.
fn section(text: &mut String, paragraph: &str) {
    if paragraph.is_empty() {
        return;
    }
    match paragraph.split_once(":\n") {
        Some((heading, lines)) if !heading.contains('\n') && lines.lines().all(|l| l.starts_with(' ')) => {
            let title = match heading {
                "Exit codes" => "EXIT STATUS".to_owned(),
                other => other.to_uppercase(),
            };
            text.extend([".SH \"", &title, "\"\n.nf\n"]);
            for line in lines.lines() {
                text.extend([line.strip_prefix("  ").unwrap_or(line), "\n"]);
            }
            text.push_str(".fi\n");
        }
        _ => {
            // One heading for all notes that follow each other.
            let heading = if text.contains(".SH NOTES\n") { ".PP\n" } else { ".SH NOTES\n" };
            text.extend([heading, paragraph, "\n"]);
        }
    }
}

fn see_also(text: &mut String, name: &str) {
    let pages = [("hookit", 1), ("hookitd", 8), ("hookit.yaml", 5)];
    text.push_str(".SH \"SEE ALSO\"\n");
    let others = pages.iter().filter(|(page, _)| *page != name);
    let others: Vec<String> = others.map(|(page, section)| format!(".BR {page} ({section})")).collect();
    text.extend([&others.join(",\n"), "\n"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_options_gets_sections_of_its_own() {
        let page = ".SH OPTIONS\nx\n.SH EXTRA\nMind the gap.\n\nExit codes:\n  0 done\n\nExamples:\n  hookit \
                    status\n    \\-\\-watch\n.SH VERSION\nv1\n";
        assert_eq!(
            tidy(page, "hookit"),
            ".SH OPTIONS\nx\n.SH NOTES\nMind the gap.\n.SH \"EXIT STATUS\"\n.nf\n0 done\n.fi\n.SH \"EXAMPLES\"\n\
             .nf\nhookit status\n  \\-\\-watch\n.fi\n.SH \"SEE ALSO\"\n.BR hookitd (8),\n.BR hookit.yaml \
             (5)\n.SH VERSION\nv1\n"
        );
    }

    #[test]
    fn breaks_that_do_nothing_are_dropped() {
        let page = ".TP\n\\fB\\-o\\fR\nForm\n.br\n\n.br\n\\fIPossible values:\\fR\n";
        assert!(tidy(page, "hookit-x").starts_with(".TP\n\\fB\\-o\\fR\nForm\n.br\n\\fIPossible"));
    }
}
