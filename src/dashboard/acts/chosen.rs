//! Which dead letters a form means: the same fields for redrives and drops.

use serde::Deserialize;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// Fields that are left free narrow nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct Chosen {
    endpoint: String,
    event_type: String,
    outcome: String,
    last_status: String,
    /// UTC, as a browser's field of date and time has it.
    until: String,
    /// A single one.
    id: String,
    all: String,
}

impl Chosen {
    /// The choice as a body of the API, which judges it.
    pub(super) fn body(&self) -> Map<String, Value> {
        let texts =
            [("endpoint", &self.endpoint), ("event_type", &self.event_type), ("outcome", &self.outcome)];
        let given = texts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        let mut body: Map<String, Value> =
            given.map(|(name, text)| (name.to_owned(), json!(text.trim()))).collect();
        if !self.last_status.is_empty() {
            // What is no number is left to the API to refuse: leaving it out would choose more than was meant.
            let status = self.last_status.parse::<u16>();
            body.insert(
                "last_status".to_owned(),
                status.map_or_else(|_| json!(self.last_status), Value::from),
            );
        }
        if !self.until.trim().is_empty() {
            body.insert("until".to_owned(), json!(instant(&self.until)));
        }
        if !self.id.trim().is_empty() {
            body.insert("ids".to_owned(), json!([self.id.trim()]));
        }
        if self.all == "true" {
            body.insert("all".to_owned(), json!(true));
        }
        body
    }

    /// The fields that are filled in, for a form that asks once more.
    pub(super) fn given(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("endpoint", &self.endpoint),
            ("event_type", &self.event_type),
            ("outcome", &self.outcome),
            ("last_status", &self.last_status),
            ("until", &self.until),
            ("id", &self.id),
            ("all", &self.all),
        ];
        fields
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name, text.clone()))
            .collect()
    }
}

/// A browser's date and time, which stands for UTC here, as RFC 3339.
pub(super) fn instant(text: &str) -> String {
    let text = text.trim();
    match text.len() {
        16 => format!("{text}:00Z"),
        19 => format!("{text}Z"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_free_narrows_nothing_and_what_is_wrong_is_not_left_out() {
        assert_eq!(Chosen::default().body(), Map::new());
        let chosen = Chosen {
            endpoint: " acme ".to_owned(),
            last_status: "5xx".to_owned(),
            until: "2026-12-01T10:00".to_owned(),
            id: "dlv_1".to_owned(),
            all: "yes".to_owned(),
            ..Chosen::default()
        };
        let wanted = json!({ "endpoint": "acme", "last_status": "5xx", "until": "2026-12-01T10:00:00Z", "ids": ["dlv_1"] });
        assert_eq!(Value::Object(chosen.body()), wanted);
    }
}
