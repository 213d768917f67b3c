//! `PATCH /endpoints/{id}`: a merge patch (RFC 7396) on what can be set.

use axum::Json;
use axum::extract::State;
use serde_json::json;
use serde_json::value::RawValue;
use serde_json::value::to_raw_value;

use super::create::name_taken;
use super::read::find;
use super::read::view;
use super::settings;
use super::settings::EndpointBody;
use super::settings::UrlCheck;
use super::shaping;
use super::transport;
use crate::api::input::if_match::IfMatch;
use crate::api::input::members::Members;
use crate::api::input::members::RawMembers;
use crate::api::input::merge::merge;
use crate::api::input::path::PathParts;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::endpoint::EndpointView;
use crate::domain::credentials::Wishes;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::url_rule::UrlRules;
use crate::store::endpoints;
use crate::store::endpoints::Change;

/// How often a change is tried anew when others change the same endpoint meanwhile.
const TRIES_MAX: u32 = 5;
/// Members that cannot be cleared: an endpoint has them always.
const NEEDED: [&str; 2] = ["url", "name"];

/// Change an endpoint
///
/// A merge patch: what is left out stays, null sets the default back. To go from one form of `retry` to the other,
/// clear the old form's members in the same patch. Setting a `status` also ends `disabled`.
#[utoipa::path(patch, path = "/endpoints/{id}", tag = "Endpoints", operation_id = "change_endpoint",
    params(
        ("id" = String, Path, description = "Id or name"),
        ("If-Match" = Option<String>, Header, description = "Only if it still has this `version`")),
    request_body = EndpointBody,
    responses(
        (status = 200, description = "Changed", body = EndpointView),
        (status = 409, description = "The name is taken", content_type = "application/problem+json"),
        (status = 412, description = "Somebody changed it", content_type = "application/problem+json")))]
pub(crate) async fn change(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    path: PathParts,
    if_match: IfMatch,
    members: Members,
) -> Result<Json<EndpointView>, Problem> {
    let patch = shaping::lower_names(members.into_raw());
    for _ in 0..TRIES_MAX {
        let endpoint = find(&state, project, &path).await?;
        if_match.check(endpoint.version)?;
        let (wanted, wishes) = patched(&endpoint.settings, patch.clone(), &state.rules.urls)?;
        if patch.is_empty() {
            return view(&state, endpoint).await.map(Json);
        }
        match endpoints::change(&state.store, &caller, &endpoint, wanted, &wishes).await? {
            Change::Done(endpoint) => return view(&state, *endpoint).await.map(Json),
            Change::NameTaken => return Err(name_taken()),
            Change::Missing => return Err(Problem::not_found("endpoint")),
            Change::Stale => {}
        }
    }
    Err(Problem::conflict("changed_meanwhile", "others keep changing this endpoint; try again"))
}

/// The settings with the patch applied, judged as a whole.
fn patched(
    before: &EndpointSettings,
    patch: RawMembers,
    rules: &UrlRules,
) -> Result<(EndpointSettings, Wishes), Problem> {
    let given = |name: &str| patch.iter().any(|(other, _)| other == name);
    // Only what the patch touches is judged by today's rules.
    let urls = if given("url") { UrlCheck::New(rules) } else { UrlCheck::Kept };
    let keeps_status = !given("status");
    let mut document = raw(before)?;
    if keeps_status {
        document.retain(|(name, _)| name != "status");
    }
    // Null clears by the merge, so an unknown member would vanish unseen were it not put back for the reader.
    let cleared: Vec<String> =
        patch.iter().filter(|(_, value)| value.get() == "null").map(|(name, _)| name.clone()).collect();
    let mut merged = merge(document, patch);
    merged.extend(cleared.into_iter().map(|name| (name, RawValue::NULL.to_owned())));
    let mut members = Members::from_raw(merged)?;
    for name in NEEDED {
        if members.is_null(name) {
            members.refuse(name, "not_clearable", "an endpoint always has this member");
        }
    }
    let mut read = settings::read(&mut members, urls);
    shaping::check_masks(&mut members, &read.wishes, Some(&before.shaping));
    let key = read.wishes.client_key.as_ref();
    transport::check_kept(&mut members, &read.transport, key, Some(&before.transport));
    shaping::check_signing(&mut members, &before.shaping);
    shaping::check_signable(&mut members, before.shaping.signing(), read.signature_format);
    read.shaping.public_key.clone_from(&before.shaping.public_key);
    members.finish()?;
    let wishes = std::mem::take(&mut read.wishes);
    if keeps_status {
        read.status = before.status;
    }
    let name = read.name.take().unwrap_or_else(|| before.name.clone());
    let missing = || Problem::field("/url", "missing_member", "the member `url` is missing");
    read.named(name).ok_or_else(missing).map(|settings| (settings, wishes))
}

