//! The form of an endpoint: what the API answers becomes fields of text, and fields become a body for the API.
//!
//! ```text
//! filled      the fields
//! shown       an endpoint as the API shows it, in fields
//! written     the fields as a body, or what in them cannot be read
//! difference  what has to be patched to come from one body to the other
//! ```

mod difference;
mod filled;
mod shown;
mod written;

pub(super) use self::difference::patch;
pub(super) use self::filled::Fields;
pub(super) use self::shown::shown;
pub(super) use self::written::span;
pub(super) use self::written::written;
