//! `hookit publish`: one event, and what became of it if somebody waits.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::delivery::rows::last_outcome;
use super::names::Names;
use super::support::print_json;
use crate::cli::args::PublishArgs;
use crate::cli::client::Answer;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::input::When;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Card;
use crate::cli::output::Glyph;
use crate::cli::output::bytes;
use crate::cli::output::counted;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::glyph_of;
use crate::cli::output::instant;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::relative;
use crate::cli::output::text;
use crate::cli::session::Session;

/// The first answer is worth a quick look; afterwards the daemon is asked less often.
const ASK_FIRST: Duration = Duration::from_millis(20);
/// Longest pause between two looks.
const ASK_EVERY_MAX: Duration = Duration::from_secs(1);

/// Publishes, and waits if that was asked for.
pub(super) fn run(session: &Session, args: &PublishArgs) -> Result<Done> {
    let payload = input::text_or_file(&args.data)?;
    let body = body(args, &payload)?;
    let request = Request::post("/events").bytes(body).header("idempotency-key", args.key.as_deref());
    let client = session.client()?;
    if args.dry_run {
        return plan(session, args, &client.call(&request.query("dry_run", Some("true")))?);
    }
    let answer = client.call(&request)?;
    let published = answer.json()?;
    let replayed = answer.header("idempotent-replayed") == Some("true");
    let id = text(&published, "event_id");
    let screen = &session.screen;
    if args.wait {
        if client.nobody_delivers() {
            return Err(CliError::new(
                crate::cli::error::Kind::NoDaemon,
                "nobody delivers while hookitd is not running",
            )
            .because(format!("the event is stored: {id}"))
            .hint("start hookitd"));
        }
        return wait(session, args, &answer, id, replayed);
    }
    if screen.is_json() {
        return print_json(screen, &with_event(&answer.body, b"null"));
    }
    let queued = number(&published, "queued_deliveries").unwrap_or(0);
    tell_published(session, args, id, replayed, queued, payload.len())?;
    if client.nobody_delivers() {
        screen.talk("it is delivered as soon as hookitd runs");
    }
    Ok(Done::All)
}

/// Where it would go.
fn plan(session: &Session, args: &PublishArgs, answer: &Answer) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, &answer.body);
    }
    let plan = answer.json()?;
    let (endpoints, warnings) = (list(&plan, "endpoints"), list(&plan, "warnings"));
    let to = match endpoints.len() {
        0 => "no endpoint".to_owned(),
        count => counted(count as u64, "endpoint", "endpoints"),
    };
    screen.talk(&format!("{} would go to {to}; nothing was published", escape(&args.event_type)));
    for endpoint in endpoints {
        let status = text(endpoint, "status");
        let held = if matches!(status, "paused" | "disabled") {
            format!("  {status}, holds it")
        } else {
            String::new()
        };
        screen.data(&format!("{}{held}", escape(text(endpoint, "name"))))?;
    }
    for warning in warnings {
        screen.talk(&format!("warning: {}", escape(text(warning, "detail"))));
    }
    Ok(Done::All)
}

/// The request's body; the payload goes in byte for byte.
fn body(args: &PublishArgs, payload: &[u8]) -> Result<Vec<u8>> {
    let payload: &RawValue = serde_json::from_slice(payload).map_err(|error| {
        CliError::usage("the payload is not JSON")
            .because(error)
            .hint("quote it for the shell: -d '{\"amount\": 1299}'")
    })?;
    let mut more: Vec<String> = Vec::new();
    let mut member = |name: &str, value: Value| more.push(format!(",\"{name}\":{value}"));
    if let Some(id) = &args.id {
        member("id", json!(id));
    }
    if let Some(key) = &args.ordering_key {
        member("ordering_key", json!(key));
    }
    if !args.labels.is_empty() {
        let labels = args.labels.iter().map(|(name, value)| (name.clone(), json!(value)));
        member("labels", Value::Object(labels.collect()));
    }
    if !args.to.is_empty() {
        member("endpoint_ids", json!(args.to));
    }
    let (more, times) = (more.concat(), times(args, clock::now())?);
    let event_type = json!(args.event_type);
    Ok(format!("{{\"type\":{event_type}{more}{times},\"payload\":{}}}", payload.get()).into_bytes())
}

