//! Text that must not be shown: a database URL with its password, an API key.

use std::fmt;

use zeroize::Zeroizing;

/// A secret from the environment or a file. It shows itself as `(hidden)`, cannot be compared, and is wiped from
/// memory when it goes.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself; never for a log line or an error.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_does_not_show_itself() {
        let secret = SecretText::new("postgres://a:hunter2@b/c".to_owned());
        assert_eq!(format!("{secret:?}"), "(hidden)");
        assert_eq!(secret.expose(), "postgres://a:hunter2@b/c");
    }
}
