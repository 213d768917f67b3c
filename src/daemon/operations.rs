//! Where operational events go: an endpoint that is kept in step with `operations.url`.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use super::error::DaemonError;
use crate::config;
use crate::domain::access::Caller;
use crate::domain::chain::chain;
use crate::domain::credentials::Wishes;
use crate::domain::endpoint::DEFAULT_TIMEOUT_MS;
use crate::domain::endpoint::Endpoint;
use crate::domain::endpoint::EndpointSettings;
use crate::domain::endpoint::EndpointStatus;
use crate::domain::endpoint::Slug;
use crate::domain::id::ProjectId;
use crate::domain::matching::Matching;
use crate::domain::operation::PREFIX;
use crate::domain::ordering::Ordering;
use crate::domain::pacing::Pacing;
use crate::domain::pattern::Pattern;
use crate::domain::retry::RetryPolicy;
use crate::domain::secret::Signing;
use crate::domain::secret::SigningSecret;
use crate::domain::shaping::Shaping;
use crate::domain::signature::SignatureFormat;
use crate::domain::transport::Transport;
use crate::domain::url_rule::EndpointUrl;
use crate::domain::url_rule::UrlRules;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::endpoints;
use crate::store::secrets;

/// Its name.
const NAME: &str = "operations";
/// The label by which the endpoint is known to be ours, so that one that an operator made is left alone.
const LABEL: (&str, &str) = ("kept-by", "operations.url");
/// How often it is looked at: so long what somebody did to it lasts.
const EVERY: Duration = Duration::from_mins(1);
/// How long the secret before signs too when the file has another one.
const GRACE_MS: u64 = 86_400_000;

/// What the settings want.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    url: Option<String>,
    secret: Option<SigningSecret>,
}

impl Wanted {
    /// Reads and checks the settings by the rules of endpoints, so that a mistake in them is told at the start.
    pub(super) fn of(settings: &config::Operations, rules: &UrlRules) -> Result<Self, DaemonError> {
        let wrong = |key: &'static str, detail: String| DaemonError::Operations { key, detail };
        let Some(url) = &settings.url else {
            return match &settings.secret_file {
                None => Ok(Self::default()),
                Some(_) => Err(wrong("operations.secret_file", "operations.url is not set".to_owned())),
            };
        };
        let url = EndpointUrl::parse(url, rules)
            .map_err(|refusal| wrong("operations.url", refusal.detail.to_owned()))?;
        let secret = settings.secret_file.as_ref().map(|path| {
            let text = fs::read_to_string(path)
                .map(Zeroizing::new)
                .map_err(DaemonError::io("read the secret of operations.secret_file in", path))?;
            match SigningSecret::parse(text.trim()) {
                Ok(secret) if secret.signing() == Signing::Hmac => Ok(secret),
                Ok(_) => Err(wrong(
                    "operations.secret_file",
                    "it holds a private key; whsec_… is wanted".to_owned(),
                )),
                Err(error) => Err(wrong("operations.secret_file", error.to_string())),
            }
        });
        Ok(Self { url: Some(url.as_str().to_owned()), secret: secret.transpose()? })
    }
}

