//! `POST /endpoints`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::settings;
use super::settings::EndpointBody;
use super::settings::UrlCheck;
use super::shaping;
use super::transport;
use crate::api::input::members::Members;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::endpoint::NewEndpointView;
use crate::domain::endpoint::SLUG_BYTES_MAX;
use crate::domain::endpoint::Slug;
use crate::domain::secret::Signing;
use crate::store::endpoints;

/// How many endpoints of one host find a name by counting on; then one has to be given.
const SUFFIX_MAX: u32 = 1_000;
/// Names tried when others take the free one first.
const TRIES_MAX: u32 = 10;

/// What an endpoint is made of.
#[derive(Serialize, ToSchema)]
#[schema(as = NewEndpointInput, example = json!({"url": "https://api.acme.example/webhooks", "name": "acme-prod", "event_types": ["invoice.*"],
    "retry": {"schedule_ms": [5000, 30000], "jitter": 0.2}, "labels": {"team": "billing"}}))]
pub(crate) struct NewEndpointBody {
    #[serde(flatten)]
    settings: EndpointBody,
    /// A signing secret of your own, base64 of 24 to 64 bytes, best with `whsec_` in front, or a private key, `whsk_…`;
    /// made when left out.
    #[schema(example = "whsec_…")]
    secret: Option<String>,
    /// `hmac` (default), or `ed25519`, of which the receiver has the public key alone. The secret says it too.
    #[schema(example = "hmac")]
    signing: Option<String>,
}

/// Make an endpoint
///
/// The answer shows its signing secret, this once. The next event that matches reaches it.
#[utoipa::path(post, path = "/endpoints", tag = "Endpoints", operation_id = "create_endpoint",
    request_body = NewEndpointBody,
    responses(
        (status = 201, description = "Made", body = NewEndpointView),
        (status = 409, description = "The name is taken", content_type = "application/problem+json")))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    mut members: Members,
) -> Result<(StatusCode, Json<NewEndpointView>), Problem> {
    let mut read = settings::read(&mut members, UrlCheck::New(&state.rules.urls));
    shaping::check_masks(&mut members, &read.wishes, None);
    transport::check_kept(&mut members, &read.transport, read.wishes.client_key.as_ref(), None);
    let secret = shaping::secret(&mut members, Signing::Hmac, read.signature_format);
    members.finish()?;
    read.shaping.public_key = secret.public_key().map(|key| key.to_string());
    let wishes = std::mem::take(&mut read.wishes);
    let given = read.name.clone();
    let host = read.host.clone();
    let first = given.clone().or_else(|| Slug::from_text(&host)).unwrap_or_else(unnamed);
    let url_missing = || Problem::field("/url", "missing_member", "the member `url` is missing");
    let mut settings = read.named(first.clone()).ok_or_else(url_missing)?;
    for _ in 0..TRIES_MAX {
        if given.is_none() {
            let taken = |name: &Slug| state.store.snapshot().endpoint_named(project, name.as_str()).is_some();
            let free = (1..=SUFFIX_MAX).map(|number| numbered(&first, number)).find(|name| !taken(name));
            settings.name = free.ok_or_else(name_taken)?;
        }
        let wanted = settings.clone();
        if let Some(endpoint) =
            endpoints::create(&state.store, &caller, project, wanted, secret.clone(), &wishes).await?
        {
            return Ok((StatusCode::CREATED, Json(NewEndpointView::new(endpoint, &secret))));
        }
        if given.is_some() {
            break;
        }
        // Somebody was quicker: what this process knows is brought up to date, then counting goes on.
        crate::store::snapshot::load(&state.store).await?;
    }
    Err(name_taken())
}

pub(super) fn name_taken() -> Problem {
    Problem::conflict("name_taken", "another endpoint of the project has this name")
}

fn unnamed() -> Slug {
    Slug::from_stored("endpoint".to_owned())
}

/// `name`, `name-2`, `name-3` and so on, cut so that it stays a slug.
fn numbered(name: &Slug, number: u32) -> Slug {
    if number == 1 {
        return name.clone();
    }
    let suffix = format!("-{number}");
    let kept = name.as_str().len().min(SLUG_BYTES_MAX - suffix.len());
    Slug::from_stored(format!("{}{suffix}", name.as_str()[..kept].trim_end_matches('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_names_are_slugs_of_their_own() {
        let long = Slug::parse(&format!("{}-{}", "a".repeat(60), "bb")).unwrap();
        assert_eq!(numbered(&long, 1), long);
        assert_eq!(numbered(&long, 2).as_str(), format!("{}-2", "a".repeat(60)));
        for number in [2, 10, 1_000] {
            assert!(Slug::parse(numbered(&long, number).as_str()).is_ok());
        }
    }
}
