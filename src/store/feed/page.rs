//! A page of the feed: the next rows of the round under way, of all three tables, in one order.

use time::OffsetDateTime;

use super::horizon;
use super::load;
use super::load::FeedItem;
use super::place::Kind;
use super::place::Place;
use super::position::FeedPosition;
use super::position::Round;
use super::sources;
use super::sources::Asked;
use super::sources::Found;
use super::sources::Look;
use crate::domain::id::ProjectId;
use crate::domain::pattern::Pattern;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Payload bytes of a page at most; an event alone may have as much as publishing takes.
const PAGE_BYTES_MAX: usize = 4 * 1_024 * 1_024;

/// Which kinds of items a reader wants.
#[derive(Debug, Clone, Copy)]
pub struct FeedKinds {
    /// Published events.
    pub events: bool,
    /// Deliveries that were put back.
    pub redrives: bool,
    /// Recorded attempts.
    pub attempts: bool,
}

/// What a reader wants.
#[derive(Debug, Clone)]
pub struct FeedWish {
    /// Of which kinds.
    pub kinds: FeedKinds,
    /// Of types that match one of these; empty: of every type.
    pub patterns: Vec<Pattern>,
    /// Whether payloads are read.
    pub payloads: bool,
    /// Items of a page at most.
    pub limit: u32,
}

/// What a reader gets.
#[derive(Debug)]
pub struct FeedPage {
    /// In the order of time, as far as they were committed in it.
    pub items: Vec<FeedItem>,
    /// Where to go on.
    pub position: FeedPosition,
    /// Whether it is known that there is more to look at.
    pub more: bool,
}

/// A position to begin at: now, or an instant of the past.
pub async fn begin(store: &Store, since: Option<OffsetDateTime>) -> Result<FeedPosition, StoreError> {
    let (now, server) = horizon::take(store).await?;
    Ok(match since {
        Some(since) => FeedPosition::since(since, server),
        None => FeedPosition::from_now(now, server),
    })
}

/// What comes next. `None` when the position is of another database or of a future that this one has not had.
pub async fn page(
    store: &Store,
    project: ProjectId,
    wish: &FeedWish,
    mut position: FeedPosition,
) -> Result<Option<FeedPage>, StoreError> {
    let (now, server) = horizon::take(store).await?;
    if !position.fits(server, &now) {
        return Ok(None);
    }
    let round = match position.round.take() {
        Some(round) => round,
        None if position.seen.as_ref().is_some_and(|seen| seen.snapshot == now.snapshot) => {
            // Nobody wrote anything at all.
            return Ok(Some(FeedPage { items: Vec::new(), position, more: false }));
        }
        None => Round { target: now, after: None },
    };
    let looks = look(store, project, wish, &position, &round).await?;
    let (found, ended_at) = merge(looks, wish.limit, wish.payloads);
    position.round = Some(Round { after: ended_at, ..round });
    let position = if ended_at.is_none() { position.end_round() } else { position };
    let items = load::load(store, found, wish.payloads).await?;
    Ok(Some(FeedPage { items, position, more: ended_at.is_some() }))
}

async fn look(
    store: &Store,
    project: ProjectId,
    wish: &FeedWish,
    position: &FeedPosition,
    round: &Round,
) -> Result<[Look; 3], StoreError> {
    let types = expression(&wish.patterns);
    let asked = Asked::new(project, types.as_deref(), wish.limit, position, round);
    let events_from = round.after.unwrap_or_else(|| Place::before(position.events_from_us()));
    let others_from = round.after.unwrap_or_else(|| Place::before(position.others_from_us()));
    let mut looks = [Look::default(), Look::default(), Look::default()];
    if wish.kinds.redrives {
        looks[0] = sources::redrives(store, &asked, others_from.bound(Kind::Redrive)).await?;
    }
    if wish.kinds.events {
        looks[1] = sources::events(store, &asked, events_from.event_bound()).await?;
    }
    if wish.kinds.attempts {
        looks[2] = sources::attempts(store, &asked, others_from.bound(Kind::Attempt)).await?;
    }
    Ok(looks)
}

