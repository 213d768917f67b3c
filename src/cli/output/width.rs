//! How many columns of a terminal a text takes, and cutting it to fit.

use ratatui::text::Span;

/// The columns that `text` takes.
pub(crate) fn of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { Span::raw(text).width() }
}

/// `text` in at most `columns`, with `mark` at its end if it was cut.
pub(crate) fn cut(text: &str, columns: usize, mark: &str) -> String {
    if of(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(of(mark));
    let (mut out, mut taken) = (String::new(), 0);
    let mut letter_bytes = [0; 4];
    for letter in text.chars() {
        taken += of(letter.encode_utf8(&mut letter_bytes));
        if taken > room {
            break;
        }
        out.push(letter);
    }
    out.push_str(mark);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(of("東京"), 4);
        assert_eq!(cut("東京都", 5, "…"), "東京…");
        assert_eq!(cut("acme", 4, "…"), "acme");
        assert_eq!(cut("acme-prod", 6, "..."), "acm...");
    }
}
