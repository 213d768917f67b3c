//! Attempting, cancelling and redriving one delivery.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;

use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::gate::Seat;
use crate::dashboard::state::Dashboard;

/// `attempt-now`, `cancel`, `redrive`, or `redrive-force` for one that arrived already.
pub(in crate::dashboard) async fn act(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    let id = segment(seat.part("id"));
    let (order, said) = match seat.part("act") {
        "attempt-now" => ("attempt-now", "It is attempted now."),
        "cancel" => ("cancel", "Cancelled."),
        "redrive" => ("redrive", "Put back with a fresh budget of attempts."),
        "redrive-force" => ("redrive?force=true", "Put back; it is delivered once more."),
        _ => return Err(Failure::missing("act")),
    };
    let answer = call(&dashboard, &seat, Method::POST, &format!("/deliveries/{id}/{order}"), None).await?;
    let said = answer.body().map_or_else(|refused| refused, |_| said.to_owned());
    Ok(back(&seat, &format!("/deliveries/{id}"), &said))
}
