//! Cancelling an event.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;

use crate::dashboard::call::back;
use crate::dashboard::call::call;
use crate::dashboard::call::segment;
use crate::dashboard::failure::Failure;
use crate::dashboard::gate::Seat;
use crate::dashboard::show;
use crate::dashboard::state::Dashboard;

/// `cancel`: its deliveries that were not attempted yet.
pub(in crate::dashboard) async fn act(
    State(dashboard): State<Dashboard>,
    seat: Seat,
) -> Result<Response, Failure> {
    if seat.part("act") != "cancel" {
        return Err(Failure::missing("act"));
    }
    let id = segment(seat.part("id"));
    let answer = call(&dashboard, &seat, Method::POST, &format!("/events/{id}/cancel"), None).await?;
    let said = match answer.body() {
        Ok(done) => {
            let count = done["cancelled_deliveries"].as_u64().unwrap_or(0);
            format!("{} deliveries that were not attempted yet are cancelled.", show::count(count))
        }
        Err(refused) => refused,
    };
    Ok(back(&seat, &format!("/events/{id}"), &said))
}
