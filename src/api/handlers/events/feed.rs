//! `GET /events/feed`: what happens in a project, while it happens, by long polls.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tokio::time::Instant;

use crate::api::input::feed_cursor;
use crate::api::input::project::InProject;
use crate::api::input::query::Query;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::feed::FeedView;
use crate::domain::id::ProjectId;
use crate::domain::pattern::Pattern;
use crate::store::feed;
use crate::store::feed::FeedKinds;
use crate::store::feed::FeedPage;
use crate::store::feed::FeedPosition;
use crate::store::feed::FeedWish;

/// Longest wait for something to happen, in milliseconds.
const WAIT_MS_MAX: u64 = 30_000;
/// Items of a page at most, and by default.
const LIMIT_MAX: u32 = 200;
/// Patterns a reader may give at most.
const PATTERNS_MAX: usize = 50;
/// How often to look when nobody said that something happened: it may have happened on another node.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Shortest time between two looks of one request, however much happens.
const LOOK_EVERY_MIN: Duration = Duration::from_millis(50);

/// Follow what happens
///
/// Events that are published, deliveries that are redriven and, where asked for, attempts, each once and in the order
/// of time as far as they were committed in it. Without `cursor` and `since` the answer is only a cursor, from which
/// everything is given that is committed later. With it, the request waits up to `wait_ms` for something to happen.
/// A page has at most 4 MiB of payloads.
#[utoipa::path(get, path = "/events/feed", tag = "Events", operation_id = "follow_events",
    params(
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the answer before"),
        ("since" = Option<String>, Query,
            description = "Begin with what happened at or after this time (RFC 3339); not with `cursor`"),
        ("event_types" = Option<String>, Query, description = "Patterns, parted by commas; all types by default"),
        ("kinds" = Option<String>, Query,
            description = "Of `event`, `redrive`, `attempt`, parted by commas; the first two by default"),
        ("payloads" = Option<bool>, Query, description = "Whether events come with payloads; true by default"),
        ("limit" = Option<u32>, Query, description = "1 to 200; 200 by default"),
        ("wait_ms" = Option<u64>, Query, description = "0 to 30000; 0 by default")),
    responses(
        (status = 200, description = "What happened, and where to go on", body = FeedView),
        (status = 429, description = "As many wait as may", content_type = "application/problem+json")))]
pub(crate) async fn follow(
    State(state): State<ApiState>,
    InProject { project, .. }: InProject,
    query: Query,
) -> Result<Json<FeedView>, Problem> {
    let wish = wish(&query)?;
    let wait_ms = query.read_by("wait_ms", |text| {
        let ms = text.parse().ok().filter(|ms| *ms <= WAIT_MS_MAX);
        ms.ok_or("it is a whole number from 0 to 30000")
    })?;
    let since = query.instant("since")?;
    let position = match (query.text("cursor"), since) {
        (Some(_), Some(_)) => {
            return Err(Problem::bad_request("invalid_parameter", "give `cursor` or `since`, not both"));
        }
        (Some(text), None) => feed_cursor::read(project, text).ok_or_else(|| {
            Problem::bad_request("invalid_cursor", "the cursor was not made for this project's feed")
        })?,
        (None, Some(_)) => feed::begin(&state.store, since).await?,
        (None, None) => {
            let position = feed::begin(&state.store, None).await?;
            return Ok(answer(project, FeedPage { items: Vec::new(), position, more: false }));
        }
    };
    let _place = state.feeds.try_acquire().map_err(|_| {
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_feeds", "as many follow the feed as may")
            .with_retry_after_s(1)
    })?;
    let until = Instant::now() + Duration::from_millis(wait_ms.unwrap_or(0));
    Ok(answer(project, next(&state, project, &wish, position, until).await?))
}

fn wish(query: &Query) -> Result<FeedWish, Problem> {
    let patterns = query.read_by("event_types", |text| {
        let patterns = text.split(',').map(|one| Pattern::parse(one).map_err(|error| error.to_string()));
        let patterns: Vec<Pattern> = patterns.collect::<Result<_, String>>()?;
        if patterns.len() > PATTERNS_MAX { Err(format!("at most {PATTERNS_MAX}")) } else { Ok(patterns) }
    })?;
    let kinds = query.read_by("kinds", |text| {
        let kinds: Vec<&str> = text.split(',').collect();
        let known = kinds.iter().all(|kind| ["event", "redrive", "attempt"].contains(kind));
        let has = |wanted: &str| kinds.contains(&wanted);
        let kinds = FeedKinds { events: has("event"), redrives: has("redrive"), attempts: has("attempt") };
        known.then_some(kinds).ok_or("they are `event`, `redrive` and `attempt`, parted by commas")
    })?;
    let limit = query.read_by("limit", |text| {
        let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
        limit.ok_or("it is a whole number from 1 to 200")
    })?;
    Ok(FeedWish {
        kinds: kinds.unwrap_or(FeedKinds { events: true, redrives: true, attempts: false }),
        patterns: patterns.unwrap_or_default(),
        payloads: query.text("payloads").is_none() || query.flag("payloads")?,
        limit: limit.unwrap_or(LIMIT_MAX),
    })
}

/// The next page with something in it, or the one that is there when the time is over or the daemon stops.
async fn next(
    state: &ApiState,
    project: ProjectId,
    wish: &FeedWish,
    mut position: FeedPosition,
    until: Instant,
) -> Result<FeedPage, Problem> {
    loop {
        // Interest is registered before the look, so that nothing falls between the two.
        let happened = state.store.hints().happened.notified();
        let mut happened = std::pin::pin!(happened);
        happened.as_mut().enable();
        let page = feed::page(&state.store, project, wish, position).await?;
        let page = page.ok_or_else(|| {
            let detail =
                "the cursor is of another database, or of one that was set back; begin again with `since`";
            Problem::bad_request("cursor_outlived", detail)
        })?;
        let now = Instant::now();
        if !page.items.is_empty() || now >= until || state.stopping.is_cancelled() {
            return Ok(page);
        }
        if !page.more {
            let look_at = until.min(now + LOOK_EVERY);
            tokio::select! {
                () = happened => {}
                () = tokio::time::sleep_until(look_at) => {}
                () = state.stopping.cancelled() => {}
            }
            // What happens at once is read at once; and a busy daemon is not asked at every commit.
            tokio::select! {
                () = tokio::time::sleep_until(look_at.min(now + LOOK_EVERY_MIN)) => {}
                () = state.stopping.cancelled() => {}
            }
        }
        position = page.position;
    }
}

fn answer(project: ProjectId, page: FeedPage) -> Json<FeedView> {
    Json(FeedView {
        project_id: project,
        next_cursor: feed_cursor::write(project, &page.position),
        items: page.items.into_iter().map(Into::into).collect(),
        more: page.more,
    })
}
