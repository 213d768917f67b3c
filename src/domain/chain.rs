//! An error with its causes on one line, for a log that shows one text a field.

use std::error::Error;

/// The error's sentence, then each cause's, parted by colons; a sentence that repeats its cause stands once.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let sentence = next.to_string();
        if !line.ends_with(&sentence) {
            line.push_str(": ");
            line.push_str(&sentence);
        }
        cause = next.source();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] std::num::ParseIntError);

    #[test]
    fn causes_stand_behind_the_error_and_once() {
        let cause = "x".parse::<u8>().unwrap_err();
        assert_eq!(chain(&cause), "invalid digit found in string");
        assert_eq!(chain(&Outer(cause)), "outer: invalid digit found in string");
    }
}
