//! What commands share: printing JSON and lists, and doing one thing to many.

use serde_json::Value;

use super::super::args::Form;
use super::super::args::Listing;
use super::super::client::Answer;
use super::super::client::Client;
use super::super::client::Listed;
use super::super::client::Request;
use super::super::error::CliError;
use super::super::error::Done;
use super::super::error::Result;
use super::super::output::Glyph;
use super::super::output::Screen;
use super::super::output::Table;
use super::super::output::counted;
use super::super::output::escape;
use super::super::output::formed;
use super::super::output::id_of;
use super::super::output::items_of;
use super::super::output::joined_pages;
use super::super::recall;
use super::super::session::Session;

/// Prints an answer in the form that was asked for: the API's JSON, JSON a line, YAML, or bare ids.
pub(super) fn print_json(screen: &Screen, json: &[u8]) -> Result<Done> {
    if let Some(text) = formed(json, screen.form)? {
        screen.data(&text)?;
    }
    Ok(Done::All)
}

/// Prints one item of a stream that may have no end: JSON on a line, a document of YAML, or its id.
pub(super) fn print_item(screen: &Screen, json: &str) -> Result<()> {
    match screen.form {
        Form::Yaml | Form::Name => {
            let Some(text) = formed(json.as_bytes(), screen.form)? else { return Ok(()) };
            screen.data(&if screen.form == Form::Yaml { format!("---\n{text}") } else { text })
        }
        Form::Table | Form::Wide | Form::Json | Form::Jsonl => screen.data(json),
    }
}

/// Asks for a list and prints it; lines of JSON and of ids come page by page, as the pages do.
pub(super) fn show_list(
    session: &Session,
    request: &Request,
    listing: &Listing,
    empty: &str,
    rows: impl Fn(&[Value]) -> Result<Table>,
) -> Result<Done> {
    let client = session.client()?;
    let screen = &session.screen;
    let streams = matches!(screen.form, Form::Jsonl | Form::Name) && screen.view.sort.is_none();
    if !streams || !screen.view.columns.is_empty() {
        let listed = client.list(request, listing.limit, listing.after.as_deref())?;
        return print_list(session, &listed, empty, rows);
    }
    let mut ids = Vec::new();
    let next = client.pages(request, listing.limit, listing.after.as_deref(), |page, items| {
        ids.extend(items.iter().filter_map(id_of).map(ToOwned::to_owned));
        print_json(screen, page).map(drop)
    })?;
    remember(session, ids.iter().map(String::as_str));
    tell_more(screen, ids.len(), next.as_deref());
    Ok(Done::All)
}

/// Prints a list: in the form of the API, or as the table that `rows` makes of it, with a word on stderr when there
/// is more.
pub(super) fn print_list(
    session: &Session,
    listed: &Listed,
    empty: &str,
    rows: impl FnOnce(&[Value]) -> Result<Table>,
) -> Result<Done> {
    print_list_over(session, listed, empty, "", rows)
}

/// The same with a line below it, at whose end a terminal is told that there is more.
pub(super) fn print_list_over(
    session: &Session,
    listed: &Listed,
    empty: &str,
    footer: &str,
    rows: impl FnOnce(&[Value]) -> Result<Table>,
) -> Result<Done> {
    let screen = &session.screen;
    if screen.is_json() && !screen.view.columns.is_empty() {
        return Err(CliError::usage("--columns is for tables").hint("leave out -o, or use -o wide"));
    }
    if screen.is_json() && screen.view.sort.is_none() {
        remember(session, listed.items.iter().filter_map(id_of));
        print_json(screen, &listed.json)?;
        // What is read by a program says by its cursor that there is more; lines have none.
        if matches!(screen.form, Form::Jsonl | Form::Name) {
            tell_more(screen, listed.items.len(), listed.next_cursor.as_deref());
        }
        return Ok(Done::All);
    }
    let mut table = rows(&listed.items)?;
    let order = table.order(screen)?.unwrap_or_else(|| (0..listed.items.len()).collect());
    table.put_in(&order);
    let sorted = order.iter().filter_map(|index| listed.items.get(*index));
    remember(session, sorted.filter_map(id_of));
    if screen.is_json() {
        return print_json(screen, &in_order(listed, &order)?);
    }
    table.print(screen, empty)?;
    if !screen.rich || footer.is_empty() {
        tell_more(screen, listed.items.len(), listed.next_cursor.as_deref());
    } else if !listed.items.is_empty() {
        let more =
            listed.next_cursor.as_deref().map(|cursor| format!("; more with --after {}", escape(cursor)));
        screen.talk(&format!("{footer}{}", more.unwrap_or_default()));
    }
    Ok(Done::All)
}

/// A list's JSON with its items in another order, each as it came.
fn in_order(listed: &Listed, order: &[usize]) -> Result<Vec<u8>> {
    let odd = || CliError::failed("the answer is not a list of HookIt's");
    let items = items_of(&listed.json).ok_or_else(odd)?;
    let items: Vec<&str> = order.iter().filter_map(|index| items.get(*index).copied()).collect();
    let page = format!("{{\"items\":[{}]}}", items.join(","));
    joined_pages(&[page.into_bytes()], listed.next_cursor.as_deref()).map_err(|error| odd().because(error))
}

/// Keeps the ids of a list that was printed on a terminal, for `@1`.
fn remember<'a>(session: &Session, ids: impl Iterator<Item = &'a str>) {
    if session.screen.rich {
        recall::keep(&session.environment, ids);
    }
}

fn tell_more(screen: &Screen, shown: usize, cursor: Option<&str>) {
    if let Some(cursor) = cursor {
        screen.talk(&format!("{shown} shown; more with --after {}", escape(cursor)));
    }
}

/// A line that says that something was done: a sign, what, and its id.
pub(super) fn say_done(screen: &Screen, glyph: Glyph, what: &str) -> Result<()> {
    let sign = if screen.rich { format!("{} ", screen.glyph(glyph)) } else { String::new() };
    screen.data(&format!("{sign}{}", escape(what)))
}

/// Sends a request and, if JSON was asked for, prints the answer; the answer is given back otherwise.
pub(super) fn call_or_json(session: &Session, client: &Client, request: &Request) -> Result<Option<Answer>> {
    let view = &session.screen.view;
    if session.screen.is_json() && (view.sort.is_some() || !view.columns.is_empty()) {
        return Err(CliError::usage("--columns and --sort are for the table of this command")
            .hint("leave out -o, or use -o wide"));
    }
    let answer = client.call(request)?;
    if session.screen.is_json() {
        print_json(&session.screen, &answer.body)?;
        return Ok(None);
    }
    Ok(Some(answer))
}

/// Does `act` for every one of `names`; what fails is told and the rest goes on.
pub(super) fn each(
    session: &Session,
    names: &[String],
    mut act: impl FnMut(&str) -> Result<()>,
) -> Result<Done> {
    let mut failed = Vec::new();
    for name in names {
        match act(name) {
            Ok(()) => {}
            Err(error) if names.len() == 1 => return Err(error),
            Err(error) => {
                session.screen.talk(&format!("{}: {}", escape(name), escape(&error.text)));
                failed.push(error);
            }
        }
    }
    match failed.pop() {
        None => Ok(Done::All),
        // All of one kind failed: its exit code says more than "partly".
        Some(error) if failed.len() + 1 == names.len() => Err(error),
        Some(_) => {
            session
                .screen
                .talk(&format!("{} failed", counted(failed.len() as u64 + 1, "of them", "of them")));
            Ok(Done::Partly)
        }
    }
}
