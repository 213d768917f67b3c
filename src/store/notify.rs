//! Notifications between nodes: hints over Postgres' LISTEN, at most one every 50 ms, never needed.

use std::time::Duration;

use sqlx::postgres::PgListener;

use super::config_version::CONFIG_CHANNEL;
use super::error::Doing;
use super::error::StoreError;
use super::handle::Store;

/// The channel on which nodes tell each other that deliveries are due.
const DUE_CHANNEL: &str = "hookit_due";
/// The channel on which `hookit.publish` says that an event waits, where the application asked for that.
const OUTBOX_CHANNEL: &str = "hookit_outbox";
/// Shortest time between two notifications of this node. Inside the publish transaction they would serialise
/// the commits; apart from it and seldom they cost nothing.
pub const INTERVAL_MIN: Duration = Duration::from_millis(50);

/// Tells the other nodes that something is due.
pub async fn tell(store: &Store) -> Result<(), StoreError> {
    sqlx::query!("select pg_notify($1, '')", DUE_CHANNEL)
        .execute(store.delivery())
        .await
        .doing("telling other nodes")?;
    Ok(())
}

/// Listens and passes on what it hears as hints inside this process, until the connection fails.
pub async fn listen(store: &Store) -> Result<(), StoreError> {
    let mut listener = PgListener::connect_with(store.delivery()).await.doing("connecting to listen")?;
    listener.listen_all([DUE_CHANNEL, CONFIG_CHANNEL, OUTBOX_CHANNEL]).await.doing("listening")?;
    store.pulse().set_listening(true);
    // What was said before is not heard: look once.
    super::snapshot::load(store).await?;
    store.hints().due_anywhere();
    let ended = loop {
        match listener.try_recv().await {
            Ok(Some(heard)) if heard.channel() == CONFIG_CHANNEL => {
                if let Err(error) = super::snapshot::load(store).await {
                    break Err(error);
                }
                store.hints().due_anywhere();
            }
            Ok(Some(heard)) if heard.channel() == OUTBOX_CHANNEL => store.hints().outbox.notify_one(),
            Ok(Some(_)) => {
                store.hints().due_anywhere();
                store.hints().happened.notify_waiters();
            }
            // The connection was lost, and with it what was said meanwhile: begin anew.
            Ok(None) => break Ok(()),
            Err(error) => break Err(error).doing("listening"),
        }
    };
    store.pulse().set_listening(false);
    ended
}
