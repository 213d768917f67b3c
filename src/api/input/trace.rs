//! The producer's trace context: `traceparent` and `tracestate`.

use axum::http::HeaderMap;

use crate::domain::trace::TRACEPARENT;
use crate::domain::trace::TRACESTATE;
use crate::domain::trace::TraceContext;

/// The trace that a request is part of; nothing where it is not told once and well formed.
pub(crate) fn context(headers: &HeaderMap) -> Option<TraceContext> {
    let mut given = headers.get_all(TRACEPARENT).iter();
    let (Some(parent), None) = (given.next(), given.next()) else { return None };
    // Given several times it is one list.
    let states: Option<Vec<&str>> =
        headers.get_all(TRACESTATE).iter().map(|state| state.to_str().ok()).collect();
    let state = states.unwrap_or_default().join(",");
    TraceContext::parse(parent.to_str().ok()?, Some(&state))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_state_in_parts_is_one_list_and_two_parents_are_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(context(&headers), None);
        headers.append(TRACEPARENT, HeaderValue::from_static(PARENT));
        headers.append(TRACESTATE, HeaderValue::from_static("a=1"));
        headers.append(TRACESTATE, HeaderValue::from_static("b=2"));
        assert_eq!(context(&headers).unwrap().tracestate(), Some("a=1,b=2"));
        headers.append(TRACEPARENT, HeaderValue::from_static(PARENT));
        assert_eq!(context(&headers), None);
    }
}
