//! JSON from outside, checked in one pass without building anything: the bytes stay exactly as they came.
//!
//! What is refused here would harm somebody further on: nesting and member bombs, numbers no parser agrees
//! on, lone surrogates, and a member given twice, of which two readers would pick different ones.

use std::borrow::Cow;
use std::ops::Range;

pub use super::json_scan::DEPTH_MAX;
use super::json_scan::Fault;
pub use super::json_scan::MEMBERS_MAX;
pub use super::json_scan::NUMBER_BYTES_MAX;
use super::json_scan::Scanner;
use super::json_scan::space_from;

/// How much of an unknown member's name is repeated in a refusal, in characters.
const SHOWN_CHARS_MAX: usize = 64;
/// Most top-level members of an event; every known one and some to name as unknown.
const TOP_MEMBERS_MAX: usize = 64;

/// Why a document is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct JsonRefusal {
    /// JSON pointer (RFC 6901) to the top-level member at fault; empty for the document itself.
    pub pointer: String,
    /// Stable word: `json_invalid` (not JSON at all) or one that says which limit or rule was broken.
    pub code: &'static str,
    /// One sentence fragment for a person; never repeats the value.
    pub detail: Cow<'static, str>,
}

/// A published event's top-level members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFields {
    /// `type`, decoded; not yet checked as an event type.
    pub event_type: String,
    /// Where the value of `payload` lies in the body, to the byte.
    pub payload: Range<usize>,
    /// `id`, decoded; `None` when absent or null.
    pub id: Option<String>,
    /// Every other member that was given, in order: name, and where its value lies.
    pub others: Vec<(String, Range<usize>)>,
}

/// Checks a whole event body and finds its members. `known` lists the members that may stand beside `type`,
/// `payload` and `id`; any other is refused by name, and so is any member given twice.
///
/// # Errors
/// [`JsonRefusal`], the first thing that is wrong.
pub fn split_event(body: &[u8], known: &[&str]) -> Result<EventFields, JsonRefusal> {
    let members = split_object(body)?;
    let mut fields = EventFields { event_type: String::new(), payload: 0..0, id: None, others: Vec::new() };
    let (mut has_type, mut has_payload) = (false, false);
    for (name, value) in members {
        match name.as_str() {
            "type" => {
                fields.event_type = string_at(body, &value).ok_or_else(|| wrong_type("/type"))?;
                has_type = true;
            }
            "payload" => {
                fields.payload = value;
                has_payload = true;
            }
            "id" if &body[value.clone()] == b"null" => {}
            "id" => fields.id = Some(string_at(body, &value).ok_or_else(|| wrong_type("/id"))?),
            other if known.contains(&other) => fields.others.push((name, value)),
            _ => return Err(unknown_member(&name)),
        }
    }
    match (has_type, has_payload) {
        (true, true) => Ok(fields),
        (false, _) => Err(missing("/type", "the member `type` is missing")),
        (true, false) => Err(missing("/payload", "the member `payload` is missing")),
    }
}

/// Checks one JSON value that fills `bytes`, apart from white space around it.
///
/// # Errors
/// [`JsonRefusal`], the first thing that is wrong.
pub fn check_value(bytes: &[u8]) -> Result<(), JsonRefusal> {
    let mut scanner = Scanner::new(bytes).map_err(|fault| fault.at(""))?;
    scanner.space();
    scanner.value(1).and_then(|()| scanner.end()).map_err(|fault| fault.at(""))
}

