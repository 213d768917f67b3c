//! The forms one body takes on its way: what a parser, an editor or a proxy may have made of the bytes that were signed.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

/// What happened to a body after it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyChange {
    /// Parsed and written again: blanks, the order of keys or the escapes differ.
    Reserialised,
    /// A line's end was put behind it.
    NewlineAdded,
    /// A line's end behind it was taken away.
    NewlineLost,
    /// Its line ends were changed between LF and CRLF.
    LineEnds,
    /// A byte order mark was put before it.
    Bom,
    /// Blanks were put around it.
    Blanks,
    /// Only its beginning is there.
    Truncated {
        /// Bytes that are there.
        have_bytes: u64,
        /// Bytes that were sent, if that is known.
        sent_bytes: Option<u64>,
    },
    /// Something else was put behind it.
    Lengthened {
        /// Bytes that were sent.
        sent_bytes: u64,
    },
    /// Other bytes, from this offset on.
    Differs {
        /// The first byte that is another.
        at_byte: u64,
    },
}

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// What `body` may have been before each change that can be undone, the likeliest first.
#[must_use]
pub fn undone(body: &[u8]) -> Vec<(BodyChange, Vec<u8>)> {
    let mut forms = Vec::new();
    let mut add = |change, form: Vec<u8>| {
        if form != body {
            forms.push((change, form));
        }
    };
    for end in [&b"\r\n"[..], b"\n"] {
        if let Some(before) = body.strip_suffix(end) {
            add(BodyChange::NewlineAdded, before.to_vec());
        }
    }
    if let Some(after) = body.strip_prefix(BOM) {
        add(BodyChange::Bom, after.to_vec());
        add(BodyChange::Bom, after.trim_ascii_end().to_vec());
    }
    add(BodyChange::LineEnds, replaced(body, b"\r\n", b"\n"));
    add(BodyChange::LineEnds, replaced(&replaced(body, b"\r\n", b"\n"), b"\n", b"\r\n"));
    add(BodyChange::Blanks, body.trim_ascii().to_vec());
    for end in [&b"\n"[..], b"\r\n"] {
        add(BodyChange::NewlineLost, [body, end].concat());
    }
    let text = std::str::from_utf8(body.strip_prefix(BOM).unwrap_or(body)).ok();
    if let Some(text) = text.filter(|text| serde_json::from_str::<&RawValue>(text).is_ok()) {
        for form in rewritten(text.trim()) {
            add(BodyChange::Reserialised, form.into_bytes());
        }
    }
    forms
}

/// How `body` differs from what is known to have been sent; `None` when it does not.
#[must_use]
pub fn compared(body: &[u8], sent: &[u8]) -> Option<BodyChange> {
    if body == sent {
        return None;
    }
    let undoing = undone(body).into_iter().find(|(_, form)| form == sent).map(|(change, _)| change);
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Some(undoing.unwrap_or_else(|| {
        if sent.starts_with(body) {
            BodyChange::Truncated { have_bytes: length(body), sent_bytes: Some(length(sent)) }
        } else if body.starts_with(sent) {
            BodyChange::Lengthened { sent_bytes: length(sent) }
        } else if same_json(body, sent) {
            BodyChange::Reserialised
        } else {
            let at = body.iter().zip(sent).position(|(ours, theirs)| ours != theirs);
            BodyChange::Differs { at_byte: u64::try_from(at.unwrap_or(0)).unwrap_or(0) }
        }
    }))
}

/// Whether the body is JSON that ends before its end.
#[must_use]
pub fn ends_early(body: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(body).is_err_and(|error| error.is_eof())
        && !body.is_empty()
}

fn same_json(one: &[u8], other: &[u8]) -> bool {
    let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).ok();
    read(one.strip_prefix(BOM).unwrap_or(one)).is_some_and(|value| Some(value) == read(other))
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(from) {
            out.extend_from_slice(to);
            rest = after;
        } else {
            out.push(rest[0]);
            rest = &rest[1..];
        }
    }
    out
}

/// The same JSON as other writers write it: laid out in another way, with other escapes, keys in HookIt's order or
/// sorted.
fn rewritten(text: &str) -> Vec<String> {
    let mut bases = vec![text.to_owned()];
    bases.extend(in_our_order(text));
    bases.extend(serde_json::from_str::<serde_json::Value>(text).ok().map(|value| value.to_string()));
    let mut forms = Vec::new();
    for base in &bases {
        for escapes in [Escapes::Kept, Escapes::Fewest, Escapes::Ascii] {
            for layout in [Layout::KEPT, Layout::DENSE, Layout::SPACED, Layout::TWO, Layout::FOUR] {
                forms.push(written(base, layout, escapes));
            }
        }
    }
    forms
}

