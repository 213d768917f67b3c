//! The documented file: every key with its default and its comment.

use super::layers::SECTIONS;
use super::section::Default;
use super::section::Key;
use super::section::Section;

/// Renders `config/hookit.yaml`. Loading it gives the defaults.
#[must_use]
pub fn example_yaml() -> String {
    let mut text = String::new();
    for section in &SECTIONS {
        write_section(&mut text, section);
    }
    text
}

fn write_section(text: &mut String, section: &Section) {
    if !text.is_empty() {
        text.push('\n');
    }
    comment(text, "", section.about);
    if section.name.is_empty() {
        text.push('\n');
    } else {
        text.push_str(section.name);
        text.push_str(":\n");
    }
    let indent = if section.name.is_empty() { "" } else { "  " };
    for key in section.keys {
        comment(text, indent, key.about);
        text.extend([indent, key.name, ": ", &value(key), "\n"]);
    }
}

/// The doc comments hold one blank after their slashes.
fn comment(text: &mut String, indent: &str, lines: &[&str]) {
    for line in lines {
        text.extend([indent, "#", line, "\n"]);
    }
}

fn value(key: &Key) -> String {
    match &key.default {
        Default::Unset | Default::Place(_) => "null".to_owned(),
        Default::Text(text) => (*text).to_owned(),
        Default::List(items) => format!("[{}]", items.join(", ")),
    }
}
