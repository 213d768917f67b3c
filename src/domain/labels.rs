//! Labels: texts by name that an operator gives an endpoint, or a producer an event.

use std::collections::BTreeMap;

/// Most labels that one thing may have.
pub const LABELS_MAX: usize = 32;
/// Longest label name or value, in bytes.
pub const LABEL_BYTES_MAX: usize = 128;

/// Why labels are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LabelsError {
    /// There are too many.
    #[error("there are at most {LABELS_MAX} labels")]
    Count,
    /// A name is empty, or a name or value is too long or has a NUL.
    #[error("a label's name and value are texts of at most {LABEL_BYTES_MAX} bytes without NUL")]
    Text,
}

impl LabelsError {
    /// The stable word of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count => "labels_count",
            Self::Text => "label_invalid",
        }
    }
}

/// Checks labels against the limits.
///
/// # Errors
/// [`LabelsError`]: the first limit that is broken.
pub fn check(labels: &BTreeMap<String, String>) -> Result<(), LabelsError> {
    let fits = |text: &str| text.len() <= LABEL_BYTES_MAX && !text.contains('\0');
    if labels.len() > LABELS_MAX {
        return Err(LabelsError::Count);
    }
    let sound = labels.iter().all(|(name, value)| !name.is_empty() && fits(name) && fits(value));
    if sound { Ok(()) } else { Err(LabelsError::Text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_limits() {
        let labels = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
        assert_eq!(check(&labels("env", "")), Ok(()));
        for (name, value) in [("", "x"), ("a\0", "x"), ("a", "\0")] {
            assert_eq!(check(&labels(name, value)), Err(LabelsError::Text));
        }
        assert_eq!(check(&labels("a", &"x".repeat(129))), Err(LabelsError::Text));
        let many = (0..33).map(|n| (n.to_string(), String::new())).collect();
        assert_eq!(check(&many), Err(LabelsError::Count));
    }
}
