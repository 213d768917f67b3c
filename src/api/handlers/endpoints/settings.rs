//! An endpoint's settings, read from a body: one reader for making and for changing.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::pace;
use super::shaping;
use super::shaping::AuthBody;
use super::transport;
use crate::api::handlers::events::matching::labels_of;
use crate::api::input::members::Members;
use crate::domain::credentials::Wishes;
use crate::domain::endpoint::DEFAULT_TIMEOUT_MS;
use crate::domain::endpoint::DESCRIPTION_BYTES_MAX;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::endpoint::METADATA_BYTES_MAX;
use crate::domain::endpoint::PATTERNS_MAX;
use crate::domain::endpoint::Slug;
use crate::domain::endpoint::TIMEOUT_MS_MAX;
use crate::domain::endpoint::TIMEOUT_MS_MIN;
use crate::domain::matching::Filter;
use crate::domain::matching::Matching;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::domain::pattern::Pattern;
use crate::domain::retry::RetryPolicy;
use crate::domain::shaping::Shaping;
use crate::domain::signature::SignatureFormat;
use crate::domain::transport::Transport;
use crate::domain::url_rule::EndpointUrl;
use crate::domain::url_rule::TargetHost;
use crate::domain::url_rule::UrlRefusal;
use crate::domain::url_rule::UrlRules;

/// What can be set on an endpoint; the same names in every body.
#[derive(Serialize, ToSchema)]
#[schema(as = EndpointInput, example = json!({"url": "https://api.acme.example/webhooks", "timeout_ms": 10000,
    "retry": {"schedule_ms": [5000, 30000], "jitter": 0.2}}))]
pub(crate) struct EndpointBody {
    /// Where requests go: `https://…`, or `http://…` where the operator allows it.
    #[schema(example = "https://api.acme.example/webhooks")]
    url: String,
    /// 1 to 63 lower-case letters, digits and inner `-`; unique in the project. Made from the host when left out.
    #[schema(example = "acme-prod")]
    name: Option<String>,
    /// Patterns: `invoice.paid`, `invoice.*` (one segment), `invoice.**` (the rest) or `*` (all). `["*"]` when left
    /// out; 100 at most.
    #[schema(example = json!(["invoice.*"]))]
    event_types: Option<Vec<String>>,
    /// CEL over `type`, `payload` and `labels`: only events that it is true of are received. 2 KiB at most; see
    /// docs/matching.md.
    #[schema(example = "payload.amount > 1000 && labels.env == 'prod'")]
    filter: Option<String>,
    /// `both` (default), `standard` or `legacy`.
    #[schema(example = "both")]
    signature_format: Option<String>,
    /// Whole attempt, the answer's body included: 1000 to 60000, 15000 by default.
    #[schema(example = 15000)]
    timeout_ms: Option<u32>,
    /// `schedule_ms`, or `base_ms`, `cap_ms` and `max_attempts`; with either, `jitter` from 0 to 1.
    #[schema(value_type = Option<Object>, example = json!({"schedule_ms": [5000, 30000], "jitter": 0.2}))]
    retry: Option<RetryPolicy>,
    /// Requests that begin a second, over all nodes: 0.01 to 10000, fractions allowed; no limit when left out.
    #[schema(example = 50)]
    rate_limit_rps: Option<f64>,
    /// Requests under way, over all nodes: 1 to 1000; ten on each node when left out.
    #[schema(example = 4)]
    max_in_flight: Option<u16>,
    /// How long a delivery that is due may be held while the endpoint is paused or disabled, before it is cancelled as
    /// `expired`: 1000 to 7776000000; for ever when left out.
    #[schema(example = 604_800_000)]
    max_age_ms: Option<u64>,
    /// `none` (default), or `key`: events with the same `ordering_key` one at a time, as they were published.
    #[schema(example = "none")]
    ordering: Option<String>,
    /// With `ordering` `key`: a dead letter makes those behind it with its key wait, `block` (default), or they `skip`
    /// it.
    #[schema(example = "block")]
    on_dead: Option<String>,
    /// `active` (default), `inactive` (not matched) or `paused` (matched and held).
    #[schema(example = "active")]
    status: Option<String>,
    /// 1024 bytes at most.
    description: Option<String>,
    /// 32 at most, names and values of 128 bytes at most.
    #[schema(example = json!({"team": "billing"}))]
    labels: Option<BTreeMap<String, String>>,
    /// A JSON object of your own, 8 KiB at most, kept as you write it.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Box<RawValue>>,
    /// `envelope` (default), `bare` (the published bytes), `standard` (`{type, timestamp, data}`), `discord`, `slack`,
    /// or `template`.
    #[schema(example = "envelope")]
    payload_format: Option<String>,
    /// What makes the body of the payload format `template`: a CEL expression over `type`, `payload`, `labels`, `id` and
    /// `created_at`, at most 2,048 bytes. Whatever value it has is sent as JSON.
    #[schema(example = "{'text': 'paid: ' + payload.number, 'at': created_at}")]
    template: Option<String>,
    /// Headers of your own, at most 32. Values are sealed and shown as `***`; given back like that, they stay.
    #[schema(example = json!({"x-tenant": "***"}))]
    headers: Option<BTreeMap<String, String>>,
    /// A login: `basic` or `bearer`.
    auth: Option<AuthBody>,
    /// PEM of a certificate that HookIt shows the receiver, with those that lead to its authority. https:// alone.
    client_certificate: Option<String>,
    /// PEM of its private key. Sealed, shown as `***`; given back like that with the same certificate, it stays.
    client_key: Option<String>,
    /// SHA-256 of certificates, or of their public keys, in hexadecimal digits, 8 at most: the receiver must show one of
    /// these; its authority, name and dates are not looked at then. https:// alone.
    #[schema(example = json!(["5f3c…"]))]
    pinned_certificate_sha256: Option<Vec<String>>,
}

