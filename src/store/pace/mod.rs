//! Pace: what nodes agree on about endpoints that have a limit, an order, or a circuit that is not closed.
//!
//! [`claim`] takes deliveries under the endpoint's row in `endpoint_pace`, which one node at a time holds; [`circuit`]
//! opens and closes; [`heads`] finds the one delivery of each ordering key whose turn it is; [`order`] gives out the
//! numbers of publish order.

pub mod circuit;
pub mod claim;
mod heads;
pub mod order;
mod place;
mod plan;
pub mod view;