/// Keeps the endpoint in step until `stop`.
pub(super) async fn run(store: Store, wanted: Wanted, stop: CancellationToken) {
    let mut held_up = None;
    while !stop.is_cancelled() {
        let now = match step(&store, &wanted).await {
            Ok(held_up) => held_up,
            Err(error) => {
                tracing::warn!(error = chain(&error), "the endpoint of operations.url is not kept in step");
                None
            }
        };
        if let Some(why) = now.filter(|_| now != held_up) {
            tracing::warn!("the endpoint of operations.url is not made: {why}");
        }
        held_up = now;
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// One look; answers why there can be no such endpoint.
async fn step(store: &Store, wanted: &Wanted) -> Result<Option<&'static str>, StoreError> {
    let Some(project) = store.snapshot().operations() else {
        return Ok(wanted
            .url
            .as_ref()
            .map(|_| "somebody else made the project hookit; give that another name"));
    };
    let there = endpoints::find(store, project, NAME).await?;
    let is_ours =
        |endpoint: &Endpoint| endpoint.settings.labels.get(LABEL.0).map(String::as_str) == Some(LABEL.1);
    match (&wanted.url, there) {
        (None, Some(endpoint)) if is_ours(&endpoint) => {
            endpoints::remove(store, &hookitd(), project, endpoint.id, Some(endpoint.version)).await?;
        }
        (None, _) => {}
        (Some(_), Some(endpoint)) if !is_ours(&endpoint) => {
            return Ok(Some("an operator made an endpoint of the name operations; give that another name"));
        }
        (Some(url), Some(endpoint)) => follow(store, &endpoint, url, wanted.secret.as_ref()).await?,
        (Some(url), None) => make(store, project, url, wanted.secret.clone()).await?,
    }
    Ok(None)
}

/// Brings what the settings say to an endpoint that is there. What an operator set beyond it stays.
async fn follow(
    store: &Store,
    endpoint: &Endpoint,
    url: &str,
    secret: Option<&SigningSecret>,
) -> Result<(), StoreError> {
    if endpoint.settings.url != url {
        let settings = EndpointSettings { url: url.to_owned(), ..endpoint.settings.clone() };
        let kept = endpoint.settings.keeping();
        // Where somebody was quicker, the next look goes on from there.
        endpoints::change(store, &hookitd(), endpoint, settings, &kept).await?;
    }
    let Some(secret) = secret else { return Ok(()) };
    let newest = secrets::live(store, endpoint.id).await?.into_iter().next();
    if newest.is_none_or(|live| live.secret.reveal() != secret.reveal()) {
        secrets::rotate(store, &hookitd(), endpoint.project, endpoint.id, secret, GRACE_MS).await?;
    }
    Ok(())
}

async fn make(
    store: &Store,
    project: ProjectId,
    url: &str,
    secret: Option<SigningSecret>,
) -> Result<(), StoreError> {
    let settings = EndpointSettings {
        name: Slug::from_stored(NAME.to_owned()),
        url: url.to_owned(),
        event_types: Pattern::parse(&format!("{PREFIX}**")).into_iter().collect(),
        signature_format: SignatureFormat::Both,
        timeout_ms: DEFAULT_TIMEOUT_MS,
        retry: RetryPolicy::default(),
        matching: Matching::default(),
        shaping: Shaping::default(),
        pacing: Pacing::default(),
        ordering: Ordering::default(),
        transport: Transport::default(),
        status: EndpointStatus::Active,
        description: Some("Operational events, as operations.url says; hookitd keeps the URL.".to_owned()),
        labels: BTreeMap::from([(LABEL.0.to_owned(), LABEL.1.to_owned())]),
        metadata: None,
    };
    let secret = secret.unwrap_or_else(|| secrets::fresh(Signing::Hmac));
    // Another node may have been quicker.
    if endpoints::create(store, &hookitd(), project, settings, secret, &Wishes::default()).await?.is_some() {
        tracing::info!(
            "operational events are sent to operations.url: endpoint operations of project hookit"
        );
    }
    Ok(())
}

fn hookitd() -> Caller {
    Caller { actor: "hookitd".to_owned(), key: None, project: None, scopes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    #[test]
    fn settings_are_judged_by_the_rules_of_endpoints() {
        let of = |url: Option<&str>, secret: Option<&str>| {
            let scratch = Scratch::new("operations");
            let secret_file = secret.map(|text| {
                let path = scratch.path("secret");
                fs::write(&path, text).unwrap();
                path
            });
            let settings = config::Operations { url: url.map(str::to_owned), secret_file };
            Wanted::of(&settings, &UrlRules::default()).map_err(|error| error.to_string())
        };
        assert!(of(None, None).unwrap().url.is_none());
        let wanted =
            of(Some("https://ops.example/in"), Some("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")).unwrap();
        assert_eq!(wanted.url.as_deref(), Some("https://ops.example/in"));
        assert_eq!(wanted.secret.unwrap().reveal(), "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assert!(of(Some("https://127.0.0.1/"), None).unwrap_err().starts_with("operations.url: "));
        assert!(
            of(Some("https://ops.example/"), Some("short"))
                .unwrap_err()
                .starts_with("operations.secret_file: ")
        );
        assert!(of(None, Some("short")).unwrap_err().contains("operations.url is not set"));
    }
}
