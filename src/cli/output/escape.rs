//! Making text from outside harmless: what could steer a terminal is shown, not sent.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character could steer a terminal or turn the line around: C0, DEL, C1, and the marks that change
/// the direction of writing.
pub(crate) fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `text` with everything that could steer a terminal written out as an escape.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            _ if steers(letter) => {
                let code = u32::from(letter);
                // Writing into a String cannot fail.
                let _ = if code < 0x100 {
                    write!(safe, "\\x{code:02x}")
                } else {
                    write!(safe, "\\u{{{code:x}}}")
                };
            }
            _ => safe.push(letter),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_and_not_sent() {
        assert_eq!(escape("\u{1b}[2J\u{7}"), "\\x1b[2J\\x07");
        assert_eq!(escape("a\u{9b}31mb"), "a\\x9b31mb");
        assert_eq!(escape("two\nlines\tand\r"), "two\\nlines\\tand\\r");
        assert_eq!(escape("exe\u{202e}gpj"), "exe\\u{202e}gpj");
    }

    #[test]
    fn plain_text_is_left_alone() {
        assert!(matches!(escape("Grüße, 東京 ✔"), Cow::Borrowed(_)));
    }
}