/// Finds the items of a batch, `{"<member>": [item, …]}`, without judging them, so that one bad item does not
/// sink the others: give each range to [`split_event`].
///
/// # Errors
/// [`JsonRefusal`] when the frame around the items is not of that form or there are more than `items_max`.
pub fn split_items(body: &[u8], member: &str, items_max: usize) -> Result<Vec<Range<usize>>, JsonRefusal> {
    let not_a_batch = || JsonRefusal {
        pointer: String::new(),
        code: "json_invalid",
        detail: format!("the body must be an object with the one member `{member}`, an array").into(),
    };
    let mut at = space_from(body, 0);
    for token in ["{", &format!("\"{member}\""), ":", "["] {
        if !body[at..].starts_with(token.as_bytes()) {
            return Err(not_a_batch());
        }
        at = space_from(body, at + token.len());
    }
    let mut items = Vec::new();
    if body.get(at) == Some(&b']') {
        at += 1;
    } else {
        loop {
            let end = item_end(body, at).ok_or_else(not_a_batch)?;
            if items.len() == items_max {
                let detail = format!("a batch has at most {items_max} items").into();
                return Err(JsonRefusal { pointer: format!("/{member}"), code: "batch_too_large", detail });
            }
            items.push(at..end);
            at = space_from(body, end + 1);
            if body[end] == b']' {
                break;
            }
        }
    }
    at = space_from(body, at);
    if body.get(at) == Some(&b'}') && space_from(body, at + 1) == body.len() {
        Ok(items)
    } else {
        Err(not_a_batch())
    }
}

/// Where the item that begins at `from` ends: at a comma or bracket outside strings and nested brackets.
fn item_end(body: &[u8], from: usize) -> Option<usize> {
    let (mut nested, mut in_string, mut at) = (0_usize, false, from);
    while let Some(byte) = body.get(at) {
        match (in_string, byte) {
            (true, b'\\') => at += 1,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => nested += 1,
            (false, b']' | b',') if nested == 0 => return Some(at),
            (false, b']' | b'}') => nested = nested.checked_sub(1)?,
            _ => {}
        }
        at += 1;
    }
    None
}

fn split_object(body: &[u8]) -> Result<Vec<(String, Range<usize>)>, JsonRefusal> {
    let mut scanner = Scanner::new(body).map_err(|fault| fault.at(""))?;
    scanner.space();
    if scanner.peek() != Some(b'{') {
        // Tell broken JSON from JSON that is something else.
        scanner.value(1).and_then(|()| scanner.end()).map_err(|fault| fault.at(""))?;
        return Err(refusal("", "not_an_object", "the body must be a JSON object"));
    }
    let mut members: Vec<(String, Range<usize>)> = Vec::new();
    let mut more = scanner.open(b'}');
    while more {
        let key = scanner.key().map_err(|fault| fault.at(""))?;
        let name = string_at(body, &key).ok_or_else(|| scanner.invalid().at(""))?;
        if members.iter().any(|(other, _)| *other == name) {
            return Err(refusal(&pointer_to(&name), "duplicate_member", "a member is given twice"));
        }
        let start = scanner.at;
        scanner.value(2).map_err(|fault| fault.at(&pointer_to(&name)))?;
        members.push((name, start..scanner.at));
        // Long lists of unknown members end here, before they make the look-up above quadratic.
        if members.len() > TOP_MEMBERS_MAX {
            return Err(refusal("", "unknown_member", "the body has far too many members"));
        }
        more = scanner.next(b'}').map_err(|fault| fault.at(""))?;
    }
    scanner.end().map_err(|fault| fault.at(""))?;
    Ok(members)
}

/// Decodes a string literal that the scanner has passed; `None` if it is another kind of value.
fn string_at(body: &[u8], range: &Range<usize>) -> Option<String> {
    serde_json::from_slice(&body[range.clone()]).ok()
}

fn pointer_to(name: &str) -> String {
    let shown: String = name.chars().take(SHOWN_CHARS_MAX).collect();
    format!("/{}", shown.replace('~', "~0").replace('/', "~1"))
}

fn refusal(pointer: &str, code: &'static str, detail: &'static str) -> JsonRefusal {
    JsonRefusal { pointer: pointer.to_owned(), code, detail: detail.into() }
}

