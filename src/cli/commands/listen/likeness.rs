//! What requests look like: as those of the project's endpoints, as far as these agree, or as the flags say.

use serde_json::Value;

use super::forward::Signer;
use crate::cli::args::ListenArgs;
use crate::cli::client::Request;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::output::text;
use crate::cli::session::Session;
use crate::domain::secret::SigningSecret;
use crate::domain::shaping::Shaping;
use crate::domain::signature::SignatureFormat;
use crate::domain::template::Template;

/// Endpoints that are looked at.
const ENDPOINTS_MAX: u32 = 200;

/// What requests look like.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Likeness {
    format: SignatureFormat,
    shaping: Shaping,
}

impl Likeness {
    /// As the flags say, and where they are silent, as all of the project's endpoints have it.
    pub(super) fn of(session: &Session, args: &ListenArgs) -> Result<Self> {
        let endpoints = session.client()?.list(&Request::get("/endpoints"), ENDPOINTS_MAX, None)?.items;
        let (like, differ) = Self::among(&endpoints)?;
        let mut like = like;
        if let Some(word) = &args.signature {
            like.format =
                word.parse().map_err(|_| CliError::usage("--signature is standard, legacy or both"))?;
        }
        if let Some(word) = &args.payload_format {
            let format = word.parse().map_err(|error| {
                CliError::usage(format!("--payload-format {word} is not known")).because(error)
            })?;
            like.shaping = Shaping { payload_format: format, ..Shaping::default() };
        } else if differ {
            session.screen.talk(
                "the endpoints differ in their payload format: envelopes are sent; choose with --payload-format",
            );
        }
        Ok(like)
    }

    /// What these endpoints agree on, and whether they differ in the form of the body.
    fn among(endpoints: &[Value]) -> Result<(Self, bool)> {
        let mut formats: Vec<&str> =
            endpoints.iter().map(|endpoint| text(endpoint, "signature_format")).collect();
        formats.sort_unstable();
        formats.dedup();
        let format = match formats.as_slice() {
            [] => SignatureFormat::Standard,
            [one] => one.parse().unwrap_or(SignatureFormat::Both),
            _ => SignatureFormat::Both,
        };
        let mut shapings = endpoints.iter().map(shaping).collect::<Result<Vec<_>>>()?;
        shapings.dedup();
        let differ = shapings.len() > 1;
        let shaping = if differ { Shaping::default() } else { shapings.pop().unwrap_or_default() };
        Ok((Self { format, shaping }, differ))
    }

    /// Signs like this, with a secret of this machine.
    pub(super) fn signer(&self, secret: SigningSecret) -> Signer {
        Signer { format: self.format, secret, shaping: self.shaping.clone() }
    }
}

/// The form of an endpoint's bodies; its headers and its login stay in the daemon.
fn shaping(endpoint: &Value) -> Result<Shaping> {
    let word = text(endpoint, "payload_format");
    let payload_format = word.parse().map_err(|error| {
        CliError::failed(
            "the daemon shows a payload format that this hookit does not know; use its own version",
        )
        .because(error)
    })?;
    let template = endpoint.get("template").and_then(Value::as_str).map(Template::parse).transpose();
    let template =
        template.map_err(|error| CliError::failed("an endpoint's template cannot be read").because(error))?;
    Ok(Shaping { payload_format, template, ..Shaping::default() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::shaping::PayloadFormat;

    #[test]
    fn requests_look_as_all_endpoints_have_them() {
        let one =
            |signature: &str, format: &str| json!({"signature_format": signature, "payload_format": format});
        let (like, differ) = Likeness::among(&[one("legacy", "bare"), one("legacy", "bare")]).unwrap();
        assert_eq!(
            (like.format, like.shaping.payload_format, differ),
            (SignatureFormat::Legacy, PayloadFormat::Bare, false)
        );
        let (like, differ) = Likeness::among(&[one("legacy", "bare"), one("both", "slack")]).unwrap();
        assert_eq!(
            (like.format, like.shaping.payload_format, differ),
            (SignatureFormat::Both, PayloadFormat::Envelope, true)
        );
        let (like, differ) = Likeness::among(&[]).unwrap();
        assert_eq!(
            (like.format, like.shaping.payload_format, differ),
            (SignatureFormat::Standard, PayloadFormat::Envelope, false)
        );
        assert!(Likeness::among(&[one("both", "xml")]).is_err());
    }
}
