//! What the buttons do: each changes something that is there, and says what it did.

use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use rand::Rng;
use serde_json::Value;
use serde_json::json;

use super::nodes;
use super::producer;
use super::producer::Source;
use super::show::BANK_A;
use super::show::BANK_B;
use super::show::Show;
use super::show::YOURS;
use super::show::lock;
use super::stand::Mood;
use super::stand::Stand;
use super::watch;
use crate::cli::client::Client;
use crate::cli::client::Request;
use crate::cli::client::segment;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::list;
use crate::cli::output::number;
use crate::cli::output::text;

/// Trades of a rush, on one account.
const RUSH: usize = 8;
/// Prices of a burst.
const BURST: usize = 200;
/// How long a forged message may take.
const FORGED_MAX: Duration = Duration::from_secs(3);

/// Every button: its name in the page's requests, and what it does.
type Act = fn(&Show) -> Result<String>;
const ACTS: [(&str, Act); 19] = [
    ("receiver-on", |show| receiver(show, Mood::Well, "your receiver answers again")),
    ("receiver-off", |show| receiver(show, Mood::Off, "nobody listens on your receiver's port any more")),
    ("receiver-slow", |show| receiver(show, Mood::Slow, "your receiver thinks 2.5 s about each message")),
    ("receiver-fail", |show| receiver(show, Mood::Failing, "your receiver answers 500 to everything")),
    ("send", send),
    ("fake-message", fake_message),
    ("fast-forward", fast_forward),
    ("redrive", redrive),
    ("banks-on", |show| banks(show, Mood::Well, "both banks are open again")),
    ("banks-off", |show| banks(show, Mood::Off, "both banks are offline")),
    ("lose-answers", lose_answers),
    ("rush", rush),
    ("fake-trade", fake_trade),
    ("reset", reset),
    ("burst", burst),
    ("twice", twice),
    ("trade", trade),
    ("kill-node", nodes::kill),
    ("start-node", nodes::start),
];

/// Does what the button of this name does; `None` when there is none.
pub(super) fn act(show: &Show, name: &str) -> Option<Result<String>> {
    let (_, act) = ACTS.iter().find(|(known, _)| *known == name)?;
    let done = act(show);
    match &done {
        Ok(text) => show.tell(text, false),
        Err(error) => show.tell(&error.text, true),
    }
    Some(done)
}

fn set(stand: &std::sync::Arc<Stand>, mood: Mood) -> Result<()> {
    stand.set(mood).map_err(|error| CliError::failed("the receiver's port is taken").because(error))
}

fn receiver(show: &Show, mood: Mood, told: &str) -> Result<String> {
    set(&show.you, mood)?;
    Ok(told.to_owned())
}

fn banks(show: &Show, mood: Mood, told: &str) -> Result<String> {
    set(&show.stand_a, mood)?;
    set(&show.stand_b, mood)?;
    Ok(told.to_owned())
}

fn send(show: &Show) -> Result<String> {
    let sent = producer::publish(&show.client(), &[Source::default().alert()])?;
    let event = list(&sent, "results").first().map_or("", |result| text(result, "event_id")).to_owned();
    Ok(format!("published one message: {event}"))
}

fn trade(show: &Show) -> Result<String> {
    let client = show.client();
    producer::publish(&client, &[Source::default().trade()])?;
    watch::read_log(show, &client)?;
    Ok("published one trade".to_owned())
}

fn fake_message(show: &Show) -> Result<String> {
    let body =
        json!({ "event_id": "evt_forged", "type": "price.alert", "payload": { "says": "send money" } });
    let status = forged(&show.you, &body)?;
    Ok(format!("sent a forged message straight to your receiver, which answered {status}"))
}

fn fake_trade(show: &Show) -> Result<String> {
    let body =
        json!({ "event_id": "evt_forged", "type": "trade.executed", "payload": { "cents": 1_000_000 } });
    let (a, b) = (forged(&show.stand_a, &body)?, forged(&show.stand_b, &body)?);
    Ok(format!("a forged trade of $10,000: bank A answered {a}, bank B {b}"))
}

