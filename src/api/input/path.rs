//! The variable parts of a path: ids, or names where a name may stand for an id.

use axum::extract::FromRequestParts;
use axum::extract::RawPathParams;
use axum::http::request::Parts;

use crate::api::problem::Problem;
use crate::domain::endpoint::Slug;
use crate::domain::event::EventType;
use crate::domain::id::DeliveryId;
use crate::domain::id::EndpointId;
use crate::domain::id::EventId;
use crate::domain::id::KeyId;
use crate::domain::id::ProjectId;
use crate::domain::id::RedriveId;
use crate::domain::id::SessionId;

/// The path's parts by name, percent-decoded.
#[derive(Debug)]
pub(crate) struct PathParts(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for PathParts {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        // Only a part that is not UTF-8 is refused here, and nothing has such a name.
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found("object"))?;
        Ok(Self(params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}

impl PathParts {
    fn part(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
    }

    /// The path's `id`, where only an id will do; a malformed one is as missing as an unknown one.
    pub(crate) fn event(&self) -> Result<EventId, Problem> {
        self.part("id").parse().map_err(|_| Problem::not_found("event"))
    }

    pub(crate) fn delivery(&self) -> Result<DeliveryId, Problem> {
        self.part("id").parse().map_err(|_| Problem::not_found("delivery"))
    }

    pub(crate) fn redrive(&self) -> Result<RedriveId, Problem> {
        self.part("id").parse().map_err(|_| Problem::not_found("redrive"))
    }

    pub(crate) fn session(&self) -> Result<SessionId, Problem> {
        self.part("id").parse().map_err(|_| Problem::not_found("session"))
    }

    pub(crate) fn key(&self) -> Result<KeyId, Problem> {
        self.part("key_id").parse().map_err(|_| Problem::not_found("API key"))
    }

    /// The number of an event that was published in SQL.
    pub(crate) fn outbox_number(&self) -> Result<i64, Problem> {
        self.part("id").parse().map_err(|_| Problem::not_found("refused event"))
    }

    /// The name of a part of the documentation's page.
    pub(crate) fn asset(&self) -> &str {
        self.part("asset")
    }

    /// The id or name of an endpoint.
    pub(crate) fn endpoint(&self) -> Result<&str, Problem> {
        id_or_name::<EndpointId>(self.part("id")).ok_or_else(|| Problem::not_found("endpoint"))
    }

    /// The name of an event type; what can be none is as missing as an unknown one.
    pub(crate) fn event_type(&self) -> Result<EventType, Problem> {
        EventType::parse(self.part("name")).map_err(|_| Problem::not_found("event type"))
    }

    /// The name of an event type that is to be made.
    pub(crate) fn new_event_type(&self) -> Result<EventType, Problem> {
        EventType::parse(self.part("name"))
            .map_err(|error| Problem::field("", "event_type_invalid", error.to_string()))
    }

    /// The id or name of a node; names are what operators put into their settings.
    pub(crate) fn node(&self) -> Result<&str, Problem> {
        let which = self.part("id");
        let named = (1..=64).contains(&which.len()) && !which.contains(char::is_control);
        named.then_some(which).ok_or_else(|| Problem::not_found("node"))
    }

    /// The id or name of a project.
    pub(crate) fn project(&self) -> Result<&str, Problem> {
        id_or_name::<ProjectId>(self.part("id")).ok_or_else(|| Problem::not_found("project"))
    }
}

/// The text, if it can be an id of this kind or a name.
pub(crate) fn id_or_name<T: std::str::FromStr>(text: &str) -> Option<&str> {
    (text.parse::<T>().is_ok() || Slug::parse(text).is_ok()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_neither_id_nor_name_never_reaches_the_store() {
        assert!(id_or_name::<EndpointId>("acme-prod").is_some());
        assert!(id_or_name::<EndpointId>("ep_01h455vb4pex5vsknk084sn02q").is_some());
        for odd in ["", "evt_01h455vb4pex5vsknk084sn02q", "a\0b", "Acme", "a/b", "é"] {
            assert!(id_or_name::<EndpointId>(odd).is_none(), "{odd}");
        }
    }
}
