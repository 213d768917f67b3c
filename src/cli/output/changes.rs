//! What changed between two looks: the letters of a line that are not what they were, in reverse video.

/// Begins and ends what stands out.
const MARK: (&str, &str) = ("\u{1b}[7m", "\u{1b}[27m");

/// A line without its colours.
pub(crate) fn unpainted(line: &str) -> String {
    pieces(line).filter(|piece| !piece.starts_with('\u{1b}')).collect()
}

/// `line` with what is new in it marked. It is compared with the line of `before` that begins with the same word, so
/// that a row that moved is still the same row.
pub(crate) fn marked(before: &[String], line: &str) -> String {
    let plain = unpainted(line);
    if plain.trim().is_empty() || before.contains(&plain) {
        return line.to_owned();
    }
    let key = plain.split_whitespace().next();
    let same = before.iter().find(|other| other.split_whitespace().next() == key);
    let old: Vec<char> = same.map(|line| line.chars().collect()).unwrap_or_default();
    let (mut out, mut at, mut is_marked) = (String::with_capacity(line.len() + 16), 0, false);
    for piece in pieces(line) {
        if piece.starts_with('\u{1b}') {
            out.push_str(piece);
            // The end of a colour ends the mark too.
            out.push_str(if is_marked { MARK.0 } else { "" });
            continue;
        }
        for letter in piece.chars() {
            let is_new = old.get(at) != Some(&letter) && letter != ' ';
            if is_new != is_marked {
                out.push_str(if is_new { MARK.0 } else { MARK.1 });
                is_marked = is_new;
            }
            out.push(letter);
            at += 1;
        }
    }
    if is_marked {
        out.push_str(MARK.1);
    }
    out
}

/// Colours and texts, in their order.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let end = if rest.starts_with('\u{1b}') {
            rest.find('m').map_or(rest.len(), |at| at + 1)
        } else {
            rest.find('\u{1b}').unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_stands_out() {
        let before = ["dlv_1  \u{21bb} retrying  2".to_owned(), "dlv_2  ok".to_owned()];
        assert_eq!(marked(&before, "dlv_2  ok"), "dlv_2  ok");
        assert_eq!(marked(&before, "dlv_1  ↻ retrying  3"), "dlv_1  ↻ retrying  \u{1b}[7m3\u{1b}[27m");
        assert_eq!(marked(&before, "new"), "\u{1b}[7mnew\u{1b}[27m");
    }

    #[test]
    fn colours_are_kept_and_do_not_count() {
        let before = ["a x".to_owned()];
        assert_eq!(marked(&before, "a \u{1b}[31mx\u{1b}[0m"), "a \u{1b}[31mx\u{1b}[0m");
        assert_eq!(
            marked(&before, "a \u{1b}[31my\u{1b}[0m"),
            "a \u{1b}[31m\u{1b}[7my\u{1b}[0m\u{1b}[7m\u{1b}[27m"
        );
        assert_eq!(unpainted("a \u{1b}[31my\u{1b}[0m"), "a y");
    }
}
