//! What is asked: built once, sent by any of the three ways.

use std::fmt::Write;

use serde_json::Value;
use ureq::http::Method;
use url::form_urlencoded;

/// One request to the API.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// GET, POST, PATCH, DELETE.
    pub(crate) method: Method,
    /// Path and query, percent-encoded.
    pub(crate) target: String,
    /// Headers beside those that the way adds.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// JSON, if there is a body.
    pub(crate) body: Option<Vec<u8>>,
}

impl Request {
    fn new(method: Method, path: &str) -> Self {
        Self { method, target: path.to_owned(), headers: Vec::new(), body: None }
    }

    /// Asks to see something.
    pub(crate) fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// Asks to do something.
    pub(crate) fn post(path: &str) -> Self {
        Self::new(Method::POST, path)
    }

    /// Asks to change something.
    pub(crate) fn patch(path: &str) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// Asks that something be there.
    pub(crate) fn put(path: &str) -> Self {
        Self::new(Method::PUT, path)
    }

    /// Asks in this project, whatever project the command works in.
    pub(crate) fn in_project(self, project: &str) -> Self {
        self.header("hookit-project", Some(project))
    }

    /// Asks to remove something.
    pub(crate) fn delete(path: &str) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// Adds a query parameter, if there is a value.
    pub(crate) fn query(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.target.push(if self.target.contains('?') { '&' } else { '?' });
            let pair = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
            self.target.push_str(&pair);
        }
        self
    }

    /// Adds a header, if there is a value.
    pub(crate) fn header(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.headers.extend(value.map(|value| (name, value.to_owned())));
        self
    }

    /// Adds a JSON body.
    pub(crate) fn json(self, body: &Value) -> Self {
        self.bytes(body.to_string().into_bytes())
    }

    /// Adds a body that is JSON already.
    pub(crate) fn bytes(mut self, body: Vec<u8>) -> Self {
        self.body = Some(body);
        self
    }
}

/// One segment of a path: whatever an operator typed cannot leave it.
pub(crate) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_in_its_place() {
        assert_eq!(segment("acme-prod"), "acme-prod");
        assert_eq!(segment("../projects?x=é"), "%2E%2E%2Fprojects%3Fx%3D%C3%A9");
        let request = Request::get("/events").query("event_type", Some("a&b=c *")).query("limit", None);
        assert_eq!(request.target, "/events?event_type=a%26b%3Dc+*");
        assert_eq!(request.query("limit", Some("5")).target, "/events?event_type=a%26b%3Dc+*&limit=5");
    }
}
