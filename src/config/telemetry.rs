//! Telemetry: where spans are sent.

use super::rule::Raw;
use super::rule::optional;
use super::rule::text;
use super::section::Default;
use super::section::section;

/// The key of the collector's address.
pub(super) const OTLP_ENDPOINT: &str = "telemetry.otlp_endpoint";
/// What other programs read for it; honoured by a program that can export.
pub(super) const OTLP_VARIABLE: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
/// Where a collector takes spans, below its address.
const TRACES: &str = "/v1/traces";

section!(
    /// Spans for OpenTelemetry, in a program built with `--features otel`.
    pub Telemetry, "telemetry", "telemetry." {
        /// Address of a collector that takes OTLP over HTTP, such as `http://127.0.0.1:4318`; null: none, or what
        /// `OTEL_EXPORTER_OTLP_ENDPOINT` says.
        otlp_endpoint: Option<String> = Default::Unset, |raw| optional(raw, collector);
    }
);

impl Telemetry {
    /// Where spans are posted to.
    #[must_use]
    pub fn traces_url(&self) -> Option<String> {
        self.otlp_endpoint.as_ref().map(|address| format!("{address}{TRACES}"))
    }
}

/// The address without a slash at its end; a program that cannot export takes none.
fn collector(raw: &Raw) -> Result<String, String> {
    if !cfg!(feature = "otel") {
        return Err("possible in this program: it was built without the feature otel".to_owned());
    }
    let rule = || "http:// or https://, a name, a port and a path where it has one".to_owned();
    let given = text(raw, 1_024).map_err(|_| rule())?;
    let url = url::Url::parse(&given).map_err(|_| rule())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if plain { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(rule()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "otel")]
    #[test]
    fn an_address_may_have_a_path_and_nothing_behind_it() {
        let of = |text: &str| collector(&Raw::Text(text.to_owned()));
        assert_eq!(of("http://127.0.0.1:4318/").as_deref(), Ok("http://127.0.0.1:4318"));
        let telemetry = Telemetry { otlp_endpoint: of("https://o.test/otlp").ok() };
        assert_eq!(telemetry.traces_url().as_deref(), Some("https://o.test/otlp/v1/traces"));
        for odd in ["127.0.0.1:4318", "grpc://a.test", "http://a.test?x", "http://u@a.test"] {
            assert!(of(odd).is_err(), "{odd}");
        }
    }

    #[cfg(not(feature = "otel"))]
    #[test]
    fn a_program_that_cannot_export_says_so() {
        let refused = collector(&Raw::Text("http://127.0.0.1:4318".to_owned())).unwrap_err();
        assert!(refused.contains("without the feature otel"), "{refused}");
    }
}
