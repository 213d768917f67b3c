//! Rates and series of the last hour, as they go out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::store::figures::Figure;
use crate::store::figures::Figures as Stored;

/// Something that is counted, from now to a day back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Figure)]
pub(crate) struct FigureView {
    /// A second, over the last sixty.
    #[schema(example = 212.4)]
    now_per_s: f64,
    /// A second, over the last hour.
    #[schema(example = 184.0)]
    last_hour_per_s: f64,
    /// In the last 24 hours.
    last_day: u64,
    /// In each of the last 60 minutes, oldest first; the last is still under way.
    by_minute: Vec<u64>,
}

/// Rates and series, from counts by the minute.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Figures)]
pub(crate) struct FiguresView {
    events_accepted: FigureView,
    /// Attempts that succeeded.
    delivered: FigureView,
    /// Attempts that ended otherwise, stops and crashes of HookIt left out.
    failed_attempts: FigureView,
    dead_lettered: FigureView,
    /// Deliveries that were set aside since midnight, UTC.
    dead_lettered_today: u64,
    /// When the first minute of the series began.
    first_minute_at: Option<Instant>,
}

impl From<&Stored> for FiguresView {
    fn from(stored: &Stored) -> Self {
        let view = |figure: &Figure| FigureView {
            now_per_s: figure.now_per_s(stored.elapsed_ms),
            last_hour_per_s: figure.last_hour_per_s(),
            last_day: figure.last_day,
            by_minute: figure.by_minute.to_vec(),
        };
        Self {
            events_accepted: view(&stored.events_accepted),
            delivered: view(&stored.delivered),
            failed_attempts: view(&stored.failed_attempts),
            dead_lettered: view(&stored.dead_lettered),
            dead_lettered_today: stored.dead_lettered_today,
            first_minute_at: stored.first_minute_at.map(Instant),
        }
    }
}
