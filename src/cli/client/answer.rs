//! What came back, and how a refusal of the API becomes an error with an exit code.

use serde_json::Value;

use super::flags;
use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::error::Result;
use crate::cli::output::escape;
use crate::cli::output::list;
use crate::cli::output::text;

/// An answer of the API.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// Headers, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The body as it came.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; an empty one is `null`.
    pub(crate) fn json(&self) -> Result<Value> {
        if self.body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            CliError::failed("the answer is not JSON; is this HookIt that answers?").because(error)
        })
    }

    /// Itself if the API did what was asked, else the refusal as an error.
    pub(crate) fn accepted(self) -> Result<Self> {
        if (200..300).contains(&self.status) { Ok(self) } else { Err(self.refusal()) }
    }

    /// The refusal in words (RFC 9457).
    fn refusal(&self) -> CliError {
        let problem: Value = serde_json::from_slice(&self.body).unwrap_or(Value::Null);
        let (detail, code) = (text(&problem, "detail"), text(&problem, "code"));
        let fields = list(&problem, "errors");
        let flagged =
            |field| flags::flag_of(text(field, "pointer")).map(|flag| (text(field, "pointer"), flag));
        let (said, fields) = match (detail, fields) {
            ("", _) => (format!("the answer was HTTP {}", self.status), fields),
            // One flag is at fault: the sentence is about that flag, and nothing lies behind it.
            (detail, [only]) if text(only, "detail") == detail || text(only, "detail").is_empty() => {
                match flagged(only) {
                    Some((pointer, flag)) if detail.starts_with("the value ") => {
                        (flags::in_words(pointer, flag, detail), &[][..])
                    }
                    _ => (flags::spoken(detail), fields),
                }
            }
            (detail, _) => (flags::spoken(detail), fields),
        };
        let mut error = CliError::new(kind_of(self.status, code), escape(&said));
        for field in fields {
            let (pointer, detail) = (text(field, "pointer"), text(field, "detail"));
            let (name, detail) = match flags::flag_of(pointer) {
                Some(flag) => (flag, flags::in_words(pointer, flag, detail)),
                None => (pointer.trim_start_matches('/'), flags::spoken(detail)),
            };
            // With one field at fault the problem's own sentence is that field's.
            let said = if text(field, "detail") == text(&problem, "detail") { "" } else { &detail };
            let cause =
                [name, said].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
            // A field's name by itself says nothing more where it is no flag, or the sentence has it already.
            let is_told = said.is_empty() && (!name.starts_with('-') || error.text.contains(name));
            if !cause.is_empty() && !is_told {
                error = error.because(escape(&cause));
            }
        }
        if let Some(id) = problem.get("request_id").and_then(Value::as_str) {
            error = error.because(format!("request {} in the daemon's log", escape(id)));
        }
        if let Some(hint) = hint_of(code, self) {
            error = error.hint(hint);
        }
        error
    }
}

fn kind_of(status: u16, code: &str) -> Kind {
    match (status, code) {
        (_, "daemon_required") | (502 | 504, _) => Kind::NoDaemon,
        (503, "storage_unavailable" | "storage_read_only" | "storage_full") => Kind::NoDatabase,
        (401 | 403, _) => Kind::Denied,
        (404, _) | (422, "endpoint_unknown") => Kind::NotFound,
        _ => Kind::Failed,
    }
}

fn hint_of(code: &str, answer: &Answer) -> Option<String> {
    let hint = match code {
        "daemon_required" => "start hookitd; this needs the running daemon",
        "unauthorized" => "put a key into HOOKIT_KEY, or name its file with --key-file",
        "insufficient_scope" => "see what the key may do: hookit key list",
        "peer_not_allowed" => "run it as root or as a member of the group of the admin socket",
        "master_key_missing" => "name the keyring with --keyring-file",
        _ => {
            return answer.header("retry-after").map(|seconds| format!("try again in {} s", escape(seconds)));
        }
    };
    Some(hint.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, body: &str) -> CliError {
        Answer { status, headers: Vec::new(), body: body.as_bytes().to_vec() }.accepted().unwrap_err()
    }

    #[test]
    fn a_refusal_becomes_an_error_with_its_exit_code() {
        let cases = [
            (401, "unauthorized", 6),
            (403, "insufficient_scope", 6),
            (404, "not_found", 5),
            (409, "idempotency_key_reused", 1),
            (409, "daemon_required", 3),
            (422, "url_invalid", 1),
            (503, "storage_full", 4),
            (503, "master_key_missing", 1),
            (500, "internal_error", 1),
        ];
        for (status, code, exit) in cases {
            let error = refusal(status, &format!(r#"{{"detail":"no","code":"{code}"}}"#));
            assert_eq!(error.kind.exit_code(), exit, "{status} {code}");
            assert_eq!(error.text, "no");
        }
    }

    #[test]
    fn fields_at_fault_are_named_and_cannot_steer_a_terminal() {
        let error =
            refusal(422, r#"{"detail":"2 members","errors":[{"pointer":"/url","detail":"bad \u001b[2J"}]}"#);
        assert_eq!(error.causes, ["url: bad \\x1b[2J"]);
    }

    #[test]
    fn a_flag_at_fault_is_named_as_it_was_typed() {
        let detail = "the value must be a whole number from 0 to 604800000";
        let error = refusal(
            422,
            &format!(r#"{{"detail":"{detail}","errors":[{{"pointer":"/grace_ms","detail":"{detail}"}}]}}"#),
        );
        assert_eq!(error.text, "--grace must be a duration from 0 ms to 7d");
        assert!(error.causes.is_empty());
        let error = refusal(
            422,
            r#"{"detail":"2 fields","errors":[{"pointer":"/labels/a","detail":"the value must be text"}]}"#,
        );
        assert_eq!(error.causes, ["--label: --label must be text"]);
    }

    #[test]
    fn an_answer_from_something_else_is_still_a_sentence() {
        assert_eq!(refusal(418, "<html>").text, "the answer was HTTP 418");
    }
}
