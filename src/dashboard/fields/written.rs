//! The fields as a body of the API.
//!
//! What is only text there is left to the API to judge; what has to be read to become a number, a span or a list is judged
//! here.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::Fields;

/// What cannot be read: a member of the body, and a sentence.
type Wrong = Vec<(String, String)>;

/// All settings as a body, or what is wrong.
pub(in crate::dashboard) fn written(fields: &Fields) -> Result<Value, Wrong> {
    let mut wrong = Wrong::new();
    let mut body = json!({
        "url": fields.url.trim(),
        "event_types": items(&fields.event_types),
        "filter": or_null(&fields.filter),
        "description": or_null(&fields.description),
        "payload_format": fields.payload_format,
        "template": or_null(&fields.template),
        "signature_format": fields.signature_format,
        "ordering": fields.ordering,
        "on_dead": fields.on_dead,
        "client_certificate": or_null(&pem(&fields.client_certificate)),
        "client_key": or_null(&pem(&fields.client_key)),
        "pinned_certificate_sha256": items(&fields.pins),
        "auth": auth(fields),
    });
    let read = [
        ("labels", pairs(&fields.labels, '=', "a label is name=value, one a line")),
        ("headers", pairs(&fields.headers, ':', "a header is name: value, one a line")),
        ("metadata", metadata(&fields.metadata)),
        ("timeout_ms", span(&fields.timeout).map(Value::from)),
        ("retry", retry(fields)),
        ("rate_limit_rps", number(&fields.rate_limit_rps)),
        ("max_in_flight", whole(&fields.max_in_flight)),
        ("max_age_ms", span_or_null(&fields.max_age)),
    ];
    for (name, value) in read {
        match value {
            Ok(value) => body[name] = value,
            Err(why) => wrong.push((name.to_owned(), why)),
        }
    }
    for (name, value) in [("name", &fields.name), ("status", &fields.status)] {
        if !value.trim().is_empty() {
            body[name] = json!(value.trim());
        }
    }
    if wrong.is_empty() { Ok(body) } else { Err(wrong) }
}

fn or_null(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() { Value::Null } else { json!(text.replace("\r\n", "\n")) }
}

/// PEM ends with a line's end, which a text field loses; the mask of one that is kept has none.
fn pem(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

fn items(text: &str) -> Vec<&str> {
    text.split([',', '\n']).map(str::trim).filter(|one| !one.is_empty()).collect()
}

fn pairs(text: &str, between: char, form: &str) -> Result<Value, String> {
    let mut found = Map::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(between).ok_or_else(|| form.to_owned())?;
        if found.insert(name.trim().to_owned(), json!(value.trim())).is_some() {
            return Err(format!("{} is given twice", name.trim()));
        }
    }
    Ok(Value::Object(found))
}

fn metadata(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))
}

fn auth(fields: &Fields) -> Value {
    match fields.auth.as_str() {
        "basic" => json!({ "basic": { "username": fields.username.trim(), "password": fields.login } }),
        "bearer" => json!({ "bearer": { "token": fields.login } }),
        _ => Value::Null,
    }
}

fn retry(fields: &Fields) -> Result<Value, String> {
    let jitter: f64 = match fields.jitter.trim() {
        "" => 0.0,
        text => text.parse().map_err(|_| "jitter is a number from 0 to 100".to_owned())?,
    };
    let jitter = jitter / 100.0;
    if fields.retry == "backoff" {
        let attempts: u16 = fields
            .attempts
            .trim()
            .parse()
            .map_err(|_| "attempts are a whole number from 1 to 100".to_owned())?;
        let (base_ms, cap_ms) = (span(&fields.base)?, span(&fields.cap)?);
        return Ok(
            json!({ "base_ms": base_ms, "cap_ms": cap_ms, "max_attempts": attempts, "jitter": jitter }),
        );
    }
    let schedule_ms = items(&fields.schedule).into_iter().map(span).collect::<Result<Vec<u64>, _>>()?;
    Ok(json!({ "schedule_ms": schedule_ms, "jitter": jitter }))
}

fn span_or_null(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() { Ok(Value::Null) } else { span(text).map(Value::from) }
}

/// `15s`, `2m 30s`, `1h` in milliseconds.
pub(in crate::dashboard) fn span(text: &str) -> Result<u64, String> {
    let read = humantime::parse_duration(text.trim()).ok();
    read.and_then(|span| u64::try_from(span.as_millis()).ok())
        .ok_or_else(|| format!("`{}` is no span of time: write 500ms, 15s, 2m 30s or 1h", text.trim()))
}

