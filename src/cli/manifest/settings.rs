//! What can be set on an endpoint, with the defaults filled in: the same form for what a file wants and for what
//! the API shows, so that the two can be compared.

use std::collections::BTreeMap;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::document::EndpointItem;
use super::sealed::Sealed;
use crate::domain::endpoint::DEFAULT_TIMEOUT_MS;
use crate::domain::ordering::OnDead;
use crate::domain::ordering::OrderBy;
use crate::domain::retry::RetryPolicy;
use crate::domain::shaping::PayloadFormat;

/// The members, in the order in which they are shown.
const MEMBERS: [&str; 23] = [
    "url",
    "event_types",
    "filter",
    "signature_format",
    "timeout_ms",
    "retry",
    "rate_limit_rps",
    "max_in_flight",
    "max_age_ms",
    "ordering",
    "on_dead",
    "status",
    "description",
    "labels",
    "metadata",
    "signing",
    "payload_format",
    "template",
    "headers",
    "auth",
    "client_certificate",
    "client_key",
    "pinned_certificate_sha256",
];

/// Settings by member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings(BTreeMap<&'static str, Value>);

/// A member that differs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// Which member.
    pub(crate) field: &'static str,
    /// As it is; null where there is nothing.
    pub(crate) before: Value,
    /// As it shall be; null where there shall be nothing.
    pub(crate) after: Value,
}

impl Settings {
    /// What a manifest wants. `status` is missing where the manifest leaves it alone.
    pub(super) fn wanted(item: &EndpointItem) -> Self {
        let mut settings = defaults();
        let mut set = |name: &'static str, value: Option<Value>| {
            if let Some(value) = value {
                settings.insert(name, value);
            }
        };
        set("url", Some(json!(item.url.0)));
        set(
            "event_types",
            item.event_types.as_ref().filter(|types| !types.is_empty()).map(|types| {
                let mut types: Vec<_> = types.iter().map(|pattern| pattern.0.clone()).collect();
                types.sort_unstable();
                types.dedup();
                json!(types)
            }),
        );
        set("filter", item.filter.as_ref().map(|filter| json!(filter)));
        set("signature_format", item.signature_format.as_ref().map(|format| json!(format.0)));
        set("timeout_ms", item.timeout_ms.map(|ms| json!(ms.0)));
        set("retry", item.retry.as_ref().map(|retry| json!(retry)));
        set("rate_limit_rps", item.rate_limit_rps.map(|rate| json!(rate.0)));
        set("max_in_flight", item.max_in_flight.map(|count| json!(count.0)));
        set("max_age_ms", item.max_age_ms.map(|ms| json!(ms.0)));
        set("ordering", item.ordering.as_ref().map(|order| json!(order.0)));
        set("on_dead", item.on_dead.as_ref().map(|on_dead| json!(on_dead.0)));
        set("status", item.status.as_ref().map(|status| json!(status.0)));
        set("description", item.description.as_ref().map(|text| json!(text.0)));
        set("labels", item.labels.as_ref().map(|labels| json!(labels)));
        set("metadata", item.metadata.as_ref().map(|metadata| Value::Object(metadata.clone())));
        set("pinned_certificate_sha256", item.pinned_certificate_sha256.as_ref().map(|pins| json!(pins)));
        set("payload_format", item.payload_format.as_ref().map(|form| json!(form.0)));
        set("template", item.template.as_ref().map(|template| json!(template)));
        // What is sealed, or changes with the secret, is left alone where the manifest does not name it.
        for name in ["headers", "auth", "signing", "client_certificate", "client_key"] {
            settings.remove(name);
        }
        settings.extend(item.signing.as_ref().map(|signing| ("signing", json!(signing.0))));
        settings.extend(Sealed::shown(item));
        Self(settings)
    }

    /// What the API shows of an endpoint.
    pub(crate) fn shown(view: &Value) -> Self {
        let members = MEMBERS.iter().map(|name| {
            let mut value = view.get(*name).cloned().unwrap_or(Value::Null);
            if *name == "event_types"
                && let Value::Array(types) = &mut value
            {
                types.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
            }
            (*name, value)
        });
        Self(members.collect())
    }

    /// One member.
    pub(crate) fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// Where `wanted` differs from this, member by member.
    pub(crate) fn differences(&self, wanted: &Self) -> Vec<Difference> {
        let differs = MEMBERS.iter().filter_map(|name| {
            let after = wanted.0.get(name)?;
            let before = self.get(name);
            (before != after).then(|| Difference {
                field: name,
                before: before.clone(),
                after: after.clone(),
            })
        });
        differs.collect()
    }

    /// What stands out from the defaults, as a difference from nothing.
    pub(crate) fn additions(&self) -> Vec<Difference> {
        let defaults = defaults();
        let set = MEMBERS.iter().filter_map(|name| {
            let after = self.0.get(name)?;
            let plain = defaults.get(name) == Some(after) && *name != "event_types";
            (!plain).then(|| Difference { field: name, before: Value::Null, after: after.clone() })
        });
        set.collect()
    }

    /// The body that makes an endpoint with them.
    pub(crate) fn body(&self, name: &str) -> Map<String, Value> {
        let members = self.0.iter().filter(|(_, value)| !value.is_null());
        let mut body: Map<_, _> = members.map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        body.insert("name".to_owned(), json!(name));
        body
    }
}

