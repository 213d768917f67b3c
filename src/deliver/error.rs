//! What keeps the delivery room from working at all; a receiver's failure is never one of these.

use super::post::ClientError;
use crate::store::StoreError;

/// The delivery room could not start.
#[derive(Debug, thiserror::Error)]
pub enum DeliverError {
    /// The HTTP client.
    #[error("could not set up deliveries")]
    Client(#[from] ClientError),
    /// The node's lease.
    #[error("could not take a lease as a delivery node")]
    Lease(#[source] StoreError),
}
