//! Traces: the producer's W3C trace context, checked at the door and carried on to receivers as a child.

use std::fmt;
use std::sync::Arc;

use sha2::Digest;
use sha2::Sha256;

use super::id::DeliveryId;
use super::id::EventId;

/// The header that names the trace and the span within it.
pub const TRACEPARENT: &str = "traceparent";
/// The header with what vendors add to it.
pub const TRACESTATE: &str = "tracestate";
/// Longest `tracestate` that is carried on, in bytes; the standard asks for 512 at least.
pub const TRACESTATE_BYTES_MAX: usize = 512;

/// The trace is recorded by whoever began it.
const SAMPLED: u8 = 0x01;
/// Flags this version of the standard knows, beside [`SAMPLED`] that the trace's id is random.
const KNOWN_FLAGS: u8 = 0x03;

/// A span's id: never all zeros.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SpanId([u8; 8]);

/// A trace's id: never all zeros.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TraceId([u8; 16]);

/// The trace that an event was published within, and the producer's span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceContext {
    /// The trace.
    pub trace: TraceId,
    /// The span that published it.
    pub parent: SpanId,
    flags: u8,
    state: Option<Arc<str>>,
}

impl TraceContext {
    /// Reads both headers. What is not well formed is as if it was not given, as the standard asks: a fault in tracing is
    /// no reason to refuse an event.
    #[must_use]
    pub fn parse(parent: &str, state: Option<&str>) -> Option<Self> {
        let mut parts = parent.split('-');
        let (version, trace) = (parts.next()?, parts.next()?);
        let (span, flags, more) = (parts.next()?, parts.next()?, parts.next());
        let [version] = hex::<1>(version)?;
        // Later versions may say more after the flags; this one must not, and 255 is no version.
        if version == 0xff || (version == 0 && more.is_some()) {
            return None;
        }
        let (trace, span, [flags]) = (hex::<16>(trace)?, hex::<8>(span)?, hex::<1>(flags)?);
        if trace == [0; 16] || span == [0; 8] {
            return None;
        }
        let state = state.map(str::trim).filter(|state| is_state(state));
        Some(Self {
            trace: TraceId(trace),
            parent: SpanId(span),
            flags: flags & KNOWN_FLAGS,
            state: state.map(Arc::from),
        })
    }

    /// Takes what was checked before it was stored.
    #[must_use]
    pub fn from_stored(parent: Option<&str>, state: Option<&str>) -> Option<Self> {
        Self::parse(parent?, state)
    }

    /// The header as the producer gave it, in the form of this version.
    #[must_use]
    pub fn traceparent(&self) -> String {
        self.with_parent(self.parent)
    }

    /// What vendors added, carried on unchanged.
    #[must_use]
    pub fn tracestate(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Whether whoever began the trace records it.
    #[must_use]
    pub fn is_sampled(&self) -> bool {
        self.flags & SAMPLED != 0
    }

    /// The headers of an attempt: its own span is the parent of what the receiver does.
    #[must_use]
    pub fn headers(&self, attempt: SpanId) -> Vec<(&'static str, String)> {
        let mut headers = vec![(TRACEPARENT, self.with_parent(attempt))];
        headers.extend(self.state.as_deref().map(|state| (TRACESTATE, state.to_owned())));
        headers
    }

    fn with_parent(&self, span: SpanId) -> String {
        format!("00-{}-{span}-{:02x}", self.trace, self.flags)
    }
}

impl TraceId {
    /// The trace of an event whose producer told none.
    #[must_use]
    pub fn of_event(event: EventId) -> Self {
        Self(event.uuid().into_bytes())
    }
}

impl SpanId {
    /// The span in which an event was published.
    #[must_use]
    pub fn of_event(event: EventId) -> Self {
        Self::of(&[event.uuid().as_bytes()])
    }

    /// The span of an attempt. It follows from what everybody knows of the attempt, so that a request made by hand, a node
    /// that came back and an export that came late all speak of the same one.
    #[must_use]
    pub fn of_attempt(delivery: DeliveryId, number: u16) -> Self {
        Self::of(&[delivery.uuid().as_bytes(), &number.to_be_bytes()])
    }

    fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
        }
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 8];
        id.copy_from_slice(&digest[..8]);
        // All zeros mean that there is none.
        id[7] |= u8::from(id == [0; 8]);
        Self(id)
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SpanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Lower-case hex of exactly this many bytes.
fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

/// Whether it can be carried on: printable ASCII, so that it stays one header, and not too long.
fn is_state(text: &str) -> bool {
    (1..=TRACESTATE_BYTES_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn an_attempt_is_a_child_in_the_same_trace() {
        let context = TraceContext::parse(GIVEN, Some("acme=1,other=x")).unwrap();
        assert_eq!(context.traceparent(), GIVEN);
        assert!(context.is_sampled());
        let delivery = DeliveryId::from_uuid(Uuid::from_u128(7));
        let (first, second) = (SpanId::of_attempt(delivery, 1), SpanId::of_attempt(delivery, 2));
        assert_ne!(first, second);
        assert_eq!(
            context.headers(first),
            [
                (TRACEPARENT, format!("00-4bf92f3577b34da6a3ce929d0e0e4736-{first}-01")),
                (TRACESTATE, "acme=1,other=x".to_owned())
            ]
        );
    }

    #[test]
    fn what_is_not_well_formed_is_as_if_not_given() {
        for odd in [
            "",
            "00",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        ] {
            assert_eq!(TraceContext::parse(odd, None), None, "{odd}");
        }
    }

    #[test]
    fn a_later_version_is_read_as_far_as_it_is_known() {
        let later = "7e-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-more";
        let context = TraceContext::parse(later, None).unwrap();
        assert_eq!(context.traceparent(), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03");
    }

    #[test]
    fn a_state_that_cannot_be_carried_is_left_out() {
        let long = "x".repeat(TRACESTATE_BYTES_MAX + 1);
        for odd in ["", "  ", "a=1\nx: y", "a=é", &long] {
            assert_eq!(TraceContext::parse(GIVEN, Some(odd)).unwrap().tracestate(), None, "{odd}");
        }
    }
}
