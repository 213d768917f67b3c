//! Takes identifiers and prose apart into lower-case words.

/// The words of a line: `WebhookTopic_id2` gives `webhook`, `topic`, `id`.
///
/// The project's own name is one word in every spelling.
pub(crate) fn split(text: &str) -> Vec<String> {
    identifiers(text).flat_map(parts).collect()
}

/// The identifiers and plain words of a line, as written.
pub(crate) fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty())
}

/// The lower-case words within one identifier.
pub(crate) fn parts(identifier: &str) -> Vec<String> {
    let named = identifier.replace("HookIt", "Hookit");
    let mut words: Vec<String> = vec![String::new()];
    let chars: Vec<char> = named.chars().collect();
    for (index, c) in chars.iter().enumerate() {
        let follows_lower = index > 0 && chars[index - 1].is_lowercase();
        let before_lower = chars.get(index + 1).is_some_and(|n| n.is_lowercase());
        if !c.is_alphabetic() || (c.is_uppercase() && (follows_lower || before_lower)) {
            words.push(String::new());
        }
        if let (true, Some(last)) = (c.is_alphabetic(), words.last_mut()) {
            last.extend(c.to_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[test]
fn identifiers_fall_apart_into_words() {
    assert_eq!(split("HTTPServer WebhookTopic_id2"), ["http", "server", "webhook", "topic", "id"]);
    assert_eq!(split("HookItError hookitd HOOKIT_URL"), ["hookit", "error", "hookitd", "hookit", "url"]);
}
