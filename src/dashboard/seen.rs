//! What the page Now shows, gathered once for all who look at the same time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::Mutex;

use super::failure::Failure;
use super::gate::Seat;
use super::pages::now::Seen;
use super::state::Dashboard;
use crate::domain::id::ProjectId;

/// After this long it is gathered anew even if nothing seems to have happened: things become late by themselves.
const LASTS: Duration = Duration::from_secs(2);

/// What was gathered, when, and the marks of that moment: of what was done, and of the configuration.
type Kept = Option<(Instant, (i64, i64), Arc<Seen>)>;

/// The last look at each project that somebody looked at.
#[derive(Default)]
pub(super) struct Sights(Mutex<HashMap<ProjectId, Arc<Mutex<Kept>>>>);

impl Sights {
    /// What is to be seen of the seat's project. Whoever comes while it is gathered waits for it.
    pub(super) async fn of(&self, dashboard: &Dashboard, seat: &Seat) -> Result<Arc<Seen>, Failure> {
        let mark = (dashboard.hub.mark(&dashboard.store).await?, dashboard.store.snapshot().version());
        let place = Arc::clone(self.0.lock().await.entry(seat.project.id).or_default());
        let mut kept = place.lock().await;
        if let Some((at, of, seen)) = &*kept
            && *of == mark
            && at.elapsed() < LASTS
        {
            return Ok(Arc::clone(seen));
        }
        let seen = Arc::new(Seen::gather(dashboard, seat).await?);
        *kept = Some((Instant::now(), mark, Arc::clone(&seen)));
        Ok(seen)
    }
}
