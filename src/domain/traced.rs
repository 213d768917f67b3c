//! Spans: what an event went through, as a collector of traces is told.

use time::OffsetDateTime;

use super::id::DeliveryId;
use super::id::EndpointId;
use super::id::EventId;
use super::trace::SpanId;
use super::trace::TraceContext;
use super::trace::TraceId;

/// What a span is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// An event was stored with its deliveries.
    Publish {
        /// How many there are.
        deliveries: usize,
    },
    /// One request to a receiver.
    Attempt {
        /// Of this delivery.
        delivery: DeliveryId,
        /// To this endpoint.
        endpoint: EndpointId,
        /// The attempt's number.
        number: u16,
        /// How it ended, as the API names it.
        outcome: &'static str,
        /// What the receiver answered.
        status: Option<u16>,
        /// What is wrong, when it failed.
        error: Option<String>,
    },
}

/// A span that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// Its trace.
    pub trace: TraceId,
    /// Itself.
    pub span: SpanId,
    /// What it is part of.
    pub parent: Option<SpanId>,
    /// The event.
    pub event: EventId,
    /// Its type.
    pub event_type: String,
    /// What it was.
    pub work: Work,
    /// When it began.
    pub started_at: OffsetDateTime,
    /// When it ended.
    pub ended_at: OffsetDateTime,
}

impl Traced {
    /// The span of this work; `None` when whoever began the trace does not record it. An event whose producer told no
    /// trace has one of its own, named by its id.
    #[must_use]
    pub fn of(
        context: Option<&TraceContext>,
        (event, event_type): (EventId, &str),
        work: Work,
        (started_at, ended_at): (OffsetDateTime, OffsetDateTime),
    ) -> Option<Self> {
        if context.is_some_and(|context| !context.is_sampled()) {
            return None;
        }
        let publish = SpanId::of_event(event);
        let (span, parent) = match &work {
            Work::Publish { .. } => (publish, context.map(|context| context.parent)),
            Work::Attempt { delivery, number, .. } => (SpanId::of_attempt(*delivery, *number), Some(publish)),
        };
        Some(Self {
            trace: context.map_or_else(|| TraceId::of_event(event), |context| context.trace),
            span,
            parent,
            event,
            event_type: event_type.to_owned(),
            work,
            started_at,
            ended_at: ended_at.max(started_at),
        })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const AT: OffsetDateTime = datetime!(2026-12-01 12:00 UTC);

    fn span(context: Option<&TraceContext>, work: Work) -> Option<Traced> {
        Traced::of(context, (EventId::from_uuid(Uuid::from_u128(5)), "a.b"), work, (AT, AT))
    }

    fn attempt() -> Work {
        Work::Attempt {
            delivery: DeliveryId::from_uuid(Uuid::from_u128(6)),
            endpoint: EndpointId::from_uuid(Uuid::from_u128(7)),
            number: 1,
            outcome: "succeeded",
            status: Some(200),
            error: None,
        }
    }

    #[test]
    fn an_attempt_is_below_the_publish_and_that_below_the_producer() {
        let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let context = TraceContext::parse(given, None).unwrap();
        let publish = span(Some(&context), Work::Publish { deliveries: 1 }).unwrap();
        let attempt = span(Some(&context), attempt()).unwrap();
        assert_eq!((publish.trace, publish.parent), (context.trace, Some(context.parent)));
        assert_eq!((attempt.trace, attempt.parent), (context.trace, Some(publish.span)));
    }

    #[test]
    fn an_event_without_a_trace_begins_one_and_an_unrecorded_trace_stays_so() {
        let publish = span(None, Work::Publish { deliveries: 1 }).unwrap();
        assert_eq!(publish.parent, None);
        assert_eq!(span(None, attempt()).unwrap().trace, publish.trace);
        let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        assert_eq!(span(TraceContext::parse(given, None).as_ref(), attempt()), None);
    }
}
