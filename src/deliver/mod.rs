//! The delivery loop: wake, lanes, claim, attempt, record.
