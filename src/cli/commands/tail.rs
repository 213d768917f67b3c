//! `hookit tail`: events, redrives and attempts as they happen, a line each.

use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::names;
use super::names::Names;
use super::support::print_item;
use crate::cli::args::TailArgs;
use crate::cli::client::Client;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::follow::Followed;
use crate::cli::follow::Gate;
use crate::cli::follow::Item;
use crate::cli::follow::Wish;
use crate::cli::follow::follow;
use crate::cli::input::When;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::output::outcome_words;
use crate::cli::output::parse;
use crate::cli::output::shortened;
use crate::cli::output::span;
use crate::cli::output::time_of_day;
use crate::cli::session::Session;
use crate::domain::outcome::Outcome;
use crate::domain::pattern::Pattern;

/// How often to look whether the person wants to leave.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Width that an outcome gets on a terminal.
const OUTCOME_CHARS: usize = 24;

/// From so many columns on ids are written out.
const IDS_COLUMNS: u16 = 120;

/// Which attempts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Ok,
    Failed,
    Code(u64),
    /// 5 of `5xx`.
    Class(u64),
    Outcome(Outcome),
}

impl Wanted {
    fn parse(text: &str) -> Result<Self> {
        let class = || text.strip_suffix("xx")?.parse().ok().filter(|class| (1..=5).contains(class));
        match text {
            "ok" => Ok(Self::Ok),
            "failed" => Ok(Self::Failed),
            _ => class()
                .map(Self::Class)
                .or_else(|| text.parse().ok().filter(|code| (100..=599).contains(code)).map(Self::Code))
                .or_else(|| text.parse().ok().map(Self::Outcome))
                .ok_or_else(|| {
                    CliError::usage(format!("{text} is no status"))
                        .hint("write ok, failed, 503, 5xx, or an outcome such as timeout")
                }),
        }
    }

    fn takes(self, outcome: &str, status: Option<u64>) -> bool {
        let succeeded = outcome == Outcome::Succeeded.as_str();
        match self {
            Self::Ok => succeeded,
            Self::Failed => !succeeded,
            Self::Code(code) => status == Some(code),
            Self::Class(class) => status.is_some_and(|status| status / 100 == class),
            Self::Outcome(wanted) => outcome == wanted.as_str(),
        }
    }
}

/// What is shown.
struct Filter {
    endpoint: Option<String>,
    status: Option<Wanted>,
}

impl Filter {
    fn takes(&self, item: &Item) -> bool {
        let endpoint = self.endpoint.is_none() || self.endpoint == item.endpoint_id;
        let status = self.status.is_none_or(|wanted| {
            item.attempt
                .as_ref()
                .is_some_and(|attempt| wanted.takes(&attempt.outcome, attempt.response_status))
        });
        endpoint && status
    }

    /// What to ask the feed for: an event has neither endpoint nor outcome, a redrive no outcome.
    fn kinds(&self) -> &'static str {
        match (&self.endpoint, self.status) {
            (_, Some(_)) => "attempt",
            (Some(_), None) => "redrive,attempt",
            (None, None) => "event,redrive,attempt",
        }
    }
}

/// Prints until it is told to end.
pub(super) fn run(session: &Session, args: &TailArgs) -> Result<Done> {
    for one in &args.events {
        Pattern::parse(one)
            .map_err(|error| CliError::usage(format!("{one} is no event type or pattern")).because(error))?;
    }
    let status = args.status.as_deref().map(Wanted::parse).transpose()?;
    let client = session.client()?;
    let endpoint = args.endpoint.as_deref().map(|which| names::endpoint_id(client, which)).transpose()?;
    let filter = Filter { endpoint, status };
    let wish = Wish {
        event_types: Some(args.events.join(",")).filter(|types| !types.is_empty()),
        kinds: filter.kinds(),
        payloads: false,
        since: args.since.map(When::to_rfc3339).transpose()?,
    };
    let interrupt = Interrupt::watch();
    let (tell, news) = mpsc::channel();
    follow(session, wish, Gate::default(), move |followed| tell.send(followed).is_ok())?;
    let mut names = Names::default();
    let screen = &session.screen;
    while !interrupt.came() {
        match news.recv_timeout(LOOK_EVERY) {
            Ok(Followed::Open { .. }) => screen.talk("following; ^C ends it"),
            Ok(Followed::Items(items)) => {
                for item in items.iter().filter(|item| filter.takes(item)) {
                    show(screen, client, &mut names, item)?;
                }
            }
            Ok(Followed::Lost { why }) => {
                screen.talk(&format!("{}; trying again, from where it was", escape(&why)));
            }
            Ok(Followed::Back { after }) => {
                let ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
                screen.talk(&format!("hookitd answers again after {}; going on from where it was", span(ms)));
            }
            Ok(Followed::Ended(error)) => return Err(error),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(CliError::failed("the feed has ended")),
        }
    }
    Ok(Done::All)
}

