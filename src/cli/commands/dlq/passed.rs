//! Deliveries that were named and are passed over: each with the reason, and what can be done about it.

use serde_json::Value;

use crate::cli::error::CliError;
use crate::cli::error::Kind;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::counted;
use crate::cli::output::list;
use crate::cli::output::text;

/// Lines that are shown.
const SHOWN_MAX: usize = 10;

/// Says which are passed over and why; whether there are any.
pub(in crate::cli) fn tell(screen: &Screen, plan: &Value) -> bool {
    let passed = list(plan, "passed_over");
    let sign = Glyph::Warning.tone().paint(screen.talk_colour, Glyph::Warning.sign(screen.ascii));
    for line in lines(passed) {
        screen.talk(&format!("{sign} passed over {line}"));
    }
    !passed.is_empty()
}

/// None of what was named is a dead letter.
pub(in crate::cli) fn none(plan: &Value) -> CliError {
    let error = CliError::new(Kind::NotFound, "none of these is a dead letter");
    lines(list(plan, "passed_over")).into_iter().fold(error, CliError::because)
}

fn lines(passed: &[Value]) -> Vec<String> {
    let mut lines: Vec<String> = passed.iter().take(SHOWN_MAX).map(line).collect();
    if let Some(more) = passed.len().checked_sub(SHOWN_MAX).filter(|more| *more > 0) {
        lines.push(counted(more as u64, "more", "more"));
    }
    lines
}

fn line(passed: &Value) -> String {
    let id = text(passed, "id");
    let why = match text(passed, "reason") {
        "missing" => "this project has no such delivery".to_owned(),
        "waiting" => "it is not finished yet".to_owned(),
        "succeeded" => format!("it was delivered; once more: hookit delivery redrive {id} --force"),
        "cancelled" => format!("it was cancelled or dropped; deliver it: hookit delivery redrive {id}"),
        "endpoint_gone" => "its endpoint was removed".to_owned(),
        "event_gone" => "its event is no longer stored".to_owned(),
        other => other.replace('_', " "),
    };
    format!("{id}: {why}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ten_are_named_with_their_reason_and_the_others_counted() {
        let passed: Vec<Value> =
            (0..12).map(|n| json!({"id": format!("dlv_{n}"), "reason": "waiting"})).collect();
        let lines = lines(&passed);
        assert_eq!((lines.len(), lines[10].as_str()), (11, "2 more"));
        assert_eq!(lines[0], "dlv_0: it is not finished yet");
        let dropped = json!({"id": "dlv_1", "reason": "cancelled"});
        assert!(line(&dropped).ends_with("hookit delivery redrive dlv_1"));
    }
}
