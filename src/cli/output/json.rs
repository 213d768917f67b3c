//! JSON as the API sent it, laid out for reading; numbers and the order of members stay as they are.

use std::fmt::Write;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::escape::steers;

/// `json` with indentation. Nothing is parsed into numbers and written again, so a payload keeps its digits; inside
/// texts, characters that could steer a terminal become JSON escapes, which mean the same.
pub(crate) fn pretty(json: &[u8]) -> String {
    let text = String::from_utf8_lossy(json);
    let mut out = Layout::default();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                out.begin();
                out.text.push('"');
                copy_string(&mut letters, &mut out.text);
            }
            '{' | '[' => {
                out.begin();
                out.text.push(letter);
                out.depth += 1;
                out.fresh = true;
            }
            '}' | ']' => {
                out.depth = out.depth.saturating_sub(1);
                if !out.fresh {
                    out.newline();
                }
                out.fresh = false;
                out.text.push(letter);
            }
            ',' => {
                out.text.push(',');
                out.newline();
            }
            ':' => out.text.push_str(": "),
            _ if letter.is_ascii_whitespace() => {}
            _ => {
                out.begin();
                out.text.push(letter);
            }
        }
    }
    out.text
}

/// `json` on one line; digits, order and texts as in [`pretty`].
pub(super) fn compact(json: &[u8]) -> String {
    let text = String::from_utf8_lossy(json);
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '"' {
            out.push('"');
            copy_string(&mut letters, &mut out);
        } else if !letter.is_whitespace() {
            out.push(letter);
        }
    }
    out
}

/// What has been laid out, and how deep it stands.
#[derive(Default)]
struct Layout {
    text: String,
    depth: usize,
    /// An object or list was just opened; its first member begins a line, its end does not.
    fresh: bool,
}

impl Layout {
    fn newline(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn begin(&mut self) {
        if std::mem::take(&mut self.fresh) {
            self.newline();
        }
    }
}

/// Copies a string's letters up to and with its closing quote.
fn copy_string(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                out.push('\\');
                out.extend(letters.next());
            }
            '"' => {
                out.push('"');
                return;
            }
            _ if steers(letter) => {
                // Writing into a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

/// Several pages of one list as one page: the items of all, and the cursor of the last.
pub(crate) fn joined_pages(pages: &[Vec<u8>], next_cursor: Option<&str>) -> serde_json::Result<Vec<u8>> {
    let mut items = Vec::new();
    for page in pages {
        items.extend(serde_json::from_slice::<Page<'_>>(page)?.items.into_iter().map(RawValue::get));
    }
    let cursor = serde_json::to_string(&next_cursor)?;
    Ok(format!("{{\"items\":[{}],\"next_cursor\":{cursor}}}", items.join(",")).into_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn digits_and_order_survive() {
        let json = br#"{"z":1e400,"a":[123456789012345678901234567890.10,{}],"e":[]}"#;
        assert_eq!(
            pretty(json),
            "{\n  \"z\": 1e400,\n  \"a\": [\n    123456789012345678901234567890.10,\n    {}\n  ],\n  \"e\": []\n}"
        );
    }

    #[test]
    fn texts_are_kept_and_cannot_steer_a_terminal() {
        let value = serde_json::json!({"a": "q\"uo{te\\", "b": "\u{9b}31m\u{1b}[0m\u{202e}"});
        let shown = pretty(&serde_json::to_vec(&value).unwrap());
        assert!(!shown.contains('\u{9b}') && !shown.contains('\u{202e}'), "{shown}");
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), value);
    }

    #[test]
    fn pages_become_one_list() {
        let pages = [br#"{"items":[{"n":1.50}],"next_cursor":"x"}"#.to_vec(), br#"{"items":[2]}"#.to_vec()];
        let joined = joined_pages(&pages, Some("y")).unwrap();
        assert_eq!(String::from_utf8(joined).unwrap(), r#"{"items":[{"n":1.50},2],"next_cursor":"y"}"#);
    }
}
