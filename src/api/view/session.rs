//! Sessions of the dashboard and the links that open them, as they go out.

use serde::Serialize;
use utoipa::ToSchema;

use super::time::Instant;
use crate::domain::id::ProjectId;
use crate::domain::id::SessionId;
use crate::domain::rank::Rank;
use crate::store::sessions::NewLink;
use crate::store::sessions::Session;
use crate::store::sessions::Way;

/// A one-time link, shown this once.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SignInLink)]
pub(crate) struct LinkView {
    /// What to open.
    #[schema(example = "http://127.0.0.1:8000/login#t=…")]
    url: String,
    #[schema(value_type = String, example = "operator")]
    role: Rank,
    expires_at: Instant,
}

impl LinkView {
    /// `base` is where the dashboard is reached, without a path.
    pub(crate) fn new(base: &str, link: &NewLink, rank: Rank, to: Option<&str>) -> Self {
        let to = to.map(|path| format!("&to={path}")).unwrap_or_default();
        Self {
            url: format!("{base}/login#t={}{to}", link.ticket.reveal()),
            role: rank,
            expires_at: link.expires_at.into(),
        }
    }
}

/// Somebody who is signed in at the dashboard.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionView {
    #[schema(value_type = String, example = "ses_01kb6y3v5nfk8s2w0x9q7d4tcm")]
    id: SessionId,
    #[schema(value_type = String, example = "operator")]
    role: Rank,
    /// Who signed in.
    #[schema(example = "uid:1000")]
    actor: String,
    /// The one project it may touch; null: all.
    #[schema(value_type = Option<String>)]
    project_id: Option<ProjectId>,
    /// `link` or `key`.
    #[schema(value_type = String, example = "link")]
    way: Way,
    /// What the browser called itself.
    browser: String,
    created_at: Instant,
    /// To the minute.
    seen_at: Instant,
    expires_at: Instant,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Sessions)]
pub(crate) struct SessionsView {
    items: Vec<SessionView>,
}

impl SessionsView {
    pub(crate) fn of(sessions: Vec<Session>) -> Self {
        let view = |session: Session| SessionView {
            id: session.id,
            role: session.rank,
            actor: session.actor,
            project_id: session.project,
            way: session.way,
            browser: session.browser,
            created_at: session.created_at.into(),
            seen_at: session.seen_at.into(),
            expires_at: session.expires_at.into(),
        };
        Self { items: sessions.into_iter().map(view).collect() }
    }
}
