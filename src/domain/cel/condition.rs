//! Whether an expression can be a condition: what surely is no truth is refused before it is saved.

use super::tree::Binary;
use super::tree::CelError;
use super::tree::Constant;
use super::tree::Function;
use super::tree::Kind;
use super::tree::Macro;
use super::tree::Node;
use super::tree::Program;
use super::tree::Variable;

impl Program {
    /// Checks that it may come to true or false. What depends on the event is left to the event.
    ///
    /// # Errors
    /// [`CelError`]: whatever the event is, it comes to something else.
    pub fn check_condition(&self) -> Result<(), CelError> {
        match never_truth(&self.root) {
            None => Ok(()),
            Some(what) => {
                let detail = format!("a filter is true or false, and this is {what}");
                Err(CelError::at(self.root.span.start, detail))
            }
        }
    }
}

/// What a part surely comes to, if that is no truth.
fn never_truth(node: &Node) -> Option<&'static str> {
    match &node.kind {
        Kind::Constant(Constant::Null) => Some("null"),
        Kind::Constant(Constant::Text(_))
        | Kind::Variable(Variable::Type | Variable::Id)
        | Kind::Call(Function::String, _) => Some("a text"),
        Kind::Constant(Constant::Int(_) | Constant::Uint(_) | Constant::Double(_))
        | Kind::Negative(_)
        | Kind::Call(Function::Size | Function::Int | Function::Uint | Function::Double, _) => {
            Some("a number")
        }
        Kind::Binary(
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Remainder,
            ..,
        ) => Some("what was calculated"),
        Kind::Variable(Variable::Labels) | Kind::Map(_) => Some("a map"),
        Kind::Variable(Variable::CreatedAt) | Kind::Call(Function::Timestamp | Function::Duration, _) => {
            Some("a time")
        }
        Kind::List(_) => Some("a list"),
        Kind::Comprehension(one) if matches!(one.kind, Macro::Filter | Macro::Map) => Some("a list"),
        Kind::Choice(parts) => never_truth(&parts[1]).filter(|_| never_truth(&parts[2]).is_some()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn what_is_never_true_or_false_is_no_condition() {
        for (text, what) in [
            ("\"a\" * 3", "what was calculated"),
            ("1", "a number"),
            ("-payload.n", "a number"),
            ("type", "a text"),
            ("size(payload)", "a number"),
            ("labels", "a map"),
            ("[1]", "a list"),
            ("payload.items.map(x, x > 1)", "a list"),
            ("payload.a ? 'x' : 'y'", "a text"),
        ] {
            let error = parse(text).unwrap().check_condition().unwrap_err();
            assert!(error.detail.ends_with(what), "{text}: {error}");
        }
    }

    #[test]
    fn what_may_be_true_is_left_to_the_event() {
        for text in [
            "true",
            "payload",
            "payload.flag",
            "payload.n > 1 && type == 'a'",
            "!payload.flag",
            "payload.items.exists(x, x > 1)",
            "payload.a ? payload.b : 'y'",
            "type.startsWith('a')",
        ] {
            assert!(parse(text).unwrap().check_condition().is_ok(), "{text}");
        }
    }
}
