//! `hookit verify`: whether a request carries a valid signature, and if not, why not.

use std::path::Path;

use serde_json::json;

use super::sign::secret;
use super::support::print_json;
use crate::cli::args::VerifyArgs;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::session::Session;
use crate::domain::secret::SigningSecret;
use crate::domain::signature;
use crate::domain::signature::SignatureRefusal;

/// Headers of a request, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn read(args: &VerifyArgs) -> Result<Self> {
        let mut lines = args.header.clone();
        if let Some(path) = &args.headers {
            if path == Path::new("-") && args.body == Path::new("-") {
                return Err(CliError::usage("headers and body cannot both come from stdin"));
            }
            let bytes = input::file(path)?;
            lines.extend(String::from_utf8_lossy(&bytes).lines().map(ToOwned::to_owned));
        }
        let pairs = lines.iter().filter_map(|line| line.split_once(':'));
        let headers = pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        Ok(Self(headers.collect()))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// Checks every scheme the headers carry; all of them must hold.
pub(super) fn run(session: &Session, args: &VerifyArgs) -> Result<Done> {
    let secrets = [secret(&args.secret_file)?];
    let headers = Headers::read(args)?;
    let body = input::file(&args.body)?;
    let now_s = clock::now().unix_timestamp();
    let checked = check(&headers, &secrets, &body, now_s, args.tolerance.as_secs());
    if checked.is_empty() {
        return Err(CliError::failed("the headers carry no signature").hint(format!(
            "give {} or {}, with --headers or -H",
            signature::WEBHOOK_SIGNATURE,
            signature::LEGACY_SIGNATURE
        )));
    }
    let valid = checked.iter().all(|(_, outcome)| outcome.is_ok());
    let screen = &session.screen;
    if screen.is_json() {
        let schemes: Vec<_> = checked
            .iter()
            .map(|(scheme, outcome)| {
                json!({
                    "scheme": scheme,
                    "valid": outcome.is_ok(),
                    "reason": outcome.as_ref().err().map(ToString::to_string),
                })
            })
            .collect();
        print_json(screen, json!({ "valid": valid, "schemes": schemes }).to_string().as_bytes())?;
    } else {
        for (scheme, outcome) in &checked {
            tell(screen, scheme, *outcome)?;
        }
    }
    Ok(if valid { Done::All } else { Done::Failed })
}

fn tell(screen: &Screen, scheme: &str, outcome: std::result::Result<(), SignatureRefusal>) -> Result<()> {
    match outcome {
        Ok(()) => screen.data(&format!("{} {scheme}  valid", screen.glyph(Glyph::Done))),
        Err(reason) => {
            screen.data(&format!("{} {scheme}  not valid: {reason}", screen.glyph(Glyph::Failed)))?;
            if reason == SignatureRefusal::NoMatch {
                screen.talk("  another secret, another id or timestamp, or a body that is not byte for byte the one that was sent");
            }
            if matches!(reason, SignatureRefusal::TooOld | SignatureRefusal::TooNew) {
                screen.talk("  --tolerance accepts older and newer ones; the clocks may differ");
            }
            Ok(())
        }
    }
}

type Checked = Vec<(&'static str, std::result::Result<(), SignatureRefusal>)>;

fn check(headers: &Headers, secrets: &[SigningSecret], body: &[u8], now_s: i64, tolerance_s: u64) -> Checked {
    let mut checked = Vec::new();
    if let Some(given) = headers.get(signature::WEBHOOK_SIGNATURE) {
        let outcome = match (headers.get(signature::WEBHOOK_ID), headers.get(signature::WEBHOOK_TIMESTAMP)) {
            (Some(id), Some(timestamp)) => {
                signature::verify_standard(secrets, id, timestamp, given, body, now_s, tolerance_s)
            }
            _ => Err(SignatureRefusal::Malformed),
        };
        checked.push(("Standard Webhooks", outcome));
    }
    if let Some(given) = headers.get(signature::LEGACY_SIGNATURE) {
        checked.push(("legacy", signature::verify_legacy(secrets, given, body, now_s, tolerance_s)));
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signature::SignatureFormat;

    fn signed(body: &[u8]) -> (Vec<SigningSecret>, Headers) {
        let secrets = vec![SigningSecret::generate(&[7; 32])];
        let headers = signature::sign(SignatureFormat::Both, &secrets, "evt_1", 1_000, body);
        (secrets, Headers(headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
    }

    #[test]
    fn what_was_signed_is_valid_in_both_schemes() {
        let (secrets, headers) = signed(b"{}");
        let checked = check(&headers, &secrets, b"{}", 1_010, 300);
        assert_eq!(checked, [("Standard Webhooks", Ok(())), ("legacy", Ok(()))]);
    }

    #[test]
    fn a_changed_body_and_an_old_request_are_told_apart() {
        let (secrets, headers) = signed(b"{}");
        let reasons = |body: &[u8], now| -> Vec<_> {
            check(&headers, &secrets, body, now, 300)
                .into_iter()
                .map(|(_, outcome)| outcome.unwrap_err())
                .collect()
        };
        assert_eq!(reasons(b"{ }", 1_010), [SignatureRefusal::NoMatch; 2]);
        assert_eq!(reasons(b"{}", 2_000), [SignatureRefusal::TooOld; 2]);
        assert!(check(&Headers(Vec::new()), &secrets, b"{}", 1_010, 300).is_empty());
    }
}