/// What was read; the name may still have to be made.
pub(super) struct ReadSettings {
    pub name: Option<Slug>,
    pub url: Option<String>,
    pub host: String,
    pub event_types: Vec<Pattern>,
    pub signature_format: SignatureFormat,
    pub timeout_ms: u32,
    pub retry: RetryPolicy,
    pub matching: Matching,
    pub shaping: Shaping,
    pub pacing: Pacing,
    pub ordering: Ordering,
    pub transport: Transport,
    pub status: EndpointStatus,
    pub description: Option<String>,
    pub labels: BTreeMap<String, String>,
    pub metadata: Option<Box<RawValue>>,
    /// What is sealed.
    pub wishes: Wishes,
}

impl ReadSettings {
    /// The settings under this name; `None` without a URL, which `members` has refused then.
    pub(super) fn named(self, name: Slug) -> Option<EndpointSettings> {
        Some(EndpointSettings {
            name,
            url: self.url?,
            event_types: self.event_types,
            signature_format: self.signature_format,
            timeout_ms: self.timeout_ms,
            retry: self.retry,
            matching: self.matching,
            shaping: self.shaping,
            pacing: self.pacing,
            ordering: self.ordering,
            transport: self.transport,
            status: self.status,
            description: self.description,
            labels: self.labels,
            metadata: self.metadata,
        })
    }
}

/// How strictly a URL is read.
#[derive(Clone, Copy)]
pub(super) enum UrlCheck<'a> {
    /// By every rule of the operator's.
    New(&'a UrlRules),
    /// It was accepted before and is not being changed; the rules may have changed since.
    Kept,
}

/// Reads every setting; what is wrong is noted in `members`.
pub(super) fn read(members: &mut Members, urls: UrlCheck<'_>) -> ReadSettings {
    let url = url(members, urls);
    let host = url.as_ref().map_or_else(String::new, host_of);
    let timeout = u64::from(TIMEOUT_MS_MIN)..=u64::from(TIMEOUT_MS_MAX);
    let timeout_ms = members.integer("timeout_ms", timeout).and_then(|ms| u32::try_from(ms).ok());
    let (shaping, mut wishes) = shaping::read(members);
    let https = url.as_ref().is_none_or(EndpointUrl::is_https);
    let (transport, client_key) = transport::read(members, https);
    wishes.client_key = client_key;
    ReadSettings {
        name: members.parsed("name", "name_invalid", Slug::parse),
        url: url.map(|url| url.as_str().to_owned()),
        host,
        event_types: event_types(members),
        signature_format: members
            .parsed("signature_format", "signature_format_unknown", str::parse)
            .unwrap_or(SignatureFormat::Both),
        timeout_ms: timeout_ms.unwrap_or(DEFAULT_TIMEOUT_MS),
        retry: retry(members),
        matching: matching(members),
        shaping,
        pacing: pace::pacing(members),
        ordering: pace::ordering(members),
        transport,
        status: status(members),
        description: members.text_within("description", DESCRIPTION_BYTES_MAX),
        labels: labels_of(members),
        metadata: metadata(members),
        wishes,
    }
}

fn url(members: &mut Members, check: UrlCheck<'_>) -> Option<EndpointUrl> {
    let text = members.text("url");
    let parsed = match (text.as_deref(), check) {
        (None, _) => {
            members.missing("url");
            return None;
        }
        (Some(text), UrlCheck::New(rules)) => EndpointUrl::parse(text, rules),
        (Some(text), UrlCheck::Kept) => EndpointUrl::parse_stored(text),
    };
    parsed.map_err(|UrlRefusal { code, detail }| members.refuse("url", code, detail)).ok()
}

fn host_of(url: &EndpointUrl) -> String {
    match url.host() {
        TargetHost::Name(name) => name.clone(),
        TargetHost::Ip(ip) => ip.to_string(),
    }
}

