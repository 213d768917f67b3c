//! The values in force, for `hookitd check-config`.

use std::fmt;

use super::layers::Values;
use super::layers::keys;
use super::origin::Origin;

/// Every setting with its value and its origin, in the order of the file. Secrets are not in it.
#[derive(Clone, Debug)]
pub struct Effective(Vec<Line>);

#[derive(Clone, Debug)]
struct Line {
    key: &'static str,
    value: String,
    origin: Origin,
}

impl Effective {
    pub(super) fn of(values: &Values) -> Self {
        let line = |key: &'static super::section::Key| {
            let (raw, origin) = values.raw(key.full);
            let hidden = key.is_secret() && *origin != Origin::Default;
            let value = if hidden { "(hidden)".to_owned() } else { raw.shown() };
            Line { key: key.full, value, origin: origin.clone() }
        };
        Self(keys().map(line).collect())
    }

    /// Key, value and the kind of origin (`default`, `file`, `env`, `flag`) of each setting.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &'static str)> {
        self.0.iter().map(|line| (line.key, line.value.as_str(), line.origin.word()))
    }
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.0.iter().map(|line| line.key.len()).max().unwrap_or_default();
        let values = self.0.iter().map(|line| line.value.chars().count()).max().unwrap_or_default().min(40);
        for Line { key, value, origin } in &self.0 {
            let word = origin.word();
            write!(f, "{key:keys$}  {value:values$}  {word}")?;
            if *origin == Origin::Default || *origin == Origin::Flag {
                writeln!(f)?;
            } else {
                writeln!(f, " ({origin})")?;
            }
        }
        Ok(())
    }
}
