//! The way that requests go, from flags and files to the API's fields, and back to words.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::cli::args::TransportArgs;
use crate::cli::args::UntransportArgs;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;

/// The fields that were named.
pub(super) fn add_fields(fields: &mut Map<String, Value>, args: &TransportArgs) -> Result<()> {
    if let (Some(certificate), Some(key)) = (&args.client_cert, &args.client_key) {
        let text = String::from_utf8(input::file(certificate)?).map_err(|error| {
            CliError::failed(format!("{} holds no text", certificate.display())).because(error)
        })?;
        fields.insert("client_certificate".to_owned(), json!(text));
        fields.insert("client_key".to_owned(), json!(input::secret_file(key)?.as_str()));
    }
    if !args.pins.is_empty() {
        fields.insert("pinned_certificate_sha256".to_owned(), json!(args.pins));
    }
    Ok(())
}

/// The fields that take something away.
pub(super) fn add_removals(fields: &mut Map<String, Value>, args: &UntransportArgs) {
    if args.unset_client_cert {
        fields.insert("client_certificate".to_owned(), Value::Null);
        fields.insert("client_key".to_owned(), Value::Null);
    }
    if args.unset_pins {
        fields.insert("pinned_certificate_sha256".to_owned(), Value::Null);
    }
}

/// Whether a client certificate is shown.
pub(super) fn client_words(endpoint: &Value) -> &'static str {
    if endpoint.get("client_certificate").is_some_and(Value::is_string) { "yes, with a key" } else { "" }
}
