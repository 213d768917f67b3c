//! `POST /dead-letters/drop`: a dry run that counts, or up to 5,000 dead letters dropped for good.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::input::dead_letters::ChoiceBody;
use crate::api::input::dead_letters::from_members;
use crate::api::input::dead_letters::instant;
use crate::api::input::members::Members;
use crate::api::input::project::InProject;
use crate::api::problem::Problem;
use crate::api::state::ApiState;
use crate::api::view::dead_letter::DroppedView;
use crate::api::view::time::Instant;
use crate::store::dead_letters;

/// Which dead letters to drop: those for which all that is given is true.
#[derive(Serialize, ToSchema)]
#[schema(as = DropInput, example = json!({"endpoint": "acme-prod", "dry_run": true}))]
pub(crate) struct DropBody {
    #[serde(flatten)]
    choice: ChoiceBody,
    /// That died no later than this: what a dry run answered leaves alone what died after it.
    died_before: Option<Instant>,
    /// Only count.
    #[schema(example = true)]
    dry_run: Option<bool>,
}

/// Drop dead letters
///
/// They are no dead letters any more and no redrive takes them; each stays in history as a cancelled delivery with the
/// cause `dropped` that names who did it, and can still be redriven by its id. A call drops 5,000 at most and says
/// whether there are more; asking again with the same body goes on. A body that chooses nothing is refused; all there
/// are is `"all": true`.
#[utoipa::path(post, path = "/dead-letters/drop", tag = "Dead letters", operation_id = "drop_dead_letters",
    request_body = DropBody,
    responses((status = 200, description = "What was dropped, or would be", body = DroppedView)))]
pub(crate) async fn drop(
    State(state): State<ApiState>,
    InProject { caller, project }: InProject,
    mut members: Members,
) -> Result<Json<DroppedView>, Problem> {
    let predicate = from_members(&state, project, &mut members).await?;
    let died_before = instant(&mut members, "died_before");
    let dry_run = members.flag("dry_run").unwrap_or(false);
    members.finish()?;
    if dry_run {
        let survey = dead_letters::survey(&state.store, project, &predicate).await?;
        let passed = dead_letters::passed_over(&state.store, project, &predicate, false).await?;
        return Ok(Json(DroppedView::planned(survey, passed)));
    }
    let dropped = dead_letters::drop_some(&state.store, &caller, project, &predicate, died_before).await?;
    Ok(Json(DroppedView::from(dropped)))
}
