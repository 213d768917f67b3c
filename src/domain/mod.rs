//! The pure ground floor: what an event, an endpoint, a delivery and a signature are; no I/O, no clock, no randomness.

pub mod access;
pub mod address;
pub mod address_rules;
pub mod api_key;
pub mod body_forms;
pub mod chain;
pub mod delivery;
pub mod diagnosis;
pub mod endpoint;
pub mod event;
pub mod exchange;
pub mod id;
pub mod json_check;
mod json_scan;
pub mod keyring;
pub mod look;
pub mod outcome;
pub mod pattern;
pub mod request;
pub mod retry;
pub mod retry_after;
pub mod retry_preview;
pub mod secret;
pub mod signature;
pub mod signature_cause;
pub mod signature_check;
#[cfg(test)]
mod signature_check_tests;
pub mod situation;
pub mod span;
pub mod url_rule;