fn show(screen: &Screen, client: &Client, names: &mut Names, item: &Item) -> Result<()> {
    if screen.is_json() {
        return print_item(screen, &item.json);
    }
    let endpoint =
        item.endpoint_id.as_deref().map(|id| names.learn(client, id).to_owned()).unwrap_or_default();
    screen.data(&if screen.rich { rich(screen, item, &endpoint) } else { plain(item, &endpoint) })
}

/// When, what, event, type, endpoint, attempt, outcome, status, milliseconds, delivery.
fn plain(item: &Item, endpoint: &str) -> String {
    let attempt = item.attempt.as_ref();
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let fields = [
        item.at.clone(),
        item.kind.clone(),
        item.event_id.clone(),
        item.event_type.clone(),
        endpoint.to_owned(),
        number(attempt.map(|attempt| attempt.attempt_number)),
        attempt.map(|attempt| attempt.outcome.clone()).unwrap_or_default(),
        number(attempt.and_then(|attempt| attempt.response_status)),
        number(attempt.and_then(|attempt| attempt.duration_ms)),
        item.delivery_id.clone().unwrap_or_default(),
    ];
    fields.map(|field| escape(&field).into_owned()).join("\t")
}

fn rich(screen: &Screen, item: &Item, endpoint: &str) -> String {
    let (glyph, what, extra) = match (&item.attempt, &item.event) {
        (Some(attempt), _) => {
            let glyph =
                if attempt.outcome == Outcome::Succeeded.as_str() { Glyph::Done } else { Glyph::Failed };
            let took = attempt.duration_ms.map(span).unwrap_or_default();
            let words = outcome_words(&attempt.outcome, attempt.response_status);
            (glyph, words, format!("{endpoint}  attempt {}  {took}", attempt.attempt_number))
        }
        (None, event) if item.kind == "event" => {
            let extra = event.as_ref().map(|event| {
                let endpoints = counted(event.queued_deliveries, "endpoint", "endpoints");
                format!("{}  for {endpoints}", bytes(event.payload_bytes))
            });
            (Glyph::UnderWay, "published".to_owned(), extra.unwrap_or_default())
        }
        _ => {
            let by = item.redrive_id.as_deref().map(|id| format!("  by {id}")).unwrap_or_default();
            (Glyph::Again, "redriven".to_owned(), format!("{endpoint}{by}"))
        }
    };
    let at = parse(&item.at).map(time_of_day).unwrap_or_default();
    let what = format!("{what:OUTCOME_CHARS$}");
    let id = if screen.width < IDS_COLUMNS {
        shortened(&item.event_id, screen.ascii)
    } else {
        item.event_id.clone()
    };
    format!(
        "{} {} {}  {}  {}  {}",
        screen.paint(Tone::Dim, &at),
        screen.glyph(glyph),
        escape(&what),
        escape(&item.event_type),
        escape(&id),
        screen.paint(Tone::Dim, &escape(&extra)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_word_a_code_a_class_or_an_outcome() {
        let takes = |text: &str, outcome: &str, status| Wanted::parse(text).unwrap().takes(outcome, status);
        assert!(takes("ok", "succeeded", Some(204)) && !takes("ok", "http_status", Some(503)));
        assert!(takes("failed", "timeout", None) && !takes("failed", "succeeded", Some(200)));
        assert!(takes("503", "http_status", Some(503)) && !takes("503", "http_status", Some(500)));
        assert!(takes("5xx", "http_status", Some(599)) && !takes("5xx", "timeout", None));
        assert!(takes("timeout", "timeout", None));
        for text in ["", "9xx", "xx", "1000", "slow"] {
            assert_eq!(Wanted::parse(text).unwrap_err().kind.exit_code(), 2, "{text}");
        }
    }

    #[test]
    fn a_line_without_a_terminal_has_every_field_in_its_place() {
        let json = r#"{"kind":"attempt","at":"2026-11-24T10:00:00Z","event_id":"evt_1","event_type":"a.b",
            "delivery_id":"dlv_1","endpoint_id":"ep_1",
            "attempt":{"attempt_number":2,"outcome":"http_status","response_status":503,"duration_ms":12}}"#;
        let item: Item = serde_json::from_str(json).unwrap();
        let expected = "2026-11-24T10:00:00Z\tattempt\tevt_1\ta.b\tacme\t2\thttp_status\t503\t12\tdlv_1";
        assert_eq!(plain(&item, "acme"), expected);
        let screen = Screen::fixed(true, false);
        let expected = "10:00:00 ✖ 503 Service Unavailable   a.b  evt_1  acme  attempt 2  12 ms";
        assert_eq!(rich(&screen, &item, "acme"), expected);
    }
}