/// One order out of three, up to the first end of a look and to the limits; with where it ended, unless all is given.
fn merge(looks: [Look; 3], limit: u32, payloads: bool) -> (Vec<Found>, Option<Place>) {
    let mut ended_at = looks.iter().filter_map(|look| look.ended_at).min();
    let mut found: Vec<Found> = looks.into_iter().flat_map(|look| look.found).collect();
    found.retain(|one| ended_at.is_none_or(|end| one.place <= end));
    found.sort_by_key(|one| one.place);
    let mut bytes = 0_usize;
    let fits = found.iter().take(limit as usize).take_while(|one| {
        let first = bytes == 0;
        bytes += if payloads { one.payload_bytes.max(1) } else { 1 };
        first || bytes <= PAGE_BYTES_MAX
    });
    let count = fits.count();
    if count < found.len() {
        found.truncate(count);
        ended_at = found.last().map(|last| last.place);
    }
    (found, ended_at)
}

/// The patterns as one regular expression of Postgres; `None` when every type is meant.
fn expression(patterns: &[Pattern]) -> Option<String> {
    if patterns.is_empty() || patterns.contains(&Pattern::Every) {
        return None;
    }
    let parts: Vec<String> = patterns
        .iter()
        .map(|pattern| match pattern {
            Pattern::Every => ".*".to_owned(),
            Pattern::Exact(exact) => literal(exact.as_str()),
            Pattern::OneSegment(prefix) => format!("{}[.][^.]+", literal(prefix.as_str())),
            Pattern::Rest(prefix) => format!("{}[.].+", literal(prefix.as_str())),
        })
        .collect();
    Some(format!("^({})$", parts.join("|")))
}

/// A text of visible ASCII that stands for itself.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        if !letter.is_ascii_alphanumeric() {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::floor_at;
    use crate::store::feed::sources::What;

    fn event(ms: u64, payload_bytes: usize) -> Found {
        let id = Uuid::from_u128(floor_at(ms).as_u128() + 1);
        Found { place: Place::of_event(id), event_id: id, payload_bytes, what: What::Event }
    }

    fn looks(found: Vec<Found>, ended_at: Option<Place>) -> [Look; 3] {
        [Look::default(), Look { found, ended_at }, Look::default()]
    }

    #[test]
    fn nothing_is_given_from_behind_the_end_of_another_look() {
        let end = Place::before(6_000);
        let looks = [
            Look { found: Vec::new(), ended_at: Some(end) },
            Look { found: vec![event(5, 1), event(6, 1)], ended_at: None },
            Look::default(),
        ];
        let (found, ended_at) = merge(looks, 10, true);
        assert_eq!((found.len(), ended_at), (1, Some(end)));
    }

    #[test]
    fn a_page_ends_at_its_limits_and_has_one_item_at_least() {
        let big = 3 * 1_024 * 1_024;
        let (found, ended_at) = merge(looks(vec![event(5, big), event(6, big), event(7, 1)], None), 10, true);
        assert_eq!((found.len(), ended_at), (1, Some(found[0].place)));
        let (found, ended_at) = merge(looks(vec![event(5, 9 * big), event(6, 1)], None), 10, true);
        assert_eq!((found.len(), ended_at), (1, Some(found[0].place)));
        let (found, ended_at) = merge(looks(vec![event(5, big), event(6, big)], None), 10, false);
        assert_eq!((found.len(), ended_at), (2, None));
        let (found, _) = merge(looks(vec![event(5, 1), event(6, 1), event(7, 1)], None), 2, true);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn patterns_become_an_expression_in_which_every_sign_stands_for_itself() {
        let of = |texts: &[&str]| {
            expression(&texts.iter().map(|text| Pattern::parse(text).unwrap()).collect::<Vec<_>>())
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["a.b", "*"]), None);
        let expected = r"^(a\.b|user[.][^.]+|x\|y[.].+)$";
        assert_eq!(of(&["a.b", "user.*", "x|y.**"]).as_deref(), Some(expected));
    }
}