fn number(text: &str) -> Result<Value, String> {
    match text.trim() {
        "" => Ok(Value::Null),
        text => text.parse::<f64>().map(Value::from).map_err(|_| "this is no number".to_owned()),
    }
}

fn whole(text: &str) -> Result<Value, String> {
    match text.trim() {
        "" => Ok(Value::Null),
        text => text.parse::<u32>().map(Value::from).map_err(|_| "this is no whole number".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::patch;
    use super::super::shown;
    use super::*;

    fn endpoint() -> Value {
        json!({
            "id": "ep_x", "name": "acme", "url": "https://a.test/in", "event_types": ["a.*", "b"], "filter": null,
            "signature_format": "both", "timeout_ms": 15_000, "rate_limit_rps": 2.5, "max_in_flight": null,
            "max_age_ms": 5_400_000, "template": null,
            "retry": { "schedule_ms": [500, 150_000, 86_400_000], "jitter": 0.2 }, "ordering": "key", "on_dead": "skip",
            "status": "paused", "description": null, "labels": { "env": "prod", "team": "billing" },
            "metadata": { "a": { "b": 1.5 } }, "payload_format": "bare", "headers": { "x-tenant": "***" },
            "auth": { "basic": { "username": "sam", "password": "***" } }, "client_certificate": null,
            "client_key": null, "pinned_certificate_sha256": [], "version": 17,
        })
    }

    #[test]
    fn what_nobody_touched_is_not_changed() {
        let fields = shown(&endpoint());
        assert_eq!(fields.schedule, "500ms, 2m 30s, 1day");
        assert_eq!((fields.rate_limit_rps.as_str(), fields.jitter.as_str()), ("2.5", "20"));
        let body = written(&fields).unwrap();
        assert_eq!(patch(&endpoint(), &body), json!({}), "{body}");
    }

    #[test]
    fn each_change_is_the_least_patch() {
        let change = |edit: fn(&mut Fields)| {
            let mut fields = shown(&endpoint());
            edit(&mut fields);
            patch(&endpoint(), &written(&fields).unwrap())
        };
        assert_eq!(
            change(|f| f.labels = "env=test".to_owned()),
            json!({ "labels": { "env": "test", "team": null } })
        );
        assert_eq!(
            change(|f| f.headers = "x-b: c:d".to_owned()),
            json!({ "headers": { "x-tenant": null, "x-b": "c:d" } })
        );
        assert_eq!(change(|f| f.auth = "none".to_owned()), json!({ "auth": null }));
        let bearer = json!({ "auth": { "basic": null, "bearer": { "token": "t" } } });
        assert_eq!(
            change(|f| {
                f.auth = "bearer".to_owned();
                f.login = "t".to_owned();
            }),
            bearer
        );
        let backoff = json!({ "retry": { "schedule_ms": null, "base_ms": 1_000, "cap_ms": 60_000, "max_attempts": 5 } });
        let to_backoff = |f: &mut Fields| {
            (f.retry, f.base, f.cap, f.attempts) = ("backoff".into(), "1s".into(), "1m".into(), "5".into());
        };
        assert_eq!(change(to_backoff), backoff);
        assert_eq!(change(|f| f.rate_limit_rps = String::new()), json!({ "rate_limit_rps": null }));
        assert_eq!(
            change(|f| f.metadata = "{\"a\":{}}".to_owned()),
            json!({ "metadata": { "a": { "b": null } } })
        );
    }

    #[test]
    fn what_is_left_free_is_no_limit_and_no_template() {
        let mut fields = shown(&endpoint());
        assert_eq!(fields.max_age, "1h 30m");
        fields.max_age = String::new();
        assert_eq!(patch(&endpoint(), &written(&fields).unwrap()), json!({ "max_age_ms": null }));
        fields.max_age = "soon".to_owned();
        assert_eq!(written(&fields).unwrap_err()[0].0, "max_age_ms");
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_member() {
        let mut fields = shown(&Value::Null);
        fields.labels = "env".to_owned();
        fields.timeout = "15".to_owned();
        fields.metadata = "{".to_owned();
        let wrong = written(&fields).unwrap_err();
        let members: Vec<&str> = wrong.iter().map(|(member, _)| member.as_str()).collect();
        assert_eq!(members, ["labels", "metadata", "timeout_ms"]);
    }
}
