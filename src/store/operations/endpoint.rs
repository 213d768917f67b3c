//! What happened to an endpoint, told in the transaction that did it.

use serde_json::Value;
use serde_json::json;
use sqlx::PgTransaction;

use super::tell;
use crate::domain::id::EndpointId;
use crate::domain::operation::Operation;
use crate::store::error::Doing;
use crate::store::error::StoreError;

/// Tells of an endpoint, unless nobody listens or it is one that listens itself.
pub(crate) async fn about_endpoint(
    tx: &mut PgTransaction<'_>,
    operation: Operation,
    endpoint: EndpointId,
    why: Option<&str>,
) -> Result<(), StoreError> {
    let Some(project) = tell::listening(tx).await? else { return Ok(()) };
    let of = sqlx::query!(
        r#"select e.project_id, e.name, p.name as project_name, now() as "at!"
           from endpoint e join project p on p.id = e.project_id where e.id = $1"#,
        endpoint.uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
    .doing("naming an endpoint")?;
    let Some(of) = of.filter(|of| of.project_id != project) else { return Ok(()) };
    let mut values: Vec<Value> = vec![json!(of.project_name), json!(endpoint.to_string()), json!(of.name)];
    values.extend(why.map(Value::from));
    values.push(tell::instant(of.at));
    tell::add(tx, project, operation, values).await
}
