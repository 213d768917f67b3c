//! What can be said of an event type, with the defaults filled in: for what a file wants and for what the API shows.

use serde_json::Value;
use serde_json::json;

use super::document::TypeItem;
use super::settings::Difference;

/// The members with their defaults, in the order in which they are shown.
const MEMBERS: [&str; 4] = ["description", "schema", "enforce", "deprecated"];

/// What is said of an event type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TypeSettings([Value; 4]);

impl TypeSettings {
    /// What a manifest wants.
    pub(super) fn wanted(item: &TypeItem) -> Self {
        Self([
            json!(item.description.as_ref().map(|text| &text.0)),
            json!(item.schema),
            json!(item.enforce.as_ref().map_or("off", |word| &word.0)),
            json!(item.deprecated.unwrap_or(false)),
        ])
    }

    /// What the API shows; an older daemon knows the description alone.
    pub(crate) fn shown(view: &Value) -> Self {
        let of = |name: &str, default: Value| {
            view.get(name).filter(|value| !value.is_null()).cloned().unwrap_or(default)
        };
        Self([
            of("description", Value::Null),
            of("schema", Value::Null),
            of("enforce", json!("off")),
            of("deprecated", json!(false)),
        ])
    }

    /// The same with this description.
    pub(crate) fn described(mut self, description: Option<&str>) -> Self {
        self.0[0] = json!(description);
        self
    }

    /// Where `wanted` differs from this.
    pub(crate) fn differences(&self, wanted: &Self) -> Vec<Difference> {
        let members = MEMBERS.iter().zip(self.0.iter().zip(&wanted.0));
        let differs = members.filter(|(_, (before, after))| before != after);
        differs
            .map(|(field, (before, after))| Difference {
                field,
                before: before.clone(),
                after: after.clone(),
            })
            .collect()
    }

    /// What stands out from the defaults, as a difference from nothing.
    pub(crate) fn additions(&self) -> Vec<Difference> {
        let set = Self::shown(&Value::Null).differences(self);
        set.into_iter().map(|one| Difference { before: Value::Null, ..one }).collect()
    }

    /// The body that makes it so.
    pub(crate) fn body(&self) -> Value {
        Value::Object(
            MEMBERS.iter().zip(&self.0).map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_the_default() {
        let item = serde_yaml::from_str("{name: a, schema: {type: object}, enforce: warn}").unwrap();
        let wanted = TypeSettings::wanted(&item);
        let fields =
            |differences: Vec<Difference>| differences.into_iter().map(|one| one.field).collect::<Vec<_>>();
        assert_eq!(fields(wanted.additions()), ["schema", "enforce"]);
        let view = json!({ "description": "d", "schema": { "type": "object" }, "enforce": "warn", "deprecated": true });
        assert_eq!(fields(TypeSettings::shown(&view).differences(&wanted)), ["description", "deprecated"]);
        assert_eq!(TypeSettings::shown(&view).body(), view);
        assert_eq!(TypeSettings::shown(&view).described(None).body()["description"], Value::Null);
    }
}
