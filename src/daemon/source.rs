//! `hookitd outbox`: brings the rows of a table in another database, until it is told to stop or the table is empty.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::database::store_options;
use super::error::DaemonError;
use super::serve::Ends;
use super::signals::Signals;
use crate::config::Config;
use crate::config::ConfigError;
use crate::domain::chain::chain;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::migrate;
use crate::store::outbox::source::Source;

/// How long to wait after one of both databases refused or did not answer.
const AGAIN: Duration = Duration::from_secs(1);

/// Runs until a signal; with `once` until the table is empty, or something is wrong.
pub(super) async fn run(config: &Config, once: bool) -> Result<(), DaemonError> {
    let ends = Ends::default();
    let passing = Signals::listen()?.pass_on(ends.clone(), || {});
    tokio::select! {
        done = work(config, once, &ends.stop) => done,
        () = passing => Ok(()),
    }
}

async fn work(config: &Config, once: bool, stop: &CancellationToken) -> Result<(), DaemonError> {
    let needed = |key: &str| {
        let sentence = format!("hookitd outbox needs {key}");
        DaemonError::Config(ConfigError::Together(sentence))
    };
    let own = config.database.url.as_ref().ok_or_else(|| needed("database.url"))?;
    let other = config.outbox.source_url.as_ref().ok_or_else(|| needed("outbox.source_url"))?;
    let mut reached: Option<(Store, Source)> = None;
    let mut told = false;
    while !stop.is_cancelled() {
        let step = async {
            let (store, source) = if let Some(both) = reached.take() {
                both
            } else {
                let store = Store::open(&store_options(config, own.expose().to_owned())).await?;
                migrate::require_current(&store).await?;
                (store, Source::open(other.expose(), &config.outbox.table).await?)
            };
            let brought = source.bring(&store, &config.outbox.project).await?;
            Ok::<_, StoreError>((brought, (store, source)))
        };
        let wait = match step.await {
            Ok((0, _)) if once => return Ok(()),
            Ok((brought, both)) => {
                reached = Some(both);
                if !told {
                    told = true;
                    tracing::info!(
                        table = config.outbox.table,
                        project = config.outbox.project,
                        "bringing events"
                    );
                }
                if brought == 0 { Duration::from_millis(config.outbox.poll_ms) } else { Duration::ZERO }
            }
            Err(error) if once => return Err(error.into()),
            Err(error) => {
                tracing::warn!(error = chain(&error), "no events could be brought");
                AGAIN
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
    Ok(())
}
