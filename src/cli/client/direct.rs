//! Direct mode: the API's own router in this process, on Postgres, for when no daemon runs.

use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::Full;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use zeroize::Zeroizing;

use super::answer::Answer;
use super::postgres;
use super::postgres::Database;
use super::request::Request;
use crate::api;
use crate::api::ApiRules;
use crate::api::ApiState;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Environment;
use crate::config::Given;
use crate::domain::access::Caller;
use crate::domain::access::Scope;
use crate::domain::address::AddressPolicy;
use crate::domain::keyring::Keyring;
use crate::domain::url_rule::UrlRules;
use crate::store::Store;
use crate::store::keyring;
use crate::store::migrate;
use crate::store::nodes;
use crate::store::publish;
use crate::store::snapshot;

type Asked = ureq::http::Request<Full<Bytes>>;
type Answering = Pin<Box<dyn Future<Output = Result<Answer>>>>;

/// The router, its runtime and its database.
pub(super) struct Direct {
    runtime: RefCell<Runtime>,
    store: Store,
    ask: Box<dyn Fn(Asked) -> Answering>,
}

impl fmt::Debug for Direct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Direct")
    }
}

impl Direct {
    /// Opens the database, whose schema must be this program's, and puts the router on it.
    pub(super) fn open(database: &Database, keyring_file: Option<&Path>) -> Result<Self> {
        let config = settings()?;
        let runtime = postgres::runtime()?;
        let master_keys = master_keys(keyring_file, config.as_ref())?;
        let store = runtime.block_on(async {
            let store = database.open().await?;
            let prepared = async {
                migrate::require_current(&store).await?;
                snapshot::prepare(&store).await?;
                match master_keys {
                    Some(keys) => keyring::unlock(&store, keys).await,
                    None => Ok(()),
                }
            };
            prepared.await.map_err(|error| database.failure(&error))?;
            Ok::<_, CliError>(store)
        })?;
        // The writer ends by itself when the store is closed.
        drop(runtime.spawn(publish::run(store.clone())));
        let router = api::router(ApiState::new(store.clone(), rules(config.as_ref()), None));
        let ask = move |request: Asked| -> Answering {
            let router = router.clone();
            Box::pin(async move {
                let answer = router
                    .oneshot(request)
                    .await
                    .map_err(|never| CliError::failed("the router failed").because(never))?;
                let (head, body) = answer.into_parts();
                let body = body
                    .collect()
                    .await
                    .map_err(|error| CliError::failed("the router's answer ended early").because(error))?;
                let headers = head
                    .headers
                    .iter()
                    .map(|(name, value)| {
                        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
                    })
                    .collect();
                Ok(Answer { status: head.status.as_u16(), headers, body: body.to_bytes().to_vec() })
            })
        };
        Ok(Self { runtime: RefCell::new(runtime), store, ask: Box::new(ask) })
    }

    /// The names of the nodes that are alive and deliver, though none answered here.
    pub(super) fn nodes_that_deliver(&self) -> Result<Vec<String>> {
        let known = self.runtime.borrow_mut().block_on(nodes::list(&self.store));
        let known = known
            .map_err(|error| CliError::failed("cannot look for nodes that are alive").because_of(&error))?;
        let delivers = |node: &nodes::NodeView| node.alive && node.roles.iter().any(|role| role == "deliver");
        Ok(known.into_iter().filter(delivers).map(|node| node.name).collect())
    }

    /// Asks the router.
    pub(super) fn send(&self, request: &Request, headers: &[(&str, &str)]) -> Result<Answer> {
        let mut asked = ureq::http::Request::builder()
            .method(request.method.clone())
            .uri(format!("http://localhost{}", request.target));
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        let caller =
            Caller { actor: "direct".to_owned(), key: None, project: None, scopes: vec![Scope::Admin] };
        let body = Full::new(Bytes::from(request.body.clone().unwrap_or_default()));
        let asked = asked
            .extension(caller)
            .body(body)
            .map_err(|error| CliError::usage("that cannot be asked").because(error))?;
        self.runtime.borrow_mut().block_on((self.ask)(asked))
    }
}

impl Drop for Direct {
    fn drop(&mut self) {
        // Whatever is still to be written is written before the pools close.
        let store = self.store.clone();
        self.runtime.borrow_mut().block_on(async move { store.close().await });
    }
}

/// The daemon's settings on this machine. A file that this user may not read is no obstacle: the defaults are the
/// strictest; one that cannot be understood is.
fn settings() -> Result<Option<Config>> {
    match Config::load(&Given::default(), &Environment::read()) {
        Ok(loaded) => Ok(Some(loaded.config)),
        Err(ConfigError::Read { .. }) => Ok(None),
        Err(error) => Err(CliError::failed("the configuration cannot be used").because_of(&error)),
    }
}

/// The API's rules as the daemon of this machine would have them.
fn rules(config: Option<&Config>) -> ApiRules {
    let (allow_http, policy) = match config {
        Some(Config { deliver, .. }) => (
            deliver.allow_http,
            AddressPolicy {
                allow_cidrs: deliver.allow_cidrs.clone(),
                nat64_prefixes: deliver.nat64_prefixes.clone(),
                ..AddressPolicy::default()
            },
        ),
        None => (false, AddressPolicy::default()),
    };
    let payload_bytes_max = config.map_or(262_144, |config| config.ingest.payload_bytes_max);
    ApiRules {
        payload_bytes_max: usize::try_from(payload_bytes_max).unwrap_or(usize::MAX),
        // The body is here already.
        body_timeout_ms: 60_000,
        urls: UrlRules { allow_http, allow_ports: Vec::new(), policy },
        metrics_public: false,
        node: "direct".to_owned(),
    }
}

/// The master keys: the file that was named must be there, the configured one may be missing.
fn master_keys(named: Option<&Path>, config: Option<&Config>) -> Result<Option<Keyring>> {
    let (path, must) = match (named, config) {
        (Some(path), _) => (path, true),
        (None, Some(config)) => (config.secrets.keyring_file.as_path(), false),
        (None, None) => return Ok(None),
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(_) if !must => return Ok(None),
        Err(error) => {
            return Err(
                CliError::failed(format!("cannot read the keyring {}", path.display())).because(error)
            );
        }
    };
    Keyring::parse(&text).map(Some).map_err(|error| {
        CliError::failed(format!("cannot use the keyring {}", path.display())).because(error)
    })
}