/// The members of HookIt's own envelope in the order in which it writes them.
fn in_our_order(text: &str) -> Option<String> {
    let members: BTreeMap<&str, &RawValue> = serde_json::from_str(text).ok()?;
    let of = |name: &str| members.get(name).map(|value| value.get());
    (members.len() == 3).then_some(())?;
    Some(format!(r#"{{"event_id":{},"type":{},"payload":{}}}"#, of("event_id")?, of("type")?, of("payload")?))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Kept,
    Fewest,
    Ascii,
}

#[derive(Clone, Copy)]
struct Layout {
    /// Blanks are left as they are.
    kept: bool,
    comma: &'static str,
    colon: &'static str,
    /// Blanks a level, for one member a line.
    indent: Option<usize>,
}

impl Layout {
    const KEPT: Self = Self { kept: true, comma: ",", colon: ":", indent: None };
    const DENSE: Self = Self { kept: false, comma: ",", colon: ":", indent: None };
    const SPACED: Self = Self { kept: false, comma: ", ", colon: ": ", indent: None };
    const TWO: Self = Self { kept: false, comma: ",", colon: ": ", indent: Some(2) };
    const FOUR: Self = Self { kept: false, comma: ",", colon: ": ", indent: Some(4) };
}

/// Valid JSON in another layout; numbers keep their digits.
fn written(text: &str, layout: Layout, escapes: Escapes) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let (mut depth, mut at) = (0_usize, 0);
    let bytes = text.as_bytes();
    let line = |out: &mut String, depth: usize| {
        if let Some(blanks) = layout.indent {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', depth * blanks));
        }
    };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                push_string(&mut out, &text[at..end], escapes);
                at = end;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' if !layout.kept => {}
            _ if layout.kept => out.push(char::from(*byte)),
            b'{' | b'[' => {
                out.push(char::from(*byte));
                let next = bytes[at + 1..].trim_ascii_start().first();
                if matches!(next, Some(b'}' | b']')) {
                    // Nothing in it: it stays on its line.
                    at += bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count() + 1;
                    out.push(char::from(bytes[at]));
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(char::from(*byte));
            }
            b',' => {
                out.push_str(layout.comma);
                line(&mut out, depth);
            }
            b':' => out.push_str(layout.colon),
            _ => out.push(char::from(*byte)),
        }
        at += 1;
    }
    out
}

/// One past the closing quote of the string that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' => return end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    bytes.len()
}

fn push_string(out: &mut String, quoted: &str, escapes: Escapes) {
    let text = match escapes {
        Escapes::Kept => None,
        Escapes::Fewest | Escapes::Ascii => serde_json::from_str::<String>(quoted).ok(),
    };
    let Some(plain) = text.and_then(|text| serde_json::to_string(&text).ok()) else {
        out.push_str(quoted);
        return;
    };
    if escapes == Escapes::Fewest {
        out.push_str(&plain);
        return;
    }
    for letter in plain.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: &str = r#"{"event_id":"evt_1","type":"a.b","payload":{"z":1.50,"é":[{},[]],"u":"a/b"}}"#;

    fn change(body: &str) -> Option<BodyChange> {
        compared(body.as_bytes(), SENT.as_bytes())
    }

    #[test]
    fn what_a_parser_made_of_it_is_recognised_without_knowing_the_original() {
        for body in [
            r#"{"event_id": "evt_1", "type": "a.b", "payload": {"z": 1.50, "é": [{}, []], "u": "a/b"}}"#,
            r#"{"event_id": "evt_1", "type": "a.b", "payload": {"z": 1.50, "\u00e9": [{}, []], "u": "a\/b"}}"#,
            r#"{"type":"a.b","payload":{"z":1.50,"é":[{},[]],"u":"a/b"},"event_id":"evt_1"}"#,
            "{\n  \"event_id\": \"evt_1\",\n  \"type\": \"a.b\",\n  \"payload\": {\"z\":1.50,\"é\":[ { },[]],\"u\":\"a/b\"}\n}",
        ] {
            assert!(
                undone(body.as_bytes()).contains(&(BodyChange::Reserialised, SENT.as_bytes().to_vec())),
                "{body}"
            );
        }
    }

    #[test]
    fn a_pretty_original_is_found_from_its_dense_form() {
        let pretty = "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"é\"\n}";
        let forms = undone(r#"{"a":[1,{}],"b":"\u00e9"}"#.as_bytes());
        assert!(forms.contains(&(BodyChange::Reserialised, pretty.as_bytes().to_vec())));
    }

    #[test]
    fn small_changes_have_names_of_their_own() {
        assert_eq!(change(SENT), None);
        assert_eq!(change(&format!("{SENT}\n")), Some(BodyChange::NewlineAdded));
        assert_eq!(change(&format!("{SENT}\r\n")), Some(BodyChange::NewlineAdded));
        assert_eq!(change(&format!("\u{feff}{SENT}")), Some(BodyChange::Bom));
        assert_eq!(change(&format!("  {SENT} ")), Some(BodyChange::Blanks));
        assert_eq!(compared(b"a\r\nb", b"a\nb"), Some(BodyChange::LineEnds));
        assert_eq!(compared(b"a\nb", b"a\r\nb"), Some(BodyChange::LineEnds));
        assert_eq!(compared(b"{}", b"{}\n"), Some(BodyChange::NewlineLost));
    }

    #[test]
    fn beside_the_original_every_difference_is_told() {
        let length = SENT.len() as u64;
        let cut = Some(BodyChange::Truncated { have_bytes: 10, sent_bytes: Some(length) });
        assert_eq!(change(&SENT[..10]), cut);
        assert_eq!(change(&format!("{SENT}x")), Some(BodyChange::Lengthened { sent_bytes: length }));
        assert_eq!(change(&SENT.replace("1.50", "1.5")), Some(BodyChange::Reserialised));
        assert_eq!(change(&SENT.replace("evt_1", "evt_2")), Some(BodyChange::Differs { at_byte: 17 }));
        assert!(ends_early(&SENT.as_bytes()[..10]) && !ends_early(SENT.as_bytes()) && !ends_early(b""));
    }
}