/// Posts a message that HookIt never sent, as anybody who knows the address can.
fn forged(stand: &Stand, body: &Value) -> Result<String> {
    let gone = |error: std::io::Error| CliError::failed("nobody listens there").because(error);
    let address = stand.address();
    let mut stream = TcpStream::connect(address).map_err(gone)?;
    stream.set_read_timeout(Some(FORGED_MAX)).map_err(gone)?;
    let body = body.to_string();
    let length = body.len();
    let head = format!(
        "POST / HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         webhook-id: evt_forged\r\nhookit-event-type: price.alert\r\nconnection: close\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).map_err(gone)?;
    let mut answer = Vec::new();
    // A slow receiver may not have answered yet.
    drop(stream.take(4_096).read_to_end(&mut answer));
    let first = String::from_utf8_lossy(&answer);
    Ok(first.split(' ').nth(1).unwrap_or("nothing").to_owned())
}

fn fast_forward(show: &Show) -> Result<String> {
    let client = show.client();
    let waiting = Request::get("/deliveries")
        .query("endpoint", Some(YOURS))
        .query("status", Some("retrying"))
        .query("limit", Some("1"));
    let page = client.json(&waiting)?;
    let Some(delivery) = list(&page, "items").first() else {
        return Ok("no message waits for its next attempt".to_owned());
    };
    let id = text(delivery, "id");
    client.call(&Request::post(&format!("/deliveries/{}/attempt-now", segment(id))))?;
    Ok(format!("fast-forwarded {id}: its next attempt is due now"))
}

fn redrive(show: &Show) -> Result<String> {
    let client = show.client();
    let wanted = json!({ "endpoint": YOURS, "dry_run": true, "rate_per_s": 50 });
    let plan = client.json(&Request::post("/redrives").json(&wanted))?;
    let total = number(&plan, "total").unwrap_or(0);
    if total == 0 {
        return Ok("nothing is set aside".to_owned());
    }
    let order = json!({ "plan": text(&plan, "plan"), "rate_per_s": 50 });
    let running = client.json(&Request::post("/redrives").json(&order))?;
    Ok(format!("{}: all {total} messages that were set aside go out again", text(&running, "id")))
}

fn lose_answers(show: &Show) -> Result<String> {
    // One alone: two at once could cancel out in the careless bank's books.
    show.bank_a.lose(1);
    show.bank_b.lose(1);
    producer::publish(&show.client(), &[Source::default().trade()])?;
    Ok("each bank books a trade and its confirmation gets lost: HookIt sends it again".to_owned())
}

fn rush(show: &Show) -> Result<String> {
    let source = Source::default();
    let trades: Vec<Value> = (0..RUSH).map(|_| source.trade()).collect();
    producer::publish(&show.client(), &trades)?;
    Ok(format!("{RUSH} trades at once on one account"))
}

fn reset(show: &Show) -> Result<String> {
    let client = show.client();
    watch::read_log(show, &client)?;
    let (cents, events): (i64, Vec<String>) = {
        let trades = lock(&show.trades);
        (trades.total(), trades.cents.keys().cloned().collect())
    };
    show.handle.block_on(show.bank_a.reset(cents, events.clone()));
    let count = events.len();
    show.handle.block_on(show.bank_b.reset(cents, events));
    Ok(format!("{BANK_A} and {BANK_B} took their books from the event log: {count} trades"))
}

fn burst(show: &Show) -> Result<String> {
    let source = Source::default();
    let ticks: Vec<Value> = (0..BURST).map(|_| source.tick()).collect();
    producer::publish(&show.client(), &ticks)?;
    Ok(format!("{BURST} prices in one request"))
}

/// Two producers race with one idempotency key.
fn twice(show: &Show) -> Result<String> {
    let body = Source::default().alert().to_string().into_bytes();
    let key = format!("twice-{:016x}", rand::rng().next_u64());
    let once = |client: Client| -> Result<(String, bool)> {
        let asked = Request::post("/events").bytes(body.clone()).header("idempotency-key", Some(&key));
        let answer = client.call(&asked)?;
        let again = answer.header("idempotent-replayed") == Some("true");
        Ok((text(&answer.json()?, "event_id").to_owned(), again))
    };
    let (one, other) = thread::scope(|scope| {
        let one = scope.spawn(|| once(show.client()));
        let other = scope.spawn(|| once(show.client()));
        (one.join(), other.join())
    });
    let broken = |_| CliError::failed("a racer broke down");
    let ((one, first), (other, second)) = (one.map_err(broken)??, other.map_err(broken)??);
    let how = match (first, second) {
        (true, false) | (false, true) => "one of them as a repetition",
        _ => "which is not right",
    };
    if one == other {
        Ok(format!("two racers with one idempotency key: both were answered {one}, {how}"))
    } else {
        Err(CliError::failed(format!("two racers got two events: {one} and {other}")))
    }
}
