//! A request as a command for a shell.

use std::fmt::Write;

use super::forward::Exchange;
use crate::cli::confirm::quoted;

/// The same request once more; its signature has the time of the first.
pub(super) fn of(exchange: &Exchange, url: &str) -> String {
    let mut command = format!("curl -i -X POST {}", quoted(url));
    for (name, value) in &exchange.request_headers {
        let _ = write!(command, " -H {}", quoted(&format!("{name}: {value}")));
    }
    let _ = write!(command, " --data-binary {}", quoted(&exchange.request_body));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_request_leaves_its_quotes() {
        let exchange = Exchange {
            number: 1,
            request_headers: vec![("webhook-id".to_owned(), "evt_1".to_owned())],
            request_body: r#"{"a":"it's; rm -rf $(x)"}"#.to_owned(),
            latency_ms: 1,
            answer: Err("no".to_owned()),
        };
        let expected = r#"curl -i -X POST 'http://localhost:3000/?a=1&b=2' -H 'webhook-id: evt_1' --data-binary '{"a":"it'\''s; rm -rf $(x)"}'"#;
        assert_eq!(of(&exchange, "http://localhost:3000/?a=1&b=2"), expected);
    }
}
