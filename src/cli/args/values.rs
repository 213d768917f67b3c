//! How single values on the command line are read: durations, points in time, `name=value` pairs, ids.

use std::time::Duration;

use crate::cli::input::Ahead;
use crate::cli::input::When;
use crate::domain::event;
use crate::domain::event::EventType;
use crate::domain::outcome::Outcome;
use crate::domain::pattern::Pattern;

/// Reads `15s`, `2m30s`, `3d` into a duration.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| format!("{error}; write 15s, 2m30s or 3d"))
}

/// Reads a pause between two looks: 100ms to an hour.
pub(super) fn pause(text: &str) -> Result<Duration, String> {
    let pause = duration(text)?;
    if (Duration::from_millis(100)..=Duration::from_hours(1)).contains(&pause) {
        Ok(pause)
    } else {
        Err("write 100ms to 1h".to_owned())
    }
}

/// Reads `24h` (that long ago) or `2026-11-24T10:00:00Z`.
pub(crate) fn when(text: &str) -> Result<When, String> {
    When::parse(text).ok_or_else(|| "write 24h (that long ago) or 2026-11-24T10:00:00Z".to_owned())
}

/// Reads `10m` (from now) or `2026-11-24T10:00:00Z`.
pub(crate) fn ahead(text: &str) -> Result<Ahead, String> {
    Ahead::parse(text).ok_or_else(|| "write 10m (from now) or 2026-11-24T10:00:00Z".to_owned())
}

/// Reads `name=value`.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write name=value".to_owned()),
    }
}

/// Reads `30%` or `0.3`.
pub(crate) fn share(text: &str) -> Result<f64, String> {
    let (number, whole) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    match number.trim().parse::<f64>() {
        Ok(value) if (0.0..=whole).contains(&value) => Ok(value / whole),
        _ => Err("write a share such as 30% or 0.3".to_owned()),
    }
}

/// Reads a fraction from 0 to 1.
pub(crate) fn fraction(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("write a number from 0 to 1, such as 0.2".to_owned()),
    }
}

/// Reads an event type, such as `invoice.paid`.
pub(super) fn event_type(text: &str) -> Result<String, String> {
    EventType::parse(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}

/// Reads an event type or a pattern of them, such as `invoice.*`.
pub(super) fn pattern(text: &str) -> Result<String, String> {
    Pattern::parse(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}

/// Reads an idempotency key.
pub(super) fn idempotency_key(text: &str) -> Result<String, String> {
    let is_one = event::is_idempotency_key(text);
    is_one.then(|| text.to_owned()).ok_or_else(|| "write 1 to 255 visible ASCII characters".to_owned())
}

/// Reads a producer's own id of an event.
pub(super) fn client_id(text: &str) -> Result<String, String> {
    let is_one = event::is_client_id(text);
    is_one.then(|| text.to_owned()).ok_or_else(|| "write 1 to 64 letters, digits, _ and -".to_owned())
}

/// Reads how attempts end, such as `timeout`.
pub(super) fn outcome(text: &str) -> Result<String, String> {
    text.parse::<Outcome>().map(|_| text.to_owned()).map_err(|_| {
        let known: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect();
        format!("the outcomes are {}", known.join(", "))
    })
}

/// Reads an outcome, or an HTTP status such as `503`.
pub(super) fn failure(text: &str) -> Result<String, String> {
    match text.parse::<u16>() {
        Ok(100..=999) => Ok(text.to_owned()),
        Ok(_) => Err("an HTTP status is 100 to 999".to_owned()),
        Err(_) => outcome(text),
    }
}