fn event_types(members: &mut Members) -> Vec<Pattern> {
    let Some(texts) = members.json::<Vec<String>>("event_types", "a list of strings") else {
        return vec![Pattern::Every];
    };
    if texts.is_empty() || texts.len() > PATTERNS_MAX {
        let detail = format!("an endpoint has 1 to {PATTERNS_MAX} event type patterns");
        members.refuse("event_types", "event_types_count", detail);
        return Vec::new();
    }
    let mut patterns = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        match Pattern::parse(text) {
            Ok(pattern) if patterns.contains(&pattern) => {}
            Ok(pattern) => patterns.push(pattern),
            Err(error) => members.refuse_within("event_types", &at.to_string(), "event_type_invalid", error),
        }
    }
    patterns
}

fn retry(members: &mut Members) -> RetryPolicy {
    let Some(raw) = members.raw("retry") else { return RetryPolicy::default() };
    match serde_json::from_str(raw.get()) {
        Ok(policy) => policy,
        Err(error) => {
            // The text of the error is ours for broken rules and serde's for broken forms; its place is of no use.
            let text = error.to_string();
            let sentence = text.split(" at line ").next().unwrap_or_default().to_owned();
            members.refuse("retry", "retry_invalid", sentence);
            RetryPolicy::default()
        }
    }
}

fn status(members: &mut Members) -> EndpointStatus {
    let read = |text: &str| match text.parse() {
        Ok(EndpointStatus::Disabled) | Err(_) => {
            Err("an endpoint is set to `active`, `inactive` or `paused`")
        }
        Ok(status) => Ok(status),
    };
    members.parsed("status", "status_invalid", read).unwrap_or(EndpointStatus::Active)
}

fn matching(members: &mut Members) -> Matching {
    Matching { filter: members.parsed("filter", "filter_invalid", Filter::parse) }
}

fn metadata(members: &mut Members) -> Option<Box<RawValue>> {
    let raw = members.raw("metadata")?;
    if !raw.get().starts_with('{') {
        members.refuse("metadata", "wrong_type", "the value must be an object");
    } else if raw.get().len() > METADATA_BYTES_MAX {
        let detail = format!("metadata has at most {METADATA_BYTES_MAX} bytes");
        members.refuse("metadata", "metadata_too_large", detail);
    }
    Some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use utoipa::PartialSchema;

    fn rules() -> UrlRules {
        UrlRules::default()
    }

    fn codes(body: &str) -> Vec<&'static str> {
        let mut members = Members::parse(body.as_bytes()).unwrap();
        read(&mut members, UrlCheck::New(&rules()));
        members.codes()
    }

    #[test]
    fn defaults_fill_what_was_not_given() {
        let mut members = Members::parse(br#"{"url":"https://a.example/in"}"#).unwrap();
        let settings = read(&mut members, UrlCheck::New(&rules()));
        members.finish().unwrap();
        assert_eq!((settings.host.as_str(), settings.timeout_ms), ("a.example", 15_000));
        assert_eq!(settings.event_types, [Pattern::Every]);
        assert_eq!(settings.status, EndpointStatus::Active);
    }

    #[test]
    fn each_setting_has_its_refusal() {
        for (member, code) in [
            (r#""url":"http://a.example/""#, "url_scheme_forbidden"),
            (r#""url":"https://127.0.0.1/""#, "url_address_forbidden"),
            (r#""name":"Acme""#, "name_invalid"),
            (r#""event_types":[]"#, "event_types_count"),
            (r#""event_types":["a..b"]"#, "event_type_invalid"),
            (r#""signature_format":"x""#, "signature_format_unknown"),
            (r#""timeout_ms":999"#, "out_of_range"),
            (r#""retry":{"base_ms":1}"#, "retry_invalid"),
            (r#""retry":{"colour":1}"#, "retry_invalid"),
            (r#""retry":7"#, "retry_invalid"),
            (r#""filter":"amount > 1""#, "filter_invalid"),
            (r#""filter":7"#, "wrong_type"),
            (r#""payload_format":"template""#, "template_missing"),
            (r#""template":"{}""#, "template_unused"),
            (r#""payload_format":"template","template":"{""#, "template_invalid"),
            (r#""status":"disabled""#, "status_invalid"),
            (r#""description":7"#, "wrong_type"),
            (r#""labels":{"a":1}"#, "wrong_type"),
            (r#""labels":{"":"x"}"#, "label_invalid"),
            (r#""labels":{"a":"\u0000"}"#, "label_invalid"),
            (r#""metadata":[]"#, "wrong_type"),
        ] {
            let url = if member.starts_with(r#""url""#) { "" } else { r#""url":"https://a.example/","# };
            assert_eq!(codes(&format!("{{{url}{member}}}")), [code], "{member}");
        }
        assert_eq!(codes("{}"), ["missing_member"]);
    }

    #[test]
    fn the_description_names_exactly_what_is_read() {
        let schema = serde_json::to_value(EndpointBody::schema()).unwrap();
        let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let body: BTreeMap<&String, Option<u8>> = names.iter().map(|name| (*name, None)).collect();
        let mut members = Members::parse(serde_json::to_string(&body).unwrap().as_bytes()).unwrap();
        read(&mut members, UrlCheck::New(&rules()));
        assert_eq!(members.codes(), ["missing_member"], "the URL is null, all else is read");
        assert!(names.iter().all(|name| !members.has(name)));
    }
}