/// When it is to be sent, as members.
fn times(args: &PublishArgs, now: OffsetDateTime) -> Result<String> {
    let beyond = || CliError::usage("this time is too far ahead");
    let at = args.at.map(|at| at.after(now).ok_or_else(beyond)).transpose()?;
    let expires =
        args.expires.map(|expires| expires.after(at.unwrap_or(now)).ok_or_else(beyond)).transpose()?;
    let mut members: Vec<String> = Vec::new();
    for (name, at) in [("deliver_at", at), ("expires_at", expires)] {
        if let Some(at) = at {
            let text = When::At(at).to_rfc3339()?;
            members.push(format!(",\"{name}\":{}", json!(text)));
        }
    }
    Ok(members.concat())
}

fn tell_published(
    session: &Session,
    args: &PublishArgs,
    id: &str,
    replayed: bool,
    queued: u64,
    size: usize,
) -> Result<()> {
    let screen = &session.screen;
    if !screen.rich {
        // A program wants the id; the rest is talk.
        screen.data(&escape(id))?;
        if replayed {
            screen.talk("already published with this key; nothing sent");
        }
        return Ok(());
    }
    if replayed {
        return screen.data(&format!(
            "{} {} already published with this key; nothing sent",
            screen.glyph(Glyph::Same),
            escape(id)
        ));
    }
    let arrow = Glyph::UnderWay.sign(screen.ascii);
    screen.data(&format!(
        "{} {}  {}  {} {arrow} {}",
        screen.glyph(Glyph::Done),
        escape(id),
        escape(&args.event_type),
        bytes(size as u64),
        counted(queued, "endpoint", "endpoints"),
    ))
}

/// How far an event's deliveries are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    delivered: u64,
    retrying: u64,
    dead: u64,
    /// Not attempted yet, or under way.
    open: u64,
    held: u64,
}

impl Tally {
    fn of(deliveries: &[Value]) -> Self {
        let mut tally = Self::default();
        for delivery in deliveries {
            match text(delivery, "status") {
                "succeeded" => tally.delivered += 1,
                "retrying" => tally.retrying += 1,
                "dead_lettered" | "cancelled" => tally.dead += 1,
                "held" => tally.held += 1,
                _ => tally.open += 1,
            }
        }
        tally
    }

    fn said(&self) -> String {
        let parts = [
            (self.delivered, "delivered"),
            (self.retrying, "retrying"),
            (self.held, "held"),
            (self.open, "waiting"),
            (self.dead, "dead"),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{word} {count}"))
            .collect();
        if said.is_empty() { "no endpoint receives it".to_owned() } else { said.join(", ") }
    }
}

/// The answer of a publish with the event as it was found after waiting: `null` when nobody waited.
fn with_event(published: &[u8], event: &[u8]) -> Vec<u8> {
    let published = published.trim_ascii_end();
    let open = published.strip_suffix(b"}").unwrap_or(published);
    [open, b",\"event\":", event, b"}"].concat()
}

fn wait(session: &Session, args: &PublishArgs, published: &Answer, id: &str, replayed: bool) -> Result<Done> {
    let client = session.client()?;
    let path = format!("/events/{}", segment(id));
    let interrupt = Interrupt::watch();
    let until = Instant::now() + args.wait_timeout;
    let mut pause = ASK_FIRST;
    let (answer, event, ran_out) = loop {
        // The event is on disk: who publishes it again because the waiting failed would publish it twice.
        let asked = client.call(&Request::get(&path)).and_then(|answer| Ok((answer.json()?, answer)));
        let (event, answer) = asked
            .map_err(|error| error.because(format!("the event is stored, only the waiting ended: {id}")))?;
        let tally = Tally::of(list(&event, "deliveries"));
        let open = tally.open + if args.finished { tally.retrying + tally.held } else { 0 };
        if open == 0 {
            break (answer, event, false);
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || interrupt.wait(pause.min(left)) {
            break (answer, event, true);
        }
        pause = (pause * 2).min(ASK_EVERY_MAX);
    };
    let deliveries = list(&event, "deliveries");
    let tally = Tally::of(deliveries);
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, &with_event(&published.body, &answer.body))?;
    } else {
        let size = usize::try_from(number(&event, "payload_bytes").unwrap_or(0)).unwrap_or(0);
        tell_published(session, args, id, replayed, deliveries.len() as u64, size)?;
        print_deliveries(session, deliveries)?;
        screen.talk(&format!("{}    follow: hookit event show {id}", tally.said()));
        if flag(&event, "deliveries_more") {
            screen.talk("only the first 200 deliveries were watched");
        }
    }
    Ok(if ran_out {
        Done::WaitRanOut
    } else if tally.retrying + tally.dead + tally.held > 0 {
        Done::Partly
    } else {
        Done::All
    })
}

