//! Operational events: what HookIt tells about itself, in one list that the events, docs/operational-events.md and the API's
//! description follow.

use std::fmt::Write;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// The project that they are published in.
pub const PROJECT: &str = "hookit";
/// What every type begins with.
pub const PREFIX: &str = "hookit.";
/// How often one endpoint's dead letters with one cause are told, in seconds: the first at once, what follows with its
/// count.
pub const DEAD_LETTERS_EVERY_S: u32 = 60;
/// How often a disk that stays full is told, in seconds.
pub const STORAGE_EVERY_S: u32 = 86_400;

/// What a member of a payload holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A text, or null.
    TextOrNull,
    /// A whole number.
    Number,
    /// A whole number, or null.
    NumberOrNull,
    /// A point in time, RFC 3339.
    Time,
}

impl Kind {
    /// The word of the documentation.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::TextOrNull => "string or null",
            Self::Number => "integer",
            Self::NumberOrNull => "integer or null",
            Self::Time => "time, RFC 3339",
        }
    }

    fn schema(self, about: &str) -> Value {
        match self {
            Self::Text => json!({"type": "string", "description": about}),
            Self::TextOrNull => json!({"type": ["string", "null"], "description": about}),
            Self::Number => json!({"type": "integer", "description": about}),
            Self::NumberOrNull => json!({"type": ["integer", "null"], "description": about}),
            Self::Time => json!({"type": "string", "format": "date-time", "description": about}),
        }
    }
}

/// A member of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
}

macro_rules! operations {
    ($($variant:ident = $name:literal, $about:literal, {
        $($member:ident: $kind:ident $meaning:literal;)+
    })+) => {
        /// What HookIt tells about itself.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation { $(#[doc = $about] $variant,)+ }

        impl Operation {
            /// All there are, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The type of its events.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => concat!("hookit.", $name),)+ }
            }

            /// When it happens, in a sentence.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)+ }
            }

            /// What its payload has, in this order.
            #[must_use]
            pub const fn members(self) -> &'static [Member] {
                match self {
                    $(Self::$variant => &[
                        $(Member { name: stringify!($member), kind: Kind::$kind, about: $meaning },)+
                    ],)+
                }
            }
        }
    };
}

operations! {
    EndpointDisabled = "endpoint.disabled",
        "HookIt disabled an endpoint: its receiver answered 410 Gone, or failed for too long. Its deliveries are held until an operator resumes it.", {
        project: Text "The name of its project.";
        endpoint_id: Text "The endpoint.";
        endpoint: Text "Its name.";
        reason: Text "Why, in a few words.";
        at: Time "When.";
    }
    EndpointCircuitOpened = "endpoint.circuit_opened",
        "An endpoint's receiver is down: its circuit opened, and single deliveries try again from time to time.", {
        project: Text "The name of its project.";
        endpoint_id: Text "The endpoint.";
        endpoint: Text "Its name.";
        cause: Text "How the last attempt before it failed.";
        at: Time "When.";
    }
    EndpointRecovered = "endpoint.recovered",
        "A receiver whose circuit was open answers again: it is let back in step by step.", {
        project: Text "The name of its project.";
        endpoint_id: Text "The endpoint.";
        endpoint: Text "Its name.";
        at: Time "When.";
    }
    DeliveryDeadLettered = "delivery.dead_lettered",
        "Deliveries of an endpoint were set aside. The first is told at once; what follows with the same cause within a minute is told together, with its count.", {
        project: Text "The name of the project.";
        endpoint_id: Text "The endpoint.";
        endpoint: Text "Its name.";
        cause: Text "Why they were set aside: the `cause` of the deliveries.";
        count: Number "How many there are since the last such event.";
        delivery_id: Text "The last of them.";
        event_type: Text "The type of its event.";
        outcome: TextOrNull "How its last attempt ended.";
        response_status: NumberOrNull "What its receiver answered then.";
        since: Time "When the first of them was set aside.";
        at: Time "When the last of them was.";
    }
    NodeLost = "node.lost",
        "A node's lease ran out and nothing took its place: another node takes back what it had.", {
        node_id: Text "The node's id, of this run.";
        node: Text "Its name.";
        lease_until: Time "When its lease ended.";
        at: Time "When another node noticed.";
    }
    StorageLow = "storage.low",
        "The disk under a private Postgres fills up: 85 % are used, or it will not hold the days of history that are to be kept. Told once a day, and at once when it becomes worse.", {
        node: Text "The node whose disk it is.";
        directory: Text "Its state directory.";
        level: Text "`warning`, or `problem` from 95 % on and where less than three days are left.";
        sentence: Text "The same as `hookit doctor` says.";
        free_bytes: Number "What is free.";
        total_bytes: Number "What there is.";
        at: Time "When.";
    }
}

impl Operation {
    /// Its payload: `values` are those of its members, in their order.
    #[must_use]
    pub fn payload(self, values: Vec<Value>) -> Value {
        debug_assert_eq!(values.len(), self.members().len(), "each member has its value");
        let named = self.members().iter().map(|member| member.name.to_owned()).zip(values);
        Value::Object(named.collect::<Map<_, _>>())
    }

    /// The JSON Schema of its payload.
    #[must_use]
    pub fn schema(self) -> Value {
        let names: Vec<&str> = self.members().iter().map(|member| member.name).collect();
        let members = self.members().iter();
        let properties: Map<String, Value> =
            members.map(|member| (member.name.to_owned(), member.kind.schema(member.about))).collect();
        json!({"type": "object", "description": self.about(), "required": names, "properties": properties})
    }
}

/// The list in Markdown, for docs/operational-events.md.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for operation in Operation::ALL {
        let mut written = writeln!(text, "### `{}`\n\n{}\n", operation.name(), operation.about());
        written = written.and_then(|()| writeln!(text, "| member | holds | meaning |\n|---|---|---|"));
        for member in operation.members() {
            let (name, kind, about) = (member.name, member.kind.word(), member.about);
            written = written.and_then(|()| writeln!(text, "| `{name}` | {kind} | {about} |"));
        }
        if *operation != Operation::StorageLow {
            written = written.and_then(|()| writeln!(text));
        }
        debug_assert!(written.is_ok(), "a string takes everything");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventType;

    #[test]
    fn every_type_is_one_that_can_be_published_and_subscribed_to() {
        for operation in Operation::ALL {
            assert!(EventType::parse(operation.name()).is_ok(), "{}", operation.name());
            assert!(operation.name().starts_with(PREFIX));
            assert!(operation.about().ends_with('.'), "{}", operation.about());
        }
    }

    #[test]
    fn a_payload_has_the_members_that_are_documented() {
        for operation in Operation::ALL {
            let values = vec![Value::Null; operation.members().len()];
            let payload = operation.payload(values);
            let schema = operation.schema();
            for member in operation.members() {
                assert!(payload.get(member.name).is_some(), "{}", member.name);
                assert!(schema["properties"][member.name]["description"].is_string());
                assert!(markdown().contains(&format!("| `{}` | {} |", member.name, member.kind.word())));
            }
        }
    }
}