fn unknown_member(name: &str) -> JsonRefusal {
    refusal(&pointer_to(name), "unknown_member", "there is no such member")
}

fn wrong_type(pointer: &str) -> JsonRefusal {
    refusal(pointer, "wrong_type", "the value must be a string")
}

fn missing(pointer: &str, detail: &'static str) -> JsonRefusal {
    refusal(pointer, "missing_member", detail)
}

impl Fault {
    fn at(self, pointer: &str) -> JsonRefusal {
        JsonRefusal { pointer: pointer.to_owned(), code: self.code, detail: self.detail }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(body: &str) -> &'static str {
        split_event(body.as_bytes(), &["labels"]).map_or_else(|refusal| refusal.code, |_| "accepted")
    }

    fn payload_code(payload: &str) -> &'static str {
        code(&format!(r#"{{"type":"t","payload":{payload}}}"#))
    }

    #[test]
    fn payload_bytes_are_found_exactly() {
        let body =
            br#" { "type" : "a.b" , "payload" : {"n": 1e400, "s":"\u0000" } , "id":"x-1", "labels":{} } "#;
        let fields = split_event(body, &["labels"]).unwrap();
        assert_eq!(&body[fields.payload.clone()], br#"{"n": 1e400, "s":"\u0000" }"#);
        assert_eq!((fields.event_type.as_str(), fields.id.as_deref()), ("a.b", Some("x-1")));
        assert_eq!(fields.others.len(), 1);
        assert_eq!(&body[fields.others[0].1.clone()], b"{}");
    }

    #[test]
    fn broken_rules_have_codes() {
        for (body, expected) in [
            ("", "json_invalid"),
            ("[]", "not_an_object"),
            ("[", "json_invalid"),
            ("NaN", "json_invalid"),
            ("{}", "missing_member"),
            (r#"{"type":"t"}"#, "missing_member"),
            (r#"{"payload":1}"#, "missing_member"),
            (r#"{"type":1,"payload":1}"#, "wrong_type"),
            (r#"{"type":"t","payload":1,"id":1}"#, "wrong_type"),
            (r#"{"type":"t","payload":1,"id":null}"#, "accepted"),
            (r#"{"type":"t","payload":1,"payload":2}"#, "duplicate_member"),
            (r#"{"type":"t","payload":1,"pay\u006coad":2}"#, "duplicate_member"),
            (r#"{"type":"t","payload":1,"labels":1,"labels":1}"#, "duplicate_member"),
            (r#"{"type":"t","payload":1,"colour":2}"#, "unknown_member"),
            (r#"{"type":"t","payload":1} x"#, "json_invalid"),
            (r#"{"type":"t","payload":1,}"#, "json_invalid"),
            (r#"{"type":"t" "payload":1}"#, "json_invalid"),
            ("\u{feff}{}", "json_invalid"),
        ] {
            assert_eq!(code(body), expected, "{body}");
        }
        let unknown = split_event(br#"{"type":"t","payload":1,"a/b~":2}"#, &[]).unwrap_err();
        assert_eq!(unknown.pointer, "/a~1b~0");
        let long = format!(r#"{{"{}":1}}"#, "k".repeat(1_000_000));
        assert_eq!(split_event(long.as_bytes(), &[]).unwrap_err().pointer.len(), 65);
        let in_payload = split_event(br#"{"type":"t","payload":[1,]}"#, &[]).unwrap_err();
        assert_eq!(in_payload.pointer, "/payload");
    }

    #[test]
    fn payload_limits_hold() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(payload_code(&nested(63)), "accepted");
        assert_eq!(payload_code(&nested(64)), "payload_too_deep");
        assert_eq!(payload_code(&"[".repeat(20_000)), "payload_too_deep");
        assert_eq!(payload_code(&r#"{"a":"#.repeat(20_000)), "payload_too_deep");
        let object = |count: usize| {
            let members: Vec<String> = (0..count).map(|n| format!(r#""{n}":0"#)).collect();
            format!("{{{}}}", members.join(","))
        };
        // The body's own two members count too.
        assert_eq!(payload_code(&object(9_998)), "accepted");
        assert_eq!(payload_code(&object(9_999)), "payload_too_many_members");
        assert_eq!(payload_code(&"1".repeat(64)), "accepted");
        assert_eq!(payload_code(&"1".repeat(65)), "number_too_long");
        for lone in [r#""\ud800""#, r#""\udc00""#, r#""\ud800x""#, r#""\ud800\n""#, r#""\ud800\ud800""#] {
            assert_eq!(payload_code(lone), "lone_surrogate", "{lone}");
        }
        for good in
            [r#""\ud83d\ude00""#, r#""\u0000""#, "1e400", "-0.0E-7", "\"é\u{7f}\"", r#"{"a":1,"a":2}"#]
        {
            assert_eq!(payload_code(good), "accepted", "{good}");
        }
        for bad in [
            "NaN",
            "+1",
            "01",
            "1.",
            ".5",
            "1e",
            "-",
            "\"\u{0}\"",
            "\"\n\"",
            r#""\x""#,
            r#""\u12"#,
            "tru",
            "'a'",
        ] {
            assert_eq!(payload_code(bad), "json_invalid", "{bad}");
        }
        assert_eq!(split_event(b"{\"type\":\"\xff\"}", &[]).unwrap_err().code, "invalid_utf8");
    }

    #[test]
    fn bad_items_of_a_batch_do_not_sink_the_others() {
        let body = br#" { "events" : [ {"a":"]},\""} , [1,2], {bad, "#;
        assert!(split_items(body, "events", 10).is_err());
        let body = br#" { "events" : [ {"a":"]},\""} , {bad:[{]}}, 7 ] } "#;
        let items = split_items(body, "events", 3).unwrap();
        let texts: Vec<&[u8]> = items.iter().map(|item| body[item.clone()].trim_ascii()).collect();
        assert_eq!(texts, [br#"{"a":"]},\""}"#.as_slice(), b"{bad:[{]}}", b"7"]);
        assert_eq!(split_items(body, "events", 2).unwrap_err().code, "batch_too_large");
        assert_eq!(split_items(br#"{"events":[]}"#, "events", 2).unwrap(), Vec::<Range<usize>>::new());
        for bad in
            ["", "[]", "{}", r#"{"events":1}"#, r#"{"events":[1}"#, r#"{"events":[1]"#, r#"{"events":[1]}x"#]
        {
            assert!(split_items(bad.as_bytes(), "events", 2).is_err(), "{bad}");
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            ".{0,12}".prop_map(Into::into),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map(".{0,6}", inner, 0..6)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_document_of_another_writer_is_accepted(value in any_json()) {
            let text = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(check_value(text.as_bytes()), Ok(()));
        }

        #[test]
        fn what_is_accepted_another_parser_accepts_too(text in r#"[\[\]{}",:\\a-fu0-9eE+\-. tr]{0,16}"#) {
            if check_value(text.as_bytes()).is_ok() {
                prop_assert!(serde_json::from_str::<&serde_json::value::RawValue>(text.trim()).is_ok(), "{}", text);
            }
        }

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if check_value(&bytes).is_ok() {
                prop_assert!(std::str::from_utf8(&bytes).is_ok());
            }
            prop_assert!(split_event(&bytes, &[]).is_err());
            prop_assert!(split_items(&bytes, "events", 5).is_err());
        }

        #[test]
        fn items_are_found_where_they_were_put(values in prop::collection::vec(any_json(), 0..5)) {
            let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
            let body = format!(r#"{{"events":[{}]}}"#, texts.join(","));
            let items = split_items(body.as_bytes(), "events", 5).unwrap();
            let found: Vec<&str> = items.into_iter().map(|item| &body[item]).collect();
            prop_assert_eq!(found, texts);
        }
    }
}