/// The settings as the members of a body that would set them.
fn raw(settings: &EndpointSettings) -> Result<RawMembers, Problem> {
    let patterns: Vec<String> = settings.event_types.iter().map(ToString::to_string).collect();
    let values = [
        ("name", json!(settings.name.as_str())),
        ("url", json!(settings.url)),
        ("event_types", json!(patterns)),
        ("filter", json!(settings.matching.filter)),
        ("signature_format", json!(settings.signature_format)),
        ("timeout_ms", json!(settings.timeout_ms)),
        ("retry", json!(settings.retry)),
        ("status", json!(EndpointStatus::as_str(settings.status))),
        ("description", json!(settings.description)),
        ("labels", json!(settings.labels)),
        ("rate_limit_rps", json!(settings.pacing.rate_limit_rps)),
        ("max_in_flight", json!(settings.pacing.max_in_flight)),
        ("max_age_ms", json!(settings.pacing.max_age_ms)),
        ("ordering", json!(settings.ordering.by)),
        ("on_dead", json!(settings.ordering.on_dead)),
    ];
    let mut members = Vec::with_capacity(values.len() + 1);
    for (name, value) in
        values.into_iter().chain(shaping::raw(&settings.shaping)).chain(transport::raw(&settings.transport))
    {
        let value = to_raw_value(&value).map_err(|error| Problem::internal(error.to_string()))?;
        members.push((name.to_owned(), value));
    }
    if let Some(metadata) = &settings.metadata {
        members.push(("metadata".to_owned(), metadata.clone()));
    }
    Ok(members)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::endpoint::Slug;
    use crate::domain::matching::Matching;
    use crate::domain::ordering::Ordering;
    use crate::domain::pacing::Pacing;
    use crate::domain::pattern::Pattern;
    use crate::domain::retry::Delays;
    use crate::domain::retry::RetryPolicy;
    use crate::domain::shaping::Shaping;
    use crate::domain::signature::SignatureFormat;
    use crate::domain::transport::Transport;

    fn before() -> EndpointSettings {
        EndpointSettings {
            name: Slug::parse("a").unwrap(),
            url: "http://10.0.0.1/".to_owned(),
            event_types: vec![Pattern::Every],
            signature_format: SignatureFormat::Legacy,
            timeout_ms: 2_000,
            retry: RetryPolicy::default(),
            matching: Matching::default(),
            shaping: Shaping::default(),
            pacing: Pacing::default(),
            ordering: Ordering::default(),
            transport: Transport::default(),
            status: EndpointStatus::Disabled,
            description: Some("d".to_owned()),
            labels: BTreeMap::from([("k".to_owned(), "v".to_owned())]),
            metadata: Some(RawValue::from_string(r#"{"b":1.00,"a":2}"#.to_owned()).unwrap()),
        }
    }

    fn patched_by(patch: &str) -> Result<EndpointSettings, Problem> {
        let patch = Members::parse(patch.as_bytes()).unwrap().into_raw();
        patched(&before(), patch, &UrlRules::default()).map(|(settings, _)| settings)
    }

    #[test]
    fn what_the_patch_leaves_out_stays_even_where_todays_rules_would_refuse_it() {
        let after = patched_by(r#"{"metadata":{"c":3},"labels":{"l":"w"}}"#).unwrap();
        assert_eq!((after.url.as_str(), after.status), ("http://10.0.0.1/", EndpointStatus::Disabled));
        assert_eq!(after.metadata.unwrap().get(), r#"{"b":1.00,"a":2,"c":3}"#);
        assert_eq!(after.labels.len(), 2);
        assert_eq!((after.timeout_ms, after.signature_format), (2_000, SignatureFormat::Legacy));
    }

    #[test]
    fn null_sets_the_default_back() {
        let patch =
            r#"{"description":null,"labels":{"k":null},"metadata":null,"timeout_ms":null,"retry":null}"#;
        let after = patched_by(patch).unwrap();
        assert!(after.description.is_none() && after.labels.is_empty() && after.metadata.is_none());
        assert_eq!(after.timeout_ms, 15_000);
    }

    #[test]
    fn a_retry_policy_changes_its_form_when_the_old_one_is_cleared() {
        let mixed = patched_by(r#"{"retry":{"base_ms":1,"cap_ms":2,"max_attempts":3}}"#).unwrap_err();
        assert_eq!(mixed.code(), "retry_invalid");
        let patch = r#"{"retry":{"schedule_ms":null,"base_ms":1,"cap_ms":2,"max_attempts":3}}"#;
        let expected = Delays::Exponential { base_ms: 1, cap_ms: 2, max_attempts: 3 };
        assert_eq!(patched_by(patch).unwrap().retry.delays, expected);
    }

    #[test]
    fn what_cannot_be_patched_is_refused() {
        for (patch, code) in [
            (r#"{"colour":null}"#, "unknown_member"),
            (r#"{"id":"ep_x"}"#, "unknown_member"),
            (r#"{"secret":"x"}"#, "unknown_member"),
            (r#"{"name":null}"#, "not_clearable"),
            (r#"{"url":null}"#, "not_clearable"),
            (r#"{"url":"http://10.0.0.1/"}"#, "url_scheme_forbidden"),
            (r#"{"status":"disabled"}"#, "status_invalid"),
        ] {
            assert_eq!(patched_by(patch).unwrap_err().code(), code, "{patch}");
        }
        assert_eq!(patched_by(r#"{"status":"active"}"#).unwrap().status, EndpointStatus::Active);
    }
}
