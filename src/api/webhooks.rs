//! Operational events in the API's description: what HookIt sends to those who listen, out of the one list of them.

use serde_json::Value;
use serde_json::json;
use utoipa::openapi::ContentBuilder;
use utoipa::openapi::Paths;
use utoipa::openapi::PathsBuilder;
use utoipa::openapi::RefOr;
use utoipa::openapi::ResponseBuilder;
use utoipa::openapi::Schema;
use utoipa::openapi::path::HttpMethod;
use utoipa::openapi::path::OperationBuilder;
use utoipa::openapi::path::PathItem;
use utoipa::openapi::request_body::RequestBodyBuilder;

use crate::domain::operation::Operation;

/// Each as a webhook, by its type.
pub(super) fn webhooks() -> Paths {
    Operation::ALL
        .iter()
        .fold(PathsBuilder::new(), |paths, operation| paths.path(operation.name(), item(*operation)))
        .build()
}

fn item(operation: Operation) -> PathItem {
    // What is not a schema would leave the content without one; the test looks for that.
    let schema: Option<RefOr<Schema>> = serde_json::from_value(envelope(operation)).ok();
    let content = ContentBuilder::new().schema(schema).build();
    let body = RequestBodyBuilder::new().content("application/json", content).build();
    let taken = ResponseBuilder::new().description("Any 2xx: it arrived.").build();
    let described = OperationBuilder::new()
        .tag("Operational events")
        .operation_id(Some(operation.name().replace('.', "_")))
        .summary(Some(operation.name()))
        .description(Some(operation.about()))
        .request_body(Some(body))
        .response("2XX", taken)
        .build();
    PathItem::new(HttpMethod::Post, described)
}

/// The body as an endpoint with the format `envelope` gets it.
fn envelope(operation: Operation) -> Value {
    json!({
        "type": "object",
        "required": ["event_id", "type", "payload"],
        "properties": {
            "event_id": {"type": "string", "description": "The event, the same in every attempt."},
            "type": {"type": "string", "enum": [operation.name()]},
            "payload": operation.schema(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::router::openapi_json;
    use super::*;

    #[test]
    fn every_operational_event_is_described_with_its_members() {
        let document: Value = serde_json::from_str(&openapi_json()).unwrap();
        let webhooks = document["webhooks"].as_object().unwrap();
        assert_eq!(webhooks.len(), Operation::ALL.len());
        for operation in Operation::ALL {
            let post = &webhooks[operation.name()]["post"];
            assert_eq!(post["description"], operation.about());
            let payload =
                &post["requestBody"]["content"]["application/json"]["schema"]["properties"]["payload"];
            for member in operation.members() {
                assert_eq!(payload["properties"][member.name]["description"], member.about, "{payload}");
            }
        }
    }
}
