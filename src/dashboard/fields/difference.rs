//! The merge patch (RFC 7396) that makes one JSON value of another.

use serde_json::Map;
use serde_json::Value;

/// What of `wanted` differs from `before`: its members alone, so that what a form does not show stays.
pub(in crate::dashboard) fn patch(before: &Value, wanted: &Value) -> Value {
    let members = wanted.as_object().into_iter().flatten();
    let changed = members.filter_map(|(name, value)| Some((name.clone(), difference(&before[name], value)?)));
    Value::Object(changed.collect())
}

/// `None` where they are the same. What `wanted` has not is set to null.
fn difference(before: &Value, wanted: &Value) -> Option<Value> {
    if before == wanted {
        return None;
    }
    let (Value::Object(before), Value::Object(wanted)) = (before, wanted) else {
        return Some(wanted.clone());
    };
    let mut patch = Map::new();
    for name in before.keys().filter(|name| !wanted.contains_key(*name)) {
        patch.insert(name.clone(), Value::Null);
    }
    for (name, value) in wanted {
        match before.get(name).map_or_else(|| Some(value.clone()), |old| difference(old, value)) {
            Some(changed) => patch.insert(name.clone(), changed),
            None => None,
        };
    }
    Some(Value::Object(patch))
}
