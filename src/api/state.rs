//! What the handlers share: the store, the operator's rules, and the way to the delivery room.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::domain::endpoint::Endpoint;
use crate::domain::exchange::Exchange;
use crate::domain::look::Look;
use crate::domain::url_rule::UrlRules;
use crate::store::Store;

/// What the operator decided about the API.
#[derive(Debug, Clone)]
pub struct ApiRules {
    /// Largest body of a request, and so of an event, in bytes; a batch may have 4 MiB if that is more.
    pub payload_bytes_max: usize,
    /// How long a body may take to arrive, in milliseconds; after 5 s it must also keep up 1 KiB/s.
    pub body_timeout_ms: u64,
    /// Which endpoint URLs are accepted.
    pub urls: UrlRules,
    /// Whether everyone who reaches the API may read `/metrics`.
    pub metrics_public: bool,
    /// The name of this node, for `GET /status`.
    pub node: String,
}

/// A test request and what came of it.
#[derive(Debug, Clone)]
pub struct Probed {
    /// The headers that were sent, names in lower case.
    pub request_headers: Vec<(String, String)>,
    /// The body that was sent.
    pub request_body: String,
    /// What came of it.
    pub exchange: Exchange,
}

/// The future of a [`Probe`].
pub type ProbeFuture = Pin<Box<dyn Future<Output = Probed> + Send>>;

/// Sends one signed test event to an endpoint, outside its queue. The daemon takes it from the delivery room.
pub type Probe = Arc<dyn Fn(Arc<Endpoint>) -> ProbeFuture + Send + Sync>;

/// Requests that may wait on the feed at once.
const FEEDS_MAX: usize = 100;

/// What surrounds the node that answers, for `GET /doctor`.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Milliseconds since 1970 by the machine's own clock.
    pub wall_unix_ms: u64,
    /// The state directory.
    pub state_dir: String,
    /// Bytes that are free on its disk, and bytes there are; `None` when it cannot be asked.
    pub disk_bytes: Option<(u64, u64)>,
    /// Whether Postgres is this node's own, in the state directory.
    pub private_postgres: bool,
    /// The file with the master keys.
    pub keyring_file: String,
    /// Its mode; `None` when it is not there.
    pub keyring_mode: Option<u32>,
    /// Whether the service manager handed it over, and guards it.
    pub keyring_is_credential: bool,
    /// Days that history is kept.
    pub retention_days: u16,
}

/// The future of a look at many receivers.
pub type LookFuture = Pin<Box<dyn Future<Output = Vec<Option<Look>>> + Send>>;

/// What only a running daemon can look at.
#[derive(Clone)]
pub struct Examiner {
    /// Looks at the receivers of these endpoints, in their order; `None` where there was no time.
    pub look: Arc<dyn Fn(Vec<Arc<Endpoint>>) -> LookFuture + Send + Sync>,
    /// Looks around on the machine.
    pub surroundings: Arc<dyn Fn() -> Surroundings + Send + Sync>,
}

/// Everything a handler may need; cloning shares it.
#[derive(Clone)]
pub struct ApiState {
    /// The database.
    pub store: Store,
    /// The operator's rules.
    pub rules: Arc<ApiRules>,
    /// `None` without a daemon: `POST /endpoints/{id}/test` is then 409 `daemon_required`.
    pub probe: Option<Probe>,
    /// `None` without a daemon: `GET /doctor` then says what it could not look at.
    pub examiner: Option<Examiner>,
    /// Where people reach the dashboard, without a path; `None` where this process shows none.
    pub dashboard: Option<Arc<str>>,
    /// When this process began to serve.
    pub started_at: Instant,
    /// Room for requests that wait on the feed.
    pub feeds: Arc<Semaphore>,
    /// Cancelled when the process stops: whoever waits is answered.
    pub stopping: CancellationToken,
}

impl fmt::Debug for ApiState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiState").field("rules", &self.rules).finish_non_exhaustive()
    }
}

impl ApiState {
    /// Makes the state; `started_at` is now.
    #[must_use]
    pub fn new(store: Store, rules: ApiRules, probe: Option<Probe>) -> Self {
        Self {
            store,
            rules: Arc::new(rules),
            probe,
            examiner: None,
            dashboard: None,
            started_at: Instant::now(),
            feeds: Arc::new(Semaphore::new(FEEDS_MAX)),
            stopping: CancellationToken::new(),
        }
    }

    /// The same, told of the process's stop.
    #[must_use]
    pub fn until(self, stopping: CancellationToken) -> Self {
        Self { stopping, ..self }
    }

    /// The same beside a dashboard that is reached at this address.
    #[must_use]
    pub fn with_dashboard(self, address: &str) -> Self {
        Self { dashboard: Some(address.into()), ..self }
    }

    /// The same with somebody who can look at receivers and at the machine.
    #[must_use]
    pub fn with_examiner(self, examiner: Examiner) -> Self {
        Self { examiner: Some(examiner), ..self }
    }
}
