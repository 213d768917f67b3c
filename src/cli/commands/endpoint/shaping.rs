//! What is sent of an event, from flags and files to the API's fields, and back to words.

use std::path::Path;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::cli::args::PayloadFormatChoice;
use crate::cli::args::ShapingArgs;
use crate::cli::args::UnshapingArgs;
use crate::cli::error::CliError;
use crate::cli::error::Result;
use crate::cli::input;

/// The fields that were named.
pub(super) fn add_fields(fields: &mut Map<String, Value>, args: &ShapingArgs) -> Result<()> {
    let from_stdin = [&args.headers_file, &args.basic_file, &args.bearer_file];
    if from_stdin.iter().filter(|path| path.as_deref() == Some(Path::new("-"))).count() > 1 {
        return Err(CliError::usage("headers and a login cannot both come from stdin"));
    }
    if let Some(format) = args.payload_format {
        fields.insert("payload_format".to_owned(), json!(format.word()));
        if format != PayloadFormatChoice::Template && args.template.is_none() {
            // It goes with its format.
            fields.insert("template".to_owned(), Value::Null);
        }
    }
    if let Some(template) = &args.template {
        let text = String::from_utf8(input::text_or_file(template)?)
            .map_err(|error| CliError::failed("the template is not UTF-8").because(error))?;
        fields.entry("payload_format").or_insert_with(|| json!(PayloadFormatChoice::Template.word()));
        fields.insert("template".to_owned(), json!(text.trim_end()));
    }
    if let Some(path) = &args.headers_file {
        fields.insert("headers".to_owned(), Value::Object(headers(path)?));
    }
    if let Some(path) = &args.basic_file {
        let text = input::secret_file(path)?;
        let (username, password) = text
            .split_once(':')
            .ok_or_else(|| CliError::failed(format!("{} does not hold user:password", path.display())))?;
        let basic = json!({ "username": username, "password": password });
        fields.insert("auth".to_owned(), json!({ "basic": basic, "bearer": null }));
    }
    if let Some(path) = &args.bearer_file {
        let token = input::secret_file(path)?;
        fields.insert("auth".to_owned(), json!({ "bearer": { "token": token.as_str() }, "basic": null }));
    }
    Ok(())
}

/// The fields that take something away.
pub(super) fn add_removals(fields: &mut Map<String, Value>, args: &UnshapingArgs) {
    if args.unset_auth {
        fields.insert("auth".to_owned(), Value::Null);
    }
    if args.unset_headers.is_empty() {
        return;
    }
    let headers = fields.entry("headers").or_insert_with(|| json!({}));
    if let Value::Object(headers) = headers {
        headers.extend(args.unset_headers.iter().map(|name| (name.to_ascii_lowercase(), Value::Null)));
    }
}

/// Headers by name in lower case. What is wrong with a line never quotes it.
fn headers(path: &Path) -> Result<Map<String, Value>> {
    let text = input::secret_file(path)?;
    let mut headers = Map::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (index, line) in lines {
        let wrong = |what: &str| CliError::failed(format!("{}:{}: {what}", path.display(), index + 1));
        let (name, value) = line.split_once(':').ok_or_else(|| wrong("this is not `name: value`"))?;
        if headers.insert(name.trim().to_ascii_lowercase(), json!(value.trim())).is_some() {
            return Err(wrong("this header is there twice"));
        }
    }
    Ok(headers)
}

/// The operator's own headers, by name.
pub(super) fn header_names(endpoint: &Value) -> String {
    let headers = endpoint.get("headers").and_then(Value::as_object);
    headers.map(|headers| headers.keys().cloned().collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

/// The login in words.
pub(super) fn auth_words(endpoint: &Value) -> String {
    match (endpoint.pointer("/auth/basic/username"), endpoint.pointer("/auth/bearer")) {
        (Some(name), _) => format!("basic, as {}", name.as_str().unwrap_or_default()),
        (None, Some(_)) => "bearer".to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_told_without_its_secret() {
        let basic = json!({"auth": {"basic": {"username": "u", "password": "***"}}});
        assert_eq!(auth_words(&basic), "basic, as u");
        assert_eq!(auth_words(&json!({"auth": {"bearer": {"token": "***"}}})), "bearer");
        assert_eq!(auth_words(&json!({"auth": null})), "");
        assert_eq!(header_names(&json!({"headers": {"b": "***", "a": "***"}})), "a, b");
    }

    #[test]
    fn a_header_that_is_taken_away_is_null() {
        let mut fields = Map::new();
        let args = UnshapingArgs { unset_headers: vec!["X-A".to_owned()], unset_auth: true };
        add_removals(&mut fields, &args);
        assert_eq!(Value::Object(fields), json!({"headers": {"x-a": null}, "auth": null}));
    }
}