fn defaults() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("event_types", json!(["*"])),
        ("filter", Value::Null),
        ("signature_format", json!("both")),
        ("timeout_ms", json!(DEFAULT_TIMEOUT_MS)),
        ("retry", json!(RetryPolicy::default())),
        ("rate_limit_rps", Value::Null),
        ("max_in_flight", Value::Null),
        ("max_age_ms", Value::Null),
        ("ordering", json!(OrderBy::None)),
        ("on_dead", json!(OnDead::Block)),
        ("description", Value::Null),
        ("labels", json!({})),
        ("metadata", Value::Null),
        ("signing", json!("hmac")),
        ("payload_format", json!(PayloadFormat::default())),
        ("template", Value::Null),
        ("headers", json!({})),
        ("auth", Value::Null),
        ("client_certificate", Value::Null),
        ("client_key", Value::Null),
        ("pinned_certificate_sha256", json!([])),
    ])
}

/// The merge patch (RFC 7396) that makes `after` of `before`; `None` where no patch can, because `after` holds a
/// null that a patch would take for a removal.
pub(crate) fn merge_patch(before: &Value, after: &Value) -> Option<Value> {
    let Value::Object(wanted) = after else { return Some(after.clone()) };
    let nothing = Map::new();
    let had = before.as_object().unwrap_or(&nothing);
    let mut patch = Map::new();
    for (name, value) in wanted {
        let known = had.get(name);
        if known == Some(value) {
            continue;
        }
        if value.is_null() {
            return None;
        }
        patch.insert(name.clone(), merge_patch(known.unwrap_or(&Value::Null), value)?);
    }
    for name in had.keys().filter(|name| !wanted.contains_key(*name)) {
        patch.insert(name.clone(), Value::Null);
    }
    Some(Value::Object(patch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_takes_away_what_is_no_longer_wanted() {
        let before = json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [1]});
        let after = json!({"a": 1, "b": {"c": 4}, "f": {"g": 5}});
        let expected = json!({"b": {"c": 4, "d": null}, "e": null, "f": {"g": 5}});
        assert_eq!(merge_patch(&before, &after), Some(expected));
        assert_eq!(merge_patch(&Value::Null, &json!({"a": {"b": null}})), None);
        assert_eq!(merge_patch(&json!({"a": null}), &json!({"a": null})), Some(json!({})));
        assert_eq!(merge_patch(&json!({"a": 1}), &Value::Null), Some(Value::Null));
    }

    #[test]
    fn what_a_file_leaves_out_is_the_default_and_the_status_is_left_alone() {
        let item = serde_yaml::from_str("{name: a, url: 'https://a.test', event_types: [b, a, b]}").unwrap();
        let wanted = Settings::wanted(&item);
        let mut view = json!({"url": "https://a.test/", "event_types": ["b", "a"], "signature_format": "both",
            "timeout_ms": 15_000, "retry": RetryPolicy::default(), "status": "paused", "labels": {},
            "ordering": "none", "on_dead": "block",
            "signing": "ed25519", "payload_format": "envelope", "headers": {"x-a": "***"}, "auth": null,
            "pinned_certificate_sha256": []});
        assert_eq!(Settings::shown(&view).differences(&wanted), []);
        view["timeout_ms"] = json!(5_000);
        let differences = Settings::shown(&view).differences(&wanted);
        assert_eq!(differences.len(), 1);
        assert_eq!((&differences[0].before, &differences[0].after), (&json!(5_000), &json!(15_000)));
        assert_eq!(
            wanted.additions().iter().map(|one| one.field).collect::<Vec<_>>(),
            ["url", "event_types"]
        );
    }
}
