//! A disk that fills up, told once a day and when it becomes worse.

use serde_json::json;

use super::tell;
use crate::domain::diagnosis::Disk;
use crate::domain::diagnosis::Finding;
use crate::domain::operation::Operation;
use crate::domain::operation::STORAGE_EVERY_S;
use crate::store::error::Doing;
use crate::store::error::StoreError;
use crate::store::handle::Store;

/// Tells of a disk that was found to fill up; whether it was time to.
pub async fn tell_storage(
    store: &Store,
    node: &str,
    disk: &Disk,
    finding: &Finding,
) -> Result<bool, StoreError> {
    let mut tx = store.delivery().begin().await.doing("beginning to tell of a disk")?;
    let Some(project) = tell::listening(&mut tx).await? else { return Ok(false) };
    let subject = format!("storage {} {node}", finding.level);
    if !tell::is_time(&mut tx, &subject, STORAGE_EVERY_S).await? {
        return Ok(false);
    }
    let values = vec![
        json!(node),
        json!(disk.directory),
        json!(finding.level.to_string()),
        json!(finding.sentence),
        json!(disk.free_bytes),
        json!(disk.total_bytes),
        tell::instant(store.now()),
    ];
    tell::add(&mut tx, project, Operation::StorageLow, values).await?;
    tx.commit().await.doing("telling of a disk")?;
    Ok(true)
}
