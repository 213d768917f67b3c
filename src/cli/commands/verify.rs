//! `hookit verify`: whether a request carries a valid signature, and if not, why not.

use std::path::Path;

use serde_json::Value;
use serde_json::json;
use zeroize::Zeroizing;

use super::delivery;
use super::support::print_json;
use crate::cli::args::VerifyArgs;
use crate::cli::client::Request;
use crate::cli::clock;
use crate::cli::error::CliError;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::input;
use crate::cli::output::Glyph;
use crate::cli::output::Screen;
use crate::cli::output::Tone;
use crate::cli::output::escape;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::domain::signature;
use crate::domain::signature_cause::Cause;
use crate::domain::signature_check;
use crate::domain::signature_check::Known;
use crate::domain::signature_check::Received;
use crate::domain::signature_check::Scheme;

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

    /// What the schemes look at, beside the body.
    fn received<'r>(&'r self, body: &'r [u8]) -> Received<'r> {
        Received {
            id: self.get(signature::WEBHOOK_ID),
            timestamp: self.get(signature::WEBHOOK_TIMESTAMP),
            standard: self.get(signature::WEBHOOK_SIGNATURE),
            legacy_timestamp: self.get(signature::LEGACY_TIMESTAMP),
            legacy: self.get(signature::LEGACY_SIGNATURE),
            content_length: self.get("content-length").and_then(|length| length.parse().ok()),
            body,
        }
    }
}

/// A scheme, and the cause if its signature does not hold.
type Verdict = (&'static str, Option<Cause>);

/// Checks every scheme the headers carry; all of them must hold.
pub(super) fn run(session: &Session, args: &VerifyArgs) -> Result<Done> {
    let secret = input::secret_file(&args.secret_file)?;
    let others = args
        .other_secret_files
        .iter()
        .map(|path| Ok((path.display().to_string(), input::secret_file(path)?)))
        .collect::<Result<Vec<(String, Zeroizing<String>)>>>()?;
    let headers = Headers::read(args)?;
    let body = input::file(&args.body)?;
    let sent = sent(session, args)?;
    let known = Known {
        secret: &secret,
        others: &others,
        sent: sent.as_deref(),
        now_s: clock::now().unix_timestamp(),
        tolerance_s: args.tolerance.as_secs(),
    };
    let verdicts = verdicts(&headers.received(&body), &known);
    if verdicts.is_empty() {
        return Err(CliError::failed("the headers carry no signature").hint(format!(
            "give {} or {}, with --headers or -H; a proxy before the receiver may have taken them off",
            signature::WEBHOOK_SIGNATURE,
            signature::LEGACY_SIGNATURE
        )));
    }
    let screen = &session.screen;
    if screen.is_json() {
        print_json(screen, as_json(&verdicts).to_string().as_bytes())?;
    } else {
        tell(screen, &verdicts)?;
    }
    Ok(if verdicts.iter().all(|(_, cause)| cause.is_none()) { Done::All } else { Done::Failed })
}

/// The body as it was sent, if it was named.
fn sent(session: &Session, args: &VerifyArgs) -> Result<Option<Vec<u8>>> {
    if let Some(path) = &args.sent {
        return input::file(path).map(Some);
    }
    let Some(which) = &args.delivery else { return Ok(None) };
    let request = session.client()?.json(&Request::get(&format!("{}/request", delivery::path(which))))?;
    Ok(Some(text(&request, "body").as_bytes().to_vec()))
}

fn verdicts(received: &Received<'_>, known: &Known<'_>) -> Vec<Verdict> {
    let name = |scheme| match scheme {
        Scheme::Standard => "Standard Webhooks",
        Scheme::Legacy => "legacy",
    };
    let carried = signature_check::checkable(received, known.secret).into_iter();
    carried.map(|scheme| (name(scheme), signature_check::check(scheme, received, known).err())).collect()
}

fn as_json(verdicts: &[Verdict]) -> Value {
    let schemes: Vec<_> = verdicts
        .iter()
        .map(|(scheme, cause)| {
            json!({
                "scheme": scheme,
                "valid": cause.is_none(),
                "cause": cause.as_ref().map(Cause::code),
                "reason": cause.as_ref().map(Cause::sentence),
                "advice": cause.as_ref().map(Cause::advice),
            })
        })
        .collect();
    json!({ "valid": verdicts.iter().all(|(_, cause)| cause.is_none()), "schemes": schemes })
}

/// A line a scheme, and what to do: once, where it is the same for both.
fn tell(screen: &Screen, verdicts: &[Verdict]) -> Result<()> {
    let mut advised: Option<&'static str> = None;
    for (scheme, cause) in verdicts {
        let Some(cause) = cause else {
            screen.data(&format!("{} {scheme}  valid", screen.glyph(Glyph::Done)))?;
            continue;
        };
        let line = format!("{scheme}  not valid: {}", cause.sentence());
        screen.data(&format!("{} {}", screen.glyph(Glyph::Failed), escape(&line)))?;
        if advised.replace(cause.advice()) != Some(cause.advice()) {
            screen.data(&format!("  {}  {}", screen.paint(Tone::Dim, "do"), cause.advice()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::SigningSecret;
    use crate::domain::signature::SignatureFormat;

    #[test]
    fn what_was_signed_is_valid_in_both_schemes_and_the_json_says_why_not() {
        let secret = SigningSecret::generate(&[7; 32]);
        let headers =
            signature::sign(SignatureFormat::Both, std::slice::from_ref(&secret), "evt_1", 1_000, b"{}");
        let headers = Headers(headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let known =
            Known { secret: secret.reveal(), others: &[], sent: None, now_s: 1_010, tolerance_s: 300 };
        let valid = verdicts(&headers.received(b"{}"), &known);
        assert_eq!(valid, [("Standard Webhooks", None), ("legacy", None)]);
        let cut = as_json(&verdicts(&headers.received(b"{"), &known));
        assert_eq!(cut["valid"], false);
        assert_eq!(cut["schemes"][1]["cause"], "body_truncated");
        assert!(verdicts(&Headers(Vec::new()).received(b"{}"), &known).is_empty());
    }

    #[test]
    fn a_public_key_checks_the_signature_of_its_private_one() {
        fn known(secret: &str, now_s: i64) -> Known<'_> {
            Known { secret, others: &[], sent: None, now_s, tolerance_s: 300 }
        }

        let live = [SigningSecret::generate_ed25519(&[7; 32]).unwrap(), SigningSecret::generate(&[7; 32])];
        let public = live[0].public_key().unwrap().to_string();
        let headers = signature::sign(SignatureFormat::Both, &live, "evt_1", 1_000, b"{\"a\":1}");
        let headers = Headers(headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let body = headers.received(b"{\"a\":1}");
        assert_eq!(verdicts(&body, &known(&public, 1_000)), [("Standard Webhooks", None)]);
        assert_eq!(verdicts(&body, &known(live[0].reveal(), 1_000)), [("Standard Webhooks", None)]);
        let code = |body: &[u8], secret: &str, now_s| {
            let found = verdicts(&headers.received(body), &known(secret, now_s));
            found[0].1.as_ref().map(Cause::code)
        };
        assert_eq!(code(b"{\"a\":1}", &public, 2_000), Some("clock_skew"));
        assert_eq!(code(b"{\"a\":1}\n", &public, 1_000), Some("body_newline"));
        let stranger = SigningSecret::generate_ed25519(&[8; 32]).unwrap().public_key().unwrap().to_string();
        assert_eq!(code(b"{\"a\":1}", &stranger, 1_000), Some("unexplained"));
    }
}