/// A line a delivery: endpoint, state, outcome, what comes next.
fn print_deliveries(session: &Session, deliveries: &[Value]) -> Result<()> {
    let screen = &session.screen;
    let names = Names::of_rows(session.client()?, deliveries);
    if !screen.rich {
        for delivery in deliveries {
            let line =
                [text(delivery, "id"), names.get(text(delivery, "endpoint_id")), text(delivery, "status")];
            screen.data(&escape(&format!("{}  {}", line.join("  "), last_outcome(delivery))))?;
        }
        return Ok(());
    }
    let mut card = Card::new();
    for delivery in deliveries {
        let status = text(delivery, "status");
        let next = instant(delivery, "next_attempt_at").filter(|_| status == "retrying");
        let next = next.map(|at| {
            format!(
                "  {} failed, next {}",
                counted(number(delivery, "attempt_count").unwrap_or(0), "attempt", "attempts"),
                relative(at, clock::now())
            )
        });
        let sign = glyph_of(status).sign(screen.ascii);
        let said = format!(
            "{}  {sign} {}{}",
            names.get(text(delivery, "endpoint_id")),
            if last_outcome(delivery).is_empty() { status.to_owned() } else { last_outcome(delivery) },
            next.unwrap_or_default()
        );
        card = card.fact("", &said);
    }
    card.print(screen)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::cli::input::Ahead;

    fn args(id: Option<&str>) -> PublishArgs {
        PublishArgs {
            event_type: "a\"b".to_owned(),
            data: String::new(),
            key: None,
            id: id.map(ToOwned::to_owned),
            labels: Vec::new(),
            to: Vec::new(),
            ordering_key: None,
            at: None,
            expires: None,
            dry_run: false,
            wait: false,
            wait_timeout: Duration::ZERO,
            finished: false,
        }
    }

    #[test]
    fn the_payload_goes_in_byte_for_byte() {
        let sent = body(&args(Some("inv-1")), b"{\"n\": 1.50,  \"n\":1e400}").unwrap();
        assert_eq!(
            String::from_utf8(sent).unwrap(),
            r#"{"type":"a\"b","id":"inv-1","payload":{"n": 1.50,  "n":1e400}}"#
        );
        let named = PublishArgs {
            labels: vec![("env".to_owned(), "prod".to_owned())],
            to: vec!["acme".to_owned()],
            ..args(None)
        };
        assert_eq!(
            String::from_utf8(body(&named, b"1").unwrap()).unwrap(),
            r#"{"type":"a\"b","labels":{"env":"prod"},"endpoint_ids":["acme"],"payload":1}"#
        );
        assert_eq!(body(&args(None), b"{oops}").unwrap_err().kind.exit_code(), 2);
        assert_eq!(body(&args(None), b"1} ,\"type\":\"x\",{").unwrap_err().kind.exit_code(), 2);
    }

    #[test]
    fn it_expires_so_long_after_it_is_to_be_sent() {
        let now = datetime!(2026-11-24 12:00 UTC);
        let ahead = |text| Ahead::parse(text);
        let members = |at, expires| times(&PublishArgs { at, expires, ..args(None) }, now).unwrap();
        assert_eq!(members(None, None), "");
        assert_eq!(
            members(ahead("10m"), ahead("1h")),
            r#","deliver_at":"2026-11-24T12:10:00Z","expires_at":"2026-11-24T13:10:00Z""#
        );
        assert_eq!(members(None, ahead("1h")), r#","expires_at":"2026-11-24T13:00:00Z""#);
        let fixed = ahead("2026-11-25T00:00:00Z");
        assert_eq!(
            members(ahead("10m"), fixed),
            r#","deliver_at":"2026-11-24T12:10:00Z","expires_at":"2026-11-25T00:00:00Z""#
        );
    }

    #[test]
    fn deliveries_are_counted_by_where_they_stand() {
        let deliveries: Vec<Value> = ["succeeded", "retrying", "dead_lettered", "in_flight", "held"]
            .into_iter()
            .map(|status| json!({ "status": status }))
            .collect();
        let tally = Tally::of(&deliveries);
        assert_eq!(tally, Tally { delivered: 1, retrying: 1, dead: 1, open: 1, held: 1 });
        assert_eq!(tally.said(), "delivered 1, retrying 1, held 1, waiting 1, dead 1");
        assert_eq!(Tally::default().said(), "no endpoint receives it");
    }
}
