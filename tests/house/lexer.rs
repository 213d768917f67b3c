//! A small lexer that tells Rust code, comments and string literals apart, with lines.

/// What a stretch of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Code outside comments and string literals.
    Code,
    /// A comment of any form, documentation included.
    Comment,
    /// The inside of a string literal, its quotes included.
    Text,
}

/// A stretch of one kind within one line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) line: usize,
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
}

/// Cuts a file into pieces, none of which goes over the end of a line.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let (kind, length) = next(&text[at..], previous_char(text, at));
        for part in text[at..at + length].split_inclusive('\n') {
            let shown = part.trim_end_matches('\n');
            if !shown.is_empty() {
                found.push(Piece { line, kind, text: shown });
            }
            line += usize::from(part.ends_with('\n'));
        }
        at += length;
    }
    found
}

/// The one-based lines that hold code or literals, so neither blank nor comment alone.
pub(crate) fn code_lines(text: &str) -> Vec<usize> {
    let mut lines: Vec<usize> = pieces(text)
        .into_iter()
        .filter(|p| p.kind != Kind::Comment && !p.text.trim().is_empty())
        .map(|p| p.line)
        .collect();
    lines.dedup();
    lines
}

fn previous_char(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Kind and length of what starts here.
fn next(rest: &str, before: Option<char>) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if !in_word && let Some(length) = raw_string(rest) {
        return (Kind::Text, length);
    }
    if rest.starts_with('"') {
        return (Kind::Text, quoted(rest));
    }
    if rest.starts_with('\'') {
        return (Kind::Code, char_or_lifetime(rest));
    }
    (Kind::Code, rest.chars().next().map_or(1, char::len_utf8))
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Length of `r"…"`, `r#"…"#` and their byte and C forms.
fn raw_string(rest: &str) -> Option<usize> {
    let after =
        rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |found| start + found + end.len()))
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character literal is taken whole, so that `'"'` opens no string; of a lifetime only the tick.
fn char_or_lifetime(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((after, _))) => {
            let from = after + 1;
            rest.get(from..).and_then(|r| r.find('\'')).map_or(1, |found| from + found + 1)
        }
        (Some(_), Some((index, '\''))) => index + 1,
        _ => 1,
    }
}

#[test]
fn comments_literals_and_code_are_told_apart() {
    let text =
        "let a = \"// no\"; // yes\nlet b = r#\"\"x\"#; /* a\n/* b */ */ let c = '\"'; let d: &'a str;\n";
    let of = |kind| -> Vec<String> {
        pieces(text).into_iter().filter(|p| p.kind == kind).map(|p| format!("{}{}", p.line, p.text)).collect()
    };
    assert_eq!(of(Kind::Comment), ["1// yes", "2/* a", "3/* b */ */"]);
    assert_eq!(of(Kind::Text), ["1\"// no\"", "2r#\"\"x\"#"]);
}

#[test]
fn blank_and_comment_lines_hold_no_code() {
    assert_eq!(code_lines("a();\n\n// why\n  /// doc\nb(); // why\n"), [1, 5]);
}
