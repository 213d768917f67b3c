//! Cuts an expression into words, each with its place in the text.

use std::ops::Range;

use super::tree::CelError;

/// A word of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    /// A name, or a word such as `in` and `true`.
    Name(String),
    /// A whole number, or one with `u` behind it.
    Int(u64),
    Uint(u64),
    Double(f64),
    Text(String),
    /// An operator or bracket.
    Sign(&'static str),
    End,
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) span: Range<usize>,
}

/// Two letters before one, so that `<=` is not read as `<`.
const SIGNS: [&str; 24] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", ".", ",", "(", ")",
    "[", "]", "{", "}",
];

/// All words of `source`, [`Word::End`] last.
pub(super) fn words(source: &str) -> Result<Vec<Token>, CelError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        if first.is_ascii_whitespace() {
            at += 1;
        } else if source[at..].starts_with("//") {
            at += source[at..].find('\n').unwrap_or(source.len() - at);
        } else {
            let (word, length) = word(&source[at..], at)?;
            tokens.push(Token { word, span: at..at + length });
            at += length;
        }
    }
    tokens.push(Token { word: Word::End, span: at..at });
    Ok(tokens)
}

fn word(rest: &str, at: usize) -> Result<(Word, usize), CelError> {
    let bytes = rest.as_bytes();
    let raw = matches!(bytes, [b'r' | b'R', b'"' | b'\'', ..]);
    if raw || matches!(bytes[0], b'"' | b'\'') {
        return text(rest, usize::from(raw), at);
    }
    if matches!(bytes, [b'b' | b'B', b'"' | b'\'', ..]) {
        return Err(CelError::at(at, "bytes are not supported; JSON has none"));
    }
    if bytes[0].is_ascii_digit() || matches!(bytes, [b'.', b'0'..=b'9', ..]) {
        return number(rest, at);
    }
    if bytes[0].is_ascii_alphabetic() || bytes[0] == b'_' {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        return Ok((Word::Name(rest[..end].to_owned()), end));
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    sign.map(|sign| (Word::Sign(sign), sign.len()))
        .ok_or_else(|| CelError::at(at, "this character has no meaning in an expression"))
}

fn number(rest: &str, at: usize) -> Result<(Word, usize), CelError> {
    let wrong = || CelError::at(at, "this number is not written as one, or does not fit");
    if let Some(hex) = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X")) {
        let end = hex.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(hex.len());
        let value = u64::from_str_radix(&hex[..end], 16).map_err(|_| wrong())?;
        let unsigned = hex[end..].starts_with(['u', 'U']);
        return Ok((
            if unsigned { Word::Uint(value) } else { Word::Int(value) },
            2 + end + usize::from(unsigned),
        ));
    }
    let digits = |from: usize| {
        rest[from..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |length| from + length)
    };
    let mut end = digits(0);
    let mut is_double = false;
    // `1.size()` does not exist, but `[1].all(…)` does: a point belongs to a number only before a digit.
    if rest[end..].starts_with('.') && rest[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        is_double = true;
        end = digits(end + 1);
    }
    if rest[end..].starts_with(['e', 'E']) {
        let sign = usize::from(rest[end + 1..].starts_with(['+', '-']));
        let last = digits(end + 1 + sign);
        if last > end + 1 + sign {
            is_double = true;
            end = last;
        }
    }
    if is_double {
        let value: f64 = rest[..end].parse().map_err(|_| wrong())?;
        return if value.is_finite() { Ok((Word::Double(value), end)) } else { Err(wrong()) };
    }
    let value = rest[..end].parse().map_err(|_| wrong())?;
    let unsigned = rest[end..].starts_with(['u', 'U']);
    Ok((if unsigned { Word::Uint(value) } else { Word::Int(value) }, end + usize::from(unsigned)))
}

fn text(rest: &str, prefix: usize, at: usize) -> Result<(Word, usize), CelError> {
    let quote = if rest.as_bytes()[prefix] == b'"' { '"' } else { '\'' };
    let mut read = String::new();
    let mut letters = rest[prefix + 1..].char_indices();
    while let Some((offset, letter)) = letters.next() {
        match letter {
            '\n' | '\r' => break,
            _ if letter == quote => return Ok((Word::Text(read), prefix + 1 + offset + 1)),
            '\\' if prefix == 0 => read.push(escaped(&mut letters).ok_or_else(|| {
                CelError::at(
                    at + 1 + offset,
                    "this is no escape; `\\\\` is a backslash, r\"…\" has no escapes",
                )
            })?),
            _ => read.push(letter),
        }
    }
    Err(CelError::at(at, "this text does not end"))
}

fn escaped(letters: &mut std::str::CharIndices<'_>) -> Option<char> {
    let (_, letter) = letters.next()?;
    let code = |letters: &mut std::str::CharIndices<'_>, digits: u32| {
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + letters.next()?.1.to_digit(16)?;
        }
        char::from_u32(code)
    };
    match letter {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '\\' | '\'' | '"' | '`' | '?' => Some(letter),
        'x' | 'X' => code(letters, 2),
        'u' => code(letters, 4),
        'U' => code(letters, 8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<Word> {
        words(source).unwrap().into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_are_told_apart() {
        assert_eq!(
            read("a.b<=0x1F // rest"),
            [
                Word::Name("a".to_owned()),
                Word::Sign("."),
                Word::Name("b".to_owned()),
                Word::Sign("<="),
                Word::Int(31),
                Word::End
            ]
        );
        assert_eq!(read("1.5e3 2u .5"), [Word::Double(1_500.0), Word::Uint(2), Word::Double(0.5), Word::End]);
        assert_eq!(
            read(r#"'a\n\u00e9' r"\d""#),
            [Word::Text("a\né".to_owned()), Word::Text("\\d".to_owned()), Word::End]
        );
    }

    #[test]
    fn what_is_no_word_is_refused_with_its_place() {
        for (source, place) in
            [("a # b", 2), ("'a", 0), ("1e999", 0), ("b'x'", 0), ("99999999999999999999", 0), ("'\\q'", 1)]
        {
            assert_eq!(words(source).unwrap_err().place, place, "{source}");
        }
    }
}
