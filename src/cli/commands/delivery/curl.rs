//! `hookit delivery curl`: the request of a delivery as one command line for a shell.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::super::support::print_json;
use super::path;
use crate::cli::args::DeliveryCurl;
use crate::cli::client::Request;
use crate::cli::confirm::quoted;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::output::escape;
use crate::cli::output::flag;
use crate::cli::output::list;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::domain::signature::SIGNATURES;

/// A body longer than this goes through a pipe: an argument has 128 KiB at most.
const ARGUMENT_BYTES_MAX: usize = 64 * 1_024;
/// What stands in the place of a signature that was not asked for.
const UNSIGNED: &str = "not-signed";
/// What stands in the place of a value that HookIt does not show.
const SEALED: &str = "not-shown";

/// Prints it.
pub(super) fn run(session: &Session, args: &DeliveryCurl) -> Result<Done> {
    let client = session.client()?;
    let path = path(&args.which);
    let request = if args.sign {
        Request::post(&format!("{path}/sign"))
    } else {
        Request::get(&format!("{path}/request"))
    };
    let answer = client.call(&request)?;
    let screen = &session.screen;
    if screen.is_json() {
        return print_json(screen, &answer.body);
    }
    let request = answer.json()?;
    screen.data(&command(&request, screen.rich)?)?;
    let sealed: Vec<&str> = list(&request, "headers")
        .iter()
        .filter(|header| header.get("value").is_none_or(Value::is_null))
        .map(|header| text(header, "name"))
        .filter(|name| !SIGNATURES.contains(name))
        .collect();
    if !sealed.is_empty() {
        screen.talk(&escape(&format!("not shown, put the value in yourself: {}", sealed.join(", "))));
    }
    if flag(&request, "signed") {
        screen.talk(
            "signed with the time of now: receivers take it for some minutes; it is no attempt of HookIt's",
        );
    } else {
        let id = escape(&args.which);
        screen.talk(&format!("not signed; with fresh signatures: hookit delivery curl {id} --sign"));
    }
    Ok(Done::All)
}

/// The command line, on one line or one header a line.
pub(in crate::cli::commands) fn command(request: &Value, folded: bool) -> Result<String> {
    let between = if folded { " \\\n  " } else { " " };
    let body = body(request)?;
    // Printable bodies stand in the command as they are; what a terminal would act on, or what is too long for one
    // argument, goes through base64.
    let printable = std::str::from_utf8(&body)
        .ok()
        .filter(|text| body.len() <= ARGUMENT_BYTES_MAX && escape(text) == *text);
    let mut parts = vec![format!(
        "curl --globoff --silent --show-error --include --http1.1 --request {}",
        quoted(text(request, "method"))
    )];
    // curl's own headers that the request does not have.
    parts.push("--header 'accept:'".to_owned());
    for header in list(request, "headers") {
        let is_signature = SIGNATURES.contains(&text(header, "name"));
        let without = if is_signature { UNSIGNED } else { SEALED };
        let value = header.get("value").and_then(Value::as_str).unwrap_or(without);
        parts.push(format!("--header {}", quoted(&format!("{}: {value}", text(header, "name")))));
    }
    let mut piped = String::new();
    if let Some(text) = printable {
        parts.push(format!("--data-raw {}", quoted(text)));
    } else {
        parts.push("--data-binary @-".to_owned());
        piped = format!("printf %s {} | base64 -d | ", quoted(&STANDARD.encode(&body)));
    }
    parts.push(quoted(text(request, "url")));
    Ok(format!("{}{}", piped, parts.join(between)))
}

/// The body's own bytes.
fn body(request: &Value) -> Result<Vec<u8>> {
    let shown = text(request, "body");
    if text(request, "body_encoding") != "base64" {
        return Ok(shown.as_bytes().to_vec());
    }
    STANDARD.decode(shown).map_err(|error| CliError::failed("the answer holds no body").because(error))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_request_is_one_command_line() {
        let request = json!({
            "method": "POST", "url": "https://a.test/x?y=1", "signed": false, "body_encoding": "utf-8",
            "headers": [{"name": "webhook-id", "value": "evt_1"}, {"name": "webhook-signature", "value": null}],
            "body": "{\"a\":\"it's\"}",
        });
        insta::assert_snapshot!(command(&request, true).unwrap());
        assert!(!command(&request, false).unwrap().contains('\n'));
    }

    #[test]
    fn what_a_terminal_would_act_on_goes_through_base64() {
        let request = json!({
            "method": "POST", "url": "https://a.test/", "headers": [], "body_encoding": "utf-8",
            "body": "\u{1b}[2J\n",
        });
        let line = command(&request, false).unwrap();
        assert!(line.starts_with("printf %s G1sySgo= | base64 -d | curl "), "{line}");
        assert!(line.contains("--data-binary @-"), "{line}");
        let long = json!({"method": "POST", "url": "https://a.test/", "body": "x".repeat(100_000)});
        assert!(command(&long, false).unwrap().contains("base64 -d"));
    }
}
