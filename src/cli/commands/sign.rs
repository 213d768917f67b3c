//! `hookit sign`: the headers HookIt would put on a request, made by hand.

use serde_json::Map;
use serde_json::Value;

use super::support::print_json;
use crate::cli::args::SignArgs;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::session::Session;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;
use crate::domain::signature::SignatureFormat;

/// Prints the headers of both schemes.
pub(super) fn run(session: &Session, args: &SignArgs) -> Result<Done> {
    let secrets = args.secret_files.iter().map(|path| secret(path)).collect::<Result<Vec<_>>>()?;
    let usable = (1..=64).contains(&args.id.len())
        && args.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !usable {
        // Standard Webhooks: an id with a dot could be moved into the timestamp.
        return Err(CliError::usage("--id has 1 to 64 letters, digits, `_` and `-`"));
    }
    let body = input::file(&args.body)?;
    let timestamp = args.timestamp.unwrap_or_else(|| clock::now().unix_timestamp());
    let headers = signature::sign(SignatureFormat::Both, &secrets, &args.id, timestamp, &body);
    if session.screen.is_json() {
        let object: Map<String, Value> =
            headers.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
        return print_json(&session.screen, Value::Object(object).to_string().as_bytes());
    }
    for (name, value) in headers {
        session.screen.data(&format!("{name}: {value}"))?;
    }
    Ok(Done::All)
}

/// Reads a signing secret from a file; what is wrong with it never quotes it.
pub(super) fn secret(path: &std::path::Path) -> Result<SigningSecret> {
    let text = input::secret_file(path)?;
    SigningSecret::parse(&text).map_err(|error| {
        CliError::failed(format!("{} holds no signing secret", path.display())).because(error)
    })
}
