//! `/sign-in-links` and `/sessions`: who may look at the dashboard.

use axum::Extension;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use time::Duration;
use utoipa::ToSchema;

use crate::api::input::members::Members;
use crate::api::input::path::PathParts;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::session::LinkView;
use crate::api::view::session::SessionsView;
use crate::domain::access::Caller;
use crate::domain::rank::Rank;
use crate::store::sessions;

/// How long a link can be used, unless another time is asked for, in milliseconds.
const LASTS_MS: u64 = 60_000;
/// The longest it can be used, in milliseconds.
const LASTS_MS_MAX: u64 = 3_600_000;
/// Longest path that a link leads to, in bytes.
const PATH_BYTES_MAX: usize = 1_024;

/// What a one-time link is made of.
#[derive(Serialize, ToSchema)]
#[schema(as = SignInLinkInput)]
pub(crate) struct LinkBody {
    /// `viewer`, `operator` or `admin`; at most, and when left out, what the caller may do itself.
    #[schema(example = "viewer")]
    role: Option<String>,
    /// How long the link can be used, 1,000 to 3,600,000; 60,000 when left out.
    #[schema(example = 60_000)]
    ttl_ms: Option<u64>,
    /// The page it leads to, a path that begins with `/dashboard`.
    #[schema(example = "/dashboard/p/default/deliveries")]
    to: Option<String>,
}

/// Make a one-time link to the dashboard
///
/// Whoever opens it is signed in, once. Its secret is behind the `#`: browsers send it to nobody, the page posts it.
#[utoipa::path(post, path = "/sign-in-links", tag = "Sessions", operation_id = "create_sign_in_link",
    request_body = LinkBody,
    responses(
        (status = 201, description = "Made", body = LinkView),
        (status = 409, description = "This node shows no dashboard", content_type = "application/problem+json")))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    mut members: Members,
) -> Result<(StatusCode, Json<LinkView>), Problem> {
    let wanted: Option<Rank> = members.parsed("role", "role_unknown", str::parse);
    let lasts_ms = members.integer("ttl_ms", 1_000..=LASTS_MS_MAX).unwrap_or(LASTS_MS);
    let to = members.parsed("to", "to_invalid", page_path);
    members.finish()?;
    let own = Rank::of(&caller).ok_or_else(|| Problem::forbidden(crate::domain::access::Scope::Read))?;
    let rank = wanted.unwrap_or(own);
    if rank > own {
        let detail = format!("you are {own} yourself and cannot let in more than that");
        return Err(Problem::new(StatusCode::FORBIDDEN, "role_too_high", detail));
    }
    let Some(base) = state.dashboard.as_deref() else {
        let detail = "this node shows no dashboard: it is not among its node.roles, or no daemon answers";
        return Err(Problem::conflict("dashboard_off", detail));
    };
    let lasts = Duration::milliseconds(i64::try_from(lasts_ms).unwrap_or(0));
    let link = sessions::create_link(&state.store, &caller, rank, lasts).await?;
    Ok((StatusCode::CREATED, Json(LinkView::new(base, &link, rank, to.as_deref()))))
}

/// A path of the dashboard's own, without anything that could lead elsewhere.
fn page_path(text: &str) -> Result<String, &'static str> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%/?=&*+:".contains(&byte);
    let ours = text == "/dashboard" || text.starts_with("/dashboard/") || text.starts_with("/dashboard?");
    if ours && text.len() <= PATH_BYTES_MAX && text.bytes().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("the path must begin with /dashboard and be percent-encoded")
    }
}

/// List who is signed in at the dashboard
///
/// The one seen last first, 200 at most.
#[utoipa::path(get, path = "/sessions", tag = "Sessions", operation_id = "list_sessions",
    responses((status = 200, description = "The sessions", body = SessionsView)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<SessionsView>, Problem> {
    let found = sessions::list(&state.store, caller.project).await?;
    Ok(Json(SessionsView::of(found)))
}

/// End a session of the dashboard
#[utoipa::path(delete, path = "/sessions/{id}", tag = "Sessions", operation_id = "end_session",
    params(("id" = String, Path, description = "Its id")),
    responses((status = 204, description = "Ended")))]
pub(crate) async fn end(
    State(state): State<ApiState>,
    Extension(caller): Extension<Caller>,
    path: PathParts,
) -> Result<StatusCode, Problem> {
    let ended = sessions::end(&state.store, &caller, path.session()?).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found("session")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_a_page_of_the_dashboard_and_nowhere_else() {
        assert!(page_path("/dashboard/p/default/deliveries?status=held").is_ok());
        for odd in [
            "",
            "/",
            "//evil.test",
            "/dashboards",
            "/dashboard/\\evil",
            "/dashboard#x",
            "https://a.test/dashboard",
        ] {
            assert!(page_path(odd).is_err(), "{odd}");
        }
    }
}
